package autotask

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"
	"unicode"

	"runchecks/domain"
	"runchecks/sync/service"
)

// ErrUnknownOutcome marks the error of a creation of which nobody knows whether it
// took place, even after looking. FindByMarker must say so before another try.
var ErrUnknownOutcome = errors.New("it is not known whether the ticket was created")

const (
	later     = "It is tried again later; if it stays, check the connection to the internet and the state of Autotask."
	checkAPI  = "Check the API user, its secret and its integration code in the settings of Autotask."
	waitABit  = "Wait a while: all integrations of the company share 10,000 requests an hour, and each may have three under way."
	isItThere = "Check the address of Autotask in the settings, and whether a sign-in page of the network or maintenance answers in its place."
)

// fault is how one exchange failed.
type fault struct {
	code     domain.Code
	happened string // goes on after "failed: ", without a full stop
	advice   string // a sentence
	cause    error
	again    bool          // a read may be sent again at once
	after    time.Duration // how long the service asks to wait first
	unknown  bool          // a creation may have taken place all the same
}

// err makes the readable error. tried is a phrase such as "Reading tickets from
// Autotask".
func (f *fault) err(tried string) error {
	message := tried + " failed: " + f.happened + ". " + f.advice
	if f.after > longestAsked {
		message += " Autotask asks for " + f.after.Round(time.Second).String() + "."
	}
	return &domain.Error{Code: f.code, Message: message, Cause: f.cause}
}

// transport explains an exchange that had no whole answer.
func transport(err error) *fault {
	t, known := service.Broken(err, "the address of Autotask", later)
	if !known {
		t.Happened, t.Again = "the server does not speak HTTP as expected", true
	}
	return &fault{code: t.Code, happened: t.Happened, advice: t.Advice, again: t.Again, cause: err}
}

// foreign is an answer by somebody else, such as the sign-in page of a network.
func foreign() *fault {
	return &fault{code: domain.CodeNetwork, happened: "a web page came in place of the answer", advice: isItThere, unknown: true}
}

func garbled(err error, again bool) *fault {
	return &fault{code: domain.CodeNetwork, happened: "the answer is cut short or not understood", advice: later, cause: err, again: again, unknown: true}
}

func tooLong(unknown bool) *fault {
	return &fault{code: domain.CodeNetwork, happened: "the answer is longer than 16 MB and was not taken", advice: isItThere, unknown: unknown}
}

// refusal explains an answer that is not a success. The service mixes its codes:
// faults of validation and unknown users come as 500 (cove-api.md, section 12).
func (c *Client) refusal(r request, status int, after time.Duration, body []byte) *fault {
	said := c.texts(body)
	quoted := ""
	if len(said) > 0 {
		quoted = ": " + strings.Join(said, "; ")
	}
	numbered := fmt.Sprintf("the service answered %d", status)
	f := &fault{code: domain.CodeNetwork, happened: numbered + quoted, advice: later}
	refused := status < 500 || status == http.StatusInternalServerError
	switch {
	case status < 400:
		f.happened, f.advice = "the service sends us to another address, which is not followed", isItThere
	case status == http.StatusTooManyRequests, mention(said, "threshold"):
		f.happened, f.advice = "Autotask takes no more requests for now"+quoted, waitABit
		f.again, f.after = true, after
	case status == http.StatusUnauthorized:
		f.code, f.happened, f.advice = domain.CodeSignIn, "Autotask refuses the sign-in"+quoted, checkAPI
	case status < 500 && looksLikeHTML(body), mention(said, "no http resource was found"):
		f.happened, f.advice = numbered+" with something that is not Autotask's", isItThere
	case refused && mention(said, credentials...):
		f.code, f.happened, f.advice = domain.CodeSignIn, "Autotask refuses the sign-in"+quoted, checkAPI
	case status == http.StatusForbidden, status == http.StatusMethodNotAllowed:
		f.code, f.happened = domain.CodePermission, "the API user may not "+r.right+quoted
		f.advice = "Ask Autotask's administrator to allow it in the security level of the API user."
	case status == http.StatusNotFound:
		f.code, f.happened, f.advice = domain.CodeNotFound, "there is no such entry in Autotask", "It may have been deleted there."
	case status == http.StatusRequestTimeout:
		f.again, f.unknown = true, true
	case refused && len(said) > 0 && !mention(said, internal...):
		f.code, f.happened, f.advice = domain.CodeInvalid, "Autotask does not accept it"+quoted, "Correct what it names."
	case status < 500:
		f.code, f.advice = domain.CodeInvalid, "Check the settings of Autotask."
	default:
		f.again, f.after, f.unknown = true, after, true
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

// quotable bounds text of the service, to 300 characters.
func (c *Client) quotable(s string) string {
	s = strings.Join(strings.FieldsFunc(c.clean(s), func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " ")
	s = strings.TrimSuffix(s, ".")
	if runes := []rune(s); len(runes) > 300 {
		s = string(runes[:299]) + "…"
	}
	return s
}

// refuse makes an error of one code with a message that needs no cause.
func refuse(code domain.Code, format string, args ...any) error {
	return &domain.Error{Code: code, Message: fmt.Sprintf(format, args...)}
}
