package storage

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"runchecks/domain"
)

// BenchmarkSearchBesideNotmuch searches the same mails for the same words with notmuch, where that
// is installed, in one run. What starting its program takes is measured beside it: a search here
// starts none.
func BenchmarkSearchBesideNotmuch(b *testing.B) {
	if _, err := exec.LookPath("notmuch"); err != nil {
		b.Skip("notmuch is not installed")
	}
	ctx := context.Background()
	db := forSearch(b, *searchDays)
	indexed(b, db)
	other := newNotmuch(b, db)
	b.Run("start of notmuch", func(b *testing.B) {
		var took []time.Duration
		for b.Loop() {
			start := time.Now()
			other.run(b, "--version")
			took = append(took, time.Since(start))
		}
		quantiles(b, "notmuch", took)
	})
	for _, group := range searchedFor {
		b.Run(group.name, func(b *testing.B) {
			var ours, theirs []time.Duration
			for n := 0; b.Loop(); n++ {
				text := group.texts[n%len(group.texts)]
				start := time.Now()
				if _, err := db.Search(ctx, domain.RunSearch{Words: []domain.SearchWords{{Text: text, Whole: group.whole}}}); err != nil {
					b.Fatal(err)
				}
				ours = append(ours, time.Since(start))
				query := fmt.Sprintf("%q", text)
				if !group.whole {
					query = text + "*"
				}
				start = time.Now()
				other.run(b, "search", "--limit=500", query)
				theirs = append(theirs, time.Since(start))
			}
			quantiles(b, "here", ours)
			quantiles(b, "notmuch", theirs)
		})
	}
}

// quantiles reports the half and the 95th hundredth of times.
func quantiles(b *testing.B, whose string, took []time.Duration) {
	b.Helper()
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, whose+"-p50-ms")
	b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, whose+"-p95-ms")
}

// notmuch is an index of notmuch over the mails of a database.
type notmuch struct{ config string }

func newNotmuch(b *testing.B, db *DB) notmuch {
	b.Helper()
	folder := b.TempDir()
	mails := filepath.Join(folder, "mail", "cur")
	for _, sub := range []string{"cur", "new", "tmp"} {
		if err := os.MkdirAll(filepath.Join(folder, "mail", sub), 0o700); err != nil {
			b.Fatal(err)
		}
	}
	written := 0
	err := db.Read(context.Background(), func(q domain.Reader) error {
		ids, err := q.MessageIDs("")
		for _, id := range ids {
			if err != nil {
				return err
			}
			var m domain.Message
			if m, err = q.Message(id); err != nil {
				return err
			}
			var body []byte
			if body, err = q.RawMessage(id); err != nil {
				return err
			}
			text := fmt.Sprintf(
				"From: reports@example.com\r\nMessage-ID: <%d@example.com>\r\nDate: Mon, 23 Nov 2026 02:00:00 +0000\r\nSubject: %s\r\n\r\n%s",
				id,
				m.Subject,
				body,
			)
			err = os.WriteFile(filepath.Join(mails, fmt.Sprint(id)), []byte(text), 0o600)
			written++
		}
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	n := notmuch{filepath.Join(folder, "config")}
	settings := "[database]\npath=" + filepath.Join(folder, "mail") + "\n[user]\nname=x\nprimary_email=x@example.com\n"
	if err := os.WriteFile(n.config, []byte(settings), 0o600); err != nil {
		b.Fatal(err)
	}
	start := time.Now()
	n.run(b, "new", "--quiet")
	took, size := time.Since(start), int64(0)
	err = filepath.WalkDir(filepath.Join(folder, "mail", ".notmuch"), func(_ string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		info, err := e.Info()
		if err == nil {
			size += info.Size()
		}
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	b.Logf("notmuch: %d mails, %.0f mails/s, %d bytes/mail", written, float64(written)/took.Seconds(), size/int64(max(1, written)))
	return n
}

func (n notmuch) run(b *testing.B, args ...string) {
	b.Helper()
	c := exec.Command("notmuch", args...)
	c.Env = append(os.Environ(), "NOTMUCH_CONFIG="+n.config)
	if out, err := c.CombinedOutput(); err != nil {
		b.Fatalf("%v: %v: %s", args, err, out)
	}
}
