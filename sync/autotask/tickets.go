package autotask

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"runchecks/domain"
	"runchecks/domain/wording"
)

// StatusComplete is the system's value for a completed ticket, the same in every
// tenant whatever its label.
const StatusComplete = 5

// maxDirect is how many tickets one call of Tickets asks for by id after a list
// was without them. The allowance of requests is shared by the whole company.
const maxDirect = 100

// Ticket is what the service says about a ticket. Times are zero if not told.
type Ticket struct {
	ID            int64
	Number        string // such as "T20261123.0042"
	Title         string
	Status        int64 // Fields.Label("status", ...) is the tenant's word
	Queue         int64 // 0: none; Fields.Label("queueID", ...)
	CompanyID     int64
	CreateDate    time.Time // UTC, like all times here
	CompletedDate time.Time
	Resolved      bool // completed by date or by status
}

var ticketFields = []string{"id", "ticketNumber", "title", "status", "queueID", "companyID", "createDate", "completedDate"}

type ticketRow struct {
	ID          integer `json:"id"`
	Number      text    `json:"ticketNumber"`
	Title       text    `json:"title"`
	Description text    `json:"description"`
	Status      integer `json:"status"`
	Queue       integer `json:"queueID"`
	Company     integer `json:"companyID"`
	Created     instant `json:"createDate"`
	Completed   instant `json:"completedDate"`
}

func (r ticketRow) ticket() Ticket {
	return Ticket{
		ID: r.ID.value, Number: string(r.Number), Title: string(r.Title),
		Status: r.Status.value, Queue: r.Queue.value, CompanyID: r.Company.value,
		CreateDate: r.Created.Time, CompletedDate: r.Completed.Time,
		Resolved: !r.Completed.IsZero() || r.Status.value == StatusComplete,
	}
}

// Tickets asks for the state of tickets, 200 ids at a time. An id that a list is
// without is asked for directly: missing are those of which the service then says
// that there is no such ticket. Ids in neither result are unknown, and what was
// known of them stays: the right to see them may be lacking, or more than 100
// were absent at once. After an error, what was learned before it is returned too.
func (c *Client) Tickets(ctx context.Context, ids []int64) (found map[int64]Ticket, missing []int64, err error) {
	found = map[int64]Ticket{}
	for wanted := range chunks(ids) {
		s := search{Filter: []condition{{Op: "in", Field: "id", Value: wanted}}, MaxRecords: pageSize, IncludeFields: ticketFields}
		err := query(ctx, c, "Tickets", s, wording.Of("fault.desk_tickets"), func(row ticketRow) bool {
			if row.ID.value > 0 {
				found[row.ID.value] = row.ticket()
			}
			return true
		})
		if err != nil {
			return found, missing, err
		}
	}
	asked := 0
	for _, id := range distinct(ids) {
		if _, listed := found[id]; listed {
			continue
		}
		if asked++; asked > maxDirect {
			break
		}
		ticket, err := c.Ticket(ctx, id)
		switch domain.CodeOf(err) {
		case domain.CodeNotFound:
			missing = append(missing, id)
		case domain.CodePermission, domain.CodeInvalid:
			// Only this one cannot be seen.
		default:
			if err != nil {
				return found, missing, err
			}
			found[id] = ticket
		}
	}
	return found, missing, nil
}

// Ticket asks for one ticket directly. domain.CodeNotFound is the proof that it
// was deleted.
func (c *Client) Ticket(ctx context.Context, id int64) (Ticket, error) {
	r := request{
		method: http.MethodGet, url: c.base + "Tickets/" + strconv.FormatInt(id, 10),
		tried: wording.Of("fault.autotask_reading_ticket", strconv.FormatInt(id, 10)), right: wording.Of("fault.desk_may_tickets"),
	}
	a, err := read[one[ticketRow]](ctx, c, r)
	if err != nil {
		return Ticket{}, err
	}
	if a.Item == nil || a.Item.ID.value != id {
		return Ticket{}, domain.Refuse(domain.CodeNetwork, "fault.about_else", r.tried, later)
	}
	return a.Item.ticket(), nil
}

// WebURL returns where a person sees the ticket, empty if the zone gave no safe
// address or the ticket has no id.
func (c *Client) WebURL(t Ticket) string {
	if c.web == "" || t.ID <= 0 {
		return ""
	}
	return c.web + "Mvc/ServiceDesk/TicketDetail.mvc?ticketId=" + strconv.FormatInt(t.ID, 10)
}
