package inbox

import (
	"cmp"
	"slices"
	"strings"

	"runchecks/domain"
	"runchecks/ui/words"
)

// Grouping is what the rows stand together by.
type Grouping uint8

// The groupings, in the order in which a key goes through them.
const (
	BySender Grouping = iota
	ByCustomer
	ByProduct
	Flat
)

// Group are the rows that stand below one head.
type Group struct {
	Key, Title string
	Rows       []int // of those shown
	Jobs       int   // of them those that are about a job
	Folded     bool
}

// Line is a line of the list: the head of a group where Row is -1, else a row.
type Line struct {
	Group, Row int
}

// Head reports whether the line is the head of a group.
func (l Line) Head() bool { return l.Row < 0 }

// Groups are the groups as they stand below one another, Lines what is drawn.
func (m *Model) Groups() []Group { return m.groups }

// Lines belongs to Groups.
func (m *Model) Lines() []Line { return m.lines }

// Grouped is what the rows stand together by; GroupLabel says it.
func (m *Model) Grouped() Grouping { return m.by }

// GroupLabel belongs to Grouped.
func (m *Model) GroupLabel() string {
	return words.T("inbox.group", "by", words.T(map[Grouping]string{
		BySender: "inbox.group_sender", ByCustomer: "inbox.group_customer", ByProduct: "inbox.group_product", Flat: "inbox.group_none",
	}[m.by]))
}

// SwitchGrouping goes to the next grouping.
func (m *Model) SwitchGrouping() {
	m.by = (m.by + 1) % (Flat + 1)
	m.folded = map[string]bool{}
	m.headOf = ""
	m.Arrange()
}

// place makes groups and lines of the rows as they stand, and says which row is selected.
func (m *Model) place(_ []Row, at int) int {
	m.regroup()
	if selected := m.Selected(); selected >= 0 {
		return selected
	}
	m.headOf = ""
	return at
}

// before has the rows of a group stand together; messages about no job stand behind the jobs.
func (m *Model) before(a, b *Row) int {
	if a.about() != b.about() {
		if a.about() {
			return -1
		}
		return 1
	}
	return cmp.Compare(m.groupKey(a), m.groupKey(b))
}

// groupKey is the same for rows of one group. Messages about no job are a group of their own.
func (m *Model) groupKey(r *Row) string {
	switch {
	case m.by == Flat:
		return ""
	case !r.about():
		return "?"
	case m.by == ByProduct:
		return domain.Fold(r.Product)
	case m.by == ByCustomer:
		customer, _ := m.Customer(r)
		return domain.Fold(customer)
	}
	return r.sender()
}

func (m *Model) regroup() {
	m.groups, m.lines = nil, nil
	key := ""
	for i := range m.Shown {
		r := &m.Shown[i]
		k := m.groupKey(r)
		if len(m.groups) == 0 || k != key {
			key = k
			m.groups = append(m.groups, Group{Key: k, Title: m.groupTitle(r), Folded: m.folded[k]})
		}
		g := &m.groups[len(m.groups)-1]
		g.Rows = append(g.Rows, i)
		if r.about() {
			g.Jobs++
		}
	}
	for i, g := range m.groups {
		if m.by != Flat {
			m.lines = append(m.lines, Line{i, -1})
		}
		for _, row := range g.Rows {
			if !g.Folded {
				m.lines = append(m.lines, Line{i, row})
			}
		}
	}
}

// groupTitle is what stands at the head of a row's group.
func (m *Model) groupTitle(r *Row) string {
	switch {
	case m.deleted:
		return words.T("inbox.deleted")
	case !r.about():
		return words.T("inbox.unread")
	case m.by == ByProduct:
		return words.Product(r.Product)
	case m.by == ByCustomer:
		if customer, _ := m.Customer(r); customer != "" {
			return customer
		}
		return words.T("inbox.no_customer")
	}
	return r.sender()
}

// sender is the domain that a message came from, its whole address where it has none. Free
// mail and shared senders have one too: it groups rows, and says nothing about customers.
func (r *Row) sender() string {
	address := domain.Fold(cmp.Or(r.Sender, r.From))
	if at := strings.LastIndexByte(address, '@'); at >= 0 {
		return strings.Trim(address[at+1:], "> ")
	}
	return address
}

// groupOf is the group of a row, -1 where there is none.
func (m *Model) groupOf(row int) int {
	return slices.IndexFunc(m.groups, func(g Group) bool { return slices.Contains(g.Rows, row) })
}

// selectedGroup is the group whose head is selected, nil where a row is.
func (m *Model) selectedGroup() *Group {
	at := m.SelectedLine()
	if at < 0 || !m.lines[at].Head() {
		return nil
	}
	return &m.groups[m.lines[at].Group]
}

// SelectedLine is the selected line, -1 for none.
func (m *Model) SelectedLine() int {
	row := m.Selected()
	if row < 0 || row >= len(m.Shown) {
		return -1
	}
	group := m.groupOf(row)
	return slices.IndexFunc(m.lines, func(l Line) bool {
		if l.Head() {
			return l.Group == group && (m.headOf == m.SelectedKey() || m.groups[group].Folded)
		}
		return l.Row == row
	})
}

// SelectLine selects a line; the details of a head are those of its group's first row.
func (m *Model) SelectLine(at int) {
	if len(m.lines) == 0 {
		m.Select(0)
		return
	}
	line := m.lines[max(0, min(at, len(m.lines)-1))]
	if line.Head() {
		m.selectHead(line.Group)
		return
	}
	m.headOf = ""
	m.Select(line.Row)
}

// selectHead selects the head of a group, and with it its first row.
func (m *Model) selectHead(group int) {
	row := m.groups[group].Rows[0]
	m.headOf = m.Shown[row].key()
	m.Select(row)
}

// MoveLine selects a line relative to the selected one.
func (m *Model) MoveLine(by int) { m.SelectLine(max(0, m.SelectedLine()) + by) }

// Fold folds the group of the selected line, or unfolds it; false where there is nothing to do.
func (m *Model) Fold(fold bool) bool {
	at := m.SelectedLine()
	if at < 0 || m.by == Flat || m.groups[m.lines[at].Group].Folded == fold {
		return false
	}
	m.switchFold(m.lines[at].Group)
	return true
}

// SwitchFold folds the group of a line's head, or unfolds it.
func (m *Model) SwitchFold(line int) {
	if line >= 0 && line < len(m.lines) && m.by != Flat {
		m.switchFold(m.lines[line].Group)
	}
}

func (m *Model) switchFold(group int) {
	key := m.groups[group].Key
	m.folded[key] = !m.folded[key]
	m.regroup()
	m.selectHead(group)
}

// LineTick says how much of a line is ticked.
func (m *Model) LineTick(line int) (some, all bool) {
	if line < 0 || line >= len(m.lines) {
		return false, false
	}
	l := m.lines[line]
	if !l.Head() {
		return m.Ticked(l.Row), m.Ticked(l.Row)
	}
	return m.tickedOf(m.groups[l.Group].Rows)
}

func (m *Model) tickedOf(rows []int) (some, all bool) {
	all = len(rows) > 0
	for _, row := range rows {
		some = some || m.Ticked(row)
		all = all && m.Ticked(row)
	}
	return some, all
}

// AllTicks says how much of the list is ticked.
func (m *Model) AllTicks() (some, all bool) { return m.tickedOf(m.indexes()) }

// TickLine ticks a line, or takes the tick away: of a head all rows of its group.
func (m *Model) TickLine(line int) {
	if line < 0 || line >= len(m.lines) {
		return
	}
	l := m.lines[line]
	if !l.Head() {
		m.ToggleTick(l.Row)
		return
	}
	rows := m.groups[l.Group].Rows
	m.tickAll(func(i int) bool { return slices.Contains(rows, i) })
}

// ExtendLines ticks every line between the selected one and another, and selects that one.
func (m *Model) ExtendLines(to int) {
	if len(m.lines) == 0 {
		return
	}
	from := max(0, m.SelectedLine())
	to = max(0, min(to, len(m.lines)-1))
	for i := min(from, to); i <= max(from, to); i++ {
		if l := m.lines[i]; !l.Head() {
			m.TickRange(l.Row, l.Row)
		} else if m.groups[l.Group].Folded {
			for _, row := range m.groups[l.Group].Rows {
				m.TickRange(row, row)
			}
		}
	}
	m.SelectLine(to)
}
