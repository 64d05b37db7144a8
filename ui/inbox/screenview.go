package inbox

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"runchecks/ui/keys"
	"runchecks/ui/list"
	"runchecks/ui/listscreen"
	"runchecks/ui/reportpane"
	"runchecks/ui/theme"
	"runchecks/ui/widget/actionbutton"
	"runchecks/ui/widget/chips"
	"runchecks/ui/widget/combo"
	"runchecks/ui/widget/edgebox"
	"runchecks/ui/widget/glyph"
	"runchecks/ui/widget/ink"
	"runchecks/ui/widget/rowtable"
	"runchecks/ui/widget/searchfield"
	"runchecks/ui/widget/splitter"
	"runchecks/ui/words"
)

// params are what the screen needs.
type params struct {
	View *Model
	// Report shows the message that is selected.
	Report   *reportpane.Pane
	Key      func(ev *fyne.KeyEvent, mods fyne.KeyModifier)
	Rune     func(r rune)
	Shortcut func(fyne.Shortcut) bool
	Hover    func(text string)
	Turn     func(do func())
	Canvas   func() fyne.Canvas
	// Teach begins a reader definition from the message shown.
	Teach func()
}

// view is what is drawn of the screen. Its methods are called on the interface thread.
type view struct {
	p       params
	content *fyne.Container
	split   *splitter.Split
	moved   bool // somebody moved the border
	narrow  bool // a column has no room
	shown   bool // the details are shown where there is little room for them, too

	title   *canvas.Text
	found   *canvas.Text
	group   *actionbutton.Button
	search  *searchfield.Field
	chips   *chips.Bar
	table   *rowtable.Table
	heads   []list.Head
	approve *actionbutton.Button
	untick  *actionbutton.Button
	says    *ink.Line
	editor  *combo.Field // while somebody chooses a customer
	right   *details
}

// newView returns the screen.
func newView(p params) *view {
	s := &view{p: p, heads: p.View.Columns()}
	s.table = rowtable.New(listscreen.Columns(s.heads), rowtable.Roomy)
	s.table.Cell = s.cell
	s.table.OnSelect = s.press
	s.table.OnTick = func(line int, shift bool) {
		if shift {
			p.View.ExtendLines(line)
			return
		}
		p.View.TickLine(line)
	}
	s.table.HeadTick = func() rowtable.Tick { return tickOf(p.View.AllTicks()) }
	s.table.OnHeadTick = p.View.TickAll
	s.table.OnSort = p.View.SortBy
	s.table.OnKey, s.table.OnRune, s.table.Turn = p.Key, p.Rune, p.Turn
	s.table.OnHover = func(_, _ int, full string) { p.Hover(full) }
	s.table.OnActivate = func(int) { s.EditCustomer() }
	s.table.OnFocus = func(focused bool) {
		if focused {
			s.closeEditor()
		}
	}

	s.title, s.found = canvas.NewText("", theme.Get(theme.Text)), canvas.NewText("", theme.Get(theme.Dim))
	s.title.TextSize, s.title.TextStyle.Bold = theme.HeadingSize, true
	s.found.TextSize = theme.SmallSize
	s.group = actionbutton.NewKeyed(actionbutton.Plain, p.View.GroupLabel(), p.View.Params.Keys.Hint(ID, "G"), p.View.SwitchGrouping)
	s.search = searchfield.New(220, string(keys.Search), words.T("inbox.search_hint"), words.T("list.search"))
	s.search.OnChanged = func(text string) {
		if text != p.View.Search() {
			p.Turn(func() { p.View.SetSearch(text) })
		}
	}
	s.search.Leave, s.search.OnShortcut = s.table.Focus, p.Shortcut
	s.chips = chips.New(func(i int, _ bool) { p.View.PressChip(Chips()[i]) })
	s.chips.OnHover = p.Hover
	s.approve = actionbutton.New(actionbutton.Primary, p.View.ApproveLabel(), string(keys.Complete), p.View.Approve)
	s.untick = actionbutton.New(actionbutton.Plain, words.T("inbox.untick"), string(keys.Escape), p.View.ClearTicks)
	s.says = ink.NewLine(theme.SmallSize, false)

	pad := func(top, bottom float32, o fyne.CanvasObject) fyne.CanvasObject {
		return container.New(layout.NewCustomPaddedLayout(top, bottom, edge, edge), o)
	}
	head := pad(8, 2, container.New(line{keep: s.group, drop: s.found}, s.title, s.found, s.group))
	narrow := container.New(searchAndChips{}, s.search, s.chips)
	above := container.New(layout.NewCustomPaddedVBoxLayout(0), head, narrow)
	below := container.NewStack(
		canvas.NewRectangle(theme.Get(theme.Head)),
		pad(8, 8, container.New(line{}, s.approve, s.untick, s.says.Text)),
	)
	left := edgebox.New(above, below, s.table)
	s.right = newDetails(s)
	s.split = splitter.Beside(left, s.right.content, 0.6)
	s.split.OnMove = func() { s.moved = true }
	s.split.OnReset = func() { s.moved = false; s.content.Refresh() }
	s.content = container.New(sides{s}, s.split.Content())
	s.Changed(list.PartRows)
	return s
}

// edge is between the edges of the pane and what stands above and below its rows.
const edge float32 = 12

// Content returns what to show.
func (s *view) Content() fyne.CanvasObject { return s.content }

// press selects what was pressed; a press on the sign of a head folds its group, one on a field
// writes into it.
func (s *view) press(line int, mods fyne.KeyModifier) {
	v := s.p.View
	switch {
	case mods&fyne.KeyModifierShortcutDefault != 0:
		v.TickLine(line)
		return
	case mods&fyne.KeyModifierShift != 0:
		v.ExtendLines(line)
		return
	}
	v.SelectLine(line)
	switch column := s.table.Pressed(); {
	case column == foldColumn && v.Lines()[line].Head():
		v.SwitchFold(line)
	case column == customerColumn && v.LineCell(line, customerColumn).Field:
		s.EditCustomer()
	}
}

// Focus gives the keyboard to the list.
func (s *view) Focus(c fyne.Canvas) { c.Focus(s.table) }

// Focused reports whether the list has the keyboard.
func (s *view) Focused(c fyne.Canvas) bool { return c.Focused() == s.table }

// Find gives the keyboard to the search.
func (s *view) Find(c fyne.Canvas) { c.Focus(s.search) }

// NextPane goes from the list to the report and back.
func (s *view) NextPane(c fyne.Canvas) {
	if c.Focused() == s.table {
		s.ShowDetails(true)
		s.right.report.Focus(c)
		return
	}
	s.Focus(c)
}

// Move moves the selection, by rows or by pages.
func (s *view) Move(by int, page, extend bool) {
	if page {
		by *= s.table.PageRows()
	}
	if extend {
		s.p.View.ExtendLines(s.p.View.SelectedLine() + by)
		return
	}
	s.p.View.MoveLine(by)
}

// ShowDetails shows the details where there is little room for them, too, or only where there is
// enough.
func (s *view) ShowDetails(yes bool) {
	if s.shown != yes {
		s.shown = yes
		s.content.Refresh()
	}
}

// DetailsShown reports whether the details are shown.
func (s *view) DetailsShown() bool { return s.right.content.Visible() }

// EditCustomer writes into the customer of the selected line.
func (s *view) EditCustomer() {
	at := s.p.View.SelectedLine()
	c := s.p.Canvas()
	if at < 0 || c == nil || !s.p.View.CanGive() {
		return
	}
	s.table.SetSelected(at) // in view
	f := combo.New(s.p.View.Given(), s.table.RoomBelow(at) < combo.Height)
	f.Options = func(text string) (out []combo.Option) {
		for _, o := range s.p.View.Options(text) {
			lead := ""
			if o.New {
				lead = words.T("inbox.new_customer") + " "
			}
			out = append(out, combo.Option{Lead: lead, Text: o.Name, Detail: o.Detail})
		}
		return out
	}
	f.Take = func(text string, next bool) {
		s.closeEditor()
		s.p.View.Give(text)
		if s.Focus(c); next {
			s.nextField(at)
		}
	}
	f.Cancel = func() {
		s.closeEditor()
		s.Focus(c)
	}
	s.editor = f
	s.table.Edit(at, customerColumn, f)
	f.Open(c)
	s.table.Edit(at, customerColumn, f) // as high as its list
}

// nextField writes into the next field below a line.
func (s *view) nextField(line int) {
	for i := line + 1; i < len(s.p.View.Lines()); i++ {
		if s.p.View.LineCell(i, customerColumn).Field {
			s.p.View.SelectLine(i)
			s.EditCustomer()
			return
		}
	}
}

// restEditor ends that where the keyboard went elsewhere.
func (s *view) restEditor() {
	if c := s.p.Canvas(); s.editor != nil && c != nil && !s.editor.Has(c) {
		s.closeEditor()
	}
}

func (s *view) closeEditor() {
	if s.editor != nil {
		s.editor = nil
		s.table.Edit(-1, "", nil)
	}
}

// Changed redraws a part from the view model.
func (s *view) Changed(part list.Part) {
	v := s.p.View
	s.restEditor()
	switch part {
	case list.PartRows:
		s.showHead()
		s.table.SetSort(v.SortedBy())
		s.table.SetLength(len(v.Lines()))
		s.table.SetSelected(v.SelectedLine())
		s.table.Refresh()
		s.approve.SetLabel(v.ApproveLabel())
		s.approve.SetEnabled(v.CanApprove())
		ink.Show(s.untick, v.Ticks() > 0)
		s.says.Set(v.ApproveWords(), 2000, theme.Get(theme.Dim), false)
		s.right.show()
	case list.PartReport:
		s.right.report.SetReport(v.Report())
	}
}

func (s *view) showHead() {
	v := s.p.View
	title, found, empty := v.Line(), v.FoundLine(), words.T("inbox.empty")
	if v.ShowsDeleted() {
		title, found, empty = words.T("inbox.deleted"), words.Count(len(v.Rows()), "message"), words.T("inbox.deleted_none")
	}
	if title == "" {
		title = words.T("inbox.title")
	}
	for text, line := range map[*canvas.Text]string{s.title: title, s.found: found} {
		if text.Text != line {
			text.Text = line
			text.Refresh()
		}
	}
	s.table.SetEmptyText(v.WhenEmpty(empty))
	s.group.SetLabel(v.GroupLabel())
	if text := v.Search(); s.search.Text != text {
		s.search.SetText(text)
	}
	signs := map[Chip]glyph.Sign{ChipSure: glyph.Check, ChipCheck: glyph.Bang, ChipNobody: glyph.Cross, ChipUnread: glyph.Question}
	colours := map[Chip]fyne.ThemeColorName{ChipSure: theme.Green, ChipCheck: theme.Amber, ChipNobody: theme.Red, ChipUnread: theme.Dim}
	var all []chips.Chip
	for i, c := range Chips() {
		all = append(all, chips.Chip{
			Sign: signs[c], Colour: colours[c], Word: c.Word(), Count: v.Count(c), Key: strconv.Itoa(i + 1), On: v.Chip() == c,
		})
	}
	s.chips.Set(all)
}

// Redraw draws everything again: after a change between light and dark.
func (s *view) Redraw() {
	s.title.Color, s.found.Color = theme.Get(theme.Text), theme.Get(theme.Dim)
	s.search.Redraw()
	s.content.Refresh()
	s.Changed(list.PartRows)
	s.Changed(list.PartReport)
}

func tickOf(some, all bool) rowtable.Tick {
	switch {
	case all:
		return rowtable.Ticked
	case some:
		return rowtable.PartlyTicked
	}
	return rowtable.Unticked
}

func (s *view) cell(line, col int) rowtable.Cell {
	v := s.p.View
	if line >= len(v.Lines()) {
		return rowtable.Cell{}
	}
	id := s.heads[col].ID
	c := listscreen.Drawn(v.LineCell(line, id))
	if id == list.TickID {
		c.Tick = tickOf(v.LineTick(line))
	}
	return c
}
