package storage

import (
	"context"
	"database/sql"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

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
	var steps []string
	steps = append(steps,
		"INSERT INTO job VALUES (1, 'j', NULL, '', '', '', '', 'active', 0)",
		"INSERT INTO ticket VALUES ('T', 'T1', '', 0, 0, '', 0, 0)",
		`INSERT INTO journal (id, profile, actor, at, kind, targets, payload, undoes, summary) VALUES
  ('1', '', 'kim', 0, 'ticket', '[]', '{"After":{"Key":"T"},"Linked":["a","b"]}', '', ''),
  ('2', '', 'kim', 0, 'ticket', '[]', '{"After":{"Key":"T"},"Linked":["b","c"]}', '', ''),
  ('3', '', 'kim', 0, 'ticket', '[]', '{"After":{"Key":"T"},"Linked":["a"]}', '', ''),
  ('4', '', 'kim', 0, 'undo', '[]', 'null', '1', ''), ('5', '', 'kim', 0, 'review', '[]', 'null', '', '')`)
	for n, key := range []string{"a", "b", "c", "d"} {
		steps = append(steps, fmt.Sprintf(`INSERT INTO run (id, key, job, source, kind, at, status, stated, effective, partly, reason, product,
  started, started_text, ended, ended_text, error, reader, confidence, evidence_words, evidence_where,
  no_objects, objects, problems, fingerprint)
  VALUES (%d, '%s', 1, '', '', 0, 6, 1, 6, 0, '', '', '', '', '', '', '', '', '', '', '', '', 0, 0, '')`, n+1, key),
			fmt.Sprintf("INSERT INTO ticket_run VALUES ('T', %d, %v)", n+1, key != "d"))
	}
	db := older(t, 11, steps...)
	err := db.Read(context.Background(), func(q domain.Reader) error {
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

// older opens a database that an older version of the program made and filled.
func older(t *testing.T, version int, rows ...string) *DB {
	t.Helper()
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
	for _, name := range names[:version] {
		script, err := migrationFiles.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		steps = append(steps, string(script))
	}
	steps = append(steps, rows...)
	steps = append(steps, fmt.Sprintf("PRAGMA user_version = %d; PRAGMA application_id = %d", version, applicationID))
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
	t.Cleanup(func() { _ = db.Close() })
	return db
}

// oldRun is a run as version 22 of the database holds it.
const oldRun = `INSERT INTO run (id, key, job, message, source, kind, at, status, stated, effective, partly, reason, product, started,
  started_text, ended, ended_text, error, reader, confidence, evidence_words, evidence_where, no_objects, objects, problems, fingerprint)
VALUES (%d, 'run%d', 1, %s, 'mail', 'run', %d, %d, 1, 1, 0, '', 'Veeam', '', '', '', '', '%s', '', '', '', '', '', 1, %d, '')`

func TestRunsOfOldDatabasesAreFoundByTheIndexesOfNewOnes(t *testing.T) {
	db := older(t, 22,
		"INSERT INTO job (id, key, sender, product, type, name, state) VALUES (1, 'j', '', 'Veeam', '', 'Job', 'active')",
		`INSERT INTO message (id, key, account, folder, uid, message_id, hash, sender, recipient, subject, date, received, size, reader,
  state, reason) VALUES (7, 'm', 1, 'INBOX', 1, '', '', '', 'reports@example.com', '', 0, 0, 0, '', 'read', '')`,
		fmt.Sprintf(oldRun, 1, 1, "7", 1000, 1, "", 0),
		fmt.Sprintf(oldRun, 2, 2, "NULL", 2000, 1, "", 0),
		fmt.Sprintf(oldRun, 3, 3, "NULL", 100, 6, "", 1),
		"INSERT INTO name VALUES (1, 'vm')", "INSERT INTO note VALUES (1, 'slow')", "INSERT INTO object VALUES (3, 0, 1, 1, 6, 1)",
		fmt.Sprintf(oldRun, 4, 4, "NULL", 200, 6, "slow", 0),
	)
	err := db.Read(context.Background(), func(q domain.Reader) error {
		to, err := q.JobRecipients()
		if to[1] != "reports@example.com" {
			t.Errorf("recipients %v", to)
		}
		if err != nil {
			return err
		}
		var said []int64
		problem := func(r domain.Run, _ domain.Job) error { said = append(said, r.ID); return nil }
		if _, err = q.MatchingProblems(domain.ProblemFilter{}, func(text string) bool { return text == "slow" }, problem); err != nil {
			return err
		}
		if !slices.Equal(said, []int64{4, 3}) {
			t.Errorf("%v say it", said)
		}
		ran, err := q.RealRuns(0, time.UnixMilli(500))
		if got := ran[1]; len(got) != 2 || got[1].UnixMilli() != 2000 {
			t.Errorf("ran %v", ran)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
