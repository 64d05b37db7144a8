package autotask

import (
	"encoding/json"
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/domain/wording"
	"runchecks/sync/ticketing"
)

// Bounds of the service's text fields, in UTF-16 units, which is how it counts.
const (
	maxTitle       = 255
	maxDescription = 8000
)

// NewTicket is a ticket to be created. A value of 0 or a zero time is not sent, so
// that the tenant's default counts.
type NewTicket struct {
	CompanyID   int64  // needed
	Title       string // needed; cut to 255 characters
	Description string // cut so that 8,000 characters hold it and the reference
	Status      int64
	Priority    int64
	Queue       int64
	Due         time.Time
	// Extra are further fields by the names of the service, such as those that the
	// tenant requires. They cannot replace the ones above.
	Extra map[string]any
	// Marker is needed: letters, digits and hyphens that no other ticket has, such
	// as a ULID, at most 64. It ends the description, so that the ticket can be found
	// when the answer to its creation is lost.
	Marker string
}

// body returns what is sent.
func (n NewTicket) body() ([]byte, error) {
	title := ticketing.Title(n.Title, maxTitle)
	switch {
	case n.CompanyID <= 0:
		return nil, domain.Refuse(domain.CodeInvalid, "fault.autotask_no_company")
	case title == "":
		return nil, domain.Refuse(domain.CodeInvalid, "fault.autotask_no_title")
	case !ticketing.ValidReference(n.Marker):
		return nil, domain.Refuse(domain.CodeInvalid, "fault.autotask_no_marker", n.Marker)
	}
	fields := map[string]any{
		"companyID":   n.CompanyID,
		"title":       title,
		"description": ticketing.Description(n.Description, n.Marker, maxDescription),
	}
	for name, value := range map[string]int64{"status": n.Status, "priority": n.Priority, "queueID": n.Queue} {
		if value != 0 {
			fields[name] = value
		}
	}
	if !n.Due.IsZero() {
		fields["dueDateTime"] = stamp(n.Due)
	}
	for name, value := range n.Extra {
		if own(name) {
			return nil, domain.Refuse(domain.CodeInvalid, "fault.autotask_field_set", name)
		}
		fields[name] = value
	}
	body, err := json.Marshal(fields)
	if err != nil {
		return nil, &domain.Error{Code: domain.CodeInvalid, Said: wording.Of("fault.autotask_field_unwritten"), Cause: err}
	}
	return body, nil
}

// own reports whether a field is set by NewTicket itself, or by the service.
func own(name string) bool {
	for _, n := range []string{"id", "companyID", "title", "description", "status", "priority", "queueID", "dueDateTime"} {
		if strings.EqualFold(n, name) {
			return true
		}
	}
	return false
}
