// Package accepted is the screen of known problems that need no look until something changes.
package accepted

import (
	"cmp"
	"context"
	"strings"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/domain/rules"
	"runchecks/ui/list"
	"runchecks/ui/services"
	"runchecks/ui/words"
)

// Model is the view model of the screen Accepted: known problems that need no look
// until something changes.
type Model struct {
	list.List[review.AcceptedProblem]
}

// New returns the view model.
func New(p services.Params, changed func(list.Part)) *Model {
	m := &Model{List: list.New[review.AcceptedProblem](p, changed)}
	m.Key = func(a *review.AcceptedProblem) string { return string(a.Key) }
	m.Words = func(a *review.AcceptedProblem) map[string]string {
		state := "ended"
		if a.Active() {
			state = "accepted"
		}
		return map[string]string{"": a.What + " " + a.Note + " " + a.By + " " + a.EndedWhy, "state": state}
	}
	m.SetColumns("state", m.columns()...)
	m.Read = p.Desk.Accepted
	return m
}

// Title belongs to list.Screen, and so do the following.
func (m *Model) Title() string { return "Accepted problems" }

// Detail counts those that hold.
func (m *Model) Detail() string {
	n := 0
	for i := range m.AllRows {
		if m.AllRows[i].Active() {
			n++
		}
	}
	return words.Tally(words.N(n, "holds"), words.N(len(m.AllRows)-n, "ended"))
}

// EmptyText explains the empty list.
func (m *Model) EmptyText() string {
	return m.WhenEmpty("No problem is accepted. A on a problem run accepts it until something changes; its status stays what it is.")
}

// columns are what the list shows and what it can be sorted by.
func (m *Model) columns() []list.Column[review.AcceptedProblem] {
	return []list.Column[review.AcceptedProblem]{
		{
			ID: "state", Title: "State", Width: 112,
			Compare: func(a, b *review.AcceptedProblem) int {
				active := func(x *review.AcceptedProblem) int {
					if x.Active() {
						return 0
					}
					return 1
				}
				return cmp.Or(cmp.Compare(active(a), active(b)), b.At.Compare(a.At))
			},
			Cell: func(a *review.AcceptedProblem) list.Cell {
				if a.Active() {
					return list.Cell{Status: a.Status.Known()}
				}
				return list.Cell{Text: "○ ended", Tone: words.Faint}
			},
		},
		{
			ID: "what", Title: "What", Width: 150, Flex: 1.2,
			Compare: func(a, b *review.AcceptedProblem) int { return list.CompareNames(a.What, b.What) },
			Cell: func(a *review.AcceptedProblem) list.Cell {
				return list.Cell{Text: a.What, Secondary: a.Note, Bold: true}
			},
		},
		{
			ID: "until", Title: "Until", Width: 140, Flex: 1,
			Cell: func(a *review.AcceptedProblem) list.Cell {
				if !a.Active() {
					return list.Cell{Text: a.EndedWhy, Tone: words.Faint}
				}
				return list.Cell{Text: a.Until}
			},
		},
		{
			ID: "at", Title: "Since", Width: 84, Right: true,
			Cell: func(a *review.AcceptedProblem) list.Cell {
				return list.Cell{Text: words.When(a.At, m.Params.Clock().In(m.Params.Location)), Secondary: a.By, Tone: words.Faint}
			},
		},
	}
}

// Heading names what is accepted.
func (m *Model) Heading() string {
	if a := m.Row(); a != nil {
		return a.What
	}
	return ""
}

// Facts tells when it ends, or why it ended.
func (m *Model) Facts() []words.DetailField {
	a := m.Row()
	if a == nil {
		return nil
	}
	facts := []words.DetailField{
		{Label: "Status", Text: a.Status.String() + ": it stays what it is, and counts as looked at"},
		{Label: "Until", Text: a.Until},
	}
	if a.Note != "" {
		facts = append(facts, words.DetailField{Label: "Note", Text: a.Note})
	}
	facts = append(facts, words.DetailField{Label: "Accepted", Text: a.At.In(m.Params.Location).Format("2 Jan 2006 15:04") + " by " + a.By})
	if !a.Active() {
		facts = append(
			facts,
			words.DetailField{Label: "Ended", Text: a.Ended.In(m.Params.Location).Format("2 Jan 2006 15:04") + ": " + a.EndedWhy, Tone: words.Warn},
		)
	}
	return facts
}

// Below lists the objects that had the problem when it was accepted.
func (m *Model) Below() list.DetailTable {
	b := list.DetailTable{
		Title:   "Affected when it was accepted",
		Columns: []list.Head{{ID: "object", Title: "Object", Width: 140, Flex: 1}, {ID: "job", Title: "Job", Width: 140, Flex: 1.4}},
		Empty:   "The run as a whole.",
	}
	a := m.Row()
	if a == nil {
		return b
	}
	for _, key := range a.Affected {
		at := strings.LastIndex(key, "|")
		b.Rows = append(b.Rows, []list.Cell{{Text: cmp.Or(key[at+1:], "the run itself")}, {Text: lastPart(key[:max(0, at)]), Tone: words.Faint}})
	}
	b.Detail = words.Number(len(b.Rows))
	return b
}

func lastPart(key string) string { return key[strings.LastIndex(key, "|")+1:] }

// CanEnd reports whether the selected acceptance can be ended by hand.
func (m *Model) CanEnd() bool {
	a := m.Row()
	return a != nil && a.Active() && m.Params.Desk.May(rules.ActReview)
}

// End ends the selected acceptance.
func (m *Model) End() {
	if !m.CanEnd() {
		return
	}
	key := m.Row().Key
	m.Decide(func(ctx context.Context) (domain.Decision, error) { return m.Params.Desk.EndAccept(ctx, key) })
}
