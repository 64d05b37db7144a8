// Package keyfield is a field that shows a key and takes another: while it has the keyboard,
// the next key that is pressed is the answer instead of a command.
package keyfield

import (
	"image/color"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"runchecks/ui/keys"
	"runchecks/ui/theme"
	"runchecks/ui/widget/ink"
	"runchecks/ui/widget/keyboard"
)

const (
	width  float32 = 132
	height float32 = 26
	edge   float32 = 9
)

// Field is the widget.
type Field struct {
	widget.BaseWidget
	// OnKey gets the key that was pressed, OnReset is told that the old one is wanted again
	// (Backspace), OnLeave that the keyboard is to go elsewhere (Escape).
	OnKey            func(keys.Key)
	OnReset, OnLeave func()
	// OnFocus is told that the keyboard came or went, OnHover the pointer; nil for nobody.
	OnFocus, OnHover func(in bool)
	// Held says which modifiers are held.
	Held func() fyne.KeyModifier

	key     keys.Key
	waiting string // what it says while it has the keyboard
	focused bool
}

// New returns a field that says waiting while it waits for a key.
func New(waiting string) *Field {
	f := &Field{waiting: waiting, Held: keyboard.Held}
	f.ExtendBaseWidget(f)
	return f
}

// Set shows a key.
func (f *Field) Set(k keys.Key) {
	if f.key != k {
		f.key = k
		f.Refresh()
	}
}

// Key is the key that is shown.
func (f *Field) Key() keys.Key { return f.key }

// Hear takes a key that reached somebody else first, such as the shortcut of a menu.
func (f *Field) Hear(k keys.Key) {
	if f.OnKey != nil {
		f.OnKey(k)
	}
}

// Tapped belongs to Fyne.
func (f *Field) Tapped(*fyne.PointEvent) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(f); c != nil {
		c.Focus(f)
	}
}

// FocusGained belongs to Fyne.
func (f *Field) FocusGained() { f.focus(true) }

// FocusLost belongs to Fyne.
func (f *Field) FocusLost() { f.focus(false) }

func (f *Field) focus(in bool) {
	f.focused = in
	f.Refresh()
	if f.OnFocus != nil {
		f.OnFocus(in)
	}
}

// MouseIn belongs to Fyne.
func (f *Field) MouseIn(*desktop.MouseEvent) { f.hover(true) }

// MouseMoved belongs to Fyne.
func (f *Field) MouseMoved(*desktop.MouseEvent) {}

// MouseOut belongs to Fyne.
func (f *Field) MouseOut() { f.hover(false) }

func (f *Field) hover(in bool) {
	if f.OnHover != nil {
		f.OnHover(in)
	}
}

// TypedRune belongs to Fyne. Whether Shift is held is asked of the keyboard: Caps Lock makes
// large letters, too.
func (f *Field) TypedRune(r rune) {
	k := keys.Key(string(unicode.ToUpper(r)))
	if unicode.IsLetter(r) && f.Held()&fyne.KeyModifierShift != 0 {
		k = "Shift+" + k
	}
	f.Hear(k)
}

// TypedKey belongs to Fyne.
func (f *Field) TypedKey(ev *fyne.KeyEvent) {
	switch name := string(ev.Name); {
	case ev.Name == fyne.KeyEscape:
		if f.OnLeave != nil {
			f.OnLeave()
		}
	case ev.Name == fyne.KeyBackspace || ev.Name == fyne.KeyDelete:
		if f.OnReset != nil {
			f.OnReset()
		}
	case len(name) > 1 && name[0] == 'F': // a function key
		k := keys.Key(name)
		if f.Held()&fyne.KeyModifierShift != 0 {
			k = "Shift+" + k
		}
		f.Hear(k)
	}
}

// TypedShortcut belongs to Fyne.
func (f *Field) TypedShortcut(s fyne.Shortcut) {
	if k := Of(s); k != "" {
		f.Hear(k)
	}
}

// Of is a shortcut as people read it, "" for what is none of a keyboard.
func Of(s fyne.Shortcut) keys.Key {
	ks, ok := s.(fyne.KeyboardShortcut)
	if !ok {
		return ""
	}
	var k strings.Builder
	for _, m := range []struct {
		held fyne.KeyModifier
		word string
	}{{fyne.KeyModifierShortcutDefault, "Ctrl+"}, {fyne.KeyModifierAlt, "Alt+"}, {fyne.KeyModifierShift, "Shift+"}} {
		if ks.Mod()&m.held != 0 {
			k.WriteString(m.word)
		}
	}
	switch name := ks.Key(); name {
	case fyne.KeyReturn, fyne.KeyEnter:
		k.WriteString("Enter")
	default:
		k.WriteString(string(name))
	}
	if key := keys.Key(k.String()); valid(key) {
		return key
	}
	return ""
}

func valid(k keys.Key) bool {
	_, err := k.Parse()
	return err == nil
}

// MinSize belongs to Fyne.
func (f *Field) MinSize() fyne.Size { return fyne.NewSize(width, height) }

// CreateRenderer belongs to Fyne.
func (f *Field) CreateRenderer() fyne.WidgetRenderer {
	r := &renderer{field: f, back: canvas.NewRectangle(color.Transparent), text: ink.NewLine(theme.SmallSize, false)}
	r.back.CornerRadius = 4
	return r
}

type renderer struct {
	field *Field
	back  *canvas.Rectangle
	text  *ink.Line
}

func (r *renderer) MinSize() fyne.Size { return fyne.NewSize(width, height) }

func (r *renderer) Layout(size fyne.Size) {
	ink.Place(r.back, 0, 0, size.Width, height)
	text, colour := string(r.field.key), theme.Get(theme.Text)
	r.text.TextStyle.Monospace = true
	if r.field.focused {
		text, colour = r.field.waiting, theme.Get(theme.Dim)
		r.text.TextStyle.Monospace = false
	}
	r.text.Set(text, max(0, size.Width-2*edge), colour, false)
	ink.Place(r.text.Text, edge, 0, max(0, size.Width-2*edge), height-1)
}

func (r *renderer) Refresh() {
	r.back.FillColor, r.back.StrokeColor, r.back.StrokeWidth = theme.Get(theme.Pane), theme.Get(theme.Field), 1
	if r.field.focused {
		r.back.StrokeColor, r.back.StrokeWidth = theme.Get(theme.Accent), 2
	}
	r.back.Refresh()
	r.Layout(r.field.Size())
}

func (r *renderer) Destroy()                     {}
func (r *renderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.back, r.text.Text} }
