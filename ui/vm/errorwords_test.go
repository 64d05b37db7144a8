package vm_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/storage/storagetest"
	"runchecks/ui/vm"
)

func TestAnErrorIsSaidOnceInPlainWordsAndTheRawOneIsBehindDetails(t *testing.T) {
	dial := errors.New("dial tcp 192.0.2.1:993: connect: connection refused")
	for _, tt := range []struct {
		err       error
		text, raw string
	}{
		{&domain.Error{Code: domain.CodeNetwork, Message: "The mail server cannot be reached.", Cause: dial}, "The mail server cannot be reached.", dial.Error()},
		{fmt.Errorf("sync: %w", &domain.Error{Message: "The folder is gone.", Cause: dial}), "The folder is gone.", "sync: The folder is gone.\n" + dial.Error()},
		{&domain.Error{Message: "Nothing was marked."}, "Nothing was marked.", ""},
		{dial, "That did not work, and nothing was changed.", dial.Error()},
	} {
		if text, raw := vm.ErrorWords(tt.err); text != tt.text || raw != tt.raw {
			t.Errorf("%v: %q, %q", tt.err, text, raw)
		}
	}
	if got := vm.FailedTo("Cannot save the file there", dial); got.Text != "Cannot save the file there." || got.Details != dial.Error() || !got.Error {
		t.Errorf("%+v", got)
	}
}

func TestASyncThatFailedTakesAFewWordsInTheStatusBar(t *testing.T) {
	s := newScreen(t, domain.RoleOperator)
	raw := strings.Repeat("very long words of a server ", 20)
	err := s.store.Write(context.Background(), func(tx domain.Changes) error {
		id, err := tx.PutAccount(domain.Account{Name: "mail", Kind: domain.AccountIMAP, Secret: domain.SecretKeychain})
		if err != nil {
			return err
		}
		return tx.SetHealth(id, domain.Health{LastSuccess: storagetest.Now.Add(-time.Hour), LastTry: storagetest.Now, LastError: raw, Code: domain.CodeNetwork})
	})
	if err != nil {
		t.Fatal(err)
	}
	s.load()
	if got := s.m.Status().Accounts[0].Text; got != "mail: cannot be reached" {
		t.Errorf("the status bar says %q", got)
	}
	s.m.SetProgress(domain.SyncProgress{Account: "mail", Finished: true, Err: &domain.Error{Code: domain.CodeNetwork, Message: raw}})
	if got := s.m.Toast(); got.Text != "mail: cannot be reached." || got.Details != raw || !got.Error {
		t.Errorf("the toast says %+v", got)
	}
	m := vm.NewAccountList(s.params(), nothing)
	s.opened(m)
	if cell := m.Cell(0, "wrong"); strings.Contains(cell.Text+cell.Secondary, "very long") || strings.Contains(fact(m, "What went wrong"), "very long") || !strings.Contains(m.Trouble(), raw) {
		t.Errorf("Accounts says %+v; %s", cell, fact(m, "What went wrong"))
	}
}

// Whoever shows an error shows it by ErrorWords: else what a server or the system says
// stands raw in the window.
func TestNobodyShowsAnErrorRaw(t *testing.T) {
	mayWord := map[string]bool{filepath.Join("words", "error.go"): true, filepath.Join("overrides", "model.go"): true} // the latter words what a person typed
	err := filepath.WalkDir("..", func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, _ := filepath.Rel("..", path)
		if entry.IsDir() && (name == "mailview" || name == "exchange") {
			return fs.SkipDir // they show nothing by themselves
		}
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") || mayWord[name] {
			return nil
		}
		text, err := os.ReadFile(path)
		if strings.Contains(string(text), "rr.Error()") {
			t.Errorf("%s shows an error raw: use words.Failed, words.FailedTo or words.Error", name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
