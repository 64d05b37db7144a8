// Package remarks is the screen Remarks: what the next person should know, without follow-up.
package remarks

import (
	"context"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/ui/keys"
	"runchecks/ui/list"
	"runchecks/ui/list/runs"
	"runchecks/ui/services"
	"runchecks/ui/words"
)

// Model is the view model of the screen Remarks (product.md, section 6).
type Model struct {
	list.List[domain.Remark]
	runs  []domain.LinkedRun
	names map[domain.JobKey]string
}

// New returns the view model.
func New(p services.Base, changed func(list.Part)) *Model {
	m := &Model{List: list.New[domain.Remark](p, changed)}
	m.Key = func(r *domain.Remark) string { return string(r.Key) }
	m.Words = func(r *domain.Remark) map[string]string {
		return map[string]string{"": r.Text + " " + words.Scopes(r.Scopes, m.names) + " " + r.By}
	}
	m.SetColumns("created", m.columns()...)
	m.Read = func(ctx context.Context) (out []domain.Remark, err error) {
		err = p.Store.Read(ctx, func(q domain.Reader) error {
			if m.names, err = runs.JobNames(q); err != nil {
				return err
			}
			out, err = q.Remarks()
			return err
		})
		return out, err
	}
	m.Open = func(ctx context.Context, r domain.Remark) (func(), error) {
		var runs []domain.LinkedRun
		err := p.Store.Read(ctx, func(q domain.Reader) (err error) {
			runs, err = q.RemarkRuns(r.Key, 0)
			return err
		})
		return func() { m.runs = runs }, err
	}
	return m
}

// Title belongs to list.Screen, and so do the following.
func (m *Model) Title() string { return words.T("remarks.title") }

// Detail counts them.
func (m *Model) Detail() string { return words.Number(len(m.AllRows)) }

// EmptyText explains the empty list.
func (m *Model) EmptyText() string {
	return m.WhenEmpty(words.T("remarks.empty", "key", m.Params.Keys.On(keys.RunChecks, keys.MakeRemark)))
}

// columns are what the list shows and what it can be sorted by.
func (m *Model) columns() []list.Column[domain.Remark] {
	return []list.Column[domain.Remark]{
		{
			ID: "text", Title: words.T("remarks.remark"), Width: 160, Flex: 1.4,
			Compare: func(a, b *domain.Remark) int { return list.CompareNames(a.Text, b.Text) },
			Cell: func(r *domain.Remark) list.Cell {
				return list.Cell{Text: r.Text, Bold: true}
			},
		},
		{
			ID: "about", Title: words.T("remarks.about"), Width: 140, Flex: 1,
			Compare: func(a, b *domain.Remark) int {
				return list.CompareNames(words.Scopes(a.Scopes, m.names), words.Scopes(b.Scopes, m.names))
			},
			Cell: func(r *domain.Remark) list.Cell {
				return list.Cell{Text: words.Scopes(r.Scopes, m.names)}
			},
		},
		{
			ID: "expires", Title: words.T("remarks.until"), Width: 90,
			Cell: func(r *domain.Remark) list.Cell {
				now := m.Params.Clock().In(m.Params.Location)
				switch {
				case r.Expires.IsZero():
					return list.Cell{Text: words.T("remarks.no_end"), Tone: words.Faint}
				case !r.Shown(now):
					return list.Cell{Text: words.T("remarks.expired"), Tone: words.Faint}
				}
				return list.Cell{Text: words.When(r.Expires, now)}
			},
		},
		{
			ID: "created", Title: words.T("remarks.made"), Width: 84, Right: true,
			Compare: func(a, b *domain.Remark) int { return b.Created.Compare(a.Created) },
			Cell: func(r *domain.Remark) list.Cell {
				now := m.Params.Clock().In(m.Params.Location)
				return list.Cell{Text: words.When(r.Created, now), Secondary: r.By, Tone: words.Faint}
			},
		},
	}
}

// Heading names the selected remark.
func (m *Model) Heading() string {
	if m.Row() != nil {
		return words.T("remarks.remark")
	}
	return ""
}

// Facts tells the whole text and what it is about.
func (m *Model) Facts() []words.DetailField {
	r := m.Row()
	if r == nil {
		return nil
	}
	until := words.T("remarks.no_end")
	if !r.Expires.IsZero() {
		until = words.Stamp(r.Expires.In(m.Params.Location), words.DateClock)
	}
	made := words.T("remarks.made_by", "time", words.Stamp(r.Created.In(m.Params.Location), words.DateClock), "by", r.By)
	return []words.DetailField{
		{Label: words.T("remarks.text"), Text: r.Text},
		{Label: words.T("remarks.about"), Text: words.Scopes(r.Scopes, m.names)},
		{Label: words.T("remarks.until"), Text: until},
		{Label: words.T("remarks.made"), Text: made},
	}
}

// Below lists the runs that the selected remark is linked to.
func (m *Model) Below() list.DetailTable { return runs.Linked(m.runs, m.Params) }

// Remark returns the selected remark, nil for none.
func (m *Model) Remark() *domain.Remark { return m.Row() }

// CanChange reports whether the selected remark may be changed.
func (m *Model) CanChange() bool { return m.Row() != nil && m.Params.Desk.May(rules.ActTicket) }

// Save changes a remark.
func (m *Model) Save(r domain.Remark) {
	m.Decide(func(ctx context.Context) (domain.Decision, error) { return m.Params.Desk.SaveRemark(ctx, r) })
}

// Delete removes the selected remark.
func (m *Model) Delete() {
	if !m.CanChange() {
		return
	}
	key := m.Row().Key
	m.Decide(func(ctx context.Context) (domain.Decision, error) { return m.Params.Desk.DeleteRemark(ctx, key) })
}
