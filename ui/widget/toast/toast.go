// Package toast is the overlay that says what was done or what failed, with one action such as
// Undo. It lies over a list and moves nothing.
package toast

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"runchecks/ui/theme"
	"runchecks/ui/widget/glyph"
	"runchecks/ui/widget/ink"
	"runchecks/ui/widget/keyboard"
)

// Kind is the tone of a message.
type Kind uint8

// The kinds.
const (
	Done    Kind = iota // something worked
	Notice              // something to know
	Problem             // something failed and needs a person
	Undone              // a decision was taken back, or can be
	Synced              // news of a sync
)

// Message is what a toast says. Action may be empty.
type Message struct {
	Kind   Kind
	Text   string
	More   string // how many wait behind it, "" for none
	Action string
	Key    string // of the action, such as Ctrl+Z
	Do     func()
	Last   bool // the action undoes the last decision
}

// Height is that of the overlay.
const Height float32 = 36

const (
	edge  float32 = 14
	sign  float32 = 13
	cross float32 = 11
	apart float32 = 10
)

// Toast is the widget; it is hidden until it has something to say.
type Toast struct {
	widget.BaseWidget
	// OnClosed is told when a person closes a message or uses its action, OnLeft when neither
	// pointer nor keyboard is on it any more.
	OnClosed, OnLeft func()

	message          Message
	pointed, focused bool
	link, closing    [2]float32 // where action and cross stand
}

// New returns a hidden toast.
func New() *Toast {
	t := &Toast{}
	t.ExtendBaseWidget(t)
	t.Hide()
	return t
}

// Message returns what is said now.
func (t *Toast) Message() Message { return t.message }

// Held reports whether the pointer or the keyboard is on it.
func (t *Toast) Held() bool { return t.pointed || t.focused }

// Say shows a message in the place of the one before.
func (t *Toast) Say(m Message) {
	t.message = m
	t.Show()
	t.Refresh()
}

// Clear removes the message.
func (t *Toast) Clear() {
	t.message, t.pointed = Message{}, false
	t.Hide()
}

// Wants is how wide the message is in full.
func (t *Toast) Wants() float32 {
	m := t.message
	w := 2*edge + sign + apart + ink.Width(m.Text, theme.TextSize, fyne.TextStyle{}) + apart + cross
	if m.More != "" {
		w += apart + ink.Width(m.More, theme.SmallSize, fyne.TextStyle{})
	}
	if m.Action != "" {
		w += apart + ink.Width(m.Action, theme.TextSize, fyne.TextStyle{Bold: true})
	}
	if m.Key != "" {
		w += apart + ink.Width(m.Key, theme.KeySize, fyne.TextStyle{Monospace: true})
	}
	return w
}

func (t *Toast) act() {
	do := t.message.Do
	t.closed()
	if do != nil {
		do()
	}
}

func (t *Toast) closed() {
	t.Clear()
	if t.OnClosed != nil {
		t.OnClosed()
	}
}

// Tapped uses the action, or closes the message.
func (t *Toast) Tapped(ev *fyne.PointEvent) {
	x := ev.Position.X
	switch {
	case x >= t.closing[0] && x < t.closing[1]:
		t.closed()
	case t.message.Action != "" && x >= t.link[0] && x < t.link[1]:
		t.act()
	}
}

// MouseIn belongs to Fyne.
func (t *Toast) MouseIn(*desktop.MouseEvent) { t.pointed = true }

// MouseMoved belongs to Fyne.
func (t *Toast) MouseMoved(*desktop.MouseEvent) {}

// MouseOut belongs to Fyne.
func (t *Toast) MouseOut() { t.pointed = false; t.left() }

// FocusGained belongs to Fyne.
func (t *Toast) FocusGained() { t.focused = true; t.Refresh() }

// FocusLost belongs to Fyne.
func (t *Toast) FocusLost() { t.focused = false; t.Refresh(); t.left() }

func (t *Toast) left() {
	if !t.Held() && t.OnLeft != nil {
		t.OnLeft()
	}
}

// TypedRune belongs to Fyne; letters are the window's.
func (t *Toast) TypedRune(r rune) {
	if r != ' ' {
		keyboard.PassRune(t, r)
	}
}

// TypedKey uses the action or closes the message; other keys are the window's.
func (t *Toast) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		t.act()
	case fyne.KeyEscape:
		t.closed()
	default:
		keyboard.Pass(t, ev)
	}
}

// AccessibilityLabel says what it shows to those who do not see it.
func (t *Toast) AccessibilityLabel() string {
	return t.message.Text
}

// AccessibilityRole belongs to fyne.Accessible.
func (t *Toast) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// CreateRenderer belongs to Fyne.
func (t *Toast) CreateRenderer() fyne.WidgetRenderer {
	r := &renderer{
		toast: t, back: canvas.NewRectangle(nil),
		sign: &canvas.Image{FillMode: canvas.ImageFillContain}, cross: &canvas.Image{FillMode: canvas.ImageFillContain},
		text: ink.NewLine(theme.TextSize, false), more: ink.NewLine(theme.SmallSize, false),
		action: ink.NewLine(theme.TextSize, true), key: ink.NewLine(theme.KeySize, false),
	}
	r.key.TextStyle.Monospace = true
	r.back.CornerRadius = 8
	return r
}

type renderer struct {
	toast                   *Toast
	back                    *canvas.Rectangle
	sign, cross             *canvas.Image
	text, more, action, key *ink.Line
}

// signs are the icons of the kinds.
var signs = map[Kind]glyph.Sign{
	Done: glyph.Check, Notice: glyph.Bang, Problem: glyph.Bang, Undone: glyph.Undo, Synced: glyph.Around,
}

// Layout belongs to Fyne.
func (r *renderer) Layout(size fyne.Size) {
	t, m := r.toast, r.toast.message
	stroke, wide := theme.Get(theme.Float), float32(0)
	if t.focused {
		stroke, wide = theme.Get(theme.FloatLink), 2
	}
	if fill := theme.Get(theme.Float); r.back.FillColor != fill || r.back.StrokeWidth != wide {
		r.back.FillColor, r.back.StrokeColor, r.back.StrokeWidth = fill, stroke, wide
		r.back.Refresh()
	}
	ink.Place(r.back, 0, 0, size.Width, size.Height)
	ink.Picture(r.sign, glyph.Resource(signs[m.Kind], theme.Get(theme.FloatText)))
	ink.Place(r.sign, edge, (size.Height-sign)/2, sign, sign)
	ink.Picture(r.cross, glyph.Resource(glyph.Cross, theme.Get(theme.FloatDim)))
	end := size.Width - edge - cross
	ink.Place(r.cross, end, (size.Height-cross)/2, cross, cross)
	t.closing = [2]float32{end - apart/2, size.Width}
	right := func(l *ink.Line, text string, colour fyne.ThemeColorName, heavy bool) (from, to float32) {
		ink.Show(l.Text, text != "")
		if text == "" {
			return end, end
		}
		l.Set(text, 400, theme.Get(colour), heavy)
		w := l.MinSize().Width
		to = end - apart
		end = to - w
		ink.Place(l.Text, end, 0, w, size.Height-1)
		return end, to
	}
	_, to := right(r.key, m.Key, theme.FloatDim, false)
	from, until := right(r.action, m.Action, theme.FloatLink, true)
	t.link = [2]float32{from - apart/2, max(to, until) + apart/2}
	right(r.more, m.More, theme.FloatDim, false)
	x := edge + sign + apart
	r.text.Set(m.Text, max(0, end-apart-x)+0.5, theme.Get(theme.FloatText), false)
	ink.Place(r.text.Text, x, 0, max(0, end-apart-x), size.Height-1)
}

// MinSize belongs to Fyne.
func (r *renderer) MinSize() fyne.Size { return fyne.NewSize(80, Height) }

// Refresh belongs to Fyne.
func (r *renderer) Refresh() { r.Layout(r.toast.Size()) }

// Destroy belongs to Fyne.
func (r *renderer) Destroy() {}

// Objects belongs to Fyne.
func (r *renderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.back, r.sign, r.text.Text, r.more.Text, r.action.Text, r.key.Text, r.cross}
}
