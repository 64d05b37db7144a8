package oauth

import (
	"errors"

	"runchecks/domain"
	"runchecks/sync/service"
)

const (
	later     = "It is tried again later; if it stays, check the connection to the internet and the state of the sign-in service."
	isItThere = "Check the address of the sign-in service, and whether a sign-in page of the network answers in its place."
	signAgain = "Sign in again."
	tellAdmin = "Check the client id, the scopes and the addresses of the account with whoever registered Run Checks there."
)

var (
	errNotJSON  = errors.New("the answer is cut short or not understood")
	errHTML     = errors.New("a web page came in place of the answer")
	errRedirect = errors.New("the address leads elsewhere, and tokens are not sent after it")
)

// transport explains an exchange that had no whole answer.
func transport(err error) *service.Fault {
	t, known := service.Broken(err, "the address of the sign-in service", later)
	switch {
	case errors.Is(err, service.ErrTooLong):
		t.Happened = "the answer is longer than any answer of a sign-in service, and was not taken, to save memory"
		t.Advice = isItThere
	case errors.Is(err, errHTML), errors.Is(err, errNotJSON):
		t.Happened, t.Advice = err.Error(), isItThere
	case errors.Is(err, errRedirect):
		t.Code, t.Happened, t.Advice = domain.CodeInvalid, err.Error(), isItThere
	case !known:
		t.Happened = "the exchange broke off"
	}
	t.Cause = err
	return &t
}
