package vm

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// Audit is the view model of the screen Audit: the journal, everybody's for an Admin.
type Audit struct {
	list[domain.Decision]
	filter domain.JournalFilter
	chain  string // what the last look at the chain found
}

// auditPage is how many entries are shown; what is older is found by a search.
const auditPage = 1000

// NewAudit returns the view model.
func NewAudit(p Params, changed func(Part)) *Audit {
	m := &Audit{list: newList[domain.Decision](p, changed), filter: domain.JournalFilter{Limit: auditPage}}
	m.key = func(d *domain.Decision) string { return string(d.ID) }
	// The search is the journal's own: it reaches beyond what is shown.
	m.words = func(*domain.Decision) map[string]string { return nil }
	m.read = func(ctx context.Context) ([]domain.Decision, error) { return p.Desk.SearchJournal(ctx, m.filter) }
	return m
}

// SetSearch searches the whole journal: "by:" and "kind:" narrow person and kind,
// "from:" and "to:" take dates such as 2026-11-23, other words are looked for in what
// was decided and about what.
func (m *Audit) SetSearch(text string) {
	if text == m.list.search {
		return
	}
	m.list.search = text
	m.filter = JournalWords(text, m.p.Location)
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
func (m *Audit) Filter() domain.JournalFilter { return m.filter }

// Title belongs to Listing, and so do the following.
func (m *Audit) Title() string { return "Audit log" }

// Detail counts the entries shown.
func (m *Audit) Detail() string {
	text := Count(len(m.rows), "decision")
	if len(m.rows) >= auditPage {
		text = "the newest " + Number(auditPage) + " decisions; search finds older ones"
	}
	if !m.p.Desk.May(rules.ActAudit) {
		text += ", your own"
	}
	if m.chain != "" {
		text += " · " + m.chain
	}
	return text
}

// EmptyText explains the empty list.
func (m *Audit) EmptyText() string {
	if m.list.search == "" {
		return "Nobody has decided anything yet."
	}
	return cmp.Or(unknownKey(m.list.search, []string{"by", "kind", "from", "to"}), "Nobody has decided anything that fits this search.")
}

var auditColumns = []ListColumn{
	{ID: "at", Title: "When", Width: 120},
	{ID: "by", Title: "Who", Width: 90, Flex: 0.3},
	{ID: "kind", Title: "Kind", Width: 84},
	{ID: "what", Title: "What", Width: 200, Flex: 2},
}

// Columns lists the columns.
func (m *Audit) Columns() []ListColumn { return auditColumns }

// Cell says what stands in a cell.
func (m *Audit) Cell(row int, column string) Cell {
	if row >= len(m.rows) {
		return Cell{}
	}
	d := &m.rows[row]
	switch column {
	case "at":
		return Cell{Text: d.At.In(m.p.Location).Format("2 Jan 15:04:05"), Tone: Faint}
	case "by":
		return Cell{Text: d.Actor}
	case "kind":
		return Cell{Text: string(d.Kind), Tone: Faint}
	default:
		c := Cell{Text: d.Summary, Bold: true}
		if d.UndoneBy != "" {
			c.Text, c.Bold, c.Tone = "(undone) "+d.Summary, false, Faint
		}
		return c
	}
}

// Heading says what was decided.
func (m *Audit) Heading() string {
	if d := m.row(); d != nil {
		return d.Summary
	}
	return ""
}

// Facts tells everything about the selected entry.
func (m *Audit) Facts() []Fact {
	d := m.row()
	if d == nil {
		return nil
	}
	facts := []Fact{
		{Label: "When", Text: d.At.In(m.p.Location).Format("Mon 2 Jan 2006 15:04:05")},
		{Label: "Who", Text: d.Actor},
		{Label: "Entry", Text: string(d.ID), Tone: Faint},
	}
	if d.Undoes != "" {
		facts = append(facts, Fact{Label: "Undoes", Text: string(d.Undoes)})
	}
	if d.UndoneBy != "" {
		facts = append(facts, Fact{Label: "Undone by", Text: string(d.UndoneBy), Tone: Warn})
	}
	if d.Hash != "" {
		facts = append(facts, Fact{Label: "Link", Text: d.Hash[:16] + "…", Tone: Faint})
	}
	var pretty bytes.Buffer
	if json.Indent(&pretty, d.Payload, "", "  ") == nil && pretty.Len() > len("null") {
		facts = append(facts, Fact{Label: "Details", Text: cut(pretty.String(), 1200), Tone: Faint})
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
func (m *Audit) Below() Below {
	b := Below{
		Title:   "About",
		Columns: []ListColumn{{ID: "target", Title: "Natural key", Width: 200, Flex: 1}},
		Empty:   "Nothing in particular.",
	}
	d := m.row()
	if d == nil {
		return b
	}
	b.Detail = Number(len(d.Targets))
	for i, t := range d.Targets {
		if i == 500 {
			b.Rows = append(b.Rows, []Cell{{Text: fmt.Sprintf("and %s more", Number(len(d.Targets)-i)), Tone: Faint}})
			break
		}
		b.Rows = append(b.Rows, []Cell{{Text: t}})
	}
	return b
}

// CanUndo reports whether the selected entry can be undone by itself.
func (m *Audit) CanUndo() bool {
	d := m.row()
	return d != nil && d.UndoneBy == "" && d.Kind.Undoable() && d.Actor == m.p.Desk.Actor().Name && m.p.Desk.May(rules.ActUndo)
}

// UndoOne undoes the selected entry.
func (m *Audit) UndoOne() {
	if !m.CanUndo() {
		return
	}
	id := m.row().ID
	m.decide(func(ctx context.Context) (domain.Decision, error) { return m.p.Desk.UndoOne(ctx, id) })
}

// Verify checks the chain of the whole journal.
func (m *Audit) Verify() {
	m.decisions.Add(func(ctx context.Context) func() {
		c, err := m.p.Desk.VerifyJournal(ctx, nil)
		return func() {
			switch {
			case err != nil:
				m.fail(err)
			case c.Faulty():
				m.chain = "the chain is broken"
				if c.Whole() {
					m.chain = "the chain is whole, but what is shown was changed by other means"
				}
				m.fail(&domain.Error{Code: domain.CodeConflict, Message: c.Words()})
			default:
				m.chain = "the chain is whole"
				m.say(c.Words(), false)
			}
			m.changed(PartRows)
		}
	})
}
