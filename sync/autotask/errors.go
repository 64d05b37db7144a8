package autotask

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"runchecks/domain"
	"runchecks/sync/service"
)

// ErrUnknownOutcome marks the error of a creation of which nobody knows whether it
// took place, even after looking. FindByMarker must say so before another try.
var ErrUnknownOutcome = errors.New("it is not known whether the ticket was created")

const (
	later     = "It is tried again later; if it stays, check the connection to the internet and the state of Autotask."
	checkAPI  = "Check the API user, its secret and its integration code of Autotask."
	waitABit  = "Wait a while: all integrations of the company share 10,000 requests an hour, and each may have three under way."
	isItThere = "Check the address of Autotask, and whether a sign-in page of the network or maintenance answers in its place."
)

// transport explains an exchange that had no whole answer.
func transport(err error) *service.Fault {
	t, known := service.Broken(err, "the address of Autotask", later)
	if !known {
		t.Happened, t.Again = "the server does not speak HTTP as expected", true
	}
	t.Cause = err
	return &t
}

// foreign is an answer by somebody else, such as the sign-in page of a network.
func foreign() *service.Fault {
	return &service.Fault{Code: domain.CodeNetwork, Happened: "a web page came in place of the answer", Advice: isItThere, Unknown: true}
}

func garbled(err error, again bool) *service.Fault {
	return &service.Fault{Code: domain.CodeNetwork, Happened: "the answer is cut short or not understood", Advice: later,
		Cause: err, Again: again, Unknown: true}
}

func tooLong(unknown bool) *service.Fault {
	return &service.Fault{Code: domain.CodeNetwork, Happened: "the answer is longer than 16 MB and was not taken",
		Advice: isItThere, Unknown: unknown}
}

// refusal explains an answer that is not a success. The service mixes its codes:
// faults of validation and unknown users come as 500 (cove-api.md, section 12).
func (c *Client) refusal(r request, status int, answer http.Header, body []byte) *service.Fault {
	said := c.texts(body)
	quoted := ""
	if len(said) > 0 {
		quoted = ": " + strings.Join(said, "; ")
	}
	numbered := fmt.Sprintf("the service answered %d", status)
	f := &service.Fault{Code: domain.CodeNetwork, Happened: numbered + quoted, Advice: later}
	refused := status < 500 || status == http.StatusInternalServerError
	switch {
	case status < 400:
		f.Happened, f.Advice = "the service sends us to another address, which is not followed", isItThere
	case status == http.StatusTooManyRequests, mention(said, "threshold"):
		f.Happened, f.Advice = "Autotask takes no more requests for now"+quoted, waitABit
		c.calls.Later(f, answer)
	case status == http.StatusUnauthorized:
		f.Code, f.Happened, f.Advice = domain.CodeSignIn, "Autotask refuses the sign-in"+quoted, checkAPI
	case status < 500 && service.LooksLikeHTML(body), mention(said, "no http resource was found"):
		f.Happened, f.Advice = numbered+" with something that is not Autotask's", isItThere
	case refused && mention(said, credentials...):
		f.Code, f.Happened, f.Advice = domain.CodeSignIn, "Autotask refuses the sign-in"+quoted, checkAPI
	case status == http.StatusForbidden, status == http.StatusMethodNotAllowed:
		f.Code, f.Happened = domain.CodePermission, "the API user may not "+r.right+quoted
		f.Advice = "Ask Autotask's administrator to allow it in the security level of the API user."
	case status == http.StatusNotFound:
		f.Code, f.Happened, f.Advice = domain.CodeNotFound, "there is no such entry in Autotask", "It may have been deleted there."
	case status == http.StatusRequestTimeout:
		f.Again, f.Unknown = true, true
	case refused && len(said) > 0 && !mention(said, internal...):
		f.Code, f.Happened, f.Advice = domain.CodeInvalid, "Autotask does not accept it"+quoted, "Correct what it names."
	case status < 500:
		f.Code, f.Advice = domain.CodeInvalid, "Check the API user and the address of Autotask."
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
