package main

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/binary"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/storage"
	"runchecks/storage/storagetest"
)

var damages = flag.Int("damages", 0, "how many damages are tried, instead of the usual number")

// worn is a profile with 5,000 runs and 200 decisions, a copy of it from after 150 of them,
// and its files after a clean end and after a kill, by name.
type worn struct {
	copyName       string
	copied         []byte
	closed, killed map[string][]byte
	decisions      []domain.Decision
}

const (
	wornJobs      = 100
	wornRuns      = 50 // of each job
	wornDecisions = 200
	wornCopied    = 150
)

func newWorn(t *testing.T) (w worn) {
	t.Helper()
	ctx, folder := t.Context(), t.TempDir()
	store, err := storage.Open(ctx, folder)
	if err != nil {
		t.Fatal(err)
	}
	now := storagetest.Now.Add(-48 * time.Hour)
	desk, err := review.New(review.Params{
		Store: store, Actor: domain.Actor{Name: "kim", Role: domain.RoleAdmin}, Location: time.UTC,
		Clock: func() time.Time { now = now.Add(time.Minute); return now },
	})
	if err != nil {
		t.Fatal(err)
	}
	var keys []domain.JobKey
	var jobs []domain.Job
	err = store.Write(ctx, func(tx domain.Tx) error {
		for n := range wornJobs {
			job, err := tx.PutJob(domain.Job{
				Key: domain.JobKey(
					fmt.Sprint("job ", n),
				),
				Product: "Veeam",
				Type:    "Backup",
				Name:    fmt.Sprintf("Job %03d", n),
				State:   domain.JobPending,
			})
			if err != nil {
				return err
			}
			keys, jobs = append(keys, job.Key), append(jobs, job)
			for r := range wornRuns {
				object := storagetest.Object(fmt.Sprintf("vm%04d", n), domain.Failed, fmt.Sprintf("disk %d of the host is full", r))
				at := storagetest.Now.Add(-time.Duration(r*24+n%20) * time.Hour)
				if _, err := tx.PutRun(storagetest.Run(job, r, at, object), ""); err != nil {
					return err
				}
			}
		}
		return nil
	})
	decide := func(d domain.Decision, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		w.decisions = append(w.decisions, d)
	}
	if err != nil {
		t.Fatal(err)
	}
	decide(desk.Approve(ctx, keys, "Contoso"))
	for n := 1; n < wornDecisions; n++ {
		if n == wornCopied {
			made, err := store.BackupNow(ctx, now)
			if err == nil {
				w.copyName = filepath.Base(made.Path)
				w.copied, err = os.ReadFile(made.Path)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		job := jobs[n/4]
		if n%4 != 1 {
			decide(
				desk.CreateTicket(
					ctx,
					domain.Ticket{Code: fmt.Sprint("T", n), Scopes: []domain.Scope{{Job: job.Key}}},
					review.Documented{},
				),
			)
		} else {
			decide(desk.MarkReviewed(ctx, []review.Target{{Job: job.ID}}))
		}
		if n == wornDecisions-25 { // what a kill leaves in the log are the last ones
			if err := errors.Join(store.Close()); err != nil {
				t.Fatal(err)
			}
			if store, err = storage.Open(ctx, folder); err != nil {
				t.Fatal(err)
			}
			desk, err = review.New(review.Params{
				Store: store, Actor: domain.Actor{Name: "kim", Role: domain.RoleAdmin}, Location: time.UTC,
				Clock: func() time.Time { now = now.Add(time.Minute); return now },
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	w.killed = filesOf(t, folder)
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	w.closed = filesOf(t, folder)
	return w
}

// filesOf reads the files of a profile, but for its copies and locks.
func filesOf(t *testing.T, folder string) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	for _, name := range []string{"", "-wal", "-state"} {
		content, err := os.ReadFile(filepath.Join(folder, storage.FileName+name))
		if err == nil {
			out[storage.FileName+name] = content
		}
	}
	return out
}

// lay puts the files of a profile into a folder of its own.
func (w worn) lay(t *testing.T, files map[string][]byte) (folder string) {
	t.Helper()
	folder = t.TempDir()
	if err := os.Mkdir(filepath.Join(folder, "backups"), 0o700); err != nil {
		t.Fatal(err)
	}
	all := map[string][]byte{filepath.Join("backups", w.copyName): w.copied}
	for name, content := range files {
		all[name] = content
	}
	for name, content := range all {
		if err := os.WriteFile(filepath.Join(folder, name), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

// hurts are the ways in which a file is damaged.
var hurts = []struct {
	name string
	do   func(b []byte, random *rand.Rand) []byte
}{
	{"cut", func(b []byte, random *rand.Rand) []byte { return b[:random.IntN(len(b))] }},
	{"flipped bytes", func(b []byte, random *rand.Rand) []byte {
		for range 1 + random.IntN(64) {
			b[random.IntN(len(b))] ^= byte(1 + random.IntN(255))
		}
		return b
	}},
	{"wiped pages", func(b []byte, random *rand.Rand) []byte {
		for range 1 + random.IntN(8) {
			at := random.IntN(len(b)) / 4096 * 4096
			clear(b[at:min(len(b), at+4096)])
		}
		return b
	}},
	{"pages of noise", func(b []byte, random *rand.Rand) []byte {
		for range 1 + random.IntN(8) {
			at := random.IntN(len(b)) / 4096 * 4096
			for i := at; i+8 <= min(len(b), at+4096); i += 8 {
				binary.NativeEndian.PutUint64(b[i:], random.Uint64())
			}
		}
		return b
	}},
	{"zero length", func([]byte, *rand.Rand) []byte { return []byte{} }},
	{"another file", func(_ []byte, random *rand.Rand) []byte {
		return bytes.Repeat([]byte("a letter to somebody "), 1+random.IntN(900))
	}},
	{"missing", func([]byte, *rand.Rand) []byte { return nil }},
}

// A damage ends in a clear message and exit code 1, or in whole data, never in a list that
// is empty or short without a word; and the decisions of the copy, with what can be read of
// those after it, are saved.
func TestADamagedDatabaseIsSaidAndItsDecisionsAreSaved(t *testing.T) {
	number := 60
	if testing.Short() {
		number = 20
	}
	if *damages > 0 {
		number = *damages
	}
	w := newWorn(t)
	refused, whole, readable, missed := 0, 0, 0, 0
	for seed := range uint64(number) {
		random := rand.New(rand.NewPCG(seed, 11))
		files := map[string][]byte{}
		base := w.closed
		if random.IntN(2) == 0 {
			base = w.killed
		}
		for name, content := range base {
			files[name] = bytes.Clone(content)
		}
		hurt := hurts[random.IntN(len(hurts))]
		name := storage.FileName
		if _, log := files[name+"-wal"]; log && random.IntN(2) == 0 {
			name += "-wal"
		}
		if files[name] = hurt.do(files[name], random); files[name] == nil {
			delete(files, name)
		}
		what := fmt.Sprintf("damage %d: %s of %s", seed, hurt.name, name)
		folder := w.lay(t, files)
		got := withRing(noKeychain, "", "--profile", folder, "--json", "jobs")
		if got.code == exitGood {
			whole++
			if n := strings.Count(got.out, "\n"); n != wornJobs-wornDecisions/4 {
				t.Errorf("%s: a list of %d jobs, want %d", what, n, wornJobs-wornDecisions/4)
			}
			w.isWhole(t, what, folder)
			continue
		}
		refused++
		if got.code != exitFailed || got.out != "" ||
			!strings.Contains(got.err, "damaged") && !strings.Contains(got.err, "Run Checks database") {
			t.Errorf("%s: code %d, said %q, %q", what, got.code, got.out, got.err)
		}
		done := withRing(noKeychain, "", "--profile", folder, "--json", "restore", "--yes")
		if done.code != exitGood {
			t.Errorf("%s: restoring ended with %d, %q", what, done.code, done.err)
			continue
		}
		saved := w.saved(t, folder)
		for i, d := range w.decisions {
			switch there := saved[d.ID]; {
			case i < wornCopied && there != d.Hash:
				t.Errorf("%s: the decision %d of the copy is lost", what, i)
			case i >= wornCopied && lies(files, d):
				if readable++; there != d.Hash {
					missed++
				}
			}
		}
		if seed%5 > 0 {
			continue // it makes everything anew, which takes a second
		}
		if got := withRing(noKeychain, "", "--profile", folder, "journal", "verify"); got.code != exitGood {
			t.Errorf("%s: the journal after it: %s %s", what, got.out, got.err)
		}
	}
	found := fmt.Sprintf(
		"%d refused, %d whole; of %d decisions after the copy that can be read %d are lost",
		refused,
		whole,
		readable,
		missed,
	)
	t.Log(found)
	if refused < number/2 || missed*50 > readable {
		t.Error(found)
	}
}

// lies reports whether the texts of an entry stand in one of the files as they were written.
func lies(files map[string][]byte, d domain.Decision) bool {
	targets, err := json.Marshal(d.Targets)
	if err != nil {
		return false
	}
	text := []byte(string(targets) + string(d.Payload) + string(d.Undoes) + d.Summary + d.Hash)
	for _, content := range files {
		if bytes.Contains(content, text) && bytes.Contains(content, []byte(string(d.ID)+d.Profile+d.Actor)) {
			return true
		}
	}
	return false
}

// saved returns the links of the decisions of a profile.
func (w worn) saved(t *testing.T, folder string) map[domain.DecisionID]string {
	t.Helper()
	store, err := storage.Open(context.Background(), folder)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	out := map[domain.DecisionID]string{}
	err = store.Read(context.Background(), func(q domain.Reader) error {
		return q.WalkJournal(func(p domain.Placed) error { out[p.Decision.ID] = p.Decision.Hash; return nil })
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// isWhole counts what the profile holds, and looks for every decision.
func (w worn) isWhole(t *testing.T, what, folder string) {
	t.Helper()
	saved := w.saved(t, folder)
	for i, d := range w.decisions {
		if _, ok := saved[d.ID]; !ok {
			t.Errorf("%s: nothing was said, and decision %d is gone", what, i)
		}
	}
	db, err := sql.Open("sqlite", filepath.Join(folder, storage.FileName))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, query := range []string{"SELECT count(*) FROM run", "SELECT count(*) FROM object"} {
		var n int
		if err := db.QueryRow(query).Scan(&n); err != nil || n != wornJobs*wornRuns {
			t.Errorf("%s: nothing was said, and %s is %d, %v", what, query, n, err)
		}
	}
}

func TestADatabaseOfANewerProgramIsRefusedAndNotReplaced(t *testing.T) {
	folder := labProfile(t)
	rcheck(t, exitGood, "--profile", folder, "backup")
	db, err := sql.Open("sqlite", filepath.Join(folder, storage.FileName))
	if err == nil {
		_, err = db.Exec("PRAGMA user_version = 999")
	}
	if err = errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	for _, words := range [][]string{{"jobs"}, {"restore"}, {"restore", "--yes"}} {
		got := withRing(noKeychain, "", append([]string{"--profile", folder}, words...)...)
		if got.code != exitFailed || !strings.Contains(got.err, "newer Run Checks") {
			t.Errorf("%v: %+v", words, got)
		}
	}
}
