package simulate

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"
)

// AutotaskCompany is a company of the simulated tenant.
type AutotaskCompany struct {
	ID       int64
	Name     string
	Inactive bool
}

// AutotaskTicket is a ticket of the simulated tenant. Zero times are null.
type AutotaskTicket struct {
	ID                              int64
	Number, Title, Description      string
	CompanyID                       int64
	Status, Priority, Queue         int64
	Created, Completed, LastChanged time.Time
	Extra                           map[string]any // further fields as they were posted
	// Hidden tickets are in no list, but answer when asked for by their id.
	Hidden bool
}

// PutCompany adds a company, or replaces the one of its id: renamed, deactivated.
func (s *AutotaskServer) PutCompany(c AutotaskCompany) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.companies[c.ID] = c
}

// RemoveCompany deletes a company.
func (s *AutotaskServer) RemoveCompany(id int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.companies, id)
}

// PutTicket adds a ticket, or replaces the one of its id: completed, hidden.
func (s *AutotaskServer) PutTicket(t AutotaskTicket) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.tickets[t.ID] = t
	s.lastID = max(s.lastID, t.ID)
}

// DeleteTicket deletes a ticket.
func (s *AutotaskServer) DeleteTicket(id int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.tickets, id)
}

// Tickets returns all tickets, by id.
func (s *AutotaskServer) Tickets() []AutotaskTicket {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []AutotaskTicket
	for _, id := range slices.Sorted(maps.Keys(s.tickets)) {
		out = append(out, s.tickets[id])
	}
	return out
}

// autotaskRow is an entity as the filters see it: numbers are int64, times are
// time.Time.
type autotaskRow map[string]any

func (c AutotaskCompany) row() autotaskRow {
	return autotaskRow{"id": c.ID, "companyName": c.Name, "isActive": !c.Inactive, "phone": nil}
}

func (t AutotaskTicket) row() autotaskRow {
	r := autotaskRow{
		"id": t.ID, "ticketNumber": t.Number, "title": t.Title, "description": t.Description,
		"companyID": t.CompanyID, "status": t.Status, "priority": t.Priority, "queueID": nil,
		"createDate": timeOrNull(t.Created), "completedDate": timeOrNull(t.Completed), "lastActivityDate": timeOrNull(t.LastChanged),
	}
	if t.Queue != 0 {
		r["queueID"] = t.Queue
	}
	for name, value := range t.Extra {
		r[name] = value
	}
	return r
}

func timeOrNull(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t
}

// wire returns the row as it is sent.
func (r autotaskRow) wire(odd bool) map[string]any {
	out := make(map[string]any, len(r))
	for name, value := range r {
		switch v := value.(type) {
		case time.Time:
			if odd {
				out[name] = v.UTC().Format("2006-01-02T15:04:05.9999999")
			} else {
				out[name] = v.UTC().Format("2006-01-02T15:04:05.000Z")
			}
		case int64:
			switch {
			case odd && v%2 == 0:
				out[name] = strconv.FormatInt(v, 10)
			case odd:
				out[name] = float1(v)
			default:
				out[name] = v
			}
		case bool:
			if odd {
				out[name] = strconv.FormatBool(v)
			} else {
				out[name] = v
			}
		default:
			out[name] = v
		}
	}
	return out
}

// float1 is written with one digit after the point.
type float1 int64

func (f float1) MarshalJSON() ([]byte, error) { return fmt.Appendf(nil, "%d.0", int64(f)), nil }
