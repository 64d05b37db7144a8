package storage

import (
	"context"
	"database/sql"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"

	"runchecks/domain"
)

// A database counts the migrations that it has seen: two of one number, or a gap, would
// come in another order in another version of the program.
func TestMigrationsAreNumberedWithoutAGapOrADouble(t *testing.T) {
	names, err := fs.Glob(migrationFiles, "migrations/*.sql")
	if err != nil {
		t.Fatal(err)
	}
	for i, name := range names {
		if want := fmt.Sprintf("migrations/%04d_", i+1); !strings.HasPrefix(name, want) {
			t.Errorf("%s stands where %s… is due", name, want)
		}
	}
}

func TestLinksOfOldDatabasesBelongToTheDecisionThatMadeThem(t *testing.T) {
	folder := t.TempDir()
	old, err := sql.Open("sqlite", dsn(filepath.Join(folder, FileName)))
	if err != nil {
		t.Fatal(err)
	}
	names, err := fs.Glob(migrationFiles, "migrations/*.sql")
	if err != nil {
		t.Fatal(err)
	}
	var steps []string
	for _, name := range names[:11] {
		script, err := migrationFiles.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		steps = append(steps, string(script))
	}
	steps = append(steps,
		"INSERT INTO job VALUES (1, 'j', NULL, '', '', '', '', 'active', 0)",
		"INSERT INTO ticket VALUES ('T', 'T1', '', 0, 0, '', 0, 0)",
		`INSERT INTO journal (id, profile, actor, at, kind, targets, payload, undoes, summary) VALUES
  ('1', '', 'kim', 0, 'ticket', '[]', '{"After":{"Key":"T"},"Linked":["a","b"]}', '', ''), ('2', '', 'kim', 0, 'ticket', '[]', '{"After":{"Key":"T"},"Linked":["b","c"]}', '', ''),
  ('3', '', 'kim', 0, 'ticket', '[]', '{"After":{"Key":"T"},"Linked":["a"]}', '', ''), ('4', '', 'kim', 0, 'undo', '[]', 'null', '1', ''), ('5', '', 'kim', 0, 'review', '[]', 'null', '', '')`,
		fmt.Sprintf("PRAGMA user_version = 11; PRAGMA application_id = %d", applicationID))
	for n, key := range []string{"a", "b", "c", "d"} {
		steps = append(steps, fmt.Sprintf(`INSERT INTO run (id, key, job, source, kind, at, status, stated, effective, partly, reason, product, started, started_text, ended, ended_text, error, reader, confidence, evidence_words,
  evidence_where, no_objects, objects, problems, fingerprint) VALUES (%d, '%s', 1, '', '', 0, 6, 1, 6, 0, '', '', '', '', '', '', '', '', '', '', '', '', 0, 0, '')`, n+1, key),
			fmt.Sprintf("INSERT INTO ticket_run VALUES ('T', %d, %v)", n+1, key != "d"))
	}
	for _, step := range steps {
		if _, err := old.Exec(step); err != nil {
			t.Fatalf("%.80s: %v", step, err)
		}
	}
	if err := old.Close(); err != nil {
		t.Fatal(err)
	}
	db, err := Open(context.Background(), folder)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	err = db.Read(context.Background(), func(q domain.Reader) error {
		links, err := q.TicketLinks("T", []int64{1, 2, 3, 4})
		got := ""
		for _, l := range links {
			got += fmt.Sprintf("%s=%s ", l.Run, l.Decision)
		}
		if got != "a=3 b=2 c=2 d= " {
			t.Errorf("links are of %q", got)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
