package oauth

import (
	"errors"

	"runchecks/domain"
	"runchecks/domain/wording"
	"runchecks/sync/service"
)

var (
	later     = wording.Of("fault.oauth_later")
	isItThere = wording.Of("fault.oauth_is_it_there")
	signAgain = wording.Of("fault.oauth_sign_again")
	tellAdmin = wording.Of("fault.oauth_tell_admin")
)

var (
	errNotJSON  = wording.Error("fault.garbled")
	errHTML     = wording.Error("fault.web_page")
	errRedirect = wording.Error("fault.oauth_elsewhere")
)

// transport explains an exchange that had no whole answer.
func transport(err error) *service.Fault {
	t, known := service.Broken(err, wording.Of("fault.address_sign_in"), later)
	switch {
	case errors.Is(err, service.ErrTooLong):
		t.Happened = wording.Of("fault.oauth_answer_long")
		t.Advice = isItThere
	case errors.Is(err, errHTML), errors.Is(err, errNotJSON):
		t.Happened, t.Advice = wording.Happened(err), isItThere
	case errors.Is(err, errRedirect):
		t.Code, t.Happened, t.Advice = domain.CodeInvalid, wording.Happened(err), isItThere
	case !known:
		t.Happened = wording.Of("fault.oauth_broke_off")
	}
	t.Cause = err
	return &t
}
