package library

import (
	"os"
	"path/filepath"
	"testing"

	"runchecks/sync/readers"
)

func TestTheFingerprintIsTheSameBeforeAndAfterTheReadersAreRead(t *testing.T) {
	own := t.TempDir()
	text := "name = \"nas\"\nproduct = \"NAS\"\n[match]\nsubject = [\"nas\"]\n"
	if err := os.WriteFile(filepath.Join(own, "nas.toml"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, folder := range map[string]string{"those of the program": filepath.Join(t.TempDir(), "none"), "one of the profile": own} {
		l, err := Open(folder, "", nil)
		if err != nil {
			t.Fatal(err)
		}
		before := l.Fingerprint()
		if read := l.use.Load() != nil; read {
			t.Errorf("%s: the readers are read", name)
		}
		if after := l.Registry().Fingerprint(); before != after {
			t.Errorf("%s: %s before, %s after", name, before, after)
		}
	}
	if print, err := readers.ShippedFingerprint(); err != nil || print != readers.Default().Fingerprint() {
		t.Errorf("those of the program: %s, %v", print, err)
	}
}
