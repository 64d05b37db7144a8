package cove

import (
	"errors"
	"regexp"
	"strconv"

	"runchecks/domain"
	"runchecks/domain/wording"
	"runchecks/sync/service"
)

// Numbers that the service puts into error.data (cove-api.md, section 3).
const (
	codeBadLogin = 2100
	codeBadVisa  = 1701
	codeSecurity = 13501
)

var (
	later     = wording.Of("fault.cove_later")
	isItThere = wording.Of("fault.cove_is_it_there")
	mayNot    = wording.Of("fault.cove_may_not")
)

// errAddress is an address that no request can be made for.
var errAddress = wording.Error("fault.cove_address")

// transport explains an exchange that had no whole answer.
func transport(err error) *service.Fault {
	t, known := service.Broken(err, wording.Of("fault.address_cove"), later)
	switch {
	case errors.Is(err, errAddress):
		t.Code, t.Happened, t.Advice = domain.CodeInvalid, wording.Happened(err), isItThere
	case errors.Is(err, errTooLong), errors.Is(err, errTooDeep):
		t.Happened, t.Advice = wording.Of("fault.not_taken", err), isItThere
	case known:
	case errors.Is(err, errHTML):
		t.Happened, t.Advice, t.Again = wording.Happened(err), isItThere, true
	default:
		t.Happened, t.Again = wording.Of("fault.garbled"), true
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
func (f *rpcFault) err(c *Client, tried wording.Phrase) error {
	said := c.quotable(f.Message)
	e := &domain.Error{Code: domain.CodeNetwork}
	number := strconv.FormatInt(f.number(), 10)
	switch n := f.number(); {
	case n == codeSecurity:
		e.Code = domain.CodePermission
		e.Said = wording.Of("fault.cove_not_allowed", tried, number, said, mayNot)
	case f.stale():
		e.Said = wording.Of("fault.cove_visa", tried, said, later)
	case n != 0:
		e.Said = wording.Of("fault.cove_error_number", tried, number, said, later)
	default:
		e.Said = wording.Of("fault.cove_error", tried, said, later)
	}
	return e
}

// quotable makes text of the service fit to be shown, without secrets.
func (c *Client) quotable(t text) wording.Phrase {
	if s := service.Quote(c.clean(string(t))); s != "" {
		return wording.Text(s)
	}
	return wording.Of("fault.cove_without_text")
}
