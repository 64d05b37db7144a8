package reprocess

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"runchecks/ui/form"
	"runchecks/ui/reread"
	"runchecks/ui/theme"
	"runchecks/ui/widget/actionbutton"
	"runchecks/ui/widget/ink"
	"runchecks/ui/widget/rowtable"
	"runchecks/ui/words"
)

// lookWindow shows a look at messages: progress, then what would change.
type lookWindow struct {
	x       *Feature
	view    *reread.Preview
	lines   *fyne.Container
	bar     *widget.ProgressBar
	table   *rowtable.Table
	columns []rowtable.Column
	apply   *actionbutton.Button
	said    []string
}

// Open looks at messages: start begins, action is the label of the button that carries it out.
func (x *Feature) Open(start func(changed func()) *reread.Preview, action string) {
	l := &lookWindow{x: x, lines: container.NewVBox(), bar: widget.NewProgressBar(), columns: changeColumns()}
	l.table = rowtable.New(l.columns, rowtable.Comfortable)
	l.table.Cell = l.cell
	l.table.SetEmptyText("")
	l.view = start(l.show)
	l.apply = actionbutton.New(actionbutton.Primary, action, "Enter", l.view.Apply)
	l.apply.SetEnabled(false)
	stop := func() {
		l.view.Cancel()
		x.host.ClosePopup()
	}
	foot := container.NewHBox(layout.NewSpacer(), actionbutton.New(actionbutton.Plain, words.T("form.close"), "Esc", stop), l.apply)
	head := container.NewVBox(form.Heading(l.view.Title), l.lines, l.bar)
	size := x.host.Canvas().Size()
	at := 0
	key := func(ev *fyne.KeyEvent) {
		switch ev.Name {
		case fyne.KeyReturn, fyne.KeyEnter:
			l.view.Apply()
		case fyne.KeyDown:
			at = min(at+1, len(l.view.Rows())-1)
			l.table.SetSelected(at)
		case fyne.KeyUp:
			at = max(0, at-1)
			l.table.SetSelected(at)
		}
	}
	body := container.NewBorder(head, foot, nil, nil, l.table)
	x.host.Popup(body, fyne.NewSize(min(980, size.Width-60), min(560, size.Height-80)), key, l.view.Cancel)
	l.show()
}

func (l *lookWindow) show() {
	if l.view == nil || l.apply == nil {
		return // the first answer came before the window stood
	}
	lines := l.view.Lines()
	if fmt.Sprint(lines) != fmt.Sprint(l.said) {
		l.said = lines
		l.lines.RemoveAll()
		for _, line := range lines {
			text := widget.NewLabel(ink.Visible(line))
			text.Wrapping = fyne.TextWrapWord
			l.lines.Add(text)
		}
	}
	l.bar.SetValue(l.view.Share())
	if l.view.Over() {
		l.bar.Hide()
	}
	l.apply.SetEnabled(l.view.CanApply())
	l.table.SetLength(len(l.view.Rows()))
	l.table.Refresh()
}

func changeColumns() []rowtable.Column {
	return []rowtable.Column{
		{ID: "before", Title: words.T("reprocess.before"), Width: 110},
		{ID: "after", Title: words.T("reprocess.after"), Width: 110},
		{ID: "message", Title: words.T("reprocess.message"), Width: 140, Flex: 1},
		{ID: "change", Title: words.T("reprocess.change"), Width: 160, Flex: 1.2},
		{ID: "decided", Title: words.T("reprocess.decided"), Width: 92},
	}
}

func (l *lookWindow) cell(row, col int) rowtable.Cell {
	rows := l.view.Rows()
	if row >= len(rows) {
		return rowtable.Cell{}
	}
	c := &rows[row]
	switch l.columns[col].ID {
	case "before":
		return rowtable.Cell{Status: c.Before.Status}
	case "after":
		return rowtable.Cell{Status: c.After.Status}
	case "message":
		received := words.When(c.Received, l.x.host.Clock().In(l.x.host.Location()))
		return rowtable.Cell{Text: c.Subject, Secondary: words.T("reprocess.from", "time", received, "from", c.From)}
	case "change":
		before, after := words.RereadChange(*c)
		return rowtable.Cell{Text: after, Secondary: words.T("reprocess.was", "before", before)}
	default:
		switch {
		case c.Worse():
			return rowtable.Cell{Text: words.T("reprocess.reviewed"), Colour: theme.Red}
		case c.Decided:
			return rowtable.Cell{Text: words.T("reprocess.reviewed"), Dim: true}
		}
		return rowtable.Cell{}
	}
}
