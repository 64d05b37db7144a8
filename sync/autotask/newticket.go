package autotask

import (
	"encoding/json"
	"strings"
	"time"
	"unicode/utf16"

	"runchecks/domain"
	"runchecks/domain/wording"
)

// Bounds of the service's text fields, in UTF-16 units, which is how it counts.
const (
	maxTitle       = 255
	maxDescription = 8000
	maxMarker      = 64
)

const (
	reference = "Run Checks reference: "
	titleCut  = "…"
	textCut   = "\n[The text was longer than a ticket takes and ends here.]"
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
	title := strings.Join(strings.Fields(n.Title), " ")
	switch {
	case n.CompanyID <= 0:
		return nil, domain.Refuse(domain.CodeInvalid, "fault.autotask_no_company")
	case title == "":
		return nil, domain.Refuse(domain.CodeInvalid, "fault.autotask_no_title")
	case !validMarker(n.Marker):
		return nil, domain.Refuse(domain.CodeInvalid, "fault.autotask_no_marker", n.Marker)
	}
	fields := map[string]any{
		"companyID":   n.CompanyID,
		"title":       cut(title, maxTitle, titleCut),
		"description": n.description(),
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

// description returns the text with the reference as its last line.
func (n NewTicket) description() string {
	last := reference + n.Marker
	body := strings.TrimSpace(strings.ToValidUTF8(n.Description, "\ufffd"))
	if body == "" {
		return last
	}
	last = "\n\n" + last
	return cut(body, maxDescription-units(last), textCut) + last
}

func validMarker(m string) bool {
	return m != "" && len(m) <= maxMarker && !strings.ContainsFunc(m, func(r rune) bool { return !ofMarker(r) })
}

func ofMarker(r rune) bool {
	return r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || r == '-'
}

// bears reports whether a description has the marker, and not merely one that it
// is a part of.
func bears(description, marker string) bool {
	for _, word := range strings.FieldsFunc(description, func(r rune) bool { return !ofMarker(r) }) {
		if word == marker {
			return true
		}
	}
	return false
}

// units counts UTF-16 units.
func units(s string) int {
	n := 0
	for _, r := range s {
		n += utf16.RuneLen(r)
	}
	return n
}

// cut returns s in at most bound units, with note at its end if it had more.
func cut(s string, bound int, note string) string {
	if units(s) <= bound {
		return s
	}
	left, end := bound-units(note), 0
	for i, r := range s {
		end = i
		if left -= utf16.RuneLen(r); left < 0 {
			break
		}
	}
	return s[:end] + note
}
