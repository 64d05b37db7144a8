package cove

import (
	"errors"
	"fmt"
	"regexp"

	"runchecks/domain"
	"runchecks/sync/service"
)

// Numbers that the service puts into error.data (cove-api.md, section 3).
const (
	codeBadLogin = 2100
	codeBadVisa  = 1701
	codeSecurity = 13501
)

const (
	later     = "It is tried again later; if it stays, check the connection to the internet and the state of Cove."
	isItThere = "Check the address of Cove, and whether a sign-in page of the network or maintenance answers in its place."
	mayNot    = "Three causes are known: the role of the API user does not allow the method or a column, the user stands below the customer asked for, or a column is not known any more. Ask Cove's administrator for the role Operator at the top-level customer."
)

// errAddress is an address that no request can be made for.
var errAddress = errors.New("the address cannot be used")

// transport explains an exchange that had no whole answer.
func transport(err error) *service.Fault {
	t, known := service.Broken(err, "the address of Cove", later)
	switch {
	case errors.Is(err, errAddress):
		t.Code, t.Happened, t.Advice = domain.CodeInvalid, err.Error(), isItThere
	case errors.Is(err, errTooLong), errors.Is(err, errTooDeep):
		t.Happened, t.Advice = err.Error()+", and was not taken, to save memory", isItThere
	case known:
	case errors.Is(err, errHTML):
		t.Happened, t.Advice, t.Again = err.Error(), isItThere, true
	default:
		t.Happened, t.Again = "the answer is cut short or not understood", true
	}
	t.Cause = err
	return &t
}

// rpcFault is the error member of an answer.
type rpcFault struct {
	Code    whole `json:"code"`
	Data    whole `json:"data"`
	Message text  `json:"message"`
}

// number is the number to branch on: data, or code where data has none
// (cove-api.md, section 10, row 9). The generic numbers of JSON-RPC, all negative, give 0.
func (f *rpcFault) number() int64 {
	if f.Data.Known && f.Data.Value != 0 {
		return f.Data.Value
	}
	return max(0, f.Code.Value)
}

var aboutVisa = regexp.MustCompile(`(?i)visa|session.*(expired|invalid)|expired|unauthorized|not authenticated`)

// stale reports whether the fault is about the visa: 1701, or a message that reads
// like it where there is no number (cove-api.md, section 3).
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

// quotable makes text of the service fit to be shown, without secrets.
func (c *Client) quotable(t text) string {
	if s := service.Quote(c.clean(string(t))); s != "" {
		return s
	}
	return "without a text"
}
