package oauth

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"os"

	"runchecks/domain"
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
	var (
		authority x509.UnknownAuthorityError
		name      x509.HostnameError
		invalid   x509.CertificateInvalidError
		record    tls.RecordHeaderError
		dns       *net.DNSError
		ne        net.Error
		op        *net.OpError
	)
	code, happened, advice := domain.CodeNetwork, "", later
	switch {
	case errors.Is(err, context.Canceled):
		happened, advice = "it was stopped", "Try again when it suits you."
	case errors.As(err, &authority):
		code, happened = domain.CodeInvalid, "the server's certificate comes from an authority that this computer does not trust"
		advice = "Install the authority's certificate on this computer, or check the address in the settings of the account."
	case errors.As(err, &name):
		code, happened, advice = domain.CodeInvalid, "the server's certificate is for another name", isItThere
	case errors.As(err, &invalid):
		code, happened, advice = domain.CodeInvalid, "the server's certificate has expired or cannot be used", "Check this computer's clock."
	case errors.As(err, &record):
		code, happened, advice = domain.CodeInvalid, "the server does not speak TLS", isItThere
	case errors.Is(err, errTooLong):
		happened, advice = err.Error()+", and was not taken, to save memory", isItThere
	case errors.Is(err, errHTML), errors.Is(err, errNotJSON):
		happened, advice = err.Error(), isItThere
	case errors.Is(err, errRedirect):
		code, happened, advice = domain.CodeInvalid, err.Error(), isItThere
	case errors.As(err, &dns) && dns.IsNotFound:
		happened, advice = "the name "+dns.Name+" is not known", "Check the connection to the internet and the address in the settings of the account."
	case errors.Is(err, os.ErrDeadlineExceeded), errors.Is(err, context.DeadlineExceeded), errors.As(err, &ne) && ne.Timeout():
		happened = "the answer took too long"
	case errors.As(err, &op) && op.Op == "dial":
		happened = "the server cannot be reached"
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.As(err, &op):
		happened = "the connection ended before the answer was complete"
	default:
		happened = "the exchange broke off"
	}
	return &domain.Error{Code: code, Message: tried + " failed: " + happened + ". " + advice, Cause: err}
}

// refuse makes an error of one code with a message that needs no cause.
func refuse(code domain.Code, format string, args ...any) error {
	return &domain.Error{Code: code, Message: fmt.Sprintf(format, args...)}
}
