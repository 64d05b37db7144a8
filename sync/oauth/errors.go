package oauth

import (
	"errors"
	"fmt"

	"runchecks/domain"
	"runchecks/sync/service"
)

const (
	later     = "It is tried again later; if it stays, check the connection to the internet and the state of the sign-in service."
	isItThere = "Check the address in the settings of the account, and whether a sign-in page of the network answers in its place."
	signAgain = "Sign in again."
	tellAdmin = "Check the client id, the scopes and the addresses in the settings of the account with whoever registered Run Checks there."
)

var (
	errTooLong  = errors.New("the answer is longer than any answer of a sign-in service")
	errNotJSON  = errors.New("the answer is cut short or not understood")
	errHTML     = errors.New("a web page came in place of the answer")
	errRedirect = errors.New("the address leads elsewhere, and tokens are not sent after it")
)

// transport makes a readable error of an exchange that had no whole answer. tried
// is a phrase such as "Refreshing the sign-in at Google".
func transport(tried string, err error) error {
	t, known := service.Broken(err, "the address of the sign-in service", later)
	switch {
	case errors.Is(err, errTooLong):
		t.Happened, t.Advice = err.Error()+", and was not taken, to save memory", isItThere
	case errors.Is(err, errHTML), errors.Is(err, errNotJSON):
		t.Happened, t.Advice = err.Error(), isItThere
	case errors.Is(err, errRedirect):
		t.Code, t.Happened, t.Advice = domain.CodeInvalid, err.Error(), isItThere
	case !known:
		t.Happened = "the exchange broke off"
	}
	return &domain.Error{Code: t.Code, Message: tried + " failed: " + t.Happened + ". " + t.Advice, Cause: err}
}

// refuse makes an error of one code with a message that needs no cause.
func refuse(code domain.Code, format string, args ...any) error {
	return &domain.Error{Code: code, Message: fmt.Sprintf(format, args...)}
}
