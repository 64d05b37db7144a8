package settings

import (
	"cmp"
	"image/color"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"runchecks/ui/shell"
	"runchecks/ui/theme"
	"runchecks/ui/widget/actionbutton"
	"runchecks/ui/widget/card"
	"runchecks/ui/widget/formentry"
	"runchecks/ui/widget/ink"
	"runchecks/ui/widget/segments"
)

// The sizes of a row.
const (
	rowHeight  float32 = 32
	leastLabel float32 = 140
	mostLabel  float32 = 236
	entryWidth float32 = 84
	menuWidth  float32 = 190
)

// line is a row as it is drawn.
type line struct {
	content *fyne.Container
	row     Row
	show    func(Row)
	field   fyne.Focusable // nil where nothing can be changed
}

// newLine draws a row.
func (v *view) newLine(r Row) *line {
	l := &line{row: r}
	label := ink.NewLine(theme.TextSize, false)
	hint := ink.NewLine(theme.SmallSize, false)
	value, note := v.newField(l), r.Hint
	buttons := v.buttonRow(r.Label, r.Commands...)
	a := &rowLayout{label: label, hint: hint, name: r.Name, note: note, width: v.labels}
	l.content = container.New(a, label.Text, value, buttons, hint.Text)
	show := l.show
	l.show = func(r Row) {
		l.row = r
		show(r)
		if a.note = r.Hint; l.field == nil && r.Look != Fact {
			a.note = ""
		}
		l.content.Refresh()
	}
	l.show(r)
	return l
}

// newField draws the value of a row, in the way in which it is changed.
func (v *view) newField(l *line) fyne.CanvasObject {
	r := l.row
	set := func(value string) { v.x.set(r.Key, value) }
	at := func(r Row) int { return slices.IndexFunc(r.Options, func(o Option) bool { return o.Value == r.Value }) }
	var texts []string
	for _, o := range r.Options {
		texts = append(texts, o.Words)
	}
	enter := func() { v.bringIntoView(l) }
	hover := func(in bool) { v.hover(r, in) }
	switch {
	case r.Look == Fact || !r.May:
		text := ink.NewLine(theme.TextSize, false)
		box := container.New(&textLayout{line: text}, text.Text)
		l.show = func(r Row) { text.Set(r.Shown, 10_000, theme.Get(theme.Text), false); box.Refresh() }
		return box
	case r.Look == Segments:
		c := segments.New(texts, func(i int) { set(r.Options[i].Value) })
		c.OnHover, c.OnEnter = hover, enter
		l.field, l.show = c, func(r Row) { c.Set(at(r)) }
		return c
	case r.Look == Key:
		return v.newKeyField(l)
	case r.Look == Menu:
		c := formentry.NewChoice(texts)
		l.show = func(r Row) {
			c.OnChanged = nil
			c.SetSelectedIndex(at(r))
			c.OnChanged = func(string) { set(r.Options[c.SelectedIndex()].Value) }
		}
		l.field, c.OnEnter = c, enter
		frame := canvas.NewRectangle(color.Transparent)
		frame.StrokeColor, frame.StrokeWidth, frame.CornerRadius = theme.Get(theme.Field), 1, 4
		return container.NewStack(sized(c, menuWidth), frame)
	default:
		e := formentry.New()
		e.OnChanged = func(text string) { v.say(l, l.row.Fault(text)) }
		finish := func() {
			if l.row.Fault(e.Text) == "" && e.Text != l.row.Typed() {
				set(e.Text)
			}
		}
		e.OnEnter = enter
		e.OnSubmitted = func(string) { finish() }
		e.OnLeave = func() {
			if finish(); l.row.Fault(e.Text) != "" {
				e.SetText(l.row.Typed()) // what cannot be set does not stand there as if it held
			}
		}
		l.field, l.show = e, func(r Row) { e.SetText(r.Typed()) }
		return sized(e, entryWidth)
	}
}

// buttonRow are commands as buttons, beside each other.
func (v *view) buttonRow(label string, ids ...string) *fyne.Container {
	row := container.NewHBox()
	for _, id := range ids {
		if b := v.button(id, label); b != nil {
			row.Add(b)
		}
	}
	return row
}

// button is a command as a button, nil where there is no such command. label is what it
// says, "" for the name of the command.
func (v *view) button(id, label string) fyne.CanvasObject {
	all := v.x.host.Commands()
	at := slices.IndexFunc(all, func(c shell.Command) bool { return c.ID == id })
	if at < 0 {
		return nil
	}
	c := &all[at]
	b := actionbutton.New(actionbutton.Plain, cmp.Or(label, c.Name), "", func() { v.x.host.Perform(c) })
	b.SetEnabled(c.Can())
	v.buttons = append(v.buttons, func() { b.SetEnabled(c.Can()) })
	return b
}

// rowLayout puts label, value, buttons and hint of a row beside each other.
type rowLayout struct {
	label, hint *ink.Line
	name, note  string
	width       float32 // of the label, with the space behind it
	fault       bool    // the note says why a value cannot be set
}

// labelWidth is that of all labels: their widest, within bounds.
func labelWidth(rows []Row) float32 {
	width := leastLabel
	for _, r := range rows {
		width = max(width, ink.Width(r.Name, theme.TextSize, fyne.TextStyle{})+12)
	}
	return min(width, mostLabel)
}

// MinSize belongs to fyne.Layout.
func (a *rowLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(300, max(rowHeight, o[1].MinSize().Height+4))
}

// Layout belongs to fyne.Layout. A value that is too long for its row is cut before its
// buttons are.
func (a *rowLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	const gap = 10
	a.label.Set(a.name, a.width-gap, theme.Get(theme.Dim), false)
	ink.Place(a.label.Text, card.Edge, 0, a.width-gap, size.Height-1)
	x := card.Edge + a.width
	buttons := o[2].MinSize()
	room := size.Width - x - card.Edge
	value := o[1].MinSize()
	if buttons.Width > 0 {
		room -= buttons.Width + gap
	}
	width := min(value.Width, max(0, room))
	ink.Place(o[1], x, (size.Height-value.Height-1)/2, width, value.Height)
	if width > 0 {
		x += width + gap
	}
	if buttons.Width > 0 {
		ink.Place(o[2], x, (size.Height-buttons.Height)/2, buttons.Width, buttons.Height)
		x += buttons.Width + gap
	}
	colour := theme.Get(theme.Dim)
	if a.fault {
		colour = theme.Get(theme.Red)
	}
	left := max(0, size.Width-x-card.Edge)
	a.hint.Set(a.note, left, colour, false)
	ink.Place(a.hint.Text, x, 0, left, size.Height-1)
}

// textLayout is as wide as its text, and cuts it where there is less room.
type textLayout struct{ line *ink.Line }

// MinSize belongs to fyne.Layout.
func (a *textLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	if a.line.Full() == "" {
		return fyne.NewSize(0, rowHeight-5)
	}
	return fyne.NewSize(ink.Width(a.line.Full(), theme.TextSize, fyne.TextStyle{})+1, rowHeight-5)
}

// Layout belongs to fyne.Layout.
func (a *textLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	a.line.Set(a.line.Full(), size.Width, theme.Get(theme.Text), false)
	ink.Place(a.line.Text, 0, 0, size.Width, size.Height)
}

// sized gives a field the width of what stands in it.
func sized(o fyne.CanvasObject, width float32) fyne.CanvasObject {
	least := canvas.NewRectangle(color.Transparent)
	least.SetMinSize(fyne.NewSize(width, 0))
	return container.NewStack(least, o)
}
