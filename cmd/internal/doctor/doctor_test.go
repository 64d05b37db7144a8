package doctor

import (
	"errors"
	"strings"
	"testing"
	"time"

	"runchecks/cmd/internal/workspace"
	"runchecks/domain"
	"runchecks/storage/secrets"
)

// noRing is a computer without a keychain.
type noRing struct{}

var errNoRing = errors.New("no session bus")

func (noRing) Get(string, string) (string, error) { return "", errNoRing }
func (noRing) Set(string, string, string) error   { return errNoRing }
func (noRing) Delete(string, string) error        { return errNoRing }

var _ secrets.Ring = noRing{}

func found(t *testing.T, list []Finding, check string) Finding {
	t.Helper()
	for _, f := range list {
		if f.Check == check {
			return f
		}
	}
	t.Fatalf("nothing is said of %s: %+v", check, list)
	return Finding{}
}

func TestEverythingThatIsNeededIsLookedAtWithWhatToDo(t *testing.T) {
	now := time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC)
	o := workspace.Options{Folder: t.TempDir(), Create: true, Ring: noRing{}, Clock: func() time.Time { return now }}
	w, err := workspace.Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	err = w.Store.Write(t.Context(), func(tx domain.Tx) error {
		for _, a := range []domain.Account{
			{Name: "fails", Health: domain.Health{LastTry: now.Add(-time.Hour), LastError: "the server is away"}},
			{Name: "rests", Paused: now.Add(-time.Hour)},
		} {
			a.Kind, a.Host, a.Port, a.User = domain.AccountIMAP, "h.example", 993, "u"
			a.Security, a.Secret = domain.SecurityTLS, domain.SecretKeychain
			id, err := tx.PutAccount(a)
			if err = errors.Join(err, tx.SetHealth(id, a.Health), tx.SetPaused(id, a.Paused)); err != nil {
				return err
			}
		}
		return nil
	})
	if err := errors.Join(err, w.Close()); err != nil {
		t.Fatal(err)
	}
	list := Examine(t.Context(), o, o.Clock)
	for check, want := range map[string]State{"profile": Good, "database": Good, "copies": Note, "clock": Good, "keychain": Note} {
		if f := found(t, list, check); f.State != want || f.Text == "" {
			t.Errorf("%s: %+v, want %s", check, f, want)
		}
	}
	found(t, list, "disk")
	states := map[string]State{}
	for _, f := range list {
		if f.State == Bad && f.Do == "" {
			t.Errorf("%+v says nothing of what to do", f)
		}
		if f.Check == "account" {
			states[f.About] = f.State
		}
	}
	if states["fails"] != Bad || states["rests"] != Note {
		t.Errorf("the accounts: %v", states)
	}
	early := func() time.Time { return now.Add(-48 * time.Hour) }
	if f := found(t, Examine(t.Context(), o, early), "clock"); f.State != Bad {
		t.Errorf("a clock that is two days late: %+v", f)
	}
}

func TestAComputerWithoutOpenGLIsToldWhatToInstall(t *testing.T) {
	never := func(string) bool { return false }
	display := func(key string) string { return map[string]string{"DISPLAY": ":0"}[key] }
	if f := window("linux", display, never); f.State != Bad || !strings.Contains(f.Do, "libgl1") {
		t.Errorf("%+v", f)
	}
	if f := window("linux", func(string) string { return "" }, never); f.State != Note {
		t.Errorf("without a display: %+v", f)
	}
	remote := func(key string) string { return map[string]string{"SESSIONNAME": "RDP-Tcp#3"}[key] }
	if f := window("windows", remote, never); f.State != Note || !strings.Contains(f.Do, "opengl32.dll") {
		t.Errorf("%+v", f)
	}
	if f := window("darwin", display, never); f.State != Good {
		t.Errorf("%+v", f)
	}
}
