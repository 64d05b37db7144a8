// Package searchfield is an entry of one line for a search: Escape empties it,
// Escape, Enter and Down give the keyboard back, and the window's function keys work
// while it has the keyboard.
package searchfield

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"runchecks/ui/theme"
	"runchecks/ui/widget/glyph"
	"runchecks/ui/widget/ink"
	"runchecks/ui/widget/keyboard"
	"runchecks/ui/widget/ring"
)

// Field is the widget. Its fields may be nil and are set before it is first shown.
type Field struct {
	widget.Entry

	// Leave gives the keyboard to what is searched.
	Leave func()
	// Before is asked about each key first, and reports whether it took it; nil takes none.
	Before func(fyne.KeyName) bool
	// OnShortcut is asked about shortcuts that are no text's, and reports whether it took one.
	OnShortcut func(fyne.Shortcut) bool
	// TakesTab reports whether Before wants Tab now.
	TakesTab func() bool

	width   float32
	hints   []string // what it says while it is empty, the longest first
	focused bool
	key     *canvas.Text // that gives it the keyboard; nil for none
}

// New returns an empty field of at least this width. It shows the first of its hints that fits,
// and at its right end the key that gives it the keyboard, "" for none.
func New(width float32, key string, hints ...string) *Field {
	f := &Field{width: width, hints: hints}
	if key != "" {
		f.key = canvas.NewText(key, theme.Get(theme.Dim))
		f.key.TextSize, f.key.TextStyle.Monospace = theme.KeySize, true
		f.ActionItem = container.New(layout.NewCustomPaddedLayout(0, 0, 4, 8), container.NewCenter(f.key))
	}
	f.Icon = glyph.Inset(glyph.Search, theme.Get(theme.Dim))
	f.ExtendBaseWidget(f)
	f.hint()
	return f
}

// hint shows the longest of the hints that fits.
func (f *Field) hint() {
	room := f.Size().Width - 44
	if f.key != nil {
		room -= f.ActionItem.MinSize().Width
	}
	text := ""
	for _, text = range f.hints {
		if ink.Width(text, theme.TextSize, fyne.TextStyle{}) <= room {
			break
		}
	}
	if f.PlaceHolder != text {
		f.SetPlaceHolder(text)
	}
}

// Resize belongs to Fyne.
func (f *Field) Resize(size fyne.Size) {
	f.Entry.Resize(size)
	f.hint()
}

// Redraw draws the field in the colours that hold now.
func (f *Field) Redraw() {
	if f.key != nil {
		f.key.Color = theme.Get(theme.Dim)
	}
	f.SetIcon(glyph.Inset(glyph.Search, theme.Get(theme.Dim)))
}

// CreateRenderer belongs to Fyne.
func (f *Field) CreateRenderer() fyne.WidgetRenderer {
	return ring.Around(f.Entry.CreateRenderer(), f.Size, func() bool { return f.focused })
}

// FocusGained belongs to Fyne.
func (f *Field) FocusGained() {
	f.focused = true
	f.Entry.FocusGained()
}

// FocusLost belongs to Fyne.
func (f *Field) FocusLost() {
	f.focused = false
	f.Entry.FocusLost()
}

// AccessibilityLabel says what is searched to those who do not see it.
func (f *Field) AccessibilityLabel() string {
	if f.Text != "" || len(f.hints) == 0 {
		return f.Text
	}
	return f.hints[0]
}

// AccessibilityRole belongs to fyne.Accessible.
func (f *Field) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// TypedKey belongs to Fyne.
func (f *Field) TypedKey(ev *fyne.KeyEvent) {
	if f.Before != nil && f.Before(ev.Name) {
		return
	}
	switch ev.Name {
	case fyne.KeyEscape:
		f.SetText("")
		f.leave()
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeyDown:
		f.leave()
	default:
		if keyboard.OfNoUseToText(ev.Name) {
			keyboard.Pass(f, ev)
			return
		}
		f.Entry.TypedKey(ev)
	}
}

// TypedShortcut belongs to Fyne.
func (f *Field) TypedShortcut(s fyne.Shortcut) {
	if _, own := s.(*desktop.CustomShortcut); own && f.OnShortcut != nil && f.OnShortcut(s) {
		return
	}
	f.Entry.TypedShortcut(s)
	if f.OnShortcut == nil {
		keyboard.PassShortcut(f, s)
	}
}

// AcceptsTab belongs to Fyne.
func (f *Field) AcceptsTab() bool { return f.TakesTab != nil && f.TakesTab() }

func (f *Field) leave() {
	if f.Leave != nil {
		f.Leave()
	}
}

// MinSize leaves room for what there is to type.
func (f *Field) MinSize() fyne.Size {
	return fyne.NewSize(f.width, f.Entry.MinSize().Height)
}
