// Package audit is the screen Audit: the journal of decisions, everybody's for an Admin.
package audit

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/domain/rules"
	"runchecks/ui/list"
	"runchecks/ui/services"
	"runchecks/ui/words"
)

// Model is the view model of the screen Audit: the journal, everybody's for an Admin.
type Model struct {
	list.List[domain.Decision]
	filter domain.JournalFilter
	chain  string // what the last look at the chain found
}

// auditPage is how many entries are shown; what is older is found by a search.
const auditPage = 1000

// New returns the view model.
func New(p services.Base, changed func(list.Part)) *Model {
	m := &Model{List: list.New[domain.Decision](p, changed), filter: domain.JournalFilter{Limit: auditPage}}
	m.SetColumns("", m.columns()...)
	m.Key = func(d *domain.Decision) string { return string(d.ID) }
	// The search is the journal's own: it reaches beyond what is shown.
	m.Words = func(*domain.Decision) map[string]string { return nil }
	m.Read = func(ctx context.Context) ([]domain.Decision, error) { return p.Desk.SearchJournal(ctx, m.filter) }
	return m
}

// SetSearch searches the whole journal: "by:" and "kind:" narrow person and kind,
// "from:" and "to:" take dates such as 2026-11-23, other words are looked for in what
// was decided and about what.
func (m *Model) SetSearch(text string) {
	if text == m.List.SearchText {
		return
	}
	m.List.SearchText = text
	m.filter = JournalWords(text, m.Params.Location)
	m.filter.Limit = auditPage
	m.Reload()
}

// JournalWords reads the search of the audit log.
func JournalWords(text string, loc *time.Location) domain.JournalFilter {
	var f domain.JournalFilter
	var words []string
	for word := range strings.FieldsSeq(text) {
		key, value, found := strings.Cut(word, ":")
		switch key {
		case "by":
			f.Actor = value
		case "kind":
			f.Kind = domain.DecisionKind(value)
		case "from", "to":
			day, err := time.ParseInLocation(time.DateOnly, value, loc)
			switch {
			case err != nil:
				found = false
			case key == "from":
				f.From = day
			default:
				f.To = day.AddDate(0, 0, 1)
			}
		default:
			found = false
		}
		if !found {
			words = append(words, word)
		}
	}
	f.Text = strings.Join(words, " ")
	return f
}

// Filter returns what the search asks of the journal.
func (m *Model) Filter() domain.JournalFilter { return m.filter }

// Title belongs to list.Screen, and so do the following.
func (m *Model) Title() string { return words.T("audit.title") }

// Detail counts the entries shown.
func (m *Model) Detail() string {
	text := words.Count(len(m.Shown), "decision")
	if len(m.Shown) >= auditPage {
		text = words.T("audit.newest", "n", auditPage)
	}
	if !m.Params.Desk.May(rules.ActAudit) {
		text = words.T("audit.own", "decisions", text)
	}
	return strings.Join(words.NonEmpty(text, m.chain), " · ")
}

// EmptyText explains the empty list.
func (m *Model) EmptyText() string {
	if m.List.SearchText == "" {
		return words.T("audit.empty")
	}
	return cmp.Or(
		list.UnknownKey(m.List.SearchText, []string{"by", "kind", "from", "to"}),
		words.T("audit.none_found"),
	)
}

// columns are what the list shows and what it can be sorted by.
func (m *Model) columns() []list.Column[domain.Decision] {
	return []list.Column[domain.Decision]{
		{
			ID: "at", Title: words.T("audit.when"), Width: 120,
			Cell: func(d *domain.Decision) list.Cell {
				return list.Cell{Text: words.Stamp(d.At.In(m.Params.Location), words.DaySeconds), Tone: words.Faint}
			},
		},
		{
			ID: "by", Title: words.T("audit.who"), Width: 90, Flex: 0.3,
			Cell: func(d *domain.Decision) list.Cell {
				return list.Cell{Text: d.Actor}
			},
		},
		{
			ID: "kind", Title: words.T("audit.kind"), Width: 84,
			Cell: func(d *domain.Decision) list.Cell {
				return list.Cell{Text: string(d.Kind), Tone: words.Faint}
			},
		},
		{
			ID: "what", Title: words.T("audit.what"), Width: 200, Flex: 2,
			Cell: func(d *domain.Decision) list.Cell {
				c := list.Cell{Text: words.Decision(*d, m.Params.Location), Bold: true}
				if d.UndoneBy != "" {
					c.Text, c.Bold, c.Tone = words.T("audit.undone", "decision", c.Text), false, words.Faint
				}
				return c
			},
		},
	}
}

// Heading says what was decided.
func (m *Model) Heading() string {
	if d := m.Row(); d != nil {
		return words.Decision(*d, m.Params.Location)
	}
	return ""
}

// Facts tells everything about the selected entry.
func (m *Model) Facts() []words.DetailField {
	d := m.Row()
	if d == nil {
		return nil
	}
	facts := []words.DetailField{
		{Label: words.T("audit.when"), Text: words.Stamp(d.At.In(m.Params.Location), words.WeekdayDateSeconds)},
		{Label: words.T("audit.who"), Text: d.Actor},
		{Label: words.T("audit.entry"), Text: string(d.ID), Tone: words.Faint},
	}
	if d.Undoes != "" {
		facts = append(facts, words.DetailField{Label: words.T("audit.undoes"), Text: string(d.Undoes)})
	}
	if d.UndoneBy != "" {
		facts = append(facts, words.DetailField{Label: words.T("audit.undone_by"), Text: string(d.UndoneBy), Tone: words.Warn})
	}
	if d.Hash != "" {
		facts = append(facts, words.DetailField{Label: words.T("audit.link"), Text: d.Hash[:16] + "…", Tone: words.Faint})
	}
	var pretty bytes.Buffer
	if json.Indent(&pretty, d.Payload, "", "  ") == nil && pretty.Len() > len("null") {
		facts = append(facts, words.DetailField{Label: words.T("audit.details"), Text: cut(pretty.String(), 1200), Tone: words.Faint})
	}
	return facts
}

func cut(text string, n int) string {
	if runes := []rune(text); len(runes) > n {
		return string(runes[:n]) + "…"
	}
	return text
}

// Below lists what the entry is about.
func (m *Model) Below() list.DetailTable {
	b := list.DetailTable{
		Title:   words.T("audit.about"),
		Columns: []list.Head{{ID: "target", Title: words.T("audit.natural_key"), Width: 200, Flex: 1}},
		Empty:   words.T("audit.about_nothing"),
	}
	d := m.Row()
	if d == nil {
		return b
	}
	b.Detail = words.Number(len(d.Targets))
	for i, t := range d.Targets {
		if i == 500 {
			b.Rows = append(b.Rows, []list.Cell{{Text: words.T("audit.more", "n", len(d.Targets)-i), Tone: words.Faint}})
			break
		}
		b.Rows = append(b.Rows, []list.Cell{{Text: t}})
	}
	return b
}

// CanUndo reports whether the selected entry can be undone by itself.
func (m *Model) CanUndo() bool {
	d := m.Row()
	return d != nil && d.UndoneBy == "" && review.CanUndo(d.Kind) && d.Actor == m.Params.Desk.Actor().Name && m.Params.Desk.May(rules.ActUndo)
}

// UndoOne undoes the selected entry.
func (m *Model) UndoOne() {
	if !m.CanUndo() {
		return
	}
	id := m.Row().ID
	m.Decide(func(ctx context.Context) (domain.Decision, error) { return m.Params.Desk.UndoOne(ctx, id) })
}

// Verify checks the chain of the whole journal.
func (m *Model) Verify() {
	m.Decisions.Add(func(ctx context.Context) func() {
		c, err := m.Params.Desk.VerifyJournal(ctx, nil)
		return func() {
			switch {
			case err != nil:
				m.Fail(err)
			case c.Faulty():
				m.chain = words.T("audit.broken")
				if c.Whole() {
					m.chain = words.T("audit.changed_otherwise")
				}
				m.Fail(&domain.Error{Code: domain.CodeConflict, Message: c.Words()})
			default:
				m.chain = words.T("audit.whole")
				m.Say(c.Words(), false)
			}
			m.Changed(list.PartRows)
		}
	})
}
