// Package actionbutton is the flat button of the window: a label with its key
// dim beside it. It does not hear the key itself; keys are commands of the screen.
package actionbutton

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"runchecks/ui/theme"
	"runchecks/ui/widget/glyph"
	"runchecks/ui/widget/ink"
	"runchecks/ui/widget/keyboard"
	"runchecks/ui/widget/ring"
	"runchecks/ui/widget/tooltip"
)

// Kind is how much a button asks for attention.
type Kind uint8

// The kinds. A pane has at most one Primary button: the next step.
const (
	Plain Kind = iota
	Primary
	Quiet // without border, for small signs in strips
)

const (
	edge float32 = 11
	gap  float32 = 7
	icon float32 = 14
)

// Button is the widget.
type Button struct {
	widget.BaseWidget

	// OnTapped is called for a click, and for space and enter while focused.
	OnTapped func()
	// Tooltip explains the button; OnHover is told it when the pointer comes, and
	// the empty string when it leaves.
	Tooltip string
	OnHover func(tip string)
	// KeyOf is the name of the key now, where somebody may choose another; nil: as New was told.
	KeyOf func() string

	kind     Kind
	label    string
	key      string
	sign     glyph.Sign
	disabled bool
	hovered  bool
	pressed  bool
	focused  bool
	cut      bool // less than its label is shown
	bar      *Bar // that it stands in; nil for none
}

// New returns a button with a label and the name of its key, which may be empty.
func New(kind Kind, label, key string, tapped func()) *Button {
	b := &Button{kind: kind, label: label, key: key, OnTapped: tapped}
	b.ExtendBaseWidget(b)
	return b
}

// NewKeyed returns a button whose key may be chosen anew while it stands.
func NewKeyed(kind Kind, label string, key func() string, tapped func()) *Button {
	b := New(kind, label, "", tapped)
	b.KeyOf = key
	return b
}

// NewSign returns a button that shows a sign; the tooltip names it.
func NewSign(sign glyph.Sign, tooltip string, tapped func()) *Button {
	b := &Button{kind: Plain, sign: sign, Tooltip: tooltip, OnTapped: tapped}
	b.ExtendBaseWidget(b)
	return b
}

// Label returns the label.
func (b *Button) Label() string { return b.label }

// SetLabel changes the label, such as when it carries numbers.
func (b *Button) SetLabel(label string) {
	if b.label != label {
		b.label = label
		b.resized()
	}
}

// resized draws the button, and its bar anew: it may need more room.
func (b *Button) resized() {
	b.Refresh()
	if b.bar != nil {
		b.bar.Refresh()
	}
}

// keyName is the name of the key now.
func (b *Button) keyName() string {
	if b.KeyOf != nil {
		return b.KeyOf()
	}
	return b.key
}

// SetKey changes the name of the key beside the label.
func (b *Button) SetKey(key string) {
	if b.key != key {
		b.key = key
		b.resized()
	}
}

// SetKind makes the button the next step, or no longer.
func (b *Button) SetKind(k Kind) {
	if b.kind != k {
		b.kind = k
		b.Refresh()
	}
}

// SetEnabled says whether the button can be used now.
func (b *Button) SetEnabled(yes bool) {
	if b.disabled == !yes {
		return
	}
	b.disabled = !yes
	b.Refresh()
}

// Enable is SetEnabled(true); with Disable and Disabled it belongs to fyne.Disableable.
func (b *Button) Enable() { b.SetEnabled(true) }

// Disable is SetEnabled(false).
func (b *Button) Disable() { b.SetEnabled(false) }

// Disabled reports whether the button cannot be used now.
func (b *Button) Disabled() bool { return b.disabled }

// Tapped belongs to Fyne.
func (b *Button) Tapped(*fyne.PointEvent) {
	if !b.disabled && b.OnTapped != nil {
		b.OnTapped()
	}
}

// MouseDown belongs to Fyne.
func (b *Button) MouseDown(*desktop.MouseEvent) { b.pressed = true; b.Refresh() }

// MouseUp belongs to Fyne.
func (b *Button) MouseUp(*desktop.MouseEvent) { b.pressed = false; b.Refresh() }

// MouseIn belongs to Fyne.
func (b *Button) MouseIn(ev *desktop.MouseEvent) {
	tooltip.Follow(b, ev)
	b.hover(true)
}

// MouseMoved belongs to Fyne.
func (b *Button) MouseMoved(ev *desktop.MouseEvent) { tooltip.Follow(b, ev) }

// MouseOut belongs to Fyne.
func (b *Button) MouseOut() { b.pressed = false; b.hover(false) }

func (b *Button) hover(in bool) {
	b.hovered = in
	b.Refresh()
	if b.OnHover == nil {
		return
	}
	if in {
		b.OnHover(b.tip())
	} else {
		b.OnHover("")
	}
}

// tip is what the button says of itself: the tooltip, and its key where none stands on it.
func (b *Button) tip() string {
	tip, key := b.Tooltip, b.keyName()
	switch {
	case tip == "" && b.cut:
		tip = b.label
	case tip == "" || b.sign == 0:
		key = ""
	}
	if key != "" {
		tip += "   " + key
	}
	return tip
}

// AccessibilityLabel says what the button does to those who do not see it.
func (b *Button) AccessibilityLabel() string {
	text, key := b.label, b.keyName()
	if text == "" {
		text = b.Tooltip
	}
	if key != "" {
		text += ", " + key
	}
	return text
}

// AccessibilityRole belongs to fyne.Accessible.
func (b *Button) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// FocusGained belongs to Fyne.
func (b *Button) FocusGained() { b.focused = true; b.Refresh() }

// FocusLost belongs to Fyne.
func (b *Button) FocusLost() { b.focused = false; b.Refresh() }

// TypedRune belongs to Fyne; letters are the window's.
func (b *Button) TypedRune(r rune) {
	if r != ' ' {
		keyboard.PassRune(b, r)
	}
}

// TypedKey belongs to Fyne; keys other than those of a button are the window's.
func (b *Button) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		b.Tapped(nil)
	default:
		keyboard.Pass(b, ev)
	}
}

// CreateRenderer belongs to Fyne.
func (b *Button) CreateRenderer() fyne.WidgetRenderer {
	r := &renderer{
		button: b,
		back:   canvas.NewRectangle(nil),
		label:  ink.NewLine(theme.TextSize, false),
		key:    ink.NewLine(theme.KeySize, false),
		sign:   &canvas.Image{FillMode: canvas.ImageFillContain},
	}
	r.key.TextStyle.Monospace = true
	r.back.CornerRadius = ring.Radius
	r.dress()
	return r
}

type renderer struct {
	button *Button
	back   *canvas.Rectangle
	label  *ink.Line
	key    *ink.Line
	sign   *canvas.Image
}

// colours returns those of fill, border, text and key in the present state.
func (r *renderer) colours() (fill, stroke, text, key color.Color) {
	b := r.button
	fill, stroke = theme.Get(theme.Pane), theme.Get(theme.Line)
	text, key = theme.Get(theme.Text), theme.Get(theme.Dim)
	if b.kind == Primary {
		fill, stroke = theme.Get(theme.Accent), theme.Get(theme.Accent)
		text, key = theme.Get(theme.AccText), theme.Get(theme.AccText)
	}
	if b.kind == Quiet {
		fill, stroke, text = color.Transparent, color.Transparent, theme.Get(theme.Dim)
	}
	switch {
	case b.disabled:
		text, key = theme.Get(theme.Disabled), theme.Get(theme.Disabled)
		if b.kind == Primary {
			fill, stroke = theme.Get(theme.Head), theme.Get(theme.Line)
		}
	case b.kind == Primary && (b.hovered || b.pressed):
		fill = mix(fill, theme.Get(theme.Text), 0.14)
	case b.pressed:
		fill = theme.Get(theme.Sel)
	case b.hovered:
		fill = theme.Get(theme.Hover)
		if b.kind == Quiet {
			text = theme.Get(theme.Text)
		}
	}
	if b.focused {
		stroke = theme.Get(theme.Accent)
		if b.kind == Primary {
			stroke = theme.Get(theme.Text) // the accent is what it is filled with
		}
	}
	return fill, stroke, text, key
}

func mix(a, b color.Color, share float64) color.Color {
	x, y := color.NRGBAModel.Convert(a).(color.NRGBA), color.NRGBAModel.Convert(b).(color.NRGBA)
	part := func(p, q uint8) uint8 { return uint8(float64(p)*(1-share) + float64(q)*share) }
	return color.NRGBA{R: part(x.R, y.R), G: part(x.G, y.G), B: part(x.B, y.B), A: 0xff}
}

func (r *renderer) dress() {
	b := r.button
	fill, stroke, text, key := r.colours()
	wide := float32(1)
	if b.focused {
		wide = ring.Width
	}
	if r.back.FillColor != fill || r.back.StrokeColor != stroke || r.back.StrokeWidth != wide {
		r.back.FillColor, r.back.StrokeColor, r.back.StrokeWidth = fill, stroke, wide
		r.back.Refresh()
	}
	r.label.Set(b.label, 2000, text, b.kind == Primary)
	r.key.Set(b.keyName(), 200, key, false)
	ink.Show(r.sign, b.sign != 0)
	if b.sign != 0 {
		ink.Picture(r.sign, glyph.Resource(b.sign, text))
	}
}

func (r *renderer) MinSize() fyne.Size {
	if r.button.sign != 0 {
		return fyne.NewSize(theme.ButtonHeight, theme.ButtonHeight)
	}
	w := 2*edge + ink.Width(r.button.label, theme.TextSize, r.label.TextStyle)
	if key := r.button.keyName(); key != "" {
		w += gap + ink.Width(key, r.key.TextSize, r.key.TextStyle)
	}
	return fyne.NewSize(w, theme.ButtonHeight)
}

func (r *renderer) Layout(size fyne.Size) {
	h := min(size.Height, theme.ButtonHeight)
	y := (size.Height - h) / 2
	ink.Place(r.back, 0, y, size.Width, h)
	ink.Place(r.sign, (size.Width-icon)/2, y+(h-icon)/2, icon, icon)
	keyWidth := ink.Width(r.button.keyName(), r.key.TextSize, r.key.TextStyle)
	room := size.Width - 2*edge
	if keyWidth > 0 {
		room -= gap + keyWidth
	}
	_, _, text, _ := r.colours()
	r.label.Set(r.button.label, max(0, room+1), text, r.button.kind == Primary)
	r.button.cut = r.label.Cut()
	labelWidth := min(room, r.label.MinSize().Width)
	ink.Place(r.label.Text, edge, y, labelWidth, h-1)
	ink.Place(r.key.Text, edge+labelWidth+gap, y, keyWidth, h-1)
}

func (r *renderer) Refresh() {
	r.dress()
	r.Layout(r.button.Size())
}

func (r *renderer) Destroy() {}
func (r *renderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.back, r.label.Text, r.key.Text, r.sign}
}
