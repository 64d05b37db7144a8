// Package overrides is the screen Overrides (product.md, section 3): the rules, how
// each stands, and what it matched in the last 90 days.
package overrides

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/ui/theme"
	"runchecks/ui/vm"
	"runchecks/ui/widget/actionbutton"
	"runchecks/ui/widget/rowtable"
	"runchecks/ui/widget/section"
)

// Params are what the screen needs.
type Params struct {
	View     *vm.Overrides
	Clock    domain.Clock
	Location *time.Location
	Key      func(ev *fyne.KeyEvent, mods fyne.KeyModifier)
	Rune     func(r rune)
	Hover    func(text string)
	// Edit opens the selected override to be changed.
	Edit func()
}

// Screen is the screen. Its methods are called on the interface thread.
type Screen struct {
	p       Params
	content fyne.CanvasObject
	title   *section.Header
	table   *rowtable.Table
	facts   *widget.Label
	found   *section.Header
	matches *rowtable.Table
	edit    *actionbutton.Button
	onOff   *actionbutton.Button
	remove  *actionbutton.Button
}

// New returns the screen.
func New(p Params) *Screen {
	s := &Screen{p: p}
	s.table = rowtable.New(columns, rowtable.Comfortable)
	s.table.Cell = s.cell
	s.table.OnSelect = func(row int, _ fyne.KeyModifier) { p.View.Select(row) }
	s.table.OnActivate = func(int) { p.Edit() }
	s.table.OnKey, s.table.OnRune = p.Key, p.Rune
	s.table.OnHover = func(_, _ int, full string) { p.Hover(full) }
	s.table.SetEmptyText("There is no override. “Mark as success” on a run makes one for later runs too.")
	s.title = section.New("Overrides", "", nil)
	s.facts = widget.NewLabel("")
	s.facts.Wrapping = fyne.TextWrapWord
	s.edit = actionbutton.New(actionbutton.Primary, "Change…", "Enter", p.Edit)
	s.onOff = actionbutton.New(actionbutton.Plain, "Switch off", "D", p.View.Switch)
	s.remove = actionbutton.New(actionbutton.Plain, "Delete", "Ctrl+Shift+X", p.View.Delete)
	buttons := container.NewHBox(s.edit, s.onOff, s.remove)
	s.found = section.New("What it matched", "", nil)
	s.matches = rowtable.New(matchColumns, rowtable.Comfortable)
	s.matches.Cell = s.matchCell
	s.matches.OnKey, s.matches.OnRune = p.Key, p.Rune
	s.matches.OnHover = func(_, _ int, full string) { p.Hover(full) }
	above := container.New(layout.NewCustomPaddedLayout(8, 8, theme.Gap, theme.Gap), container.NewVBox(s.facts, buttons))
	right := container.NewBorder(container.NewVBox(above, s.found), nil, nil, nil, s.matches)
	split := container.NewHSplit(container.NewBorder(s.title, nil, nil, nil, s.table), right)
	split.Offset = 0.52
	s.content = split
	return s
}

// Content returns what to show.
func (s *Screen) Content() fyne.CanvasObject { return s.content }

// Focus gives the keyboard to the list.
func (s *Screen) Focus(c fyne.Canvas) { c.Focus(s.table) }

// NextPane goes between the list and what matched.
func (s *Screen) NextPane(c fyne.Canvas) {
	if c.Focused() == s.table {
		c.Focus(s.matches)
		return
	}
	s.Focus(c)
}

// Move moves the selection, by rows or by pages.
func (s *Screen) Move(by int, page bool) {
	if page {
		by *= s.table.PageRows()
	}
	s.p.View.Move(by)
}

// Changed redraws a part from the view model.
func (s *Screen) Changed(part vm.Part) {
	v := s.p.View
	switch part {
	case vm.PartJobs:
		s.title.Set("Overrides", vm.Number(len(v.Rows())))
		s.table.SetLength(len(v.Rows()))
		s.table.SetSelected(v.Selected())
		s.table.Refresh()
		s.showSelected()
	case vm.PartMatches:
		p, known := v.Matches()
		s.found.Set("What it matched", vm.MatchesLine(p, known, s.p.Clock()))
		if !known {
			p.Rows = nil
		}
		s.matches.SetEmptyText("")
		if known {
			s.matches.SetEmptyText("Nothing in the last 90 days. It may be time to delete it.")
		}
		s.matches.SetLength(len(p.Rows))
		s.matches.Refresh()
	}
}

// Redraw draws everything again: after a change between light and dark.
func (s *Screen) Redraw() {
	s.content.Refresh()
	s.Changed(vm.PartJobs)
	s.Changed(vm.PartMatches)
}

func (s *Screen) showSelected() {
	v := s.p.View
	s.edit.SetEnabled(v.CanChange())
	s.onOff.SetEnabled(v.CanChange())
	s.remove.SetEnabled(v.CanDelete())
	at := v.Selected()
	if at < 0 {
		s.facts.SetText("")
		return
	}
	o := v.Rows()[at]
	label := "Switch off"
	if !o.Enabled {
		label = "Switch on"
	}
	s.onOff.SetLabel(label)
	text := o.Reach + ": a message that " + vm.TextWords(o.Override) + " counts as success, from " + o.From.In(s.p.Location).Format("2 Jan 2006 15:04") + ", " + vm.UntilWords(o.Override, s.p.Clock(), s.p.Location) + "."
	if o.Text == "" {
		text = o.Reach + ": any problem counts as success, from " + o.From.In(s.p.Location).Format("2 Jan 2006 15:04") + ", " + vm.UntilWords(o.Override, s.p.Clock(), s.p.Location) + "."
	}
	if o.Reason != "" {
		text += " Reason: " + o.Reason + "."
	}
	s.facts.SetText(text + " Made by " + o.By + ".")
}

var columns = []rowtable.Column{
	{ID: "state", Title: "State", Width: 150},
	{ID: "reach", Title: "For", Width: 140, Flex: 1},
	{ID: "text", Title: "Message", Width: 140, Flex: 1.2},
	{ID: "until", Title: "Until", Width: 110},
}

func (s *Screen) cell(row, col int) rowtable.Cell {
	rows := s.p.View.Rows()
	if row >= len(rows) {
		return rowtable.Cell{}
	}
	r := &rows[row]
	switch columns[col].ID {
	case "state":
		switch r.State {
		case review.RuleActive:
			return rowtable.Cell{Text: "● " + string(r.State), Colour: theme.Green}
		case review.RuleExpiring:
			return rowtable.Cell{Text: "! " + string(r.State), Colour: theme.Amber}
		default:
			return rowtable.Cell{Text: "○ " + string(r.State), Dim: true}
		}
	case "reach":
		return rowtable.Cell{Text: r.Reach, Secondary: r.Product, Bold: true}
	case "text":
		return rowtable.Cell{Text: vm.TextWords(r.Override), Secondary: r.Reason}
	default:
		return rowtable.Cell{Text: vm.UntilWords(r.Override, s.p.Clock(), s.p.Location), Secondary: r.By, Dim: true}
	}
}

var matchColumns = []rowtable.Column{
	{ID: "at", Title: "Run", Width: 96},
	{ID: "job", Title: "Job", Width: 120, Flex: 1},
	{ID: "message", Title: "Message", Width: 140, Flex: 1.6},
}

func (s *Screen) matchCell(row, col int) rowtable.Cell {
	p, known := s.p.View.Matches()
	if !known || row >= len(p.Rows) {
		return rowtable.Cell{}
	}
	m := &p.Rows[row]
	switch matchColumns[col].ID {
	case "at":
		return rowtable.Cell{Text: vm.When(m.At, s.p.Clock().In(s.p.Location)), Dim: true}
	case "job":
		return rowtable.Cell{Text: m.Job, Secondary: m.Customer}
	default:
		return rowtable.Cell{Text: m.Message}
	}
}
