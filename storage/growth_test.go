package storage_test

import (
	"context"
	"database/sql"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/domain/rules/schedule"
	"runchecks/storage"
	"runchecks/sync/ingest"
)

// The growth benchmarks measure what the window and a sync wait for in databases of several
// sizes; docs/performance.md has the figures. A database of a million runs takes minutes to
// make: only the smallest size is measured unless others are asked for.
var (
	growthSizes = flag.String("growth", "10000", "measure databases of so many runs, with commas between")
	growthKeep  = flag.String("growth-keep", "", "keep the databases in this folder for the next time")
)

// growthNow is when the growth benchmarks look at their databases.
var growthNow = time.Date(2026, 3, 2, 7, 0, 0, 0, time.UTC)

const growthJobs = 2000

// growthRows fill a database whose jobs ran once a day until growthNow, each tenth run with
// a problem in one of its two objects. Only the oldest run of a job has a message, as where
// a mailbox gave way to a service; the newest one waits. ?1 is how many runs a job has.
var growthRows = []string{
	`INSERT INTO customer (id, name) SELECT value, 'Customer ' || value FROM generate_series(1, 200)`,
	`INSERT INTO account (id, name, kind, host, port, security, user, folders, secret, covered)
SELECT 1, 'lab', 'imap', 'localhost', 143, 'none', 'u', '["INBOX"]', '', ?2`,
	`INSERT INTO folder (account, name, uidvalidity, last_uid, first_sync) VALUES (1, 'INBOX', 1, 1, ?2 - 17280000000)`,
	`INSERT INTO job (id, key, customer, sender, product, type, name, state)
SELECT value, 'job' || value, 1 + value % 200, 's', 'Veeam', 'Backup', 'Job ' || value, 'active' FROM generate_series(1, 2000)`,
	`INSERT INTO message (id, key, account, folder, uid, message_id, hash, sender, recipient, subject, date,
  received, size, reader, state, reason)
SELECT value, 'm' || value, 1, 'INBOX', value, '', '', 's', 'r' || value, '', 0, 0, 0, 'r', 'read', '' FROM generate_series(1, 2000)`,
	`INSERT INTO name (id, text) SELECT value, 'vm' || value FROM generate_series(1, 4001)`,
	`INSERT INTO note (id, text) SELECT value, CASE value WHEN 1 THEN '' ELSE 'Failed to create VSS snapshot ' || value END
FROM generate_series(1, 51)`,
	`INSERT INTO run (id, key, job, message, source, kind, at, status, stated, effective, partly, reason, product, started,
  started_text, ended, ended_text, error, reader, confidence, evidence_words, evidence_where, no_objects, objects, problems, fingerprint,
  reviewed_at, reviewed_by)
SELECT value, 'run' || value, 1 + value % 2000, CASE WHEN value < 2000 THEN 1 + value % 2000 END, 'mail', 'run',
  ?2 - 3600000 * (2 + value % 6) - 86400000 * (?1 - 1 - value / 2000), CASE value / 2000 % 10 WHEN 0 THEN 5 ELSE 1 END,
  1, CASE value / 2000 % 10 WHEN 0 THEN 5 ELSE 1 END, 0, '', 'Veeam', '', '', '', '', '', 'r',
  'high', '', '', '', 2, value / 2000 % 10 = 0, '',
  CASE WHEN value / 2000 < ?1 - 1 THEN ?2 END, 'kim' FROM generate_series(0, 2000 * ?1 - 1)`,
	`INSERT INTO object (run, n, name, type, status, note)
SELECT r.id, v.n, 1 + 2 * (r.job - 1) + v.n, 4001, CASE v.n WHEN 0 THEN r.status ELSE 1 END,
  CASE WHEN v.n = 0 AND r.status <> 1 THEN 2 + r.id % 50 ELSE 1 END
FROM run r CROSS JOIN (SELECT 0 AS n UNION ALL SELECT 1) v ORDER BY 1, 2`,
	`INSERT INTO journal (id, profile, actor, at, kind, targets, payload, undoes, summary, hash) SELECT '01', 'p', 'kim', ?2, 'approve',
  (SELECT json_group_array('imap:lab:INBOX:1:a rather long key of a message or a job, number ' || value) FROM generate_series(1, 50000)),
  '{"customer":"Contoso"}', '', '', 'link'`,
}

// grown returns a database with so many runs.
func grown(b *testing.B, runs int) *storage.DB {
	b.Helper()
	ctx := context.Background()
	folder := b.TempDir()
	kept := filepath.Join(*growthKeep, strconv.Itoa(runs)+".db")
	path := filepath.Join(folder, storage.FileName)
	if content, err := os.ReadFile(kept); err == nil && *growthKeep != "" {
		if err := os.WriteFile(path, content, 0o600); err != nil {
			b.Fatal(err)
		}
	} else {
		db, err := storage.Open(ctx, folder)
		if err != nil {
			b.Fatal(err)
		}
		if err := db.Close(); err != nil {
			b.Fatal(err)
		}
		raw, err := sql.Open("sqlite", path+"?_pragma=synchronous(0)&_pragma=cache_size(-200000)")
		if err != nil {
			b.Fatal(err)
		}
		for _, rows := range growthRows {
			rows = series.ReplaceAllString(rows, counted)
			rows = strings.NewReplacer("?1", strconv.Itoa(runs/growthJobs), "?2", strconv.FormatInt(growthNow.UnixMilli(), 10)).Replace(rows)
			if _, err := raw.ExecContext(ctx, rows); err != nil {
				b.Fatalf("%.60s: %v", rows, err)
			}
		}
		if err := raw.Close(); err != nil {
			b.Fatal(err)
		}
		if *growthKeep != "" {
			content, err := os.ReadFile(path)
			if err == nil {
				err = os.WriteFile(kept, content, 0o600)
			}
			if err != nil {
				b.Fatal(err)
			}
		}
	}
	db, err := storage.Open(ctx, folder)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = db.Close() })
	return db
}

// series is a table-valued function that SQLite has only as an extension.
var series = regexp.MustCompile(`generate_series\((\d+), ([^()]+)\)`)

const counted = "(WITH RECURSIVE g(value) AS (SELECT $1 UNION ALL SELECT value + 1 FROM g WHERE value < $2) SELECT value FROM g)"

// BenchmarkGrowth measures by the number of runs that a database holds.
func BenchmarkGrowth(b *testing.B) {
	if testing.Short() {
		b.Skip("makes large databases")
	}
	for size := range strings.SplitSeq(*growthSizes, ",") {
		runs, err := strconv.Atoi(size)
		if err != nil || runs < growthJobs {
			b.Fatalf("-growth %s: give numbers from %d on", *growthSizes, growthJobs)
		}
		b.Run(size, func(b *testing.B) { growth(b, grown(b, runs), runs) })
	}
}

func growth(b *testing.B, db *storage.DB, runs int) {
	ctx := context.Background()
	measure := func(name string, fn func() error) {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := fn(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	reading := func(name string, fn func(domain.Reader) error) {
		measure(name, func() error { return db.Read(ctx, fn) })
	}
	all := func(n int, err error) error {
		if err == nil && n != growthJobs {
			return fmt.Errorf("%d of %d jobs", n, growthJobs)
		}
		return err
	}
	clock := func() time.Time { return growthNow }

	kim := domain.Actor{Name: "kim", Role: domain.RoleAdmin}
	svc, err := review.New(review.Params{Store: db, Clock: clock, Location: time.UTC, Actor: kim})
	if err != nil {
		b.Fatal(err)
	}
	measure("what can be undone", func() error {
		_, ok, err := svc.Undoable(ctx)
		if err == nil && !ok {
			err = errors.New("nothing")
		}
		return err
	})
	reading("recipients", func(q domain.Reader) error { to, err := q.JobRecipients(); return all(len(to), err) })
	reading("coverage", func(q domain.Reader) error { of, err := q.Coverage(); return all(len(of), err) })
	rule := domain.Override{
		Level: domain.LevelGlobal, Product: "Veeam", Text: "snapshot 17", Mode: domain.MatchEnds, Reason: "known", Enabled: true,
	}
	measure("preview of a rule", func() error {
		p, err := svc.PreviewRule(ctx, rule)
		if err == nil && (p.Of == 0 || runs > growthJobs*50 && p.Runs == 0) {
			err = fmt.Errorf("%d of %d runs", p.Runs, p.Of)
		}
		return err
	})
	reading("job list", func(q domain.Reader) error { rows, err := q.OpenJobs(); return all(len(rows), err) })
	reading("all jobs", func(q domain.Reader) error { rows, err := q.Jobs(); return all(len(rows), err) })
	b.Run("schedules, first", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			b.StopTimer()
			// Nothing is known: of a database that was opened just now.
			fresh, err := storage.Open(ctx, filepath.Dir(db.Path()))
			if err != nil {
				b.Fatal(err)
			}
			b.StartTimer()
			err = fresh.Read(ctx, func(q domain.Reader) error {
				of, _, err := schedule.ForJobs(q, growthNow, time.UTC)
				return all(len(of), err)
			})
			b.StopTimer()
			if err = errors.Join(err, fresh.Close()); err != nil {
				b.Fatal(err)
			}
			b.StartTimer()
		}
	})
	in, err := ingest.New(db, clock, time.UTC)
	if err != nil {
		b.Fatal(err)
	}
	n := 0
	afterSync := func(b *testing.B, fn func() error) {
		b.ReportAllocs()
		for b.Loop() {
			b.StopTimer()
			n++
			err := db.Refetchable().Write(ctx, func(tx domain.Tx) error {
				_, err := tx.PutRun(domain.Run{
					Key: domain.RunKey(fmt.Sprintf("new%d", n)), JobID: int64(1 + n%growthJobs), Source: "mail",
					At:        growthNow.Add(-time.Duration(n) * time.Second),
					Result:    domain.Result{Product: "Veeam", Kind: domain.KindRun, Status: domain.Success},
					Effective: domain.Effective{Status: domain.Success},
				}, "")
				return err
			})
			if err != nil {
				b.Fatal(err)
			}
			b.StartTimer()
			if err := fn(); err != nil {
				b.Fatal(err)
			}
		}
	}
	b.Run("schedules after a sync", func(b *testing.B) {
		afterSync(b, func() error {
			return db.Read(ctx, func(q domain.Reader) error {
				of, _, err := schedule.ForJobs(q, growthNow, time.UTC)
				return all(len(of), err)
			})
		})
	})
	b.Run("missed after a sync", func(b *testing.B) {
		afterSync(b, func() error { _, err := in.Missed(ctx); return err })
	})
}
