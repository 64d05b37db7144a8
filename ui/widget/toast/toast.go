// Package toast is the quiet line that says what was done or what failed, with
// one action such as Undo. It does not decide how long it stays: whoever shows a
// message knows when it has become untrue.
package toast

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"runchecks/ui/theme"
	"runchecks/ui/widget/actionbutton"
	"runchecks/ui/widget/glyph"
	"runchecks/ui/widget/ink"
	"runchecks/ui/words"
)

// Kind is the tone of a message.
type Kind uint8

// The kinds.
const (
	Done    Kind = iota // something worked
	Notice              // something to know
	Problem             // something failed and needs a person
)

// Message is what a toast says. Action may be empty.
type Message struct {
	Kind   Kind
	Text   string
	Action string
	Key    string // of the action, such as Ctrl+Z
	Do     func()
}

const (
	height float32 = 36
	edge   float32 = 12
	sign   float32 = 12
)

// Toast is the widget; it is hidden until it has something to say.
type Toast struct {
	widget.BaseWidget
	// OnClosed is told when the technician closes a message or uses its action.
	OnClosed func()

	message Message
	action  *actionbutton.Button
	close   *actionbutton.Button
}

// New returns a hidden toast.
func New() *Toast {
	t := &Toast{}
	t.action = actionbutton.New(actionbutton.Plain, "", "", t.act)
	t.close = actionbutton.NewSign(glyph.Cross, words.T("widget.close_message"), t.closed)
	t.ExtendBaseWidget(t)
	t.Hide()
	return t
}

// Message returns what is said now.
func (t *Toast) Message() Message { return t.message }

// Say shows a message in the place of the one before.
func (t *Toast) Say(m Message) {
	t.message = m
	t.action.SetLabel(m.Action)
	t.action.SetKey(m.Key)
	ink.Show(t.action, m.Action != "")
	t.Refresh()
	t.Show()
}

// Clear removes the message.
func (t *Toast) Clear() {
	t.message = Message{}
	t.Hide()
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

// CreateRenderer belongs to Fyne.
func (t *Toast) CreateRenderer() fyne.WidgetRenderer {
	r := &renderer{toast: t, back: canvas.NewRectangle(nil), sign: &canvas.Image{FillMode: canvas.ImageFillContain}, text: ink.NewLine(theme.TextSize, false)}
	r.back.CornerRadius = 5
	r.back.StrokeWidth = 1
	r.dress()
	return r
}

type renderer struct {
	toast *Toast
	back  *canvas.Rectangle
	sign  *canvas.Image
	text  *ink.Line
}

func (r *renderer) dress() {
	mark, colour, fill := glyph.Check, theme.Green, theme.Pane
	switch r.toast.message.Kind {
	case Notice:
		mark, colour, fill = glyph.Bang, theme.Amber, theme.AmberBg
	case Problem:
		mark, colour, fill = glyph.Cross, theme.Red, theme.RedBg
	}
	r.back.StrokeColor = theme.Get(theme.Line)
	ink.Fill(r.back, theme.Get(fill))
	ink.Picture(r.sign, glyph.Resource(mark, theme.Get(colour)))
}

func (r *renderer) Layout(size fyne.Size) {
	t := r.toast
	ink.Place(r.back, 0, 0, size.Width, size.Height)
	ink.Place(r.sign, edge, (size.Height-sign)/2, sign, sign)
	end := size.Width - 4
	c := t.close.MinSize()
	ink.Place(t.close, end-c.Width, (size.Height-c.Height)/2, c.Width, c.Height)
	end -= c.Width + 4
	if t.action.Visible() {
		a := t.action.MinSize()
		ink.Place(t.action, end-a.Width, (size.Height-a.Height)/2, a.Width, a.Height)
		end -= a.Width + 8
	}
	x := edge + sign + 8
	r.text.Set(t.message.Text, max(0, end-x), theme.Get(theme.Text), false)
	ink.Place(r.text.Text, x, 0, max(0, end-x), size.Height-1)
}

func (r *renderer) MinSize() fyne.Size { return fyne.NewSize(240, height) }
func (r *renderer) Refresh() {
	r.dress()
	r.toast.action.Refresh()
	r.toast.close.Refresh()
	r.Layout(r.toast.Size())
}
func (r *renderer) Destroy() {}
func (r *renderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.back, r.sign, r.text.Text, r.toast.action, r.toast.close}
}
