// Package inbox is the screen Inbox (product.md, section 3): messages without an
// approved job, the message itself, and the customer they are approved for.
package inbox

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"runchecks/domain"
	"runchecks/ui/list"
	"runchecks/ui/listscreen"
	"runchecks/ui/reportpane"
	"runchecks/ui/theme"
	"runchecks/ui/widget/actionbutton"
	"runchecks/ui/widget/formentry"
	"runchecks/ui/widget/ink"
	"runchecks/ui/widget/rowtable"
	"runchecks/ui/widget/section"
	"runchecks/ui/widget/splitter"
	"runchecks/ui/words"
)

// params are what the screen needs.
type params struct {
	View     *Model
	Clock    domain.Clock
	Location *time.Location
	// Report shows the message that is selected.
	Report *reportpane.Pane
	Key    func(ev *fyne.KeyEvent, mods fyne.KeyModifier)
	Rune   func(r rune)
	Hover  func(text string)
	// Teach begins a reader definition from the message shown.
	Teach func()
	// Delete takes the chosen messages out of the inbox, or restores them.
	Delete func()
}

// view is what is drawn of the screen. Its methods are called on the interface thread.
type view struct {
	p        params
	content  fyne.CanvasObject
	table    *rowtable.Table
	title    *section.Header
	reason   *canvas.Text
	customer *formentry.Suggest
	approve  *actionbutton.Button
	approval *fyne.Container // the customer and the button
	teach    *actionbutton.Button
	join     *actionbutton.Button // it is a run of the job that it looks like
	remove   *actionbutton.Button
	report   *reportpane.Pane
	suggests int64 // the message whose suggestion stands in the entry
}

// newView returns the screen.
func newView(p params) *view {
	s := &view{p: p}
	heads := p.View.Columns()
	s.table = rowtable.New(listscreen.Columns(heads), rowtable.Comfortable)
	s.table.Cell = func(row, col int) rowtable.Cell { return listscreen.Cell(p.View, row, heads[col].ID) }
	s.table.OnSelect = func(row int, mods fyne.KeyModifier) {
		if mods&fyne.KeyModifierShortcutDefault != 0 {
			p.View.ToggleTick(row)
			return
		}
		p.View.Select(row)
	}
	s.table.OnTick = func(row int, _ bool) { p.View.ToggleTick(row) }
	s.table.OnKey, s.table.OnRune = p.Key, p.Rune
	s.table.OnHover = func(_, _ int, full string) { p.Hover(full) }
	s.table.SetEmptyText(words.T("inbox.empty"))
	s.title = section.New(words.T("inbox.title"), "", nil)

	s.reason = canvas.NewText("", theme.Get(theme.Dim))
	s.reason.TextSize = theme.TextSize
	s.customer = formentry.NewSuggest(nil)
	s.customer.SetPlaceHolder(words.T("inbox.customer_hint"))
	s.customer.OnChanged = func(string) { s.showApprove() }
	s.customer.OnSubmitted = func(string) { s.Approve() }
	s.approve = actionbutton.New(actionbutton.Primary, words.T("inbox.button_approve"), "Enter", s.Approve)
	s.report = p.Report
	s.approval = container.NewBorder(nil, nil, nil, s.approve, s.customer)
	s.teach = actionbutton.NewKeyed(actionbutton.Primary, words.T("teach.begin"), p.View.Params.Keys.Hint(ID, "T"), p.Teach)
	s.join = actionbutton.NewKeyed(actionbutton.Plain, p.View.JoinLabel(), p.View.Params.Keys.Hint(ID, "L"), p.View.Join)
	s.join.Hide()
	s.remove = actionbutton.New(actionbutton.Plain, words.T("inbox.button_delete"), "Del", p.Delete)
	above := container.New(
		layout.NewCustomPaddedLayout(8, 8, theme.Gap, theme.Gap),
		container.NewVBox(s.reason, s.approval, container.NewHBox(s.teach, s.join, s.remove)),
	)
	right := container.NewBorder(above, nil, nil, nil, s.report.Content())
	s.content = splitter.Beside(container.NewBorder(s.title, nil, nil, nil, s.table), right, 0.5).Content()
	s.Changed(list.PartRows)
	return s
}

// Content returns what to show.
func (s *view) Content() fyne.CanvasObject { return s.content }

// Focus gives the keyboard to the list.
func (s *view) Focus(c fyne.Canvas) { c.Focus(s.table) }

// Focused reports whether the list has the keyboard.
func (s *view) Focused(c fyne.Canvas) bool { return c.Focused() == s.table }

// NextPane goes from the list to the customer, to the report and back.
func (s *view) NextPane(c fyne.Canvas) {
	switch c.Focused() {
	case s.table:
		c.Focus(s.customer)
	case s.customer:
		s.report.Focus(c)
	default:
		s.Focus(c)
	}
}

// Move moves the selection, by rows or by pages.
func (s *view) Move(by int, page bool) {
	if page {
		by *= s.table.PageRows()
	}
	s.p.View.Move(by)
}

// EditCustomer gives the keyboard to the customer of the selected message.
func (s *view) EditCustomer(c fyne.Canvas) { c.Focus(s.customer) }

// Approve approves the chosen messages for the customer in the entry.
func (s *view) Approve() {
	if s.p.View.CanApprove() && s.customer.Text != "" {
		s.p.View.Approve(s.customer.Text)
	}
}

// Changed redraws a part from the view model.
func (s *view) Changed(part list.Part) {
	v := s.p.View
	switch part {
	case list.PartRows:
		if v.ShowsDeleted() {
			s.title.Set(words.T("inbox.deleted"), words.Number(len(v.Rows())))
			s.table.SetEmptyText(words.T("inbox.deleted_none"))
		} else {
			s.title.Set(words.T("inbox.title"), v.Line())
			s.table.SetEmptyText(words.T("inbox.empty"))
		}
		s.table.SetLength(len(v.Rows()))
		s.table.SetSelected(v.Selected())
		s.table.Refresh()
		s.showSelected()
	case list.PartReport:
		s.report.SetReport(v.Report())
	}
}

// Redraw draws everything again: after a change between light and dark.
func (s *view) Redraw() {
	s.reason.Color = theme.Get(theme.Dim)
	s.content.Refresh()
	s.Changed(list.PartRows)
	s.Changed(list.PartReport)
}

func (s *view) showSelected() {
	v := s.p.View
	at := v.Selected()
	reason := ""
	if at >= 0 {
		row := v.Rows()[at]
		switch row.State {
		case domain.MessageRead:
			reason = row.Product + " · " + row.Type + " · " + row.Job
		default:
			reason = row.Reason
		}
		if like := v.LikeWords(); like != "" {
			reason = strings.TrimSpace(like + " · " + reason)
		}
		if s.suggests != row.ID {
			s.suggests = row.ID
			s.customer.SetOptions(v.Customers())
			s.customer.Suggest(v.Suggest(at))
		}
		m := row.Message
		s.report.SetFacts(words.MailLine(&m, s.p.Location), words.Metadata(&domain.Details{Message: &m}, s.p.Location))
	} else {
		s.report.SetFacts("", nil)
	}
	strange := at >= 0 && v.Rows()[at].State == domain.MessageUnmatched
	if s.teach.Visible() != strange || s.approval.Visible() == strange {
		s.teach.Hidden, s.approval.Hidden = !strange, strange
		s.content.Refresh()
	}
	s.teach.SetEnabled(v.CanTeach())
	s.join.SetLabel(v.JoinLabel())
	if s.join.Visible() != v.CanJoin() {
		s.join.Hidden = !v.CanJoin()
		s.content.Refresh()
	}
	s.remove.SetEnabled(v.CanDelete())
	s.remove.SetLabel(v.DeleteLabel())
	if reason = ink.Visible(reason); s.reason.Text != reason {
		s.reason.Text, s.reason.Color = reason, theme.Get(theme.Dim)
		s.reason.Refresh()
	}
	s.showApprove()
}

func (s *view) showApprove() {
	s.approve.SetEnabled(s.p.View.CanApprove() && s.customer.Text != "")
	s.approve.SetLabel(s.p.View.ApproveLabel())
}
