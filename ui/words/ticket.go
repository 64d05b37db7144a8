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
			out = append(out, s.Customer+" (all jobs)")
		case s.Object != "":
			out = append(out, s.Object+" in "+text)
		default:
			out = append(out, text)
		}
	}
	return strings.Join(out, ", ")
}

// TicketState is how a ticket stands, in one word.
func TicketState(t *domain.Ticket) string {
	switch {
	case t.Autotask != nil && t.Autotask.Deleted:
		return "deleted in Autotask"
	case !t.Open():
		return "resolved"
	default:
		return "open"
	}
}

// AutotaskFacts tells what Autotask last said about its ticket.
func AutotaskFacts(a *domain.AutotaskTicket, loc *time.Location) []DetailField {
	if a == nil {
		return nil
	}
	facts := []DetailField{{Label: "Autotask", Text: strings.Join(NonEmpty(a.Number, a.Title, a.Status, a.Queue), " · ")}}
	switch {
	case a.Deleted:
		facts = append(facts, DetailField{Label: "", Text: "Deleted in Autotask: asked for by its id, there is no such ticket.", Tone: Bad})
	case !a.Resolved.IsZero():
		facts = append(facts, DetailField{Label: "", Text: "Resolved in Autotask " + a.Resolved.In(loc).Format("2 Jan 2006 15:04"), Tone: Good})
	}
	if !a.Checked.IsZero() {
		facts = append(facts, DetailField{Label: "", Text: "Asked " + a.Checked.In(loc).Format("2 Jan 2006 15:04"), Tone: Faint})
	}
	return facts
}
