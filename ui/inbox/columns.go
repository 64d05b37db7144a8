package inbox

import (
	"cmp"
	"strings"

	"runchecks/domain"
	"runchecks/ui/list"
	"runchecks/ui/words"
)

// The columns that a press is asked about, and the one that goes where there is little room.
const (
	foldColumn     = "fold"
	customerColumn = "customer"
	guessedColumn  = "guessed"
)

// indent is how far the name of a job stands behind that of its group.
const indent float32 = 4

func (m *Model) columns() []list.Column[Row] {
	fold := func(text func(*Row) string) func(a, b *Row) int {
		return func(a, b *Row) int { return cmp.Compare(domain.Fold(text(a)), domain.Fold(text(b))) }
	}
	customer := func(r *Row) string { name, _ := m.Customer(r); return name }
	return []list.Column[Row]{
		list.Tick[Row](),
		{ID: foldColumn, Width: 24, Cell: func(*Row) list.Cell { return list.Cell{} }},
		{
			ID: "job", Title: words.T("inbox.sender_job"), Width: 150, Flex: 4, Least: 120,
			Compare: fold(rowName),
			Cell: func(r *Row) list.Cell {
				c := list.Cell{Text: rowName(r), Indent: indent}
				switch {
				case !r.about():
					c.Aside = r.From
				case m.by == BySender && !m.ownField(r):
					// What kind of job it is stands where its customer would.
				default:
					c.Aside = kindWords(r)
				}
				if m.by == Flat || m.by == ByCustomer { // no head says the sender
					c.Aside = r.sender()
				}
				if r.Beside > 1 {
					c.Aside = words.T("inbox.beside", "n", r.Beside) + " · " + c.Aside
				}
				return c
			},
		},
		{
			ID: customerColumn, Title: words.T("inbox.customer"), Width: 180, Flex: 2, Least: 120,
			Compare: fold(customer),
			Cell: func(r *Row) list.Cell {
				switch {
				case !r.about():
					return list.Cell{Text: words.MessageState(r.State), Tone: words.Faint}
				case !m.ownField(r):
					return list.Cell{Text: kindWords(r), Tone: words.Faint}
				}
				name, isNew := m.Customer(r)
				return m.fieldCell(name, isNew)
			},
		},
		{
			ID: guessedColumn, Title: words.T("inbox.guessed"), Width: 120, Flex: 1, Least: 60,
			Compare: fold(m.WhyWords),
			Cell: func(r *Row) list.Cell {
				c := list.Cell{Text: m.WhyWords(r), Tone: words.Faint}
				if r.about() && !m.sure(r) {
					c.Tone = words.Warn
				}
				return c
			},
		},
		{
			ID: "mails", Title: words.T("inbox.mails"), Width: 60, Least: 48, Right: true,
			Compare: func(a, b *Row) int { return cmp.Compare(len(a.Reports), len(b.Reports)) },
			Cell: func(r *Row) list.Cell {
				if !r.about() {
					return list.Cell{}
				}
				return list.Cell{Text: words.Number(len(r.Reports))}
			},
		},
		{
			ID: "status", Title: words.T("inbox.last_status"), Width: 108, Least: 104,
			Compare: func(a, b *Row) int { return cmp.Compare(b.Status, a.Status) },
			Cell:    func(r *Row) list.Cell { return list.Cell{Status: r.Status, Known: r.Status.Good()} },
		},
		{
			ID: "received", Title: words.T("inbox.received"), Width: 84, Least: 76, Right: true,
			Compare: func(a, b *Row) int { return b.Received.Compare(a.Received) },
			Cell: func(r *Row) list.Cell {
				return list.Cell{Text: words.When(r.Received, m.p.Clock().In(m.p.Location)), Tone: words.Faint}
			},
		},
	}
}

// rowName is what a row is called: its job, or the subject of its message.
func rowName(r *Row) string {
	if r.about() {
		return r.Name
	}
	return r.Subject
}

// kindWords say what kind of job it is.
func kindWords(r *Row) string {
	return strings.Join(strings.FieldsFunc(words.Product(r.Product)+"\x00"+r.Type, func(c rune) bool { return c == 0 }), " · ")
}

// ownField reports whether a row shows its customer itself: where its group's head does not.
func (m *Model) ownField(r *Row) bool {
	if m.by != BySender {
		return m.by != ByCustomer
	}
	for i := range m.groups {
		if g := &m.groups[i]; g.Key == m.groupKey(r) {
			_, _, several := m.GroupCustomer(g)
			return several > 1
		}
	}
	return true
}

// fieldCell is a field with a customer.
func (m *Model) fieldCell(name string, isNew bool) list.Cell {
	c := list.Cell{Text: name, Field: true}
	switch {
	case name == "":
		c.Text, c.Tone, c.Open = words.T("inbox.choose"), words.Warn, true
	case isNew:
		c.Tags[0].Text = words.T("inbox.new")
	case m.names[domain.Fold(name)].CompanyID != 0:
		c.Tags[0].Text = words.T("inbox.autotask")
	}
	return c
}

// LineCell says what stands in a line.
func (m *Model) LineCell(line int, column string) list.Cell {
	if line < 0 || line >= len(m.lines) {
		return list.Cell{}
	}
	l := m.lines[line]
	if !l.Head() {
		return m.Cell(l.Row, column)
	}
	g := &m.groups[l.Group]
	switch column {
	case list.TickID:
		return list.Cell{Head: true}
	case foldColumn:
		if g.Folded {
			return list.Cell{Sign: list.FoldedSign}
		}
		return list.Cell{Sign: list.UnfoldedSign}
	case "job":
		aside := words.Count(g.Jobs, "job")
		if g.Jobs == 0 {
			aside = words.Count(len(g.Rows), "message")
		}
		return list.Cell{Text: g.Title, Bold: true, Aside: aside}
	case customerColumn:
		if g.Jobs == 0 || m.by != BySender {
			return list.Cell{}
		}
		name, isNew, several := m.GroupCustomer(g)
		if several > 1 {
			return list.Cell{Text: words.T("inbox.several", "n", several), Tone: words.Faint, Field: true}
		}
		return m.fieldCell(name, isNew)
	case guessedColumn:
		return m.headWhy(g)
	}
	return list.Cell{}
}

// headWhy says what the customer of a group was guessed from, where that is the same for all.
func (m *Model) headWhy(g *Group) list.Cell {
	if g.Jobs == 0 || m.by != BySender {
		return list.Cell{}
	}
	text, sure := "", true
	for _, i := range g.Rows {
		why := m.WhyWords(&m.Shown[i])
		if text != "" && why != text {
			return list.Cell{}
		}
		text, sure = why, sure && m.sure(&m.Shown[i])
	}
	if sure {
		return list.Cell{Text: text, Tone: words.Faint}
	}
	return list.Cell{Text: text, Tone: words.Warn}
}
