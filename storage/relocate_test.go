package storage

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"runchecks/domain"
)

func profileWith(t *testing.T, folder, role string) {
	t.Helper()
	db, err := Open(t.Context(), folder)
	if err != nil {
		t.Fatal(err)
	}
	err = db.Write(t.Context(), func(tx domain.Tx) error { return tx.PutSetting(domain.SettingRole, role) })
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
}

func roleKept(t *testing.T, folder string) (role string) {
	t.Helper()
	db, err := Open(t.Context(), folder)
	if err != nil {
		t.Fatal(err)
	}
	err = db.Read(t.Context(), func(q domain.Reader) (err error) {
		role, err = q.Setting(domain.SettingRole)
		return err
	})
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	return role
}

func TestAMoveThatWasKilledWhileItCopiedIsDoneAgain(t *testing.T) {
	from, to := filepath.Join(t.TempDir(), "old"), filepath.Join(t.TempDir(), "new")
	profileWith(t, from, "operator")
	// What a copy between two disks leaves that was killed: a part, under another name.
	err := errors.Join(os.MkdirAll(to+arriving, 0o700), os.WriteFile(filepath.Join(to+arriving, FileName), []byte("half"), 0o600))
	if err != nil {
		t.Fatal(err)
	}
	if kept, err := Relocate(t.Context(), from, to); err != nil || kept != "" {
		t.Fatalf("%q, %v", kept, err)
	}
	if got := roleKept(t, to); got != "operator" {
		t.Errorf("the role is %q", got)
	}
	if _, err := os.Stat(to + arriving); !os.IsNotExist(err) {
		t.Errorf("the half copy: %v", err)
	}
}

func TestACopiedFolderIsWholeAndTheOneBeforeIsAsItWas(t *testing.T) {
	from, to := filepath.Join(t.TempDir(), "old"), filepath.Join(t.TempDir(), "new")
	profileWith(t, from, "viewer")
	if err := copyFolder(t.Context(), from, to); err != nil {
		t.Fatal(err)
	}
	for _, folder := range []string{from, to} {
		if got := roleKept(t, folder); got != "viewer" {
			t.Errorf("the role in %s is %q", folder, got)
		}
	}
	stopped, cancel := context.WithCancel(t.Context())
	cancel()
	if err := copyFolder(stopped, from, filepath.Join(t.TempDir(), "third")); !errors.Is(err, context.Canceled) {
		t.Errorf("a copy that was stopped says %v", err)
	}
}

func TestAProfileIsNeverMovedOverAnother(t *testing.T) {
	from, to := filepath.Join(t.TempDir(), "old"), filepath.Join(t.TempDir(), "new")
	profileWith(t, from, "viewer")
	profileWith(t, to, "admin")
	if _, err := Relocate(t.Context(), from, to); domain.CodeOf(err) != domain.CodeConflict {
		t.Errorf("moved over another: %v", err)
	}
	if a, b := roleKept(t, from), roleKept(t, to); a != "viewer" || b != "admin" {
		t.Errorf("the roles are %q and %q", a, b)
	}
}
