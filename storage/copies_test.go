package storage

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"modernc.org/sqlite"

	"runchecks/domain"
	"runchecks/storage/storagetest"
)

// profile opens a cache in a folder of its own, to be closed by the test.
func profile(t *testing.T) (*DB, string) {
	t.Helper()
	folder := t.TempDir()
	return reopen(t, folder), folder
}

func reopen(t *testing.T, folder string) *DB {
	t.Helper()
	db, err := Open(t.Context(), folder)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.closePools() })
	return db
}

// decideAt keeps n decisions, linked, the first of them with the id first.
func decideAt(t *testing.T, db *DB, first, n int) {
	t.Helper()
	for i := first; i < first+n; i++ {
		err := db.Write(t.Context(), func(tx domain.Tx) error {
			newest, err := tx.NewestDecision()
			if err != nil && domain.CodeOf(err) != domain.CodeNotFound {
				return err
			}
			d := domain.Decision{
				ID: ulid(
					i,
				),
				Actor:   "kim",
				At:      storagetest.Now.Add(time.Duration(i) * time.Second),
				Kind:    domain.DecideReview,
				Targets: []string{},
				Payload: []byte(`"` + strings.Repeat("x", i*97%9000) + `"`),
				Summary: "reviewed",
			}
			d.Hash = d.Chain(newest.Hash)
			return tx.AppendDecision(d)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

func ulid(n int) domain.DecisionID {
	const digits = "0123456789"
	text := ""
	for range 6 {
		text, n = string(digits[n%10])+text, n/10
	}
	return domain.DecisionID("01JD0000000000000000" + text)
}

func entries(t *testing.T, db *DB) (n int) {
	t.Helper()
	err := db.Read(t.Context(), func(q domain.Reader) error {
		return q.WalkJournal(func(domain.Placed) error { n++; return nil })
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestACopyIsMadeOnceADayAndSevenAreKept(t *testing.T) {
	db, folder := profile(t)
	now := storagetest.Now
	for day := range 10 {
		for hour, want := range []bool{true, false, false} {
			made, err := db.Keep(t.Context(), now.Add(time.Duration(day*24+hour*8)*time.Hour))
			if err != nil || made != want {
				t.Fatalf("day %d, %d h: made %v, %v", day, hour*8, made, err)
			}
		}
	}
	copies, err := Copies(folder)
	if err != nil || len(copies) != 7 {
		t.Fatalf("%d copies, %v", len(copies), err)
	}
	if !copies[0].At.Equal(now.AddDate(0, 0, 9)) || !copies[6].At.Equal(now.AddDate(0, 0, 3)) {
		t.Errorf("copies of %v to %v", copies[6].At, copies[0].At)
	}
}

func TestAsManyCopiesAreKeptAsTheProfileSays(t *testing.T) {
	db, folder := profile(t)
	if err := db.Write(t.Context(), func(tx domain.Tx) error { return tx.PutSetting(domain.SettingCopies, "3") }); err != nil {
		t.Fatal(err)
	}
	for day := range 5 {
		if _, err := db.Keep(t.Context(), storagetest.Now.AddDate(0, 0, day)); err != nil {
			t.Fatal(err)
		}
	}
	if copies, err := Copies(folder); err != nil || len(copies) != 3 || !copies[2].At.Equal(storagetest.Now.AddDate(0, 0, 2)) {
		t.Errorf("%v, %v", copies, err)
	}
}

// Damage that came without a word is found when the day's copy is due.
func TestADamagedDatabaseDrivesOutNoCopyAndIsNotUsedAnyMore(t *testing.T) {
	db, folder := profile(t)
	if _, err := db.Keep(t.Context(), storagetest.Now); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	rot(t, filepath.Join(folder, FileName))
	db = reopen(t, folder)
	if _, err := db.Keep(t.Context(), storagetest.Now.AddDate(0, 0, 1)); domain.CodeOf(err) != domain.CodeDamaged {
		t.Errorf("got %v", err)
	}
	if copies, err := Copies(folder); err != nil || len(copies) != 1 {
		t.Errorf("%d copies, %v", len(copies), err)
	}
	for name, err := range map[string]error{
		"reading": db.Read(t.Context(), func(domain.Reader) error { return nil }),
		"writing": db.Write(t.Context(), func(domain.Tx) error { return nil }),
	} {
		if domain.CodeOf(err) != domain.CodeDamaged {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// rot wipes pages in the middle of a file, as a failing disk does: its date stays.
func rot(t *testing.T, path string) {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	overwrite(t, path, info.Size()/2/4096*4096, make([]byte, 4*4096))
	if err := os.Chtimes(path, info.ModTime(), info.ModTime()); err != nil {
		t.Fatal(err)
	}
}

func TestACopyThatCannotBeMadeIsSaidAndLeavesNothing(t *testing.T) {
	db, folder := profile(t)
	blocked := filepath.Join(folder, copiesFolder)
	if err := os.WriteFile(blocked, []byte("a file where the folder is to be"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := db.Keep(t.Context(), storagetest.Now); domain.CodeOf(err) != domain.CodeStorage {
		t.Errorf("got %v", err)
	}
	if _, err := db.Backup(t.Context(), filepath.Join(folder, "no such folder", "copy.db")); domain.CodeOf(err) != domain.CodeStorage {
		t.Errorf("got %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := db.Backup(ctx, filepath.Join(folder, "copy.db")); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	left, _ := filepath.Glob(filepath.Join(folder, copyPattern))
	if len(left) > 0 || exists(filepath.Join(folder, "copy.db")) {
		t.Errorf("left: %v", left)
	}
}

func TestNobodyElseMayReadADatabaseNorItsCopies(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no such modes")
	}
	folder := filepath.Join(t.TempDir(), "shared")
	if err := os.Mkdir(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	first := reopen(t, folder)
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(filepath.Join(folder, FileName), 0o644); err != nil {
		t.Fatal(err)
	}
	db := reopen(t, folder)
	decideAt(t, db, 1, 1)
	if _, err := db.Keep(t.Context(), storagetest.Now); err != nil {
		t.Fatal(err)
	}
	seen := 0
	err := filepath.Walk(folder, func(path string, info os.FileInfo, err error) error {
		if err == nil && path != folder && info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s is %v", path, info.Mode())
		}
		seen++
		return err
	})
	if err != nil || seen < 6 {
		t.Errorf("%d files, %v", seen, err)
	}
}

func TestAnEmptyDatabaseIsAnErrorAndNoNewProfile(t *testing.T) {
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, FileName), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), folder); domain.CodeOf(err) != domain.CodeDamaged || !strings.Contains(err.Error(), "empty") {
		t.Errorf("got %v", err)
	}
}

func TestADatabaseThatIsGoneBesideItsCopiesIsNoNewProfile(t *testing.T) {
	db, folder := profile(t)
	decideAt(t, db, 1, 3)
	if _, err := db.Keep(t.Context(), storagetest.Now); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	removeDatabase(filepath.Join(folder, FileName))
	if _, err := Open(t.Context(), folder); domain.CodeOf(err) != domain.CodeDamaged || !strings.Contains(err.Error(), "gone") {
		t.Errorf("got %v", err)
	}
	r, err := Restore(t.Context(), RestoreRequest{Folder: folder}, storagetest.Now)
	if err != nil || r.From.Entries != 3 {
		t.Fatalf("%+v, %v", r, err)
	}
	if n := entries(t, reopen(t, folder)); n != 3 {
		t.Errorf("%d decisions", n)
	}
}

// Every way in which a part of a database can go while nobody looks is told at the next
// start, and what was decided is saved.
func TestWhatIsGoneOfADatabaseIsTold(t *testing.T) {
	for _, x := range []struct {
		name   string
		hurt   func(t *testing.T, db *DB, folder string)
		says   string
		saved  int // of 8 decisions, 4 of them in the copy
		opened bool
	}{
		{"the program was killed", func(_ *testing.T, db *DB, _ string) { _ = db.closePools() }, "", 8, true},
		{"its log is gone", func(t *testing.T, db *DB, folder string) {
			crash(t, db, folder)
			_ = os.Remove(filepath.Join(folder, FileName+"-wal"))
		}, "-wal", 4, false},
		{"its log is empty", func(t *testing.T, db *DB, folder string) {
			crash(t, db, folder)
			_ = os.Truncate(filepath.Join(folder, FileName+"-wal"), 0)
		}, "newest decisions are gone", 4, false},
		{"an older copy was put in its place", func(t *testing.T, db *DB, folder string) {
			if err := db.Close(); err != nil {
				t.Fatal(err)
			}
			copies, _ := Copies(folder)
			b, _ := os.ReadFile(copies[0].Path)
			_ = os.WriteFile(filepath.Join(folder, FileName), b, 0o600)
		}, "newest decisions are gone", 4, false},
		{"it is empty", func(t *testing.T, db *DB, folder string) {
			crash(t, db, folder)
			_ = os.Truncate(filepath.Join(folder, FileName), 0)
		}, "is empty", 8, false},
		{"its first page is wiped", func(t *testing.T, db *DB, folder string) {
			if err := db.Close(); err != nil {
				t.Fatal(err)
			}
			overwrite(t, filepath.Join(folder, FileName), 0, make([]byte, 4096))
		}, "not a database", 8, false},
	} {
		t.Run(x.name, func(t *testing.T) {
			db, folder := profile(t)
			decideAt(t, db, 1, 4)
			if _, err := db.Keep(t.Context(), storagetest.Now); err != nil {
				t.Fatal(err)
			}
			decideAt(t, db, 5, 4)
			x.hurt(t, db, folder)
			again, err := Open(t.Context(), folder)
			if x.opened {
				if err != nil {
					t.Fatal(err)
				}
				if n := entries(t, again); n != x.saved {
					t.Errorf("%d decisions", n)
				}
				_ = again.closePools()
				return
			}
			said := fmt.Sprint(err)
			if domain.CodeOf(err) != domain.CodeDamaged || !strings.Contains(said, x.says) ||
				!strings.Contains(said, "newest copy is of") {
				t.Fatalf("got %v", err)
			}
			planned, err := PlanRestore(t.Context(), RestoreRequest{Folder: folder})
			if err != nil || planned.From.Entries+len(planned.Later) != x.saved {
				t.Errorf("planned %+v, %v", planned, err)
			}
			if _, err := Restore(t.Context(), RestoreRequest{Folder: folder}, storagetest.Now); err != nil {
				t.Fatal(err)
			}
			saved := reopen(t, folder)
			if n := entries(t, saved); n != x.saved {
				t.Errorf("%d decisions are saved, want %d", n, x.saved)
			}
			if _, err := os.Stat(filepath.Join(folder, "replaced-20261122T080000Z")); err != nil {
				t.Errorf("the replaced database: %v", err)
			}
		})
	}
}

// crash leaves the files of a database as a kill does: with its log.
func crash(t *testing.T, db *DB, folder string) {
	t.Helper()
	files := map[string][]byte{}
	list, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range list {
		if e.IsDir() {
			continue
		}
		if files[e.Name()], err = os.ReadFile(filepath.Join(folder, e.Name())); err != nil {
			t.Fatal(err)
		}
	}
	_ = db.Close()
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(folder, name), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func overwrite(t *testing.T, path string, at int64, with []byte) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	_, err = f.WriteAt(with, at)
	if err = errors.Join(err, f.Close()); err != nil {
		t.Fatal(err)
	}
}

func TestACopyIsPutBackWithWhatItLosesSaidBefore(t *testing.T) {
	for _, keep := range []bool{false, true} {
		db, folder := profile(t)
		decideAt(t, db, 1, 4)
		file := filepath.Join(t.TempDir(), "copy.db")
		if c, err := db.Backup(t.Context(), file); err != nil || c.Entries != 4 || c.Newest != ulid(4) {
			t.Fatalf("%+v, %v", c, err)
		}
		decideAt(t, db, 5, 2)
		q := RestoreRequest{Folder: folder, File: file, KeepLater: keep}
		if _, err := Restore(t.Context(), q, storagetest.Now); !errors.Is(err, errHeld) {
			t.Errorf("while it is open: %v", err)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		r, err := PlanRestore(t.Context(), q)
		if err != nil || len(r.Later) != 2 || r.Later[0].ID != ulid(5) || r.Gained != 0 || r.Damage != "" {
			t.Fatalf("%+v, %v", r, err)
		}
		if _, err := Restore(t.Context(), q, storagetest.Now); err != nil {
			t.Fatal(err)
		}
		want := 4
		if keep {
			want = 6
		}
		if n := entries(t, reopen(t, folder)); n != want {
			t.Errorf("keep %v: %d decisions", keep, n)
		}
	}
}

func TestWhatIsNoCopyIsNotPutBack(t *testing.T) {
	db, folder := profile(t)
	decideAt(t, db, 1, 1)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	newer := reopen(t, t.TempDir())
	if _, err := newer.durable.Exec("PRAGMA user_version = 999"); err != nil {
		t.Fatal(err)
	}
	if err := newer.Close(); err != nil {
		t.Fatal(err)
	}
	file := func(content string) string {
		path := filepath.Join(t.TempDir(), "x.db")
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	for path, says := range map[string]string{
		newer.path:                           "newer Run Checks",
		file(""):                             "empty",
		file(strings.Repeat("no copy", 999)): "not a database",
		filepath.Join(folder, "nothing.db"):  "no such file",
	} {
		_, err := Restore(t.Context(), RestoreRequest{Folder: folder, File: path}, storagetest.Now)
		if err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: got %v, want %q", path, err, says)
		}
	}
	if n := entries(t, reopen(t, folder)); n != 1 {
		t.Errorf("%d decisions", n)
	}
}

func TestEveryFaultOfADiskHasItsWords(t *testing.T) {
	db := open(t)
	_, full := db.durable.Exec(`PRAGMA max_page_count = 10;
  CREATE TABLE x AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 100000) SELECT i, hex(randomblob(100)) FROM n`)
	var se *sqlite.Error
	if !errors.As(full, &se) {
		t.Fatalf("got %v", full)
	}
	for _, x := range []struct {
		err  error
		says string
	}{
		{full, "disk is full"},
		{&os.PathError{Op: "write", Path: "x", Err: syscall.ENOSPC}, "disk is full"},
		{&os.PathError{Op: "write", Path: "x", Err: syscall.EDQUOT}, "quota"},
		{&os.PathError{Op: "open", Path: "x", Err: syscall.EROFS}, "can only be read"},
		{&os.PathError{Op: "read", Path: "x", Err: syscall.EIO}, "did not read or write"},
		{&os.PathError{Op: "open", Path: "x", Err: syscall.EACCES}, "permissions"},
	} {
		if got := storageError("try", x.err); domain.CodeOf(got) != domain.CodeStorage || !strings.Contains(got.Error(), x.says) {
			t.Errorf("%v: got %v, want %q", x.err, got, x.says)
		}
	}
}
