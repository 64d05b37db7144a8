package plainfile_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"runchecks/domain"
	"runchecks/domain/plainfile"
)

func TestAFileIsReadUpToItsLimitAndALargerOneIsNamed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "words.toml")
	if err := os.WriteFile(path, []byte("12345"), 0o600); err != nil {
		t.Fatal(err)
	}
	if b, err := plainfile.Read(path, 5); string(b) != "12345" || err != nil {
		t.Errorf("%q, %v", b, err)
	}
	if b, err := plainfile.Read(path, 4); b != nil || domain.CodeOf(err) != domain.CodeInvalid || !strings.Contains(err.Error(), path) {
		t.Errorf("%q, %v", b, err)
	}
}

func TestAFolderIsNoFileAndWhatIsMissingStaysMissing(t *testing.T) {
	folder := t.TempDir()
	for _, open := range []func(string) error{
		func(path string) error { _, err := plainfile.Open(path); return err },
		func(path string) error { _, err := plainfile.Read(path, 1); return err },
		plainfile.Check,
		func(path string) error {
			_, err := fs.ReadFile(plainfile.Dir(filepath.Dir(path)), filepath.Base(path))
			return err
		},
	} {
		if err := open(folder); domain.CodeOf(err) != domain.CodeInvalid || !strings.Contains(err.Error(), "is a folder") {
			t.Errorf("a folder: %v", err)
		}
		if err := open(filepath.Join(folder, "x")); err != nil && !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("a missing file: %v", err)
		}
	}
	list, err := fs.ReadDir(plainfile.Dir(filepath.Dir(folder)), ".")
	if err != nil || len(list) == 0 {
		t.Errorf("the list of a folder: %v, %v", list, err)
	}
}
