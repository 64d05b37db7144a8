package accounts_test

import (
	"errors"
	"strings"
	"testing"

	"runchecks/domain"
	"runchecks/ui/accounts"
)

func TestASecretThatIsNotKeptIsSaidWithItsReason(t *testing.T) {
	why := errors.New("the operating system's keychain is not usable here (no bus)")
	if got := accounts.SessionWords(
		domain.Account{Name: "mail"},
		why,
	); got != "The password of mail is kept until Run Checks ends, and asked for at each start: the operating system's keychain "+
		"is not usable here (no bus)." {
		t.Error(got)
	}
	if got := accounts.SessionWords(
		domain.Account{Name: "office", OAuth: &domain.OAuth{}},
		why,
	); !strings.HasPrefix(
		got,
		"The sign-in of office",
	) {
		t.Error(got)
	}
}
