package storage

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/storage/storagetest"
)

// plain takes a raw message as its own text.
func plain(raw []byte) string { return string(raw) }

// indexed brings the index up to date.
func indexed(t testing.TB, db *DB) {
	t.Helper()
	for {
		more, err := db.IndexSome(context.Background(), plain)
		if err != nil {
			t.Fatal(err)
		}
		if !more {
			return
		}
	}
}

// searched returns the runs that were found.
func searched(t testing.TB, db *DB, s domain.RunSearch) []int64 {
	t.Helper()
	found, err := db.Search(context.Background(), s)
	if err != nil {
		t.Fatal(err)
	}
	var out []int64
	for _, r := range found.Runs {
		out = append(out, r.ID)
	}
	slices.Sort(out)
	return out
}

// words is a search of the runs that wait.
func words(text string) domain.RunSearch {
	return domain.RunSearch{Waiting: true, Words: []domain.SearchWords{{Text: text}}}
}

// mailed stores a run of a mail of its own.
func mailed(t testing.TB, db *DB, job domain.Job, n int, subject, body string, objects ...domain.Object) (run int64) {
	t.Helper()
	err := db.Write(context.Background(), func(tx domain.Tx) error {
		m := domain.Message{Key: fmt.Sprintf("m%d-%d", job.ID, n), Subject: subject, State: domain.MessageRead}
		id, err := tx.PutMessage(m, db.Pack([]byte(body)))
		if err != nil {
			return err
		}
		r := storagetest.Run(job, n, storagetest.Now.Add(time.Duration(n)*time.Hour), objects...)
		r.Message = id
		run, err = tx.PutRun(r, "")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return run
}

func job(t testing.TB, db *DB, n int) domain.Job {
	t.Helper()
	j, err := storagetest.Job(context.Background(), db, "contoso", n)
	if err != nil {
		t.Fatal(err)
	}
	return j
}

func TestASearchFindsSubjectsReportsObjectsAndMessages(t *testing.T) {
	db := open(t)
	one, two := job(t, db, 1), job(t, db, 2)
	a := mailed(t, db, one, 1, "Backup of Aurora", "the gateway gw2.offsite.example:6180 is unreachable",
		storagetest.Object("fdg-app01", domain.Failed, "Failed to create VSS snapshot"))
	b := mailed(t, db, two, 2, "Straße", "Zürich: Das Repository ist voll", storagetest.Object("naïve host", domain.Success, ""))
	indexed(t, db)
	for text, want := range map[string][]int64{
		"aurora": {a}, "gateway": {a}, "gatew": {a}, "gw2.offsite": {a}, "gw2.offsite.example:6180": {a}, "fdg-app": {a}, "app01": {a},
		"vss snapshot": {a}, "snapshot vss": nil, "zurich": {b}, "zürich": {b}, "naive": {b}, "straß": {b},
		"voll": {b}, "vol": {b}, "vo": nil,
		"backup of": {a}, "nothing": nil, "...": nil, `"`: nil, "618": nil, "6180": {a},
	} {
		if got := searched(t, db, words(text)); !slices.Equal(got, want) {
			t.Errorf("%q finds %v, not %v", text, got, want)
		}
	}
	for _, c := range []struct {
		w    domain.SearchWords
		want []int64
	}{
		{domain.SearchWords{Text: "gatew", Whole: true}, nil},
		{domain.SearchWords{Text: "gateway", In: domain.InObjects}, nil},
		{domain.SearchWords{Text: "snapshot", In: domain.InObjects}, nil},
		{domain.SearchWords{Text: "snapshot", In: domain.InMessages}, []int64{a}},
		{domain.SearchWords{Text: "fdg-app01", In: domain.InObjects}, []int64{a}},
		{domain.SearchWords{Text: "gateway", Not: true}, []int64{b}},
		{domain.SearchWords{Text: "nothing", Jobs: map[int64]bool{two.ID: true}}, []int64{b}},
	} {
		for _, waiting := range []bool{true, false} {
			s := domain.RunSearch{Waiting: waiting, Words: []domain.SearchWords{c.w}}
			if got := searched(t, db, s); !slices.Equal(got, c.want) {
				t.Errorf("%+v finds %v, not %v", s, got, c.want)
			}
		}
	}
}

func TestASearchFindsTheNewestRunOfAJobAndReviewedOnesWhenAsked(t *testing.T) {
	db := open(t)
	j := job(t, db, 1)
	old := mailed(t, db, j, 1, "s", "gateway down")
	middle := mailed(t, db, j, 2, "s", "gateway down")
	newest := mailed(t, db, j, 3, "s", "all is well")
	err := db.Write(context.Background(), func(tx domain.Tx) error {
		return tx.SetReview([]int64{middle}, &domain.Review{At: storagetest.Now, By: "kim"})
	})
	if err != nil {
		t.Fatal(err)
	}
	indexed(t, db)
	gateway := []domain.SearchWords{{Text: "gateway"}}
	day := storagetest.Now.Add(2 * time.Hour)
	waits := func(r domain.SearchedRun) bool { return !r.Reviewed }
	for name, c := range map[string]struct {
		s    domain.RunSearch
		want []int64
	}{
		"that waits":          {domain.RunSearch{Waiting: true, Words: gateway}, []int64{old}},
		"of all":              {domain.RunSearch{Words: gateway}, []int64{middle}},
		"before a time":       {domain.RunSearch{Words: gateway, To: day}, []int64{old}},
		"since a time":        {domain.RunSearch{Words: gateway, From: day}, []int64{middle}},
		"of another job":      {domain.RunSearch{Words: gateway, Jobs: map[int64]bool{j.ID + 1: true}}, nil},
		"of the job":          {domain.RunSearch{Words: gateway, Jobs: map[int64]bool{j.ID: true}}, []int64{middle}},
		"without words":       {domain.RunSearch{}, []int64{newest}},
		"without the words":   {domain.RunSearch{Words: []domain.SearchWords{{Text: "gateway", Not: true}}}, []int64{newest}},
		"that meets the rest": {domain.RunSearch{Words: gateway, Meets: waits}, []int64{old}},
	} {
		if got := searched(t, db, c.s); !slices.Equal(got, c.want) {
			t.Errorf("the newest run %s is %v, not %v", name, got, c.want)
		}
	}
}

func TestAnIndexFollowsWhatIsReadAgainAndRemoved(t *testing.T) {
	db := open(t)
	ctx := context.Background()
	j := job(t, db, 1)
	run := mailed(t, db, j, 1, "s", "body", storagetest.Object("fs04", domain.Failed, "disk is full"))
	indexed(t, db)
	err := db.Write(ctx, func(tx domain.Tx) error {
		r, err := tx.Run(run)
		if err != nil {
			return err
		}
		r.Objects = []domain.Object{storagetest.Object("fs05", domain.Failed, "tape is torn")}
		return tx.SetRun(r, "")
	})
	if err != nil {
		t.Fatal(err)
	}
	indexed(t, db)
	for text, want := range map[string]int{"fs04": 0, "fs05": 1, "torn": 1, "disk": 0, "body": 1} {
		if got := searched(t, db, words(text)); len(got) != want {
			t.Errorf("%s finds %v after the run was read again", text, got)
		}
	}
	if err := db.Write(ctx, func(tx domain.Tx) error { return tx.DeleteRun(run) }); err != nil {
		t.Fatal(err)
	}
	// The next run gets the id of the one that is gone.
	again := mailed(t, db, j, 2, "s", "other", storagetest.Object("fs06", domain.Success, ""))
	if again != run {
		t.Fatalf("run %d, not %d: the test shows nothing", again, run)
	}
	indexed(t, db)
	for text, want := range map[string]int{"fs05": 0, "fs06": 1, "other": 1} {
		if got := searched(t, db, words(text)); len(got) != want {
			t.Errorf("%s finds %v after another run came in its place", text, got)
		}
	}
}

func TestWhatTheIndexDoesNotHaveYetIsCounted(t *testing.T) {
	db := open(t)
	j := job(t, db, 1)
	for n := range 5 {
		mailed(t, db, j, n, "s", "gateway")
	}
	found, err := db.Search(context.Background(), words("gateway"))
	if err != nil || len(found.Runs) != 0 || found.Behind != 5 {
		t.Errorf("%+v, %v", found, err)
	}
	indexed(t, db)
	found, err = db.Search(context.Background(), words("gateway"))
	if err != nil || len(found.Runs) != 1 || found.Behind != 0 {
		t.Errorf("%+v, %v", found, err)
	}
}

func TestAnIndexGoesOnWhereItWasEnded(t *testing.T) {
	folder := t.TempDir()
	ctx := context.Background()
	db, err := Open(ctx, folder)
	if err != nil {
		t.Fatal(err)
	}
	j := job(t, db, 1)
	for n := range mailsAStep + 10 {
		mailed(t, db, j, n, "s", "gateway")
	}
	step, stop := context.WithCancel(ctx)
	read := 0
	_, err = db.IndexSome(step, func([]byte) string {
		if read++; read == 7 {
			stop()
		}
		return "gateway"
	})
	if err == nil {
		t.Fatal("the step was not ended")
	}
	if _, err := db.IndexSome(ctx, plain); err != nil { // one whole step
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if db, err = Open(ctx, folder); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	read = 0
	for more := true; more && err == nil; {
		more, err = db.IndexSome(ctx, func(raw []byte) string { read++; return string(raw) })
	}
	if found := searched(t, db, domain.RunSearch{Words: words("gateway").Words}); err != nil || read != 10 || len(found) != 1 {
		t.Errorf("%d messages were read after a new start, %v found, %v", read, found, err)
	}
}

func TestAnIndexThatIsDamagedOrOfAnotherCacheIsMadeAnew(t *testing.T) {
	for name, spoil := range map[string]func(t *testing.T, path string){
		"no database": func(t *testing.T, path string) {
			if err := os.WriteFile(path, []byte(strings.Repeat("this is no database ", 10)), 0o600); err != nil {
				t.Fatal(err)
			}
		},
		"a hole": func(t *testing.T, path string) {
			content, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			for at := 4096; at < len(content); at++ {
				content[at] = 0xa5
			}
			if err := os.WriteFile(path, content, 0o600); err != nil {
				t.Fatal(err)
			}
		},
		"gone": func(_ *testing.T, path string) { _ = os.Remove(path) },
		"of another cache": func(t *testing.T, path string) {
			other := open(t)
			indexed(t, other)
			if err := other.closeSearch(); err != nil {
				t.Fatal(err)
			}
			content, err := os.ReadFile(other.path + searchSuffix)
			if err == nil {
				err = os.WriteFile(path, content, 0o600)
			}
			if err != nil {
				t.Fatal(err)
			}
		},
	} {
		folder := t.TempDir()
		db, err := Open(context.Background(), folder)
		if err != nil {
			t.Fatal(err)
		}
		mailed(t, db, job(t, db, 1), 1, "s", "gateway")
		indexed(t, db)
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		spoil(t, filepath.Join(folder, FileName+searchSuffix))
		if db, err = Open(context.Background(), folder); err != nil {
			t.Fatal(err)
		}
		_, _ = db.IndexSome(context.Background(), plain) // may say once that it is damaged
		indexed(t, db)
		if got := searched(t, db, words("gateway")); len(got) != 1 {
			t.Errorf("%s: %v", name, got)
		}
		if db.Damage() != nil {
			t.Errorf("%s: the database is taken for damaged: %v", name, db.Damage())
		}
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	}
}

func TestACopyHasNoIndexAndNobodyElseReadsIt(t *testing.T) {
	db := open(t)
	mailed(t, db, job(t, db, 1), 1, "s", "gateway")
	indexed(t, db)
	info, err := os.Stat(db.path + searchSuffix)
	if err != nil || info.Mode().Perm()&0o077 != 0 {
		t.Errorf("%v, %v", info, err)
	}
	c, err := db.BackupNow(context.Background(), storagetest.Now)
	if err != nil {
		t.Fatal(err)
	}
	if files, _ := filepath.Glob(c.Path + "*"); len(files) != 1 {
		t.Errorf("%v", files)
	}
}

func FuzzSearch(f *testing.F) {
	for _, s := range []string{
		"gateway", `"`, `a" OR b`, "NEAR(a b)", "object:x", "*", "^a", "a*", "\x00", "\xff", "-",
		"مرحبا", "🚀", "{a b} : c", "日本",
	} {
		f.Add(s, true, uint8(0))
	}
	db := open(f)
	mailed(f, db, job(f, db, 1), 1, "s", "gateway 日本 🚀", storagetest.Object("x", domain.Failed, "y"))
	indexed(f, db)
	f.Fuzz(func(t *testing.T, text string, whole bool, in uint8) {
		for _, waiting := range []bool{true, false} {
			_, err := db.Search(context.Background(), domain.RunSearch{
				Waiting: waiting, Words: []domain.SearchWords{{Text: text, Whole: whole, In: domain.WordsIn(in % 3)}},
			})
			if err != nil {
				t.Errorf("%q: %v", text, err)
			}
		}
	})
}
