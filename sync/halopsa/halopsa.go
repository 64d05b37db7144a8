// Package halopsa is HaloPSA behind the port of service desks. An application with client ID and secret asks
// /auth/token for a token of the scope all, and /api/Client, /api/Tickets and the pick lists with it.
//
// Its own: the token, which is asked for anew when it comes to its end, and the names and shapes of the service.
// HaloPSA has no field for a reference of others that can be searched for, so the reference is the last line
// of a ticket's details, and a lost one is looked for among the newest tickets of its client.
package halopsa

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"runchecks/domain"
	"runchecks/domain/wording"
	"runchecks/sync/service"
	"runchecks/sync/ticketing"
	"runchecks/sync/ticketing/rest"
)

const (
	maxSummary = 255
	maxDetails = 16000
	pageSize   = 100
	maxPages   = 200
	// lookPages is how many pages of a client's newest tickets are looked through for a lost one.
	lookPages = 5
	// maxAsked is how many tickets are asked for in one call of Tickets: each is a request.
	maxAsked = 200
	// early is how long before its end a token is asked for anew.
	early = time.Minute
)

var product = domain.DeskHalo.Product()

type system struct {
	rest.OneByOne
	rest   rest.Client
	login  domain.DeskLogin
	now    domain.Clock
	mu     sync.Mutex // one asks for a token at a time
	token  string
	until  time.Time
	status map[int64]string // names, nil: not read
}

// Open prepares the connection with a tenant; nothing is asked yet (ticketing.Opener).
func Open(_ context.Context, d ticketing.Dial) (ticketing.System, error) {
	base, err := rest.Address(product, d.Login.Address)
	if err != nil {
		return nil, err
	}
	s := &system{login: d.Login, now: d.Now}
	s.rest = rest.Client{
		Product: product, Base: base, Calls: rest.Caller(product, d), Sign: s.sign, Renew: s.renew, Clean: s.clean,
	}
	return s, nil
}

func (s *system) Close() { s.rest.Calls.Close() }

// String names where it asks.
func (s *system) String() string { return product + " at " + s.rest.Base }

func (s *system) clean(text string) string {
	return strings.ReplaceAll(text, s.login.Secret, "(secret)")
}

// sign puts a token into a request, and asks for one where there is none that lasts.
func (s *system) sign(ctx context.Context, h http.Header) *service.Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.token == "" || !s.now().Before(s.until) {
		if f := s.ask(ctx); f != nil {
			return f
		}
	}
	h.Set("Authorization", "Bearer "+s.token)
	return nil
}

func (s *system) renew() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.token = ""
}

// ask asks for a token.
func (s *system) ask(ctx context.Context) *service.Fault {
	form := url.Values{
		"grant_type": {"client_credentials"}, "client_id": {s.login.User}, "client_secret": {s.login.Secret}, "scope": {"all"},
	}
	address := s.rest.Base + "/auth/token"
	if s.login.Tenant != "" {
		address += "?" + url.Values{"tenant": {s.login.Tenant}}.Encode()
	}
	body, f := s.rest.Exchange(
		ctx,
		rest.Request{Right: wording.Of("fault.desk_may_rest")},
		func(ctx context.Context) (*http.Request, error) {
			req, err := http.NewRequestWithContext(ctx, http.MethodPost, address, strings.NewReader(form.Encode()))
			if err != nil {
				return nil, err
			}
			req.Header.Set("Accept", "application/json")
			req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			return req, nil
		},
	)
	if f != nil {
		// Whatever became of it, nothing was made.
		f.Unknown = false
		if f.Status >= 400 && f.Status < 500 && f.Status != http.StatusTooManyRequests {
			f.Code, f.Advice = domain.CodeSignIn, wording.Of("fault.desk_check_login", product)
			f.Happened = wording.Of("fault.desk_refuses", product)
		}
		f.Status = 0 // a second token would be refused, too
		return f
	}
	var answer struct {
		Token   string  `json:"access_token"`
		Expires float64 `json:"expires_in"` // seconds
	}
	if err := json.Unmarshal(body, &answer); err != nil || answer.Token == "" {
		f := s.rest.Garbled(err, true)
		f.Unknown = false
		return f
	}
	s.token = answer.Token
	s.until = s.now().Add(time.Duration(min(max(answer.Expires, 0), 86400))*time.Second - early)
	return nil
}

// Usage signs in: HaloPSA tells nothing of its allowance.
func (s *system) Usage(ctx context.Context) (ticketing.Usage, error) {
	_, err := s.choices(ctx, "/api/Status")
	return ticketing.Usage{}, err
}

// choice is one value of a pick list. Priorities have their number in another field, and in that of the number
// a text.
type choice struct {
	ID       number `json:"id"`
	Priority number `json:"priorityid"`
	Name     string `json:"name"`
}

// number is a whole number, 0 where there is none: one odd field must not cost a list.
type number int64

// UnmarshalJSON never fails.
func (n *number) UnmarshalJSON(text []byte) error {
	v, _ := strconv.ParseInt(strings.Trim(string(text), `"`), 10, 64)
	*n = number(v)
	return nil
}

func (s *system) choices(ctx context.Context, path string) ([]choice, error) {
	return rest.Read[[]choice](ctx, &s.rest, rest.Request{
		Method: http.MethodGet, Path: path, Tried: rest.Reading(product, rest.Tickets), Right: wording.Of("fault.desk_may_fields"),
	})
}

func (s *system) Fields(ctx context.Context) (f domain.DeskFields, err error) {
	for _, list := range []struct {
		path string
		into *[]domain.DeskChoice
	}{{"/api/Status", &f.Statuses}, {"/api/Priority", &f.Priorities}, {"/api/TicketType", &f.Queues}} {
		all, err := s.choices(ctx, list.path)
		if err != nil {
			return f, err
		}
		seen := map[int64]bool{}
		for _, c := range all {
			id := int64(c.ID)
			if list.into == &f.Priorities {
				id = int64(c.Priority)
			}
			if id > 0 && !seen[id] { // each service level lists the priorities
				seen[id] = true
				*list.into = append(*list.into, domain.DeskChoice{ID: id, Name: c.Name})
			}
		}
	}
	return f, nil
}

type client struct {
	ID       int64  `json:"id"`
	Name     string `json:"name"`
	Inactive bool   `json:"inactive"`
}

func (c client) company() domain.DeskCompany {
	return domain.DeskCompany{ID: c.ID, Name: c.Name, Active: !c.Inactive}
}

func page(at int) url.Values {
	return url.Values{"pageinate": {"true"}, "page_size": {strconv.Itoa(pageSize)}, "page_no": {strconv.Itoa(at)}}
}

func (s *system) Companies(ctx context.Context, part, next string) (found []domain.DeskCompany, more string, err error) {
	at, err := rest.Page(next, maxPages, product)
	if err != nil {
		return nil, "", err
	}
	query := page(at)
	query.Set("includeinactive", "true")
	if part = strings.TrimSpace(part); part != "" {
		query.Set("search", part)
	}
	answer, err := rest.Read[struct {
		Count   int      `json:"record_count"`
		Clients []client `json:"clients"`
	}](ctx, &s.rest, rest.Request{
		Method: http.MethodGet, Path: "/api/Client?" + query.Encode(), Tried: rest.Reading(product, rest.Companies),
		Right: wording.Of("fault.desk_may_companies"),
	})
	if err != nil {
		return nil, "", err
	}
	for _, c := range answer.Clients {
		// The search also looks into other fields than the name.
		if c.ID > 0 && strings.Contains(domain.Fold(c.Name), domain.Fold(part)) {
			found = append(found, c.company())
		}
	}
	if len(answer.Clients) > 0 && at*pageSize < answer.Count {
		more = strconv.Itoa(at + 1)
	}
	return found, more, nil
}

func (s *system) Company(ctx context.Context, id int64) (domain.DeskCompany, error) {
	return rest.Company(ctx, &s.rest, "/api/Client/", id, client.company)
}

type ticket struct {
	ID       int64  `json:"id"`
	Summary  string `json:"summary"`
	Details  string `json:"details"`
	Client   int64  `json:"client_id"`
	Status   int64  `json:"status_id"`
	Type     string `json:"tickettype_name"`
	Occurred string `json:"dateoccurred"`
	Closed   string `json:"dateclosed"`
	IsClosed bool   `json:"hasbeenclosed"`
}

// moment reads a time, which is in UTC where it names no zone; zero where it is none, or before there was HaloPSA.
func moment(text string) time.Time {
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05.999999999"} {
		if at, err := time.Parse(layout, text); err == nil && at.Year() > 1990 {
			return at.UTC()
		}
	}
	return time.Time{}
}

// statusClosed is the status that HaloPSA itself knows as closed, in every tenant.
const statusClosed = 9

func (s *system) ticket(ctx context.Context, t ticket) domain.DeskTicket {
	out := domain.DeskTicket{
		ID: t.ID, Number: strconv.FormatInt(t.ID, 10), Title: t.Summary, Status: s.statusName(ctx, t.Status), Queue: t.Type,
		URL: s.rest.Base + "/tickets?id=" + strconv.FormatInt(t.ID, 10),
	}
	if t.IsClosed || t.Status == statusClosed || !moment(t.Closed).IsZero() {
		if out.Resolved = moment(t.Closed); out.Resolved.IsZero() {
			out.Resolved = s.now()
		}
	}
	return out
}

// statusName is the tenant's word for a status, the number where it cannot be read.
func (s *system) statusName(ctx context.Context, id int64) string {
	s.mu.Lock()
	names := s.status
	s.mu.Unlock()
	if names == nil {
		all, err := s.choices(ctx, "/api/Status")
		if err == nil {
			names = map[int64]string{}
			for _, c := range all {
				names[int64(c.ID)] = c.Name
			}
			s.mu.Lock()
			s.status = names
			s.mu.Unlock()
		}
	}
	if name := names[id]; name != "" {
		return name
	}
	return strconv.FormatInt(id, 10)
}

func (s *system) Create(ctx context.Context, n ticketing.NewTicket) (domain.DeskTicket, error) {
	fields := map[string]any{
		"client_id": n.CompanyID, "summary": ticketing.Title(n.Title, maxSummary),
		"details": ticketing.Description(n.Description, n.Reference, maxDetails),
	}
	for name, value := range map[string]int64{"status_id": n.Status, "priority_id": n.Priority, "tickettype_id": n.Queue} {
		if value != 0 {
			fields[name] = value
		}
	}
	if !n.Due.IsZero() {
		fields["deadlinedate"] = n.Due.UTC().Format("2006-01-02T15:04:05Z")
	}
	since := s.now().Add(-24 * time.Hour)
	return rest.Create(ctx, &s.rest, rest.Request{
		Method: http.MethodPost, Path: "/api/Tickets", Body: []any{fields}, // it takes a list alone
		Tried: wording.Of("fault.desk_creating", product), Right: wording.Of("fault.desk_may_create"),
	}, n.Reference, func(t ticket) (domain.DeskTicket, bool) { return s.ticket(ctx, t), t.ID > 0 },
		func() (domain.DeskTicket, bool, error) { return s.Find(ctx, n.CompanyID, n.Reference, since) })
}

// Find looks through the newest tickets of the client, each of them opened where the list has no details.
func (s *system) Find(ctx context.Context, company int64, reference string, since time.Time) (domain.DeskTicket, bool, error) {
	for at := 1; at <= lookPages; at++ {
		query := page(at)
		query.Set("client_id", strconv.FormatInt(company, 10))
		query.Set("order", "id")
		query.Set("orderdesc", "true")
		query.Set("includedetails", "true")
		answer, err := rest.Read[struct {
			Count   int      `json:"record_count"`
			Tickets []ticket `json:"tickets"`
		}](ctx, &s.rest, rest.Request{
			Method: http.MethodGet, Path: "/api/Tickets?" + query.Encode(), Tried: rest.Reading(product, rest.Tickets),
			Right: wording.Of("fault.desk_may_tickets"),
		})
		if err != nil {
			return domain.DeskTicket{}, false, err
		}
		for _, t := range answer.Tickets {
			if made := moment(t.Occurred); !made.IsZero() && made.Before(since) {
				return domain.DeskTicket{}, false, nil // and so are all that follow
			}
			if t.Details == "" {
				if t, err = s.one(ctx, t.ID); err != nil {
					return domain.DeskTicket{}, false, err
				}
			}
			if t.Client == company && ticketing.Bears(t.Details, reference) {
				return s.ticket(ctx, t), true, nil
			}
		}
		if len(answer.Tickets) == 0 || at*pageSize >= answer.Count {
			return domain.DeskTicket{}, false, nil
		}
	}
	return domain.DeskTicket{}, false, domain.Refuse(domain.CodeNetwork, "fault.desk_no_end", rest.Tickets, lookPages, product)
}

func (s *system) one(ctx context.Context, id int64) (ticket, error) {
	r := rest.Request{
		Method: http.MethodGet, Path: "/api/Tickets/" + strconv.FormatInt(id, 10) + "?includedetails=true",
		Tried: rest.Reading(product, rest.Tickets),
		Right: wording.Of("fault.desk_may_tickets"),
	}
	t, err := rest.Read[ticket](ctx, &s.rest, r)
	if err == nil && t.ID != id {
		err = domain.Refuse(domain.CodeNetwork, "fault.about_else", r.Tried, wording.Of("fault.desk_later", product))
	}
	return t, err
}

func (s *system) Tickets(ctx context.Context, ids []int64) (map[int64]domain.DeskTicket, []int64, error) {
	return rest.ByID(ids, maxAsked, func(id int64) (domain.DeskTicket, error) {
		t, err := s.one(ctx, id)
		if err != nil {
			return domain.DeskTicket{}, err
		}
		return s.ticket(ctx, t), nil
	})
}
