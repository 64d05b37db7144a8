package storage

import (
	"database/sql"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"runchecks/domain"
	"runchecks/storage/storagetest/disk"
)

// ofVersion makes a database as the program wrote it that knew so many migrations, with two
// decisions from before the chain was kept.
func ofVersion(t *testing.T, version int) (folder string) {
	t.Helper()
	folder = t.TempDir()
	db, err := sql.Open("sqlite", dsn(filepath.Join(folder, FileName)))
	if err != nil {
		t.Fatal(err)
	}
	names, err := fs.Glob(migrationFiles, "migrations/*.sql")
	if err != nil {
		t.Fatal(err)
	}
	steps := []string{}
	for _, name := range names[:version] {
		script, err := migrationFiles.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		steps = append(steps, string(script))
	}
	for n := range 2 {
		steps = append(steps, fmt.Sprintf(
			`INSERT INTO journal (id, profile, actor, at, kind, targets, payload, undoes, summary)
  VALUES ('%s', '', 'kim', 1, 'review', '[]', 'null', '', '')`, ulid(n),
		))
	}
	steps = append(steps, fmt.Sprintf("PRAGMA user_version = %d; PRAGMA application_id = %d", version, applicationID))
	for _, step := range steps {
		if _, err := db.Exec(step); err != nil {
			t.Fatalf("%.80s: %v", step, err)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	return folder
}

func TestTheCopyOfAnInterruptedMigrationIsInNobodysWay(t *testing.T) {
	folder := ofVersion(t, 11)
	newest, err := newestVersion()
	if err != nil {
		t.Fatal(err)
	}
	before := filepath.Join(folder, fmt.Sprintf("%s.before-%d", FileName, newest))
	if err := os.WriteFile(before, []byte("half a copy"), 0o600); err != nil {
		t.Fatal(err)
	}
	if n := entries(t, reopen(t, folder)); n != 2 {
		t.Errorf("%d decisions", n)
	}
	if c, err := inspect(t.Context(), before, whole); err != nil || c.Version != 11 || c.Entries != 2 {
		t.Errorf("the copy before it: %+v, %v", c, err)
	}
}

func TestAPowerCutInAMigrationIsGoneOnFromWhereItCame(t *testing.T) {
	folder := ofVersion(t, 11)
	d := disk.Record(t, folder)
	db := reopen(t, folder)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	cuts := 60
	if testing.Short() {
		cuts = 6
	}
	for seed := range uint64(cuts) {
		random := rand.New(rand.NewPCG(seed, 3))
		moment := random.IntN(d.Now() + 1)
		after := t.TempDir()
		d.CutAt(t, moment, random, after)
		again, err := Open(t.Context(), after)
		if err != nil {
			t.Fatalf("cut %d after %d of %d things: %v", seed, moment, d.Now(), err)
		}
		if n := entries(t, again); n != 2 {
			t.Errorf("cut %d: %d decisions", seed, n)
		}
		err = again.Read(t.Context(), func(q domain.Reader) error {
			faults, err := q.SchemaFaults()
			if len(faults) > 0 {
				t.Errorf("cut %d: %v", seed, faults)
			}
			return err
		})
		if err != nil {
			t.Errorf("cut %d: %v", seed, err)
		}
		if err := again.Close(); err != nil {
			t.Errorf("cut %d: %v", seed, err)
		}
	}
}

// A table that no list of projection.go names is neither compared nor said to be a fact.
func TestEveryTableIsAFactOrAProjection(t *testing.T) {
	db := open(t)
	rows, err := db.read.Query("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	listed := map[string]bool{}
	for _, table := range facts {
		listed[table] = true
	}
	for table := range projected {
		if listed[table] {
			t.Errorf("%s is in both lists", table)
		}
		listed[table] = true
	}
	for rows.Next() {
		var table string
		if err := rows.Scan(&table); err != nil {
			t.Fatal(err)
		}
		if !listed[table] {
			t.Errorf("%s is in neither list", table)
		}
		delete(listed, table)
	}
	for table := range listed {
		t.Errorf("%s is listed, and is no table", table)
	}
	if err := rows.Err(); err != nil {
		t.Error(err)
	}
}
