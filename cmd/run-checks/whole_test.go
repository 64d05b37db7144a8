package main

import (
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2/storage"
)

func TestAFileIsWrittenWholeOrStaysWhatItWas(t *testing.T) {
	path := filepath.Join(t.TempDir(), "sheet.pdf")
	if err := os.WriteFile(path, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	holds := func(want string) {
		t.Helper()
		if got, err := os.ReadFile(path); err != nil || string(got) != want {
			t.Errorf("%q, %v, want %q", got, err, want)
		}
		if left, err := os.ReadDir(filepath.Dir(path)); err != nil || len(left) > 2 {
			t.Errorf("%v, %v", left, err)
		}
	}
	for _, end := range []struct {
		keep bool
		want string
	}{{false, "old"}, {true, "new"}} {
		w, err := wholeFiles{}.Writer(storage.NewFileURI(path))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte("new")); err != nil {
			t.Fatal(err)
		}
		holds("old") // it is not complete
		if end.keep {
			err = w.Close()
		} else {
			err = w.(*wholeFile).Discard()
		}
		if err != nil {
			t.Fatal(err)
		}
		holds(end.want)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info, err)
	}
}
