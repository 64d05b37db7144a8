// Package connectwise is ConnectWise Manage behind the port of service desks: its REST interface at
// /v4_6_release/apis/3.0, signed with the keys of an API member and the client ID of whoever integrates.
//
// Its own: the names, conditions and shapes of the service. The reference of a ticket is its externalXRef, by which a
// lost one is found, and for people the last line of its description.
package connectwise

import (
	"context"
	"encoding/base64"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/domain/wording"
	"runchecks/sync/service"
	"runchecks/sync/ticketing"
	"runchecks/sync/ticketing/rest"
)

const (
	root       = "/v4_6_release/apis/3.0"
	maxSummary = 100
	maxText    = 16000
	pageSize   = 100
	maxPages   = 200
	maxAsked   = 200 // tickets asked for one by one in one call of Tickets
)

var product = domain.DeskConnectWise.Product()

type system struct {
	rest.OneByOne
	rest  rest.Client
	login domain.DeskLogin
	now   domain.Clock
}

// Open prepares the connection with a company; nothing is asked yet (ticketing.Opener).
func Open(_ context.Context, d ticketing.Dial) (ticketing.System, error) {
	base, err := rest.Address(product, d.Login.Address)
	if err != nil {
		return nil, err
	}
	s := &system{login: d.Login, now: d.Now}
	s.rest = rest.Client{Product: product, Base: base, Calls: rest.Caller(product, d), Sign: s.sign, Clean: s.clean}
	return s, nil
}

func (s *system) Close() { s.rest.Calls.Close() }

// String names where it asks.
func (s *system) String() string { return product + " at " + s.rest.Base }

func (s *system) pair() string { return s.login.Tenant + "+" + s.login.User + ":" + s.login.Secret }

func (s *system) sign(_ context.Context, h http.Header) *service.Fault {
	h.Set("Authorization", "Basic "+base64.StdEncoding.EncodeToString([]byte(s.pair())))
	h.Set("clientId", s.login.Code)
	return nil
}

func (s *system) clean(text string) string {
	return strings.NewReplacer(s.login.Secret, "(secret)", s.login.Code, "(secret)").Replace(text)
}

// get makes a request for a list.
func get(path string, query url.Values, what wording.Phrase, right string) rest.Request {
	query.Set("pageSize", strconv.Itoa(pageSize))
	return rest.Request{
		Method: http.MethodGet, Path: root + path + "?" + query.Encode(), Tried: rest.Reading(product, what), Right: wording.Of(right),
	}
}

// Usage signs in: the service tells nothing of its allowance.
func (s *system) Usage(ctx context.Context) (ticketing.Usage, error) {
	_, err := rest.Read[struct {
		Version string `json:"version"`
	}](ctx, &s.rest, rest.Request{
		Method: http.MethodGet, Path: root + "/system/info", Tried: rest.Reading(product, rest.Tickets), Right: wording.Of("fault.desk_may_rest"),
	})
	return ticketing.Usage{}, err
}

// named is a reference to an entity, or the entity as far as it is read here.
type named struct {
	ID   int64  `json:"id"`
	Name string `json:"name"`
}

func (s *system) Fields(ctx context.Context) (f domain.DeskFields, err error) {
	for _, list := range []struct {
		path, conditions string
		into             *[]domain.DeskChoice
	}{{"/service/priorities", "", &f.Priorities}, {"/service/boards", "inactiveFlag=false", &f.Queues}} {
		for number := 1; ; number++ {
			query := url.Values{"page": {strconv.Itoa(number)}, "orderBy": {"name asc"}}
			if list.conditions != "" {
				query.Set("conditions", list.conditions)
			}
			all, err := rest.Read[[]named](ctx, &s.rest, get(list.path, query, rest.Tickets, "fault.desk_may_fields"))
			if err != nil {
				return f, err
			}
			for _, c := range all {
				*list.into = append(*list.into, domain.DeskChoice(c))
			}
			if len(all) < pageSize || number >= maxPages {
				break
			}
		}
	}
	return f, nil
}

type company struct {
	ID      int64  `json:"id"`
	Name    string `json:"name"`
	Deleted bool   `json:"deletedFlag"`
	Status  named  `json:"status"`
}

// company is in use unless it was deleted, or has the status that the service itself gives those that are not.
func (c company) company() domain.DeskCompany {
	return domain.DeskCompany{ID: c.ID, Name: c.Name, Active: !c.Deleted && !strings.EqualFold(c.Status.Name, "Inactive")}
}

// quoted makes a text a value of a condition.
func quoted(text string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(text) + `"`
}

func (s *system) Companies(ctx context.Context, part, next string) (found []domain.DeskCompany, more string, err error) {
	number, err := rest.Page(next, maxPages, product)
	if err != nil {
		return nil, "", err
	}
	query := url.Values{"page": {strconv.Itoa(number)}, "orderBy": {"name asc"}, "fields": {"id,name,deletedFlag,status"}}
	if part = strings.TrimSpace(part); part != "" {
		query.Set("conditions", "name like "+quoted("%"+part+"%"))
	}
	all, err := rest.Read[[]company](ctx, &s.rest, get("/company/companies", query, rest.Companies, "fault.desk_may_companies"))
	if err != nil {
		return nil, "", err
	}
	for _, c := range all {
		if c.ID > 0 {
			found = append(found, c.company())
		}
	}
	if len(all) >= pageSize {
		more = strconv.Itoa(number + 1)
	}
	return found, more, nil
}

func (s *system) Company(ctx context.Context, id int64) (domain.DeskCompany, error) {
	return rest.Company(ctx, &s.rest, root+"/company/companies/", id, company.company)
}

type ticket struct {
	ID        int64     `json:"id"`
	Summary   string    `json:"summary"`
	Reference string    `json:"externalXRef"`
	Company   named     `json:"company"`
	Status    named     `json:"status"`
	Board     named     `json:"board"`
	Closed    bool      `json:"closedFlag"`
	ClosedAt  time.Time `json:"closedDate"`
}

func (s *system) ticket(t ticket) domain.DeskTicket {
	out := domain.DeskTicket{
		ID: t.ID, Number: strconv.FormatInt(t.ID, 10), Title: t.Summary, Status: t.Status.Name, Queue: t.Board.Name, URL: s.page(t.ID),
	}
	if t.Closed {
		if out.Resolved = t.ClosedAt.UTC(); t.ClosedAt.IsZero() {
			out.Resolved = s.now()
		}
	}
	return out
}

// page is where a person sees a ticket: the interface of the vendor's cloud has a name of its own.
func (s *system) page(id int64) string {
	query := url.Values{"service_recid": {strconv.FormatInt(id, 10)}, "companyName": {s.login.Tenant}}
	return strings.Replace(s.rest.Base, "://api-", "://", 1) +
		"/v4_6_release/services/system_io/Service/fv_sr100_request.rails?" + query.Encode()
}

func (s *system) Create(ctx context.Context, n ticketing.NewTicket) (domain.DeskTicket, error) {
	fields := map[string]any{
		"summary": ticketing.Title(n.Title, maxSummary), "company": map[string]int64{"id": n.CompanyID}, "externalXRef": n.Reference,
		"initialDescription": ticketing.Description(n.Description, n.Reference, maxText),
	}
	for name, value := range map[string]int64{"status": n.Status, "priority": n.Priority, "board": n.Queue} {
		if value != 0 {
			fields[name] = map[string]int64{"id": value}
		}
	}
	if !n.Due.IsZero() {
		fields["requiredDate"] = n.Due.UTC().Format("2006-01-02T15:04:05Z")
	}
	return rest.Create(ctx, &s.rest, rest.Request{
		Method: http.MethodPost, Path: root + "/service/tickets", Body: fields,
		Tried: wording.Of("fault.desk_creating", product), Right: wording.Of("fault.desk_may_create"),
	}, n.Reference, func(t ticket) (domain.DeskTicket, bool) { return s.ticket(t), t.ID > 0 },
		func() (domain.DeskTicket, bool, error) { return s.Find(ctx, n.CompanyID, n.Reference, time.Time{}) })
}

// Find asks for the ticket by its reference, whenever it was made.
func (s *system) Find(ctx context.Context, id int64, reference string, _ time.Time) (domain.DeskTicket, bool, error) {
	query := url.Values{"conditions": {"company/id=" + strconv.FormatInt(id, 10) + " and externalXRef=" + quoted(reference)}}
	all, err := rest.Read[[]ticket](ctx, &s.rest, get("/service/tickets", query, rest.Tickets, "fault.desk_may_tickets"))
	if err != nil {
		return domain.DeskTicket{}, false, err
	}
	for _, t := range all {
		if t.ID > 0 && t.Reference == reference && t.Company.ID == id {
			return s.ticket(t), true, nil
		}
	}
	return domain.DeskTicket{}, false, nil
}

func (s *system) Tickets(ctx context.Context, ids []int64) (map[int64]domain.DeskTicket, []int64, error) {
	return rest.ByID(ids, maxAsked, func(id int64) (domain.DeskTicket, error) {
		r := rest.Request{
			Method: http.MethodGet, Path: root + "/service/tickets/" + strconv.FormatInt(id, 10), Tried: rest.Reading(product, rest.Tickets),
			Right: wording.Of("fault.desk_may_tickets"),
		}
		t, err := rest.Read[ticket](ctx, &s.rest, r)
		if err == nil && t.ID != id {
			err = domain.Refuse(domain.CodeNetwork, "fault.about_else", r.Tried, wording.Of("fault.desk_later", product))
		}
		if err != nil {
			return domain.DeskTicket{}, err
		}
		return s.ticket(t), nil
	})
}
