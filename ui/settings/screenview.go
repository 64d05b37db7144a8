package settings

import (
	"image/color"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"runchecks/domain/rules"
	"runchecks/domain/setting"
	"runchecks/ui/keys"
	"runchecks/ui/list"
	"runchecks/ui/listscreen"
	"runchecks/ui/shell"
	"runchecks/ui/theme"
	"runchecks/ui/widget/card"
	"runchecks/ui/widget/rowtable"
	"runchecks/ui/widget/searchfield"
	"runchecks/ui/words"
)

// sideWidth is that of the list of sections.
const sideWidth float32 = 216

// view is what is drawn of the page. Its methods are called on the interface thread.
type view struct {
	x       *Feature
	content fyne.CanvasObject
	side    *fyne.Container
	search  *searchfield.Field
	jump    *rowtable.Table
	scroll  *container.Scroll
	page    *fyne.Container // the cards
	ground  *canvas.Rectangle

	accounts list.Screen // nil for none
	table    *rowtable.Table

	shown   []Section // those of the cards, in their order
	cards   map[Section]*card.Card
	lines   map[string]*line
	drawn   []string // the rows that the cards were made of
	chosen  Section
	labels  float32  // the width of the labels
	buttons []func() // let each button say whether it can be used
}

func newView(x *Feature) *view {
	v := &view{x: x, chosen: sections[0], page: container.New(&columns{})}
	v.search = searchfield.New(100, string(keys.Search), words.T("setting.hint"), words.T("list.search"))
	v.search.OnChanged = x.Model.SetSearch
	v.search.Leave = x.Focus
	v.jump = rowtable.New([]rowtable.Column{{ID: "section", Width: 100, Flex: 1}}, rowtable.Compact)
	v.jump.HideHeader()
	v.jump.Cell = func(row, _ int) rowtable.Cell {
		if row >= len(v.shown) {
			return rowtable.Cell{}
		}
		return rowtable.Cell{Text: v.shown[row].Title(), Bold: v.shown[row] == v.chosen}
	}
	v.jump.OnSelect = func(row int, _ fyne.KeyModifier) { v.jumpTo(v.shown[row]) }
	v.jump.OnKey, v.jump.OnRune = x.host.Key, x.host.Typed
	v.jump.SetEmptyText(" ")
	if x.links.Accounts != nil {
		v.accounts = x.links.Accounts(v.accountsChanged)
		heads := v.accounts.Columns()
		v.table = listscreen.NewTable(heads, rowtable.Compact, v.accounts.Cell)
		v.table.OnSelect = func(row int, _ fyne.KeyModifier) { v.accounts.Select(row) }
		v.table.OnActivate = func(int) { x.host.Open(shell.Accounts) }
		v.table.OnKey, v.table.OnRune = x.host.Key, x.host.Typed
		v.table.OnHover = func(_, _ int, full string) { x.host.Hover(full) }
		v.table.SetEmptyText(v.accounts.EmptyText())
	}
	v.scroll = container.NewVScroll(v.page)
	v.side = container.NewStack()
	v.ground = canvas.NewRectangle(color.Transparent)
	v.content = container.New(&beside{}, v.side, container.NewStack(v.ground, theme.Flat(v.scroll)))
	v.rebuild()
	return v
}

// show draws what is new; where rows came or went, the cards are made again.
func (v *view) show() {
	var now []string
	for _, r := range v.x.Model.Page() {
		id := r.ID
		if r.May {
			id += "*"
		}
		now = append(now, id)
	}
	if !slices.Equal(now, v.drawn) {
		v.rebuild()
		return
	}
	for _, r := range v.x.Model.Page() {
		v.lines[r.ID].show(r)
	}
	for _, b := range v.buttons {
		b()
	}
}

// rebuild makes the cards again: rows came or went, or the colours are others.
func (v *view) rebuild() {
	defer v.focusAgain(v.focusedRow())
	v.ground.FillColor = theme.Get(theme.Bg)
	v.lines, v.cards, v.buttons, v.drawn = map[string]*line{}, map[Section]*card.Card{}, nil, nil
	v.labels = labelWidth(v.x.Model.AllRows)
	for _, r := range v.x.Model.Page() {
		id := r.ID
		if v.lines[id] = v.newLine(r); r.May {
			id += "*"
		}
		v.drawn = append(v.drawn, id)
	}
	v.shown = nil
	v.page.Layout = &columns{}
	v.page.RemoveAll()
	cs := v.page.Layout.(*columns)
	for _, s := range sections {
		c := v.newCard(s)
		if c == nil {
			continue
		}
		v.shown, v.cards[s], cs.right = append(v.shown, s), c, append(cs.right, s.Right())
		v.page.Add(c.Object)
	}
	if len(v.shown) > 0 && v.cards[v.chosen] == nil {
		v.chosen = v.shown[0] // the search left nothing of the one that was chosen
	}
	if len(v.shown) == 0 && v.x.Model.Search() != "" {
		none := canvas.NewText(words.T("setting.none_found", "text", v.x.Model.Search()), theme.Get(theme.Dim))
		none.TextSize = theme.TextSize
		cs.right = append(cs.right, false)
		v.page.Add(none)
	}
	v.makeSide()
	v.jump.SetLength(len(v.shown))
	v.jump.SetSelected(slices.Index(v.shown, v.chosen))
	v.jump.Refresh()
	v.content.Refresh()
}

// focusedRow is the row whose field has the keyboard, "" for none.
func (v *view) focusedRow() string {
	for id, l := range v.lines {
		if l.field != nil && v.x.host.Canvas().Focused() == l.field {
			return id
		}
	}
	return ""
}

// focusAgain gives the keyboard to the field of a row that was drawn anew.
func (v *view) focusAgain(id string) {
	switch l := v.lines[id]; {
	case id == "":
	case l != nil && l.field != nil:
		v.x.host.Canvas().Focus(l.field)
	default:
		v.x.Focus()
	}
}

// newCard makes the card of a section, nil where the search leaves nothing of it.
func (v *view) newCard(s Section) *card.Card {
	rows := v.x.Model.Section(s)
	var body []fyne.CanvasObject
	for _, r := range rows {
		body = append(body, v.lines[r.ID].content)
	}
	detail, right := "", fyne.CanvasObject(nil)
	switch s {
	case Accounts:
		if v.accounts == nil || !v.x.Model.finds(Accounts.Title()) {
			return nil
		}
		detail = v.accounts.Detail()
		right = v.buttonRow("", "accounts.add-mailbox", "accounts.add-cove")
		height := rowtable.Compact.Height() * float32(max(1, v.accounts.Len()))
		body = append(body, tall(v.table, theme.HeaderHeight+height))
	case Section(setting.Profile):
		detail = words.T("setting.own_note")
	case Section(setting.Backup):
		right = v.buttonRow("", "copies.now", "copies.list")
	case Section(setting.Retention):
		right = v.buttonRow("", "retention.plan", "retention.undo")
	case Keys:
		right = v.buttonRow("", "window.keys", "settings.keys-reset")
		if n := v.x.Model.away(); n > 0 {
			body = append(body, v.newNote(words.T("setting.keys_more", "commands", words.Count(n, "command"))))
		}
	case Section(setting.Appearance):
		detail = words.T("setting.appearance_note")
	}
	if len(body) == 0 {
		return nil
	}
	return card.New(s.Title(), detail, right, body...)
}

// makeSide draws what stands at the left: title, search, sections, and what a change does.
func (v *view) makeSide() {
	title := canvas.NewText(words.T("setting.page"), theme.Get(theme.Text))
	title.TextSize, title.TextStyle.Bold = theme.HeadingSize+2, true
	text := words.T("setting.page_note", "key", string(keys.Undo))
	if !v.x.p.Desk.May(rules.ActSettings) {
		text = words.T("setting.page_note_reader")
	}
	note := widget.NewRichText(&widget.TextSegment{
		Text: text, Style: widget.RichTextStyle{ColorName: theme.Dim, SizeName: fynetheme.SizeNameCaptionText, Inline: true},
	})
	note.Wrapping = fyne.TextWrapWord
	back, edge := canvas.NewRectangle(theme.Get(theme.Pane)), canvas.NewRectangle(theme.Get(theme.Line))
	edge.SetMinSize(fyne.NewSize(1, 1))
	head := container.New(layout.NewCustomPaddedLayout(10, 8, 12, 12), container.NewVBox(title, v.search))
	v.side.Objects = []fyne.CanvasObject{
		back, container.NewBorder(head, note, nil, edge, v.jump),
	}
	v.side.Refresh()
}

// accountsChanged draws the accounts again.
func (v *view) accountsChanged(part list.Part) {
	if v.table == nil || part != list.PartRows {
		return
	}
	if v.table.Length() != v.accounts.Len() {
		v.rebuild()
	}
	if c := v.cards[Accounts]; c != nil {
		c.SetDetail(v.accounts.Detail())
	}
	v.table.SetLength(v.accounts.Len())
	v.table.SetEmptyText(v.accounts.EmptyText())
	v.table.Refresh()
}

// jumpTo brings a card into view.
func (v *view) jumpTo(s Section) {
	v.chosen = s
	v.jump.SetSelected(slices.Index(v.shown, s))
	v.jump.Refresh()
	if c := v.cards[s]; c != nil {
		v.scroll.ScrollToOffset(fyne.NewPos(0, max(0, c.Object.Position().Y-pageEdge)))
	}
}

// bringIntoView scrolls as little as needed to have a row in view: Tab comes to every field.
func (v *view) bringIntoView(l *line) {
	driver := fyne.CurrentApp().Driver()
	top := driver.AbsolutePositionForObject(l.content).Y - driver.AbsolutePositionForObject(v.page).Y
	bottom, y := top+l.content.Size().Height, v.scroll.Offset.Y
	switch {
	case top-pageEdge < y:
		y = max(0, top-pageEdge)
	case bottom+pageEdge > y+v.scroll.Size().Height:
		y = bottom + pageEdge - v.scroll.Size().Height
	default:
		return
	}
	v.scroll.ScrollToOffset(fyne.NewPos(0, y))
}

// move goes to another section, by places.
func (v *view) move(by int) {
	if len(v.shown) == 0 {
		return
	}
	v.jumpTo(v.shown[max(0, min(slices.Index(v.shown, v.chosen)+by, len(v.shown)-1))])
}

// nextPane gives the keyboard to the first field of the chosen section, and back.
func (v *view) nextPane() {
	c := v.x.host.Canvas()
	if c.Focused() == v.jump {
		for _, r := range v.x.Model.Section(v.chosen) {
			if l := v.lines[r.ID]; l.field != nil {
				c.Focus(l.field)
				return
			}
		}
		if v.chosen == Accounts && v.table != nil {
			c.Focus(v.table)
			return
		}
	}
	v.x.Focus()
}

// say shows why what is typed cannot be set, or the hint again.
func (v *view) say(l *line, fault string) {
	a := l.content.Layout.(*rowLayout)
	if a.note, a.fault = l.row.Hint, fault != ""; a.fault {
		a.note = fault
	}
	l.content.Refresh()
}

// hover says what the setting under the pointer is for.
func (v *view) hover(r Row, in bool) {
	if in {
		v.x.host.Hover(r.About)
	} else {
		v.x.host.Hover("")
	}
}

// tall gives an object a height.
func tall(o fyne.CanvasObject, height float32) fyne.CanvasObject {
	least := canvas.NewRectangle(color.Transparent)
	least.SetMinSize(fyne.NewSize(0, height))
	return container.NewStack(least, o)
}
