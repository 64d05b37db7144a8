package accounts_test

import (
	"context"
	"os"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"runchecks/domain"
	"runchecks/sync/accounts"
)

// wary is a keeper whose server shows a certificate that no authority vouches for.
type wary struct {
	*accounts.Keeper
	shown domain.Certificate
	pins  []string // what was trusted at each trial
}

func (w *wary) Check(_ context.Context, a domain.Account, _ string) ([]domain.FolderCount, error) {
	w.pins = append(w.pins, a.Pin)
	if a.Pin != w.shown.Pin {
		return nil, &domain.UntrustedCertificate{Certificate: w.shown, Cause: os.ErrPermission}
	}
	return []domain.FolderCount{{Name: "INBOX"}}, nil
}

func TestACertificateThatIsTrustedIsTriedAndThenTheFoldersAreAsked(t *testing.T) {
	d := newDesk(t)
	pin := "sha256:" + strings.Repeat("0a", 32)
	shown := domain.Certificate{Host: "mail.example", Pin: pin, Subject: "mail.example"}
	w := &wary{Keeper: d.Accounts.Accounts.(*accounts.Keeper), shown: shown}
	d.Accounts.Accounts = w
	a := mailAccount
	a.Security = domain.SecurityTLS
	d.W.Accounts.TryMailbox(a, "right")
	d.Settle()
	if title := d.W.OpenForm().Title; title != "Is this your server?" {
		t.Fatalf("after the trial it asks %q", title)
	}
	d.Key(fyne.KeyReturn)
	d.Settle()
	if len(w.pins) != 2 || w.pins[0] != "" || w.pins[1] != pin {
		t.Errorf("tried with %q", w.pins)
	}
	if d.W.OpenForm() == nil || d.W.OpenForm().Title == "Is this your server?" {
		t.Error("what follows the question is not asked")
	}
}
