package workspace

import (
	"testing"

	"runchecks/domain"
)

func TestADemoHasItsAccountsBeforeItsServersStandAndTheirAddressesAfter(t *testing.T) {
	w, err := Open(t.Context(), Options{Demo: true, Beside: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := w.Close(); err != nil {
			t.Error(err)
		}
	})
	ports := func() (out []int) {
		err := w.Store.Read(t.Context(), func(q domain.Reader) error {
			accounts, err := q.Accounts()
			for _, a := range accounts {
				if a.Kind != domain.AccountCove {
					out = append(out, a.Port)
				}
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	if got := ports(); len(got) != 1 {
		t.Fatalf("there are %d mailboxes at once", len(got))
	}
	login, ok := w.DemoLogin()
	if got := ports(); !ok || login.Port == 0 || got[0] != login.Port {
		t.Errorf("the server listens at %d, the account asks at %v", login.Port, got)
	}
}

func TestADemoThatIsClosedWhileItsServersStartLeavesNothing(t *testing.T) {
	w, err := Open(t.Context(), Options{Demo: true, Beside: true})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Error(err)
	}
}
