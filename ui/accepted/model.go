// Package accepted is the screen of known problems that need no look until something changes.
package accepted

import (
	"cmp"
	"context"
	"strings"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/domain/rules"
	"runchecks/ui/keys"
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
func New(p services.Base, changed func(list.Part)) *Model {
	m := &Model{List: list.New[review.AcceptedProblem](p, changed)}
	m.Key = func(a *review.AcceptedProblem) string { return string(a.Key) }
	m.Words = func(a *review.AcceptedProblem) map[string]string {
		state := "ended " + words.T("accepted.is_ended")
		if a.Active() {
			state = "accepted " + words.T("accepted.is_accepted")
		}
		return map[string]string{"": m.what(a) + " " + a.Note + " " + a.By + " " + words.Noted(a.EndedWhy), "state": state}
	}
	m.SetColumns("state", m.columns()...)
	m.Read = p.Desk.Accepted
	return m
}

// Title belongs to list.Screen, and so do the following.
func (m *Model) Title() string { return words.T("accepted.title") }

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
	return m.WhenEmpty(words.T("accepted.empty", "key", m.Params.Keys.On(keys.RunChecks, keys.AcceptProblem)))
}

// columns are what the list shows and what it can be sorted by.
func (m *Model) columns() []list.Column[review.AcceptedProblem] {
	return []list.Column[review.AcceptedProblem]{
		{
			ID: "state", Title: words.T("accepted.state"), Width: 112,
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
				return list.Cell{Text: words.T("accepted.state_ended", "state", words.T("accepted.is_ended")), Tone: words.Faint}
			},
		},
		{
			ID: "what", Title: words.T("accepted.what"), Width: 150, Flex: 1.2,
			Compare: func(a, b *review.AcceptedProblem) int { return list.CompareNames(m.what(a), m.what(b)) },
			Cell: func(a *review.AcceptedProblem) list.Cell {
				return list.Cell{Text: m.what(a), Secondary: a.Note, Bold: true}
			},
		},
		{
			ID: "until", Title: words.T("accepted.until"), Width: 140, Flex: 1,
			Cell: func(a *review.AcceptedProblem) list.Cell {
				if !a.Active() {
					return list.Cell{Text: words.Noted(a.EndedWhy), Tone: words.Faint}
				}
				return list.Cell{Text: words.Phrase(a.Ends, m.Params.Location)}
			},
		},
		{
			ID: "at", Title: words.T("accepted.since"), Width: 84, Right: true,
			Cell: func(a *review.AcceptedProblem) list.Cell {
				return list.Cell{Text: words.When(a.At, m.Params.Clock().In(m.Params.Location)), Secondary: a.By, Tone: words.Faint}
			},
		},
	}
}

// what says what is accepted.
func (m *Model) what(a *review.AcceptedProblem) string {
	return words.Phrase(a.Said, m.Params.Location)
}

// Heading names what is accepted.
func (m *Model) Heading() string {
	if a := m.Row(); a != nil {
		return m.what(a)
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
		{Label: words.T("accepted.status"), Text: words.T("accepted.stays", "status", words.Status(a.Status))},
		{Label: words.T("accepted.until"), Text: words.Phrase(a.Ends, m.Params.Location)},
	}
	if a.Note != "" {
		facts = append(facts, words.DetailField{Label: words.T("accepted.note"), Text: a.Note})
	}
	at := words.Stamp(a.At.In(m.Params.Location), words.DateClock)
	facts = append(facts, words.DetailField{
		Label: words.T("accepted.accepted"), Text: words.T("accepted.accepted_by", "time", at, "by", a.By),
	})
	if !a.Active() {
		ended := words.Stamp(a.Ended.In(m.Params.Location), words.DateClock)
		facts = append(facts, words.DetailField{
			Label: words.T("accepted.ended"), Tone: words.Warn,
			Text: words.T("accepted.ended_why", "time", ended, "why", words.Noted(a.EndedWhy)),
		})
	}
	return facts
}

// Below lists the objects that had the problem when it was accepted.
func (m *Model) Below() list.DetailTable {
	b := list.DetailTable{
		Title: words.T("accepted.affected"),
		Columns: []list.Head{
			{ID: "object", Title: words.T("accepted.object"), Width: 140, Flex: 1},
			{ID: "job", Title: words.T("accepted.job"), Width: 140, Flex: 1.4},
		},
		Empty: words.T("accepted.whole_run"),
	}
	a := m.Row()
	if a == nil {
		return b
	}
	for _, key := range a.Affected {
		at := strings.LastIndex(key, "|")
		object := cmp.Or(key[at+1:], words.T("accepted.run_itself"))
		b.Rows = append(b.Rows, []list.Cell{{Text: object}, {Text: lastPart(key[:max(0, at)]), Tone: words.Faint}})
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
