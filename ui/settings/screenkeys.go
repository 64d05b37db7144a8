package settings

import (
	"cmp"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"runchecks/ui/keys"
	"runchecks/ui/shell"
	"runchecks/ui/theme"
	"runchecks/ui/widget/card"
	"runchecks/ui/widget/ink"
	"runchecks/ui/widget/keyfield"
	"runchecks/ui/words"
)

// commandsOf are the commands that can have another key.
func commandsOf(all []shell.Command, title func(screen string) string) (out []Command) {
	for i := range all {
		if c := &all[i]; c.Choosable() {
			out = append(out, Command{ID: c.ID, Name: c.Name, Key: c.Key, Standard: c.Standard, On: title(c.On)})
		}
	}
	slices.SortStableFunc(out, func(a, b Command) int { return cmp.Compare(rank(a.ID), rank(b.ID)) })
	return out
}

// newKeyField draws the key of a command. While it has the keyboard, keys reach it instead of
// the commands that they belong to.
func (v *view) newKeyField(l *line) fyne.CanvasObject {
	f := keyfield.New(words.T("setting.key_press"))
	f.OnKey = func(k keys.Key) { v.x.pressed(l, k) }
	f.OnReset = func() { v.x.Model.ChooseKey(l.row.Command, "") }
	f.OnLeave = v.x.Focus
	f.OnFocus = func(in bool) {
		if !in {
			v.x.host.Listen(nil)
			v.say(l, "")
			return
		}
		v.bringIntoView(l)
		v.x.host.Listen(f.Hear)
	}
	f.OnHover = func(in bool) { v.hover(l.row, in) }
	l.field, l.show = f, func(r Row) { f.Set(keys.Key(r.Value)) }
	return f
}

// pressed gives a command the key that was pressed, or says why it cannot have it.
func (x *Feature) pressed(l *line, k keys.Key) {
	all := x.host.Commands()
	at := slices.IndexFunc(all, func(c shell.Command) bool { return c.ID == l.row.Command })
	if at < 0 || all[at].Key == k {
		return
	}
	fault := x.host.KeyFault(&all[at], k)
	x.view.say(l, fault)
	if fault != "" {
		return
	}
	if all[at].Standard == k {
		k = "" // what a command came with is no choice of anybody's
	}
	x.Model.ChooseKey(l.row.Command, k)
}

// newNote is a dim line at the foot of a card.
func (v *view) newNote(text string) fyne.CanvasObject {
	line := ink.NewLine(theme.SmallSize, false)
	line.Set(text, 10_000, theme.Get(theme.Dim), false)
	return container.New(&noteLayout{line: line, text: text}, line.Text)
}

// noteLayout puts a line where the labels of rows begin, and cuts it at the edge.
type noteLayout struct {
	line *ink.Line
	text string
}

// MinSize belongs to fyne.Layout.
func (a *noteLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(200, rowHeight) }

// Layout belongs to fyne.Layout.
func (a *noteLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	room := max(0, size.Width-2*card.Edge)
	a.line.Set(a.text, room, theme.Get(theme.Dim), false)
	ink.Place(a.line.Text, card.Edge, 0, room, size.Height-1)
}
