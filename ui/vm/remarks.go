package vm

import (
	"context"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// Remarks is the view model of the screen Remarks (product.md, section 6).
type Remarks struct {
	list[domain.Remark]
	runs  []domain.LinkedRun
	names map[domain.JobKey]string
}

// NewRemarks returns the view model.
func NewRemarks(p Params, changed func(Part)) *Remarks {
	m := &Remarks{list: newList[domain.Remark](p, changed)}
	m.key = func(r *domain.Remark) string { return string(r.Key) }
	m.words = func(r *domain.Remark) map[string]string {
		return map[string]string{"": r.Text + " " + scopeWords(r.Scopes, m.names) + " " + r.By}
	}
	m.order = func(by string, a, b *domain.Remark) int {
		switch by {
		case "text":
			return foldCompare(a.Text, b.Text)
		case "about":
			return foldCompare(scopeWords(a.Scopes, m.names), scopeWords(b.Scopes, m.names))
		default:
			return b.Created.Compare(a.Created)
		}
	}
	m.read = func(ctx context.Context) (out []domain.Remark, err error) {
		err = p.Store.Read(ctx, func(q domain.Queries) error {
			if m.names, err = jobNames(q); err != nil {
				return err
			}
			out, err = q.Remarks()
			return err
		})
		return out, err
	}
	m.open = func(ctx context.Context, r domain.Remark) (func(), error) {
		var runs []domain.LinkedRun
		err := p.Store.Read(ctx, func(q domain.Queries) (err error) {
			runs, err = q.RemarkRuns(r.Key, 0)
			return err
		})
		return func() { m.runs = runs }, err
	}
	return m
}

// Title belongs to Listing, and so do the following.
func (m *Remarks) Title() string { return "Remarks" }

// Detail counts them.
func (m *Remarks) Detail() string { return Number(len(m.all)) }

// EmptyText explains the empty list.
func (m *Remarks) EmptyText() string {
	return m.empty("There is no remark. M on a run makes one: what the next person should know, without follow-up.")
}

var remarkColumns = []ListColumn{
	{ID: "text", Title: "Remark", Width: 160, Flex: 1.4, Sortable: true},
	{ID: "about", Title: "About", Width: 140, Flex: 1, Sortable: true},
	{ID: "expires", Title: "Until", Width: 90},
	{ID: "created", Title: "Made", Width: 84, Right: true, Sortable: true},
}

// Columns lists the columns.
func (m *Remarks) Columns() []ListColumn { return remarkColumns }

// Cell says what stands in a cell.
func (m *Remarks) Cell(row int, column string) Cell {
	if row >= len(m.rows) {
		return Cell{}
	}
	r, now := &m.rows[row], m.p.Clock().In(m.p.Location)
	switch column {
	case "text":
		return Cell{Text: r.Text, Bold: true}
	case "about":
		return Cell{Text: scopeWords(r.Scopes, m.names)}
	case "expires":
		switch {
		case r.Expires.IsZero():
			return Cell{Text: "no end", Tone: Faint}
		case !r.Shown(now):
			return Cell{Text: "expired", Tone: Faint}
		}
		return Cell{Text: When(r.Expires, now)}
	default:
		return Cell{Text: When(r.Created, now), Secondary: r.By, Tone: Faint}
	}
}

// Heading names the selected remark.
func (m *Remarks) Heading() string {
	if m.row() != nil {
		return "Remark"
	}
	return ""
}

// Facts tells the whole text and what it is about.
func (m *Remarks) Facts() []Fact {
	r := m.row()
	if r == nil {
		return nil
	}
	until := "no end"
	if !r.Expires.IsZero() {
		until = r.Expires.In(m.p.Location).Format("2 Jan 2006 15:04")
	}
	return []Fact{
		{Label: "Text", Text: r.Text},
		{Label: "About", Text: scopeWords(r.Scopes, m.names)},
		{Label: "Until", Text: until},
		{Label: "Made", Text: r.Created.In(m.p.Location).Format("2 Jan 2006 15:04") + " by " + r.By},
	}
}

// Below lists the runs that the selected remark is linked to.
func (m *Remarks) Below() Below { return linkedBelow(m.runs, m.p) }

// Remark returns the selected remark, nil for none.
func (m *Remarks) Remark() *domain.Remark { return m.row() }

// CanChange reports whether the selected remark may be changed.
func (m *Remarks) CanChange() bool { return m.row() != nil && m.p.Desk.May(rules.ActTicket) }

// Save changes a remark.
func (m *Remarks) Save(r domain.Remark) {
	m.decide(func(ctx context.Context) (domain.Decision, error) { return m.p.Desk.SaveRemark(ctx, r) })
}

// Delete removes the selected remark.
func (m *Remarks) Delete() {
	if !m.CanChange() {
		return
	}
	key := m.row().Key
	m.decide(func(ctx context.Context) (domain.Decision, error) { return m.p.Desk.DeleteRemark(ctx, key) })
}
