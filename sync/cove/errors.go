package cove

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"regexp"
	"strings"
	"time"
	"unicode"

	"runchecks/domain"
)

// Numbers that the service puts into error.data (cove.md, section 3).
const (
	codeBadLogin = 2100
	codeBadVisa  = 1701
	codeSecurity = 13501
)

const (
	later     = "It is tried again later; if it stays, check the connection to the internet and the state of Cove."
	isItThere = "Check the address of Cove in the settings, and whether a sign-in page of the network or maintenance answers in its place."
	mayNot    = "Three causes are known: the role of the API user does not allow the method or a column, the user stands below the customer asked for, or a column is not known any more. Ask Cove's administrator for the role Operator at the top-level customer."
)

// fault is how one exchange failed before there was an answer of the service.
type fault struct {
	code     domain.Code
	happened string // goes on after "failed: ", without a full stop
	advice   string // a sentence
	cause    error
	again    bool          // it may be sent again at once
	after    time.Duration // how long the service asks to wait first
	status   int           // of HTTP, where it is the fault
}

// err makes the readable error. tried is a phrase such as "Reading devices from Cove".
func (f *fault) err(tried string) error {
	message := tried + " failed: " + f.happened + ". " + f.advice
	if f.after > longestAsked {
		message += " Cove asks to wait for " + f.after.Round(time.Second).String() + "."
	}
	return &domain.Error{Code: f.code, Message: message, Cause: f.cause}
}

// transport explains an exchange that had no whole answer.
func transport(err error) *fault {
	var (
		authority x509.UnknownAuthorityError
		name      x509.HostnameError
		invalid   x509.CertificateInvalidError
		record    tls.RecordHeaderError
		dns       *net.DNSError
		ne        net.Error
		op        *net.OpError
	)
	f := &fault{code: domain.CodeNetwork, advice: later, cause: err}
	switch {
	case errors.Is(err, context.Canceled):
		f.happened, f.advice = "it was stopped", "Sync again to continue."
	case errors.As(err, &authority):
		f.code, f.happened = domain.CodeInvalid, "the server's certificate comes from an authority that this computer does not trust"
		f.advice = "Install the authority's certificate on this computer, or check the address of Cove."
	case errors.As(err, &name):
		f.code, f.happened = domain.CodeInvalid, "the server's certificate is for another name"
		f.advice = "Check the address of Cove in the settings."
	case errors.As(err, &invalid):
		f.code, f.happened = domain.CodeInvalid, "the server's certificate has expired or cannot be used"
		f.advice = "Check this computer's clock."
	case errors.As(err, &record):
		f.code, f.happened = domain.CodeInvalid, "the server does not speak TLS"
		f.advice = "Check the address of Cove in the settings."
	case errors.Is(err, errTooLong), errors.Is(err, errTooDeep):
		f.happened, f.advice = err.Error()+", and was not taken, to save memory", isItThere
	case errors.As(err, &dns) && dns.IsNotFound:
		f.happened, f.advice = "the name "+dns.Name+" is not known", "Check the address of Cove and the connection to the internet."
	case errors.Is(err, os.ErrDeadlineExceeded), errors.Is(err, context.DeadlineExceeded), errors.As(err, &ne) && ne.Timeout():
		f.happened = "the answer took too long"
	case errors.As(err, &op) && op.Op == "dial":
		f.happened, f.again = "the server cannot be reached", true
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.As(err, &op):
		f.happened, f.again = "the connection ended before the answer was complete", true
	case errors.Is(err, errHTML):
		f.happened, f.advice, f.again = err.Error(), isItThere, true
	default:
		f.happened, f.again = "the answer is cut short or not understood", true
	}
	return f
}

// rpcFault is the error member of an answer.
type rpcFault struct {
	Code    whole `json:"code"`
	Data    whole `json:"data"`
	Message text  `json:"message"`
}

// number is the number to branch on: data, or code where data has none
// (cove.md, section 10, row 9). The generic numbers of JSON-RPC, all negative, give 0.
func (f *rpcFault) number() int64 {
	if f.Data.Known && f.Data.Value != 0 {
		return f.Data.Value
	}
	return max(0, f.Code.Value)
}

var aboutVisa = regexp.MustCompile(`(?i)visa|session.*(expired|invalid)|expired|unauthorized|not authenticated`)

// stale reports whether the fault is about the visa: 1701, or a message that reads
// like it where there is no number (cove.md, section 3).
func (f *rpcFault) stale() bool {
	n := f.number()
	return n == codeBadVisa || n == 0 && aboutVisa.MatchString(string(f.Message))
}

// err explains the fault of anything but a login.
func (f *rpcFault) err(c *Client, tried string) error {
	said := c.quotable(f.Message)
	e := &domain.Error{Code: domain.CodeNetwork}
	switch n := f.number(); {
	case n == codeSecurity:
		e.Code = domain.CodePermission
		e.Message = fmt.Sprintf("%s failed: Cove does not allow it (%d: %s). %s", tried, n, said, mayNot)
	case f.stale():
		e.Message = fmt.Sprintf("%s failed: Cove does not take its own visa, not even after a new login (%s). %s", tried, said, later)
	case n != 0:
		e.Message = fmt.Sprintf("%s failed: Cove answers with error %d (%s). %s", tried, n, said, later)
	default:
		e.Message = fmt.Sprintf("%s failed: Cove answers with an error (%s). %s", tried, said, later)
	}
	return e
}

// quotable makes text of the service fit to be shown: on one line, at most 300
// characters, without secrets.
func (c *Client) quotable(t text) string {
	s := strings.Join(strings.FieldsFunc(c.clean(string(t)), func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " ")
	s = strings.TrimSuffix(s, ".")
	if runes := []rune(s); len(runes) > 300 {
		s = string(runes[:299]) + "…"
	}
	if s == "" {
		return "without a text"
	}
	return s
}

// refuse makes an error of one code with a message that needs no cause.
func refuse(code domain.Code, format string, args ...any) error {
	return &domain.Error{Code: code, Message: fmt.Sprintf(format, args...)}
}
