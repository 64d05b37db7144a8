package readers

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"runchecks/ui/list"
	"runchecks/ui/listscreen"
	"runchecks/ui/theme"
	"runchecks/ui/widget/actionbutton"
	"runchecks/ui/widget/rowtable"
	"runchecks/ui/widget/searchfield"
	"runchecks/ui/widget/section"
	"runchecks/ui/words"
)

// messageList is where the message to try a definition on is chosen.
type messageList struct {
	p       params
	content fyne.CanvasObject
	title   *section.Header
	search  *searchfield.Field
	table   *rowtable.Table
}

func newMessageList(p params) *messageList {
	l := &messageList{
		p:      p,
		title:  section.New(words.T("readers.messages"), "", nil),
		search: searchfield.New(120, "", words.T("readers.find"), words.T("list.search")),
	}
	l.search.OnChanged = p.View.SetSearch
	l.search.Leave = func() {
		if c := fyne.CurrentApp().Driver().CanvasForObject(l.search); c != nil {
			c.Focus(l.table)
		}
	}
	columns := p.View.MessageColumns()
	l.table = listscreen.NewTable(columns.Heads(), rowtable.Comfortable, func(row int, column string) list.Cell {
		return columns.Cell(p.View.Messages(), row, column)
	})
	l.table.OnSelect = func(row int, _ fyne.KeyModifier) { p.View.SelectMessage(row) }
	l.table.OnKey, l.table.OnRune = p.Key, p.Rune
	l.table.OnHover = func(_, _ int, full string) { p.Hover(full) }
	l.table.SetEmptyText(words.T("readers.no_message"))
	l.content = container.NewBorder(container.NewVBox(l.title, l.search), nil, nil, nil, l.table)
	return l
}

func (l *messageList) show() {
	v := l.p.View
	l.title.Set(words.T("readers.messages"), words.Number(len(v.Messages())))
	l.table.SetLength(len(v.Messages()))
	l.table.SetSelected(v.SelectedMessage())
	l.table.Refresh()
}

// staleBar offers to read again what older readers read; it hides where nothing is.
type staleBar struct {
	content *fyne.Container
	text    *canvas.Text
}

func newStaleBar(key func() string, look func()) *staleBar {
	b := &staleBar{text: canvas.NewText("", theme.Get(theme.Text))}
	b.text.TextSize = theme.SmallSize
	button := actionbutton.NewKeyed(actionbutton.Plain, words.T("readers.look"), key, look)
	row := container.NewBorder(nil, nil, nil, button, b.text)
	b.content = container.New(layout.NewCustomPaddedLayout(6, 6, theme.Gap, theme.Gap), row)
	b.content.Hide()
	return b
}

// set shows the number; it reports whether the bar came or went.
func (b *staleBar) set(n int) bool {
	before := b.content.Visible()
	if n == 0 {
		b.content.Hide()
		return before
	}
	b.text.Text, b.text.Color = words.T("readers.read_by_older", "n", n), theme.Get(theme.Text)
	b.text.Refresh()
	b.content.Show()
	return !before
}
