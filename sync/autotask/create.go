package autotask

import (
	"context"
	"errors"
	"net/http"
	"time"

	"runchecks/domain"
	"runchecks/domain/wording"
	"runchecks/sync/service"
	"runchecks/sync/ticketing"
)

// skew is how far the service's clock may be behind ours.
const skew = 24 * time.Hour

// lookupPage is how many tickets are asked for with their descriptions at once: at
// 8,000 characters each they stay far below what one answer may have.
const lookupPage = 100

// Create sends a new ticket, once. When no answer tells what became of it, the
// ticket is looked up by its marker, up to three times within 12 seconds; an error
// that is ticketing.ErrUnknownOutcome says that it was not found and may still be there.
//
// The number is read after the creation. If that fails, the ticket is returned
// without a Number, which Tickets will learn later: it exists.
func (c *Client) Create(ctx context.Context, n NewTicket) (Ticket, error) {
	body, err := n.body()
	if err != nil {
		return Ticket{}, err
	}
	r := request{
		method: http.MethodPost,
		url:    c.base + "Tickets",
		body:   body,
		tried:  wording.Of("fault.autotask_creating"),
		right:  wording.Of("fault.desk_may_create"),
	}
	since := c.calls.Now().Add(-skew)
	id, f := c.post(ctx, r)
	switch {
	case f == nil:
		return c.created(ctx, id, n), nil
	case !f.Unknown:
		return Ticket{}, f.Err(r.tried)
	}
	return c.lookUp(ctx, n, since, f)
}

// post sends the creation and returns the new id.
func (c *Client) post(ctx context.Context, r request) (int64, *service.Fault) {
	body, f := c.once(ctx, r)
	if f != nil {
		return 0, f
	}
	var answer struct {
		ID integer `json:"itemId"`
	}
	if f := decode(body, &answer); f != nil {
		return 0, f
	}
	if answer.ID.value <= 0 {
		return 0, garbled(nil, false)
	}
	return answer.ID.value, nil
}

// created returns the new ticket as the service has it, or what we know of it.
func (c *Client) created(ctx context.Context, id int64, n NewTicket) Ticket {
	if t, err := c.Ticket(ctx, id); err == nil {
		return t
	}
	return Ticket{
		ID: id, Title: ticketing.Title(n.Title, maxTitle),
		Status: n.Status, Queue: n.Queue, CompanyID: n.CompanyID, Resolved: n.Status == StatusComplete,
	}
}

// lookUp finds out whether a creation of unknown outcome took place.
func (c *Client) lookUp(ctx context.Context, n NewTicket, since time.Time, f *service.Fault) (Ticket, error) {
	t, found, why := ticketing.LookUp(ctx, c.calls.Wait, func() (Ticket, bool, error) {
		return c.FindByMarker(ctx, n.CompanyID, n.Marker, since)
	})
	if found {
		return t, nil
	}
	return Ticket{}, &domain.Error{
		Code:  f.Code,
		Said:  wording.Of("fault.autotask_unknown_outcome", f.Happened, n.Marker),
		Cause: errors.Join(append(why, ticketing.ErrUnknownOutcome, f.Cause)...),
	}
}

// FindByMarker looks among the tickets of a company that were created at since or
// later for the one that was created with the marker.
func (c *Client) FindByMarker(ctx context.Context, companyID int64, marker string, since time.Time) (Ticket, bool, error) {
	if companyID <= 0 || since.IsZero() || !ticketing.ValidReference(marker) {
		return Ticket{}, false, domain.Refuse(domain.CodeInvalid, "fault.autotask_look_needs")
	}
	// The description is compared here: not every tenant lets it be searched.
	s := search{
		Filter: []condition{
			{Op: "eq", Field: "companyID", Value: companyID},
			{Op: "gte", Field: "createDate", Value: stamp(since)},
		},
		MaxRecords:    lookupPage,
		IncludeFields: append([]string{"description"}, ticketFields...),
	}
	var ticket Ticket
	err := query(ctx, c, "Tickets", s, wording.Of("fault.desk_tickets"), func(row ticketRow) bool {
		if row.ID.value > 0 && ticketing.Bears(string(row.Description), marker) {
			ticket = row.ticket()
		}
		return ticket.ID == 0
	})
	if ticket.ID != 0 {
		return ticket, true, nil
	}
	return Ticket{}, false, err
}
