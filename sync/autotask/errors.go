package autotask

import (
	"encoding/json"
	"net/http"
	"strings"

	"runchecks/domain"
	"runchecks/domain/wording"
	"runchecks/sync/service"
)

var (
	later     = wording.Of("fault.autotask_later")
	checkAPI  = wording.Of("fault.autotask_check_user")
	waitABit  = wording.Of("fault.autotask_wait")
	isItThere = wording.Of("fault.autotask_is_it_there")
)

// transport explains an exchange that had no whole answer.
func transport(err error) *service.Fault {
	t, known := service.Broken(err, wording.Of("fault.address_autotask"), later)
	if !known {
		t.Happened, t.Again = wording.Of("fault.no_http"), true
	}
	t.Cause = err
	return &t
}

// foreign is an answer by somebody else, such as the sign-in page of a network.
func foreign() *service.Fault {
	return &service.Fault{Code: domain.CodeNetwork, Happened: wording.Of("fault.web_page"), Advice: isItThere, Unknown: true}
}

func garbled(err error, again bool) *service.Fault {
	return &service.Fault{Code: domain.CodeNetwork, Happened: wording.Of("fault.garbled"), Advice: later,
		Cause: err, Again: again, Unknown: true}
}

func tooLong(unknown bool) *service.Fault {
	return &service.Fault{Code: domain.CodeNetwork, Happened: wording.Of("fault.answer_16mb"),
		Advice: isItThere, Unknown: unknown}
}

// refusal explains an answer that is not a success. The service mixes its codes:
// faults of validation and unknown users come as 500 (cove-api.md, section 12).
func (c *Client) refusal(r request, status int, answer http.Header, body []byte) *service.Fault {
	said := c.texts(body)
	quoted := func(happened wording.Phrase) wording.Phrase {
		if len(said) == 0 {
			return happened
		}
		return wording.Of("fault.quoting", happened, strings.Join(said, "; "))
	}
	numbered := wording.Of("fault.service_answered", status)
	f := &service.Fault{Code: domain.CodeNetwork, Happened: quoted(numbered), Advice: later}
	refused := status < 500 || status == http.StatusInternalServerError
	switch {
	case status < 400:
		f.Happened, f.Advice = wording.Of("fault.sent_elsewhere"), isItThere
	case status == http.StatusTooManyRequests, mention(said, "threshold"):
		f.Happened, f.Advice = quoted(wording.Of("fault.autotask_busy")), waitABit
		c.calls.Later(f, answer)
	case status == http.StatusUnauthorized:
		f.Code, f.Happened, f.Advice = domain.CodeSignIn, quoted(wording.Of("fault.autotask_refuses")), checkAPI
	case status < 500 && service.LooksLikeHTML(body), mention(said, "no http resource was found"):
		f.Happened, f.Advice = wording.Of("fault.autotask_not_its", numbered), isItThere
	case refused && mention(said, credentials...):
		f.Code, f.Happened, f.Advice = domain.CodeSignIn, quoted(wording.Of("fault.autotask_refuses")), checkAPI
	case status == http.StatusForbidden, status == http.StatusMethodNotAllowed:
		f.Code, f.Happened = domain.CodePermission, quoted(wording.Of("fault.autotask_may_not", r.right))
		f.Advice = wording.Of("fault.autotask_ask_admin")
	case status == http.StatusNotFound:
		f.Code, f.Happened, f.Advice = domain.CodeNotFound, wording.Of("fault.autotask_no_entry"), wording.Of("fault.desk_deleted")
	case status == http.StatusRequestTimeout:
		f.Again, f.Unknown = true, true
	case refused && len(said) > 0 && !mention(said, internal...):
		f.Code, f.Happened, f.Advice = domain.CodeInvalid, quoted(
			wording.Of("fault.autotask_not_accepted"),
		), wording.Of(
			"fault.desk_correct",
		)
	case status < 500:
		f.Code, f.Advice = domain.CodeInvalid, wording.Of("fault.autotask_user_or_address")
	default:
		c.calls.Later(f, answer)
		f.Unknown = true
	}
	return f
}

// credentials are words by which a 500 is a refused sign-in: an unknown user and
// a wrong integration code are answered so.
var credentials = []string{
	"zone information could not be determined", "integrationcode is invalid", "integration code is invalid",
	"credential", "username is invalid", "invalid username", "user name or password", "username or password", "unauthorized",
}

// internal are words by which a 500 is trouble of the service, not of the input.
var internal = []string{
	"an error has occurred", "internal server error", "internal error", "unexpected error", "unhandled exception",
	"object reference", "timeout", "timed out", "deadlock", "try again", "unavailable",
}

func mention(said []string, words ...string) bool {
	for _, s := range said {
		s = strings.ToLower(s)
		for _, w := range words {
			if strings.Contains(s, w) {
				return true
			}
		}
	}
	return false
}

// texts returns what the service says in {"errors":[...]} or {"Message":"..."},
// fit to be shown: at most five, shortened, on one line, without the secret.
func (c *Client) texts(body []byte) []string {
	var answer struct {
		Errors  []text `json:"errors"`
		Message text   `json:"Message"`
	}
	if json.Unmarshal(body, &answer) != nil {
		return nil
	}
	var said []string
	for _, t := range append(answer.Errors, answer.Message) {
		if s := c.quotable(string(t)); s != "" && len(said) < 5 {
			said = append(said, s)
		}
	}
	return said
}

// quotable makes text of the service fit to be shown, without the secret.
func (c *Client) quotable(s string) string { return service.Quote(c.clean(s)) }
