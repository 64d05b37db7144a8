package vm

import (
	"cmp"
	"context"
	"strings"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/domain/rules"
)

// Accepted is the view model of the screen Accepted: known problems that need no look
// until something changes.
type Accepted struct {
	list[review.AcceptedProblem]
}

// NewAccepted returns the view model.
func NewAccepted(p Params, changed func(Part)) *Accepted {
	m := &Accepted{list: newList[review.AcceptedProblem](p, changed)}
	m.key = func(a *review.AcceptedProblem) string { return string(a.Key) }
	m.words = func(a *review.AcceptedProblem) map[string]string {
		state := "ended"
		if a.Active() {
			state = "accepted"
		}
		return map[string]string{"": a.What + " " + a.Note + " " + a.By + " " + a.EndedWhy, "state": state}
	}
	m.order = func(by string, a, b *review.AcceptedProblem) int {
		if by == "what" {
			return foldCompare(a.What, b.What)
		}
		active := func(x *review.AcceptedProblem) int {
			if x.Active() {
				return 0
			}
			return 1
		}
		return cmp.Or(cmp.Compare(active(a), active(b)), b.At.Compare(a.At))
	}
	m.read = p.Desk.Accepted
	return m
}

// Title belongs to Listing, and so do the following.
func (m *Accepted) Title() string { return "Accepted problems" }

// Detail counts those that hold.
func (m *Accepted) Detail() string {
	n := 0
	for i := range m.all {
		if m.all[i].Active() {
			n++
		}
	}
	return tally(N(n, verb(n, "holds", "hold")), N(len(m.all)-n, "ended"))
}

// EmptyText explains the empty list.
func (m *Accepted) EmptyText() string {
	return m.empty("No problem is accepted. A on a problem run accepts it until something changes; its status stays what it is.")
}

var acceptedColumns = []ListColumn{
	{ID: "state", Title: "State", Width: 112, Sortable: true},
	{ID: "what", Title: "What", Width: 150, Flex: 1.2, Sortable: true},
	{ID: "until", Title: "Until", Width: 140, Flex: 1},
	{ID: "at", Title: "Since", Width: 84, Right: true},
}

// Columns lists the columns.
func (m *Accepted) Columns() []ListColumn { return acceptedColumns }

// Cell says what stands in a cell.
func (m *Accepted) Cell(row int, column string) Cell {
	if row >= len(m.rows) {
		return Cell{}
	}
	a := &m.rows[row]
	switch column {
	case "state":
		if a.Active() {
			return Cell{Status: a.Status.Known()}
		}
		return Cell{Text: "○ ended", Tone: Faint}
	case "what":
		return Cell{Text: a.What, Secondary: a.Note, Bold: true}
	case "until":
		if !a.Active() {
			return Cell{Text: a.EndedWhy, Tone: Faint}
		}
		return Cell{Text: a.Until}
	default:
		return Cell{Text: When(a.At, m.p.Clock().In(m.p.Location)), Secondary: a.By, Tone: Faint}
	}
}

// Heading names what is accepted.
func (m *Accepted) Heading() string {
	if a := m.row(); a != nil {
		return a.What
	}
	return ""
}

// Facts tells when it ends, or why it ended.
func (m *Accepted) Facts() []Fact {
	a := m.row()
	if a == nil {
		return nil
	}
	facts := []Fact{
		{Label: "Status", Text: a.Status.String() + ": it stays what it is, and counts as looked at"},
		{Label: "Until", Text: a.Until},
	}
	if a.Note != "" {
		facts = append(facts, Fact{Label: "Note", Text: a.Note})
	}
	facts = append(facts, Fact{Label: "Accepted", Text: a.At.In(m.p.Location).Format("2 Jan 2006 15:04") + " by " + a.By})
	if !a.Active() {
		facts = append(
			facts,
			Fact{Label: "Ended", Text: a.Ended.In(m.p.Location).Format("2 Jan 2006 15:04") + ": " + a.EndedWhy, Tone: Warn},
		)
	}
	return facts
}

// Below lists the objects that had the problem when it was accepted.
func (m *Accepted) Below() Below {
	b := Below{
		Title:   "Affected when it was accepted",
		Columns: []ListColumn{{ID: "object", Title: "Object", Width: 140, Flex: 1}, {ID: "job", Title: "Job", Width: 140, Flex: 1.4}},
		Empty:   "The run as a whole.",
	}
	a := m.row()
	if a == nil {
		return b
	}
	for _, key := range a.Affected {
		at := strings.LastIndex(key, "|")
		b.Rows = append(b.Rows, []Cell{{Text: cmp.Or(key[at+1:], "the run itself")}, {Text: lastPart(key[:max(0, at)]), Tone: Faint}})
	}
	b.Detail = Number(len(b.Rows))
	return b
}

func lastPart(key string) string { return key[strings.LastIndex(key, "|")+1:] }

// CanEnd reports whether the selected acceptance can be ended by hand.
func (m *Accepted) CanEnd() bool {
	a := m.row()
	return a != nil && a.Active() && m.p.Desk.May(rules.ActReview)
}

// End ends the selected acceptance.
func (m *Accepted) End() {
	if !m.CanEnd() {
		return
	}
	key := m.row().Key
	m.decide(func(ctx context.Context) (domain.Decision, error) { return m.p.Desk.EndAccept(ctx, key) })
}
