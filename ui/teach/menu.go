package teach

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"runchecks/domain"
	"runchecks/ui/theme"
	"runchecks/ui/widget/statusmark"
	"runchecks/ui/words"
)

// choice is one line of the menu: a meaning, or the second menu.
type choice struct {
	words   string
	meaning domain.Meaning
	more    []choice
	key     rune
}

// choices are the lines of the menu for a target: the digits 1 to 9 as in the picture, the
// rarer ones by a letter.
func choices(all []domain.Meaning) []choice {
	has := map[domain.Meaning]bool{}
	for _, m := range all {
		has[m] = true
	}
	var out, columns []choice
	for i, m := range []domain.Meaning{"object: name", "object: type", "object: status", "object: message"} {
		if has[m] {
			columns = append(columns, choice{words: MeaningMenu(m), meaning: m, key: rune('1' + i)})
		}
	}
	for i, m := range []domain.Meaning{"success", "warning", "failed", "job name", "machine", "start", "end", "", "ignored"} {
		key := rune('1' + i)
		switch {
		case m == "" && len(columns) > 0:
			out = append(out, choice{words: words.T("teach.object_column"), more: columns, key: key})
		case has[m]:
			out = append(out, choice{words: MeaningMenu(m), meaning: m, key: key})
		}
	}
	for _, x := range []struct {
		m   domain.Meaning
		key rune
	}{{"missed", 'm'}, {"duration", 'd'}, {"rows begin here", 'r'}, {"always there", 'a'}} {
		if has[x.m] {
			out = append(out, choice{words: MeaningMenu(x.m), meaning: x.m, key: x.key})
		}
	}
	return out
}

// openMenu opens the menu for a target below its words.
func (s *view) openMenu(t domain.TeachTarget, at fyne.Position) {
	list := choices(t.Choices)
	if t.Head { // a column is never a status or a job
		list = nil
		for _, c := range choices(t.Choices) {
			if len(c.more) > 0 {
				list = append(list, c.more...)
				continue
			}
			list = append(list, c)
		}
	}
	mails := len(s.p.View.State().Mails)
	where := words.T("teach.where_in", "where", t.Where, "n", t.In, "mails", mails)
	s.showMenu(words.T("teach.quoted", "words", strings.Join(strings.Fields(t.Words), " ")), where, list, at)
}

func (s *view) showMenu(title, where string, list []choice, at fyne.Position) {
	c := fyne.CurrentApp().Driver().CanvasForObject(s.content)
	if c == nil || len(list) == 0 {
		return
	}
	s.closeMenu()
	m := newMenu(title, where, list, func(pick *choice) {
		s.closeMenu()
		switch {
		case pick == nil:
			s.mail.SelectNothing()
			s.subject.SelectNothing()
		case len(pick.more) > 0:
			s.showMenu(title, where, pick.more, at)
			return
		default:
			s.mail.SelectNothing()
			s.subject.SelectNothing()
			s.p.View.Point(s.pointed, pick.meaning)
		}
		s.Focus(c)
	})
	s.menu = m
	m.popup = widget.NewPopUp(m, c)
	size := m.MinSize().Max(fyne.NewSize(270, 0))
	room := c.Size()
	at.X = max(0, min(at.X, room.Width-size.Width-8))
	if at.Y+size.Height > room.Height-8 {
		at.Y = max(0, room.Height-size.Height-8)
	}
	m.popup.ShowAtPosition(at)
	m.popup.Resize(size)
	c.Focus(m)
}

func (s *view) closeMenu() {
	if s.menu != nil {
		s.menu.popup.Hide()
		s.menu = nil
	}
}

const (
	menuRow   float32 = 28
	menuTitle float32 = 48
	menuWide  float32 = 270
)

// menu is a list of meanings with their keys. It takes the keyboard while it is open.
type menu struct {
	widget.BaseWidget
	popup *widget.PopUp
	title *canvas.Text
	where *canvas.Text
	list  []choice
	at    int
	done  func(*choice) // nil for none
	rows  []*menuLine
}

func newMenu(title, where string, list []choice, done func(*choice)) *menu {
	m := &menu{list: list, done: done, title: text(theme.TextSize, true, theme.Text), where: text(theme.SmallSize, false, theme.Dim)}
	m.title.Text, m.where.Text = cut(title, 38), cut(where, 46)
	for i := range list {
		m.rows = append(m.rows, newMenuLine(m, i))
	}
	m.ExtendBaseWidget(m)
	m.mark(0)
	return m
}

func cut(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return s
}

func (m *menu) mark(i int) {
	m.at = max(0, min(i, len(m.list)-1))
	for n, r := range m.rows {
		r.set(n == m.at)
	}
}

func (m *menu) pick(i int) { m.done(&m.list[i]) }

// FocusGained belongs to Fyne.
func (m *menu) FocusGained() {}

// FocusLost belongs to Fyne.
func (m *menu) FocusLost() {}

// TypedRune chooses by digit or letter.
func (m *menu) TypedRune(r rune) {
	for i, c := range m.list {
		if c.key == r {
			m.pick(i)
			return
		}
	}
}

// TypedKey moves, chooses, or closes.
func (m *menu) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyDown:
		m.mark((m.at + 1) % len(m.list))
	case fyne.KeyUp:
		m.mark((m.at + len(m.list) - 1) % len(m.list))
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		m.pick(m.at)
	case fyne.KeyEscape:
		m.done(nil)
	}
}

// MinSize belongs to Fyne.
func (m *menu) MinSize() fyne.Size {
	return fyne.NewSize(menuWide, menuTitle+menuRow*float32(len(m.list))+4)
}

// CreateRenderer belongs to Fyne.
func (m *menu) CreateRenderer() fyne.WidgetRenderer {
	box := container.NewWithoutLayout(m.title, m.where)
	m.title.Move(fyne.NewPos(8, 4))
	m.where.Move(fyne.NewPos(8, 24))
	for i, r := range m.rows {
		r.Move(fyne.NewPos(0, menuTitle+menuRow*float32(i)))
		r.Resize(fyne.NewSize(menuWide, menuRow))
		box.Add(r)
	}
	return widget.NewSimpleRenderer(box)
}

// menuLine is one line of the menu.
type menuLine struct {
	widget.BaseWidget
	m    *menu
	i    int
	back *canvas.Rectangle
}

func newMenuLine(m *menu, i int) *menuLine {
	l := &menuLine{m: m, i: i, back: canvas.NewRectangle(theme.Get(theme.Sel))}
	l.ExtendBaseWidget(l)
	return l
}

func (l *menuLine) set(marked bool) {
	l.back.Hidden = !marked
	l.back.Refresh()
}

// Tapped belongs to Fyne.
func (l *menuLine) Tapped(*fyne.PointEvent) { l.m.pick(l.i) }

// MouseIn belongs to Fyne.
func (l *menuLine) MouseIn(*desktop.MouseEvent) { l.m.mark(l.i) }

// MouseMoved belongs to Fyne.
func (l *menuLine) MouseMoved(*desktop.MouseEvent) {}

// MouseOut belongs to Fyne.
func (l *menuLine) MouseOut() {}

// CreateRenderer belongs to Fyne.
func (l *menuLine) CreateRenderer() fyne.WidgetRenderer {
	c := l.m.list[l.i]
	says := text(theme.TextSize, false, theme.Text)
	says.Text = c.words
	key := text(theme.SmallSize, false, theme.Dim)
	key.Text, key.TextStyle.Monospace = strings.ToUpper(string(c.key)), true
	box := container.NewWithoutLayout(l.back, says, key)
	l.back.Resize(fyne.NewSize(menuWide, menuRow))
	says.Move(fyne.NewPos(36, 5))
	key.Move(fyne.NewPos(menuWide-22, 7))
	if s := MeaningStatus(c.meaning); s != 0 {
		sign := statusmark.NewGlyph(s)
		sign.Resize(sign.MinSize())
		sign.Move(fyne.NewPos(8, (menuRow-sign.MinSize().Height)/2))
		box.Add(sign)
	}
	return widget.NewSimpleRenderer(box)
}
