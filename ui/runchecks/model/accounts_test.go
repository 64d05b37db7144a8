package model_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/storage/storagetest"
	"runchecks/ui/modeltest"
	"runchecks/ui/runchecks/model"
)

func TestAnAccountWithoutItsSecretSaysWhatItNeedsAndFailsQuietly(t *testing.T) {
	s := newScreen(t, domain.RoleOperator)
	missing := &domain.Error{Code: domain.CodeSecret, Message: "There is no password: no keychain."}
	waiting := domain.Health{LastTry: storagetest.Now, LastError: missing.Message, Code: domain.CodeSecret}
	err := s.Store.Write(context.Background(), func(tx domain.Tx) error {
		for _, a := range []domain.Account{
			{Name: "mail", Secret: domain.SecretKeychain, Health: waiting}, {Name: "office", Secret: domain.SecretKeychain, OAuth: &domain.OAuth{Provider: domain.OAuthGoogle}, Health: waiting},
			{Name: "script", Secret: "env:X", Health: waiting}, {Name: "refused", Secret: domain.SecretKeychain, Health: domain.Health{LastError: "no", Code: domain.CodeSignIn}},
			{Name: "good", Secret: domain.SecretKeychain, Health: domain.Health{LastSuccess: storagetest.Now.Add(-time.Minute)}},
		} {
			id, err := tx.PutAccount(a)
			if err != nil {
				return err
			}
			if err := tx.SetHealth(id, a.Health); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	s.load()
	want := map[string]string{"mail": "mail: needs its password", "office": "office: needs its sign-in", "script": "script: needs its password", "refused": "refused: the sign-in is refused"}
	for _, a := range s.m.Status().Accounts {
		if text, ok := want[a.Name]; a.Waits != (ok && a.Name != "refused") || a.Good == ok || ok && a.Text != text {
			t.Errorf("%+v", a)
		}
	}
	// Those that a person can do something about here.
	var names []string
	for _, a := range s.m.Status().Secrets {
		names = append(names, a.Name)
	}
	if strings.Join(names, " ") != "mail office" {
		t.Errorf("asked for: %q", names)
	}
	s.m.SetProgress(domain.SyncProgress{Account: "mail", Finished: true, Err: missing})
	if toast := s.m.Toast(); toast.Error || !toast.Notice || toast.Text != "mail: needs its password or sign-in." || !strings.Contains(toast.Details, "no keychain") {
		t.Errorf("%+v", toast)
	}
}

func TestAPausedAccountIsNeverShownAsGood(t *testing.T) {
	paused := modeltest.Mail("mail", modeltest.Good)
	paused.Paused = storagetest.Now.Add(-time.Hour)
	s := newScreen(t, domain.RoleAdmin)
	s.PutAccounts(paused)
	s.load()
	s.Settle()
	status := s.m.Status().Accounts
	if len(status) != 1 || status[0].Good || !status[0].Paused || !strings.HasPrefix(status[0].Text, "mail: paused since today") {
		t.Errorf("%+v", status)
	}
	if e, ok := s.m.Empty(); !ok || e.Title == "All reviewed" || e.Step != model.StepAccounts {
		t.Errorf("the empty list says %+v", e)
	}
}
