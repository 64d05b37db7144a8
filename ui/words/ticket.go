package words

import (
	"cmp"
	"strings"
	"time"

	"runchecks/domain"
)

// Scopes says what a ticket or remark is about.
func Scopes(scopes []domain.Scope, names map[domain.JobKey]string) string {
	var out []string
	for _, s := range scopes {
		switch text := cmp.Or(names[s.Job], string(s.Job)); {
		case s.Job == "":
			out = append(out, T("ticket.all_jobs", "customer", s.Customer))
		case s.Object != "":
			out = append(out, T("ticket.object_in", "object", s.Object, "job", text))
		default:
			out = append(out, text)
		}
	}
	return strings.Join(out, ", ")
}

// TicketState is how a ticket stands, in one word.
func TicketState(t *domain.Ticket) string {
	switch {
	case t.Desk != nil && t.Desk.Deleted:
		return T("ticket.deleted")
	case !t.Open():
		return T("ticket.resolved")
	default:
		return T("ticket.open")
	}
}

// DeskFacts tells what the service desk last said about its ticket.
func DeskFacts(a *domain.DeskTicket, loc *time.Location) []DetailField {
	if a == nil {
		return nil
	}
	facts := []DetailField{{Label: a.Desk.Kind().Product(), Text: strings.Join(NonEmpty(a.Number, a.Title, a.Status, a.Queue), " · ")}}
	switch {
	case a.Deleted:
		facts = append(facts, DetailField{Label: "", Text: T("ticket.desk_deleted"), Tone: Bad})
	case !a.Resolved.IsZero():
		text := T("ticket.desk_resolved", "time", Stamp(a.Resolved.In(loc), DateClock))
		facts = append(facts, DetailField{Label: "", Text: text, Tone: Good})
	}
	if !a.Checked.IsZero() {
		facts = append(
			facts,
			DetailField{Label: "", Text: T("ticket.desk_asked", "time", Stamp(a.Checked.In(loc), DateClock)), Tone: Faint},
		)
	}
	return facts
}
