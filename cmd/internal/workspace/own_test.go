package workspace

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"runchecks/cmd/internal/logfile"
	"runchecks/cmd/internal/places"
	"runchecks/domain"
	"runchecks/storage"
)

// home gives the process a user without files, and returns where those would lie.
func home(t *testing.T) places.Places {
	t.Helper()
	folder := t.TempDir()
	t.Setenv("HOME", folder)
	for _, key := range []string{"XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"} {
		t.Setenv(key, "")
	}
	p, err := places.Own()
	if err != nil {
		t.Fatal(err)
	}
	if p.Former == p.Data {
		t.Skip("on this system the profile stays where it is")
	}
	return p
}

func mailboxCalled(name string) domain.Account {
	return domain.Account{
		Name: name, Kind: domain.AccountIMAP, Host: "h.example", Port: 993, User: "u", Security: domain.SecurityTLS,
		Secret: domain.SecretKeychain,
	}
}

// earlier makes a profile with an account where version 0.1 had it.
func earlier(t *testing.T, folder, account string) {
	t.Helper()
	store, err := storage.Open(t.Context(), folder)
	if err != nil {
		t.Fatal(err)
	}
	err = store.Write(t.Context(), func(tx domain.Tx) error {
		_, err := tx.PutAccount(mailboxCalled(account))
		return err
	})
	if err := errors.Join(err, store.Close()); err != nil {
		t.Fatal(err)
	}
}

// accountsIn names the accounts of the user's own profile.
func accountsIn(t *testing.T, folder string) (names []string) {
	t.Helper()
	store, err := storage.Open(t.Context(), folder)
	if err != nil {
		t.Fatal(err)
	}
	err = store.Read(t.Context(), func(q domain.Reader) error {
		list, err := q.Accounts()
		for _, a := range list {
			names = append(names, a.Name)
		}
		return err
	})
	if err := errors.Join(err, store.Close()); err != nil {
		t.Fatal(err)
	}
	return names
}

func TestTheProfileOfAnEarlierVersionMovesToLocalDataWithItsLogs(t *testing.T) {
	p := home(t)
	earlier(t, p.Former, "reports")
	write := func(path, text string) {
		t.Helper()
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, []byte(text), 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	write(filepath.Join(p.Former, "readers", "mine.toml"), "mine")
	write(filepath.Join(p.Former, logfile.Name), "a line\n")
	write(filepath.Join(p.FormerPreferences, "preferences.json"), "{}")
	write(filepath.Join(p.Data, "font_index.cache"), "no profile, but in the way")
	notice, err := Settle(t.Context())
	if err != nil || !strings.Contains(notice, "moved from "+p.Former) {
		t.Fatalf("%q, %v", notice, err)
	}
	if folder, err := DefaultFolder(); err != nil || folder != p.Data {
		t.Errorf("the own profile is %s, %v", folder, err)
	}
	if got := accountsIn(t, p.Data); len(got) != 1 || got[0] != "reports" {
		t.Errorf("its accounts are %v", got)
	}
	if text, err := os.ReadFile(filepath.Join(p.Data, "readers", "mine.toml")); err != nil || string(text) != "mine" {
		t.Errorf("what people made: %q, %v", text, err)
	}
	if text, err := logfile.Tail(LogFolder(p.Data), 5); err != nil || text != "a line\n" {
		t.Errorf("the log: %q, %v", text, err)
	}
	if _, err := os.Stat(filepath.Join(p.Preferences, "preferences.json")); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(p.Former); !os.IsNotExist(err) {
		t.Errorf("the former folder: %v", err)
	}
	if _, err := os.Stat(filepath.Join(p.Data+".aside", "font_index.cache")); err != nil {
		t.Errorf("what was in the way is gone: %v", err)
	}
	if notice, err := Settle(t.Context()); notice != "" || err != nil {
		t.Errorf("the second start says %q, %v", notice, err)
	}
}

func TestTwoProfilesAreBothLeftAndSaid(t *testing.T) {
	p := home(t)
	earlier(t, p.Former, "old")
	earlier(t, p.Data, "new")
	notice, err := Settle(t.Context())
	if err != nil || !strings.Contains(notice, p.Former) || !strings.Contains(notice, p.Data) {
		t.Fatalf("%q, %v", notice, err)
	}
	if got := accountsIn(t, p.Former); len(got) != 1 || got[0] != "old" {
		t.Errorf("the earlier one has %v", got)
	}
	if got := accountsIn(t, p.Data); len(got) != 1 || got[0] != "new" {
		t.Errorf("the own one has %v", got)
	}
}

func TestAProfileThatIsOpenStaysWhereItIs(t *testing.T) {
	p := home(t)
	earlier(t, p.Former, "reports")
	store, err := storage.Open(t.Context(), p.Former)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = store.Close() }()
	notice, err := Settle(t.Context())
	if err != nil || !strings.Contains(notice, "used where it is") || !strings.Contains(notice, "Another process") {
		t.Errorf("%q, %v", notice, err)
	}
	if folder, err := DefaultFolder(); err != nil || folder != p.Former {
		t.Errorf("the own profile is %s, %v", folder, err)
	}
}

func TestThePasswordsOfAProfileThatMovedAreFound(t *testing.T) {
	p := home(t)
	earlier(t, p.Former, "reports")
	keys := &ring{entries: map[string]string{}}
	account := mailboxCalled("reports")
	secret := func(folder string, put bool) (got string) {
		t.Helper()
		w, err := Open(t.Context(), Options{Folder: folder, Ring: keys})
		if err != nil {
			t.Fatal(err)
		}
		if put {
			err = w.Secrets.Set(context.Background(), account, "hunter2")
		} else {
			got, err = w.Secrets.Get(context.Background(), account)
		}
		if err := errors.Join(err, w.Close()); err != nil {
			t.Fatal(err)
		}
		return got
	}
	secret(p.Former, true)
	if _, err := Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := secret(p.Data, false); got != "hunter2" {
		t.Errorf("the password is %q", got)
	}
	for entry := range keys.entries {
		if strings.Contains(entry, p.Former+"/") {
			t.Errorf("the entry %s is still named after the former place", entry)
		}
	}
}
