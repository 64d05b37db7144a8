package autotask

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"runchecks/domain"
	"runchecks/sync/ticketing"
)

// system is a tenant behind the port. It reads the tenant's fields once.
type system struct {
	client *Client
	now    domain.Clock
	mu     sync.Mutex
	fields *Fields
}

// OpenSystem finds the tenant's zone (ticketing.Opener).
func OpenSystem(ctx context.Context, d ticketing.Dial) (ticketing.System, error) {
	client, err := Open(ctx, Config{
		User: d.Login.User, Secret: d.Login.Secret, IntegrationCode: d.Login.Code, ZoneURL: d.Login.Address,
		HTTP: d.Web, Wait: d.Wait, Now: d.Now,
	})
	if err != nil {
		return nil, err
	}
	return &system{client: client, now: d.Now}, nil
}

func (s *system) Close() { s.client.Close() }

// String names where it asks.
func (s *system) String() string { return s.client.String() }

// tenant returns the tenant's fields.
func (s *system) tenant(ctx context.Context) (Fields, error) {
	s.mu.Lock()
	fields := s.fields
	s.mu.Unlock()
	if fields != nil {
		return *fields, nil
	}
	read, err := s.client.Fields(ctx)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	s.fields = &read
	s.mu.Unlock()
	return read, nil
}

// Usage reads the allowance and, since nothing works without them, the fields.
func (s *system) Usage(ctx context.Context) (ticketing.Usage, error) {
	t, err := s.client.Threshold(ctx)
	return ticketing.Usage{Limit: t.Limit, Used: t.Used}, err
}

// filled are the fields that a new ticket gets, in small letters.
var filled = []string{"companyid", "title", "status", "priority", "queueid", "description", "duedatetime", "id"}

func (s *system) Fields(ctx context.Context) (f domain.DeskFields, err error) {
	fields, err := s.tenant(ctx)
	if err != nil {
		return f, err
	}
	choices := func(name string) (out []domain.DeskChoice) {
		field, ok := fields.Field(name)
		if !ok {
			return nil
		}
		for _, choice := range field.Choosable("") {
			if id, ok := choice.ID(); ok {
				out = append(out, domain.DeskChoice{ID: id, Name: choice.Label})
			}
		}
		return out
	}
	f.Statuses, f.Priorities, f.Queues = choices("status"), choices("priority"), choices("queueID")
	for _, r := range fields.Required() {
		if !slices.Contains(filled, strings.ToLower(r.Name)) {
			f.Required = append(f.Required, r.Name)
		}
	}
	return f, nil
}

func (s *system) Companies(ctx context.Context, part, next string) ([]domain.DeskCompany, string, error) {
	return s.client.Companies(ctx, part, next)
}

func (s *system) CompaniesByID(ctx context.Context, ids []int64) (map[int64]domain.DeskCompany, error) {
	return s.client.CompaniesByID(ctx, ids)
}

func (s *system) Company(ctx context.Context, id int64) (domain.DeskCompany, error) {
	return s.client.Company(ctx, id)
}

func (s *system) Create(ctx context.Context, n ticketing.NewTicket) (domain.DeskTicket, error) {
	fields, err := s.tenant(ctx)
	if err != nil {
		return domain.DeskTicket{}, err
	}
	t, err := s.client.Create(ctx, NewTicket{
		CompanyID: n.CompanyID, Title: n.Title, Description: n.Description, Status: n.Status, Priority: n.Priority,
		Queue: n.Queue, Due: n.Due, Marker: n.Reference,
	})
	if err != nil {
		return domain.DeskTicket{}, err
	}
	return s.ticket(fields, t), nil
}

func (s *system) Find(ctx context.Context, company int64, reference string, since time.Time) (domain.DeskTicket, bool, error) {
	fields, err := s.tenant(ctx)
	if err != nil {
		return domain.DeskTicket{}, false, err
	}
	t, found, err := s.client.FindByMarker(ctx, company, reference, since)
	if err != nil || !found {
		return domain.DeskTicket{}, false, err
	}
	return s.ticket(fields, t), true, nil
}

func (s *system) Tickets(ctx context.Context, ids []int64) (map[int64]domain.DeskTicket, []int64, error) {
	fields, err := s.tenant(ctx)
	if err != nil {
		return nil, nil, err
	}
	found, missing, err := s.client.Tickets(ctx, ids)
	out := make(map[int64]domain.DeskTicket, len(found))
	for id, t := range found {
		out[id] = s.ticket(fields, t)
	}
	return out, missing, err
}

// ticket puts what Autotask says into the tenant's words.
func (s *system) ticket(fields Fields, t Ticket) domain.DeskTicket {
	out := domain.DeskTicket{ID: t.ID, Number: t.Number, Title: t.Title, URL: s.client.WebURL(t)}
	if out.Status = fields.Label("status", t.Status); out.Status == "" && t.Status != 0 {
		out.Status = strconv.FormatInt(t.Status, 10)
	}
	out.Queue = fields.Label("queueID", t.Queue)
	if t.Resolved {
		if out.Resolved = t.CompletedDate; out.Resolved.IsZero() {
			out.Resolved = s.now()
		}
	}
	return out
}
