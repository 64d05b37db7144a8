// Package listscreen is the screen with one list and, beside it, what the selected row
// is about. Ten features are this screen over models of their own: what stands in the cells,
// and what a button does, is theirs.
package listscreen

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"runchecks/ui/keys"
	"runchecks/ui/list"
	"runchecks/ui/shell"
	"runchecks/ui/theme"
	"runchecks/ui/widget/actionbutton"
	"runchecks/ui/widget/edgebox"
	"runchecks/ui/widget/ink"
	"runchecks/ui/widget/rowtable"
	"runchecks/ui/widget/searchfield"
	"runchecks/ui/widget/section"
	"runchecks/ui/widget/splitter"
	"runchecks/ui/words"
)

// Params are what the screen needs.
type Params struct {
	View list.Screen
	// Compact rows have one line.
	Compact bool
	// Extra stands between the facts and the second list; nil for nothing.
	Extra fyne.CanvasObject
	// ShowExtra is called when the facts changed.
	ShowExtra func()
	// Offset is the share of the width that the list has; 0 is a half.
	Offset float64
	Key    func(ev *fyne.KeyEvent, mods fyne.KeyModifier)
	Rune   func(r rune)
	Hover  func(text string)
	// Turn runs what a press of the mouse asks for.
	Turn func(do func())
	// Activate is Enter or a double click on a row; nil for nothing.
	Activate func()
	// Hint is what the search says while it is empty; Shortcut hears in it what is no text's.
	Hint     string
	Shortcut func(fyne.Shortcut) bool
}

// Screen is the screen. Its methods are called on the interface thread.
type Screen struct {
	p       Params
	content fyne.CanvasObject
	title   *section.Header
	search  *searchfield.Field
	table   *rowtable.Table
	columns []list.Head
	heading *widget.RichText
	facts   *fyne.Container
	wanted  []shell.ScreenButton
	buttons []*actionbutton.Button // one for each of wanted
	bar     *fyne.Container
	above   *fyne.Container // heading, buttons, facts
	below   *section.Header
	second  *rowtable.Table
	rows    list.DetailTable
}

// New returns the screen.
func New(p Params) *Screen {
	s := &Screen{p: p, columns: p.View.Columns()}
	density := rowtable.Comfortable
	if p.Compact {
		density = rowtable.Compact
	}
	s.table = rowtable.New(Columns(s.columns), density)
	s.table.Cell = s.cell
	s.table.OnSelect = func(row int, mods fyne.KeyModifier) {
		if mods&fyne.KeyModifierShortcutDefault != 0 {
			p.View.ToggleTick(row)
			return
		}
		p.View.Select(row)
	}
	s.table.OnTick = func(row int, _ bool) { p.View.ToggleTick(row) }
	s.table.OnSort = p.View.SortBy
	s.table.OnActivate = func(int) {
		if p.Activate != nil {
			p.Activate()
		}
	}
	s.table.OnKey, s.table.OnRune, s.table.Turn = p.Key, p.Rune, p.Turn
	s.table.OnHover = func(_, _ int, full string) { p.Hover(full) }
	s.table.SetEmptyText(p.View.EmptyText())

	s.title = section.New(p.View.Title(), "", nil)
	s.search = searchfield.New(160, string(keys.Search), p.Hint, words.T("list.search"))
	s.search.OnChanged = func(text string) {
		if text != p.View.Search() {
			p.Turn(func() { p.View.SetSearch(text) })
		}
	}
	s.search.Leave = s.table.Focus
	s.search.OnShortcut = p.Shortcut

	s.heading = widget.NewRichText()
	s.heading.Wrapping = fyne.TextWrapWord
	s.facts = container.New(layout.NewFormLayout())
	s.bar = container.New(layout.NewRowWrapLayoutWithCustomPadding(6, 6))
	s.below = section.New("", "", nil)
	s.second = rowtable.New(nil, rowtable.Compact)
	s.second.Cell = s.belowCell
	s.second.OnKey, s.second.OnRune = p.Key, p.Rune
	s.second.OnHover = func(_, _ int, full string) { p.Hover(full) }

	s.above = container.NewVBox(container.NewThemeOverride(s.heading, dense{}), s.bar, container.NewThemeOverride(s.facts, dense{}))
	if p.Extra != nil {
		s.above.Add(p.Extra)
	}
	top := container.New(layout.NewCustomPaddedLayout(10, 8, theme.Gap, theme.Gap), s.above)
	// The facts may be long, a journal entry's details for example: they scroll.
	facts := container.NewVScroll(top)
	lower := edgebox.New(s.below, nil, s.second)
	right := splitter.Above(theme.Flat(facts), lower, 0.5)
	search := container.New(layout.NewCustomPaddedLayout(8, 8, theme.Gap+4, theme.Gap+4), s.search)
	list := edgebox.New(container.New(layout.NewCustomPaddedVBoxLayout(0), search, s.title), nil, s.table)
	offset := p.Offset
	if offset == 0 {
		offset = 0.54
	}
	s.content = splitter.Beside(list, right.Content(), offset).Content()
	return s
}

// SetButtons says what can be done with the selected row. It is called once, when the
// commands behind the buttons exist.
func (s *Screen) SetButtons(list []shell.ScreenButton) {
	s.wanted = list
	for _, b := range list {
		kind := actionbutton.Plain
		if b.Primary {
			kind = actionbutton.Primary
		}
		button := actionbutton.NewKeyed(kind, b.Label(), b.Key, b.Run)
		s.buttons = append(s.buttons, button)
		s.bar.Add(button)
	}
	s.showButtons()
}

// Content returns what to show.
func (s *Screen) Content() fyne.CanvasObject { return s.content }

// Focus gives the keyboard to the list.
func (s *Screen) Focus(c fyne.Canvas) {
	c.Focus(s.table)
}

// Find gives the keyboard to the search.
func (s *Screen) Find(c fyne.Canvas) { c.Focus(s.search) }

// Searching reports whether the search has the keyboard.
func (s *Screen) Searching(c fyne.Canvas) bool { return c.Focused() == fyne.Focusable(s.search) }

// NextPane goes between the two lists.
func (s *Screen) NextPane(c fyne.Canvas) {
	if c.Focused() == s.table {
		c.Focus(s.second)
		return
	}
	s.Focus(c)
}

// Move moves the selection, by rows or by pages; in the second list it scrolls.
func (s *Screen) Move(c fyne.Canvas, by int, page bool) {
	if c.Focused() == s.second {
		if page {
			by *= s.second.PageRows()
		}
		s.second.SetSelected(max(0, min(s.second.Selected()+by, len(s.rows.Rows)-1)))
		return
	}
	if page {
		by *= s.table.PageRows()
	}
	s.p.View.Move(by)
}

// Changed redraws a part from the view model.
func (s *Screen) Changed(part list.Part) {
	switch part {
	case list.PartRows:
		s.title.Set(s.p.View.Title(), s.p.View.Detail())
		if text := s.p.View.Search(); s.search.Text != text {
			s.search.SetText(text)
		}
		s.table.SetEmptyText(s.p.View.EmptyText())
		s.table.SetSort(s.p.View.SortedBy())
		s.table.SetLength(s.p.View.Len())
		s.table.SetSelected(s.p.View.Selected())
		s.table.Refresh()
		s.showButtons()
	case list.PartFacts:
		s.showFacts()
		s.showButtons()
		s.showBelow()
		if s.p.ShowExtra != nil {
			s.p.ShowExtra()
		}
	}
}

// Redraw draws everything again: after a change between light and dark.
func (s *Screen) Redraw() {
	s.search.Redraw()
	s.content.Refresh()
	s.Changed(list.PartRows)
	s.Changed(list.PartFacts)
}

func (s *Screen) showButtons() {
	came := false // something that moves what is below
	for i, b := range s.wanted {
		button, enabled := s.buttons[i], b.Enabled()
		if label := b.Label(); button.Label() != label {
			button.SetLabel(label)
			came = true // it may need another line
		}
		button.SetEnabled(enabled)
		if b.Passing && button.Visible() != enabled {
			came = true
			if enabled {
				button.Show()
			} else {
				button.Hide()
			}
		}
	}
	if came {
		s.above.Refresh() // another line of buttons moves what is below
	}
}

func (s *Screen) showFacts() {
	s.heading.Segments = []widget.RichTextSegment{
		&widget.TextSegment{
			Text: ink.Visible(s.p.View.Heading()),
			Style: widget.RichTextStyle{
				ColorName: theme.Text,
				SizeName:  fynetheme.SizeNameHeadingText,
				TextStyle: fyne.TextStyle{Bold: true},
				Inline:    true,
			},
		},
	}
	s.heading.Refresh()
	s.facts.RemoveAll()
	for _, f := range s.p.View.Facts() {
		label := canvas.NewText(f.Label, theme.Get(theme.Dim))
		label.TextSize = theme.SmallSize
		text := widget.NewRichText(
			&widget.TextSegment{
				Text:  ink.Visible(f.Text),
				Style: widget.RichTextStyle{ColorName: colour(f.Tone), SizeName: fynetheme.SizeNameText, Inline: true},
			},
		)
		text.Wrapping = fyne.TextWrapWord
		s.facts.Add(
			container.NewVBox(container.New(layout.NewCustomPaddedLayout(3, 0, 0, 8), label)),
		) // at the top of a text of several lines
		s.facts.Add(text)
	}
	s.facts.Refresh()
}

func (s *Screen) showBelow() {
	before := s.rows.Columns
	s.rows = s.p.View.Below()
	if !s.p.View.Opened() { // what was read belongs to another row
		s.rows.Rows, s.rows.Detail, s.rows.Empty = nil, "", ""
		if s.p.View.Selected() < 0 {
			s.rows.Empty = words.NothingSelected()
		}
	}
	s.below.Set(s.rows.Title, s.rows.Detail)
	if len(before) != len(s.rows.Columns) || len(before) > 0 && before[0] != s.rows.Columns[0] {
		s.second.SetColumns(Columns(s.rows.Columns))
	}
	s.second.SetEmptyText(s.rows.Empty)
	s.second.SetLength(len(s.rows.Rows))
	s.second.Refresh()
}

func (s *Screen) cell(row, col int) rowtable.Cell { return Cell(s.p.View, row, s.columns[col].ID) }

func (s *Screen) belowCell(row, col int) rowtable.Cell {
	if row >= len(s.rows.Rows) || col >= len(s.rows.Rows[row]) {
		return rowtable.Cell{}
	}
	return drawn(s.rows.Rows[row][col])
}

// dense leaves less room around texts than entries and labels need.
type dense struct{}

// Color, Font and Icon are those of the application.
func (dense) Color(name fyne.ThemeColorName, v fyne.ThemeVariant) color.Color {
	return fyne.CurrentApp().Settings().Theme().Color(name, v)
}

// Font belongs to Fyne.
func (dense) Font(style fyne.TextStyle) fyne.Resource {
	return fyne.CurrentApp().Settings().Theme().Font(style)
}

// Icon belongs to Fyne.
func (dense) Icon(name fyne.ThemeIconName) fyne.Resource {
	return fyne.CurrentApp().Settings().Theme().Icon(name)
}

// Size belongs to Fyne.
func (dense) Size(name fyne.ThemeSizeName) float32 {
	if name == fynetheme.SizeNameInnerPadding || name == fynetheme.SizeNamePadding {
		return 1
	}
	return fyne.CurrentApp().Settings().Theme().Size(name)
}
