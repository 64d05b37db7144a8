package secrets

import (
	"fmt"
	"strconv"
	"strings"

	"runchecks/domain"
	"runchecks/domain/wording"
)

// boundMark begins a stored secret that is bound to whom it may be shown. A secret of
// before that is bound to nobody, until it is given or turned over again.
const boundMark = "run-checks/1 "

// bind writes a secret together with whom it may be shown to, so that settings which are
// changed by whatever means never send it elsewhere (product.md, section 9).
func bind(account domain.Account, secret string) string {
	return fmt.Sprintf("%s%d %s\n%s", boundMark, account.Security.Protects(), to(account), secret)
}

// to identifies whom a secret may be shown to, in 32 letters: entries are small.
func to(account domain.Account) string { return account.Destination()[:32] }

// unbind returns a secret where it may be shown to whom account names; moved is true where
// it is somebody else's.
func unbind(account domain.Account, stored string) (secret string, moved bool) {
	text, ok := strings.CutPrefix(stored, boundMark)
	if !ok {
		return stored, false
	}
	head, secret, _ := strings.Cut(text, "\n")
	protects, destination, _ := strings.Cut(head, " ")
	if destination != to(account) || strconv.Itoa(account.Security.Protects()) < protects {
		return "", true
	}
	return secret, false
}

// errMoved says that a secret is not used, since it was given for somebody else.
func errMoved(account domain.Account) error {
	return missing(
		account,
		wording.Of("refusal.secret_moved"),
		nil,
	)
}
