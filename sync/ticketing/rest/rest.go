// Package rest is what the service desks with a REST interface have in common beside their protocols: requests
// signed and sent once or repeated, and what a refusal means in words for technicians. The requests themselves are
// sent by sync/service.
package rest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/domain/wording"
	"runchecks/sync/service"
	"runchecks/sync/ticketing"
)

// Bounds of an exchange.
const (
	timeout = 60 * time.Second // one request, its answer included
	maxBody = 16 << 20         // bytes of one answer
	retries = 2                // of a read, after the first attempt
	// longestAsked is how long a server may ask us to wait before a retry.
	longestAsked = 30 * time.Second
	firstPause   = 500 * time.Millisecond
	requests     = 2 // under way at a time
)

// Client sends requests to one desk. All fields but Renew are required.
type Client struct {
	Product string
	Base    string // without a slash at its end
	Calls   *service.Caller
	// Sign puts the credentials into a request; it may ask for a token first.
	Sign func(context.Context, http.Header) *service.Fault
	// Renew forgets a token that was refused; nil where there is none, and a refusal is one.
	Renew func()
	// Clean takes the secrets out of somebody else's text.
	Clean func(string) string
}

// Request is one thing asked of a desk.
type Request struct {
	Method, Path string
	Body         any            // as JSON, nil: none
	Tried        wording.Phrase // begins the message of a fault: "Reading tickets from HaloPSA"
	Right        wording.Phrase // what the login must be allowed to: "read tickets"
}

// Caller makes the Caller of a desk.
func Caller(product string, d ticketing.Dial) *service.Caller {
	return service.NewCaller(service.Options{
		Name: product, HTTP: d.Web, Requests: requests, Timeout: timeout, FirstPause: firstPause, LongestPause: longestAsked,
		Explain: func(err error) *service.Fault { return transport(product, err) }, Now: d.Now, Wait: d.Wait,
	})
}

// Address returns the address of a desk without a slash at its end; it is https, or http on this computer.
func Address(product, raw string) (string, error) {
	raw = strings.TrimRight(strings.TrimSpace(raw), "/")
	u, err := url.Parse(raw)
	plain := err == nil && u.Host != "" && u.User == nil && u.RawQuery == "" && u.Fragment == ""
	if !plain || u.Scheme != "https" && (u.Scheme != "http" || !loopback(u.Hostname())) {
		return "", domain.Refuse(domain.CodeInvalid, "fault.desk_address", product)
	}
	return raw, nil
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return strings.EqualFold(host, "localhost") || ip != nil && ip.IsLoopback()
}

// Read sends a request that changes nothing, again if it failed by chance, and decodes the answer.
func Read[T any](ctx context.Context, c *Client, r Request) (answer T, err error) {
	err = c.Calls.Repeat(ctx, service.Attempts{Tried: r.Tried, Call: r.Method, Retries: retries}, func() *service.Fault {
		var f *service.Fault
		answer, f = Once[T](ctx, c, r)
		return f
	})
	return answer, err
}

// Once sends a request a single time and decodes the answer of a success. One that was refused since a token
// had come to its end did nothing, and is sent with a new token.
func Once[T any](ctx context.Context, c *Client, r Request) (answer T, f *service.Fault) {
	body, f := c.send(ctx, r)
	if f != nil && f.Status == http.StatusUnauthorized && c.Renew != nil {
		c.Renew()
		body, f = c.send(ctx, r)
	}
	if f == nil {
		f = c.decode(body, &answer)
	}
	if f != nil {
		var none T
		return none, f
	}
	return answer, nil
}

func (c *Client) send(ctx context.Context, r Request) (body []byte, f *service.Fault) {
	var text []byte
	if r.Body != nil {
		var err error
		if text, err = json.Marshal(r.Body); err != nil {
			return nil, &service.Fault{Code: domain.CodeInternal, Happened: wording.Of("fault.garbled"), Cause: err}
		}
	}
	signed := http.Header{}
	if f := c.Sign(ctx, signed); f != nil {
		return nil, f
	}
	return c.Exchange(ctx, r, func(ctx context.Context) (*http.Request, error) {
		req, err := http.NewRequestWithContext(ctx, r.Method, c.Base+r.Path, bytes.NewReader(text))
		if err != nil {
			return nil, err
		}
		req.Header = signed.Clone()
		req.Header.Set("Accept", "application/json")
		if text != nil {
			req.Header.Set("Content-Type", "application/json")
		}
		return req, nil
	})
}

// Exchange sends what build makes a single time and returns the body of a success.
func (c *Client) Exchange(
	ctx context.Context,
	r Request,
	build func(context.Context) (*http.Request, error),
) (body []byte, f *service.Fault) {
	f = c.Calls.Once(ctx, build, func(resp *http.Response) *service.Fault {
		var err error
		body, err = service.Body(resp.Body, maxBody)
		ok := resp.StatusCode >= 200 && resp.StatusCode < 300
		switch {
		case errors.Is(err, service.ErrTooLong):
			return &service.Fault{
				Code: domain.CodeNetwork, Happened: wording.Of("fault.answer_16mb"), Advice: c.there(),
				Unknown: ok || resp.StatusCode >= 500,
			}
		case ok && err != nil:
			f := transport(c.Product, err)
			f.Unknown = true
			return f
		case ok:
			return nil
		}
		return c.refusal(r, resp, body)
	})
	return body, f
}

// decode makes sense of an answer that the desk calls a success.
func (c *Client) decode(body []byte, into any) *service.Fault {
	if service.LooksLikeHTML(body) {
		return &service.Fault{Code: domain.CodeNetwork, Happened: wording.Of("fault.web_page"), Advice: c.there(), Unknown: true}
	}
	err := json.Unmarshal(body, into)
	if err == nil {
		return nil
	}
	var broken *json.SyntaxError // text that is cut short; text of another shape stays so
	return c.Garbled(err, errors.As(err, &broken))
}

// Garbled is an answer that is not understood.
func (c *Client) Garbled(cause error, again bool) *service.Fault {
	return &service.Fault{
		Code: domain.CodeNetwork, Happened: wording.Of("fault.garbled"), Advice: later(c.Product), Cause: cause, Again: again, Unknown: true,
	}
}

func later(product string) wording.Phrase { return wording.Of("fault.desk_later", product) }

func (c *Client) there() wording.Phrase { return wording.Of("fault.desk_is_it_there", c.Product) }

// transport explains an exchange that had no whole answer.
func transport(product string, err error) *service.Fault {
	t, known := service.Broken(err, wording.Of("fault.desk_address_of", product), later(product))
	if !known {
		t.Happened, t.Again = wording.Of("fault.no_http"), true
	}
	t.Cause = err
	return &t
}

// refusal explains an answer that is not a success.
func (c *Client) refusal(r Request, resp *http.Response, body []byte) *service.Fault {
	status := resp.StatusCode
	said := c.said(body)
	quoted := func(happened wording.Phrase) wording.Phrase {
		if said == "" {
			return happened
		}
		return wording.Of("fault.quoting", happened, said)
	}
	numbered := wording.Of("fault.service_answered", status)
	f := &service.Fault{Code: domain.CodeNetwork, Happened: quoted(numbered), Advice: later(c.Product), Status: status}
	switch {
	case status < 400:
		f.Happened, f.Advice = wording.Of("fault.sent_elsewhere"), c.there()
	case status == http.StatusTooManyRequests:
		f.Happened, f.Advice = quoted(wording.Of("fault.desk_busy", c.Product)), wording.Of("fault.desk_wait")
		c.Calls.Later(f, resp.Header)
	case status == http.StatusUnauthorized:
		f.Code, f.Happened = domain.CodeSignIn, quoted(wording.Of("fault.desk_refuses", c.Product))
		f.Advice = wording.Of("fault.desk_check_login", c.Product)
	case status < 500 && service.LooksLikeHTML(body):
		f.Happened, f.Advice = numbered, c.there()
	case status == http.StatusForbidden:
		f.Code, f.Happened = domain.CodePermission, quoted(wording.Of("fault.desk_may_not", r.Right))
		f.Advice = wording.Of("fault.desk_ask_admin", c.Product)
	case status == http.StatusNotFound:
		f.Code, f.Happened = domain.CodeNotFound, wording.Of("fault.desk_no_entry", c.Product)
		f.Advice = wording.Of("fault.desk_deleted")
	case status == http.StatusRequestTimeout:
		f.Again, f.Unknown = true, true
	case status < 500:
		f.Code, f.Happened = domain.CodeInvalid, quoted(wording.Of("fault.desk_not_accepted", c.Product))
		f.Advice = wording.Of("fault.desk_correct")
	default:
		c.Calls.Later(f, resp.Header)
		f.Unknown = true
	}
	return f
}

// said is what a refusal says, fit to be shown: shortened, on one line, without the secrets.
func (c *Client) said(body []byte) string {
	var answer struct {
		Message     string `json:"message"`
		Description string `json:"error_description"`
		Errors      []struct {
			Message string `json:"message"`
		} `json:"errors"`
	}
	if json.Unmarshal(body, &answer) != nil {
		return ""
	}
	var out []string
	for _, e := range answer.Errors {
		out = append(out, e.Message)
	}
	out = append(out, answer.Message, answer.Description)
	var kept []string
	for _, s := range out {
		if s = service.Quote(c.Clean(s)); s != "" && len(kept) < 5 {
			kept = append(kept, s)
		}
	}
	return strings.Join(kept, "; ")
}

// Create sends a new ticket once; where no answer tells what became of it, find looks for it.
func Create[T any](
	ctx context.Context, c *Client, r Request, reference string, made func(T) (domain.DeskTicket, bool),
	find func() (domain.DeskTicket, bool, error),
) (domain.DeskTicket, error) {
	answer, f := Once[T](ctx, c, r)
	if f == nil {
		if t, ok := made(answer); ok {
			return t, nil
		}
		f = c.Garbled(nil, false)
	}
	if !f.Unknown {
		return domain.DeskTicket{}, f.Err(r.Tried)
	}
	t, found, why := ticketing.LookUp(ctx, c.Calls.Wait, find)
	if found {
		return t, nil
	}
	return domain.DeskTicket{}, domain.Refuse(f.Code, "fault.desk_unknown_outcome", f.Happened, reference, c.Product).
		With(errors.Join(append(why, ticketing.ErrUnknownOutcome, f.Cause)...), domain.Remedy{})
}

// Reading says that something of a desk was read.
func Reading(product string, what wording.Phrase) wording.Phrase {
	return wording.Of("fault.desk_reading", what, product)
}

// Page is the number of the page at which a list goes on, 1 for its beginning, and an error above most: such a list
// has no end.
func Page(next string, most int, product string) (int, error) {
	if next == "" {
		return 1, nil
	}
	number, err := strconv.Atoi(next)
	if err != nil || number > most {
		return 0, domain.Refuse(domain.CodeNetwork, "fault.desk_no_end", Companies, most, product)
	}
	return number, nil
}

// What is read and made, as sentences name it.
var (
	Companies = wording.Of("fault.desk_companies")
	Tickets   = wording.Of("fault.desk_tickets")
)

// Company asks for one company, and refuses an answer about another one.
func Company[T any](ctx context.Context, c *Client, path string, id int64, company func(T) domain.DeskCompany) (domain.DeskCompany, error) {
	r := Request{
		Method: http.MethodGet, Path: path + strconv.FormatInt(id, 10), Tried: Reading(c.Product, Companies),
		Right: wording.Of("fault.desk_may_companies"),
	}
	answer, err := Read[T](ctx, c, r)
	if err != nil {
		return domain.DeskCompany{}, err
	}
	found := company(answer)
	if found.ID != id {
		return domain.DeskCompany{}, domain.Refuse(domain.CodeNetwork, "fault.about_else", r.Tried,
			wording.Of("fault.desk_later", c.Product))
	}
	return found, nil
}

// OneByOne is of services whose companies are asked for one by one.
type OneByOne struct{}

// CompaniesByID lists none: each is asked for by Company.
func (OneByOne) CompaniesByID(context.Context, []int64) (map[int64]domain.DeskCompany, error) {
	return map[int64]domain.DeskCompany{}, nil
}

// ByID asks for tickets one by one, the newest at most of them: missing are those of which the desk says that there is
// none, and one that cannot be seen is in neither result.
func ByID(
	ids []int64, most int, ask func(int64) (domain.DeskTicket, error),
) (found map[int64]domain.DeskTicket, missing []int64, err error) {
	found = map[int64]domain.DeskTicket{}
	for _, id := range ids[max(0, len(ids)-most):] {
		t, err := ask(id)
		switch domain.CodeOf(err) {
		case domain.CodeNotFound:
			missing = append(missing, id)
		case domain.CodePermission, domain.CodeInvalid:
			// Only this one cannot be seen.
		default:
			if err != nil {
				return found, missing, err
			}
			found[id] = t
		}
	}
	return found, missing, nil
}
