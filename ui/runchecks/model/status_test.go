package model_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/storage/storagetest"
	"runchecks/ui/accounts"
	"runchecks/ui/modeltest"
)

func TestASyncThatFailedTakesAFewWordsInTheStatusBar(t *testing.T) {
	s := newScreen(t, domain.RoleOperator)
	raw := strings.Repeat("very long words of a server ", 20)
	err := s.Store.Write(context.Background(), func(tx domain.Tx) error {
		id, err := tx.PutAccount(domain.Account{Name: "mail", Kind: domain.AccountIMAP, Secret: domain.SecretKeychain})
		if err != nil {
			return err
		}
		return tx.SetHealth(
			id,
			domain.Health{LastSuccess: storagetest.Now.Add(-time.Hour), LastTry: storagetest.Now, LastError: raw, Code: domain.CodeNetwork},
		)
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
	m := accounts.New(accounts.Params{Base: s.Params().Base}, modeltest.Nothing)
	s.Opened(m)
	if cell := m.Cell(
		0,
		"wrong",
	); strings.Contains(cell.Text+cell.Secondary, "very long") || strings.Contains(modeltest.Fact(m, "What went wrong"), "very long") ||
		!strings.Contains(m.Trouble(), raw) {
		t.Errorf("Accounts says %+v; %s", cell, modeltest.Fact(m, "What went wrong"))
	}
}

func TestTheProgressCountsWhatIsDecidedOfAllThatWaitedInTheNight(t *testing.T) {
	s := newScreen(t, domain.RoleOperator)
	s.Fill(6)
	s.load()
	want := func(what string, decided, waited int) {
		t.Helper()
		if got := s.m.Status().Done; got.Decided != decided || got.Waited != waited {
			t.Errorf("%s: %d of %d, want %d of %d", what, got.Decided, got.Waited, decided, waited)
		}
	}
	want("at the start", 0, 6)
	s.m.MarkReviewed()
	s.m.MarkReviewed()
	s.Settle()
	want("after two reviews", 2, 6)
	s.m.Undo()
	s.Settle()
	want("after an undo", 1, 6)
}
