// Package combo is a field with a list of what it may become, for a cell of a table. Focus selects
// all of it, typing filters the list, Down and Up choose, Enter and Tab take what is chosen, Escape
// leaves it as it was. What there is to choose, and what comes of it, is its owner's.
package combo

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"runchecks/ui/theme"
	"runchecks/ui/widget/keyboard"
	"runchecks/ui/widget/ring"
	"runchecks/ui/widget/rowtable"
)

// Option is one line of the list: its text stands in the field once it is taken, Lead is said in
// front of it and Detail below it.
type Option struct{ Lead, Text, Detail string }

// Field is the widget.
type Field struct {
	widget.BaseWidget
	// Options are those of a text; all of them where nothing was typed yet.
	Options func(text string) []Option
	// Take is told what was chosen; next says that the field after it is wanted.
	Take func(text string, next bool)
	// Cancel is told that nothing is chosen. That another window comes to the front ends nothing:
	// whether the keyboard is elsewhere in this one, Has says.
	Cancel func()

	entry   *entry
	list    *rowtable.Table
	frame   *canvas.Rectangle
	box     *fyne.Container
	options []Option
	began   string
	above   bool
}

// lineHigh is how high an option is, most how many are seen.
const (
	lineHigh         = 24
	most             = 7
	inset    float32 = 3
)

// New returns a field with a text; above has its list stand above it.
func New(text string, above bool) *Field {
	f := &Field{began: text, above: above, frame: canvas.NewRectangle(nil)}
	f.entry = &entry{field: f}
	f.entry.Wrapping = fyne.TextWrap(fyne.TextTruncateClip)
	f.entry.ExtendBaseWidget(f.entry)
	f.entry.SetText(text)
	f.entry.OnChanged = func(string) { f.offer() }
	f.list = rowtable.New([]rowtable.Column{{ID: "option", Flex: 1, Width: 60}}, rowtable.Compact)
	f.list.HideHeader()
	f.list.Cell = f.cell
	f.list.OnSelect = func(row int, _ fyne.KeyModifier) { f.take(row, false) }
	f.frame.StrokeWidth, f.frame.CornerRadius = 1, 6
	f.box = container.New(layout{f}, f.frame, f.list, f.entry)
	f.ExtendBaseWidget(f)
	return f
}

// Open shows the list and gives the field the keyboard.
func (f *Field) Open(c fyne.Canvas) {
	f.offer()
	c.Focus(f.entry)
	f.entry.TypedShortcut(&fyne.ShortcutSelectAll{})
}

// Above belongs to rowtable.Editor.
func (f *Field) Above() float32 {
	if f.above {
		return f.listHigh()
	}
	return 0
}

// Height is how high it is with the most options, for whoever asks whether there is room below.
const Height = most*lineHigh + 2*inset

func (f *Field) listHigh() float32 {
	if len(f.options) == 0 {
		return 0
	}
	return float32(min(len(f.options), most))*lineHigh + 2*inset
}

// offer lists the options of what stands in the field; before anybody typed all there are.
func (f *Field) offer() {
	text := f.entry.Text
	if text == f.began {
		text = ""
	}
	f.options = f.Options(text)
	at := 0
	for i, o := range f.options {
		if text == "" && o.Text == f.began {
			at = i
		}
	}
	f.frame.FillColor, f.frame.StrokeColor = theme.Get(theme.Pane), theme.Get(theme.Field)
	f.list.SetLength(len(f.options))
	f.list.SetSelected(min(at, len(f.options)-1))
	f.list.Refresh()
	f.box.Refresh()
}

func (f *Field) cell(row, _ int) rowtable.Cell {
	if row >= len(f.options) {
		return rowtable.Cell{}
	}
	o := f.options[row]
	return rowtable.Cell{Text: o.Lead + o.Text, Aside: o.Detail, Bold: row == f.list.Selected()}
}

// take ends with an option, or with what was there where there is none.
func (f *Field) take(row int, next bool) {
	text := f.began
	if row >= 0 && row < len(f.options) {
		text = f.options[row].Text
	}
	f.Take(text, next)
}

// Has reports whether the field or its list has the keyboard.
func (f *Field) Has(c fyne.Canvas) bool {
	return c.Focused() == fyne.Focusable(f.entry) || c.Focused() == fyne.Focusable(f.list)
}

func (f *Field) choose(by int) {
	if n := len(f.options); n > 0 {
		f.list.SetSelected((f.list.Selected() + by + n) % n)
		f.list.Refresh()
	}
}

// CreateRenderer belongs to Fyne.
func (f *Field) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(f.box) }

// layout puts the list below the field, or above it.
type layout struct{ f *Field }

// MinSize belongs to fyne.Layout.
func (l layout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(60, rowtable.FieldHeight+l.f.listHigh())
}

// Layout belongs to fyne.Layout.
func (l layout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	high, field, list := l.f.listHigh(), float32(0), rowtable.FieldHeight
	if l.f.above {
		field, list = high, 0
	}
	l.f.entry.Move(fyne.NewPos(0, field))
	l.f.entry.Resize(fyne.NewSize(size.Width, rowtable.FieldHeight))
	l.f.frame.Move(fyne.NewPos(0, list))
	l.f.frame.Resize(fyne.NewSize(size.Width, high))
	l.f.list.Move(fyne.NewPos(inset, list+inset))
	l.f.list.Resize(fyne.NewSize(max(0, size.Width-2*inset), max(0, high-2*inset)))
}

// entry is what is typed into.
type entry struct {
	widget.Entry
	field   *Field
	focused bool
}

// CreateRenderer belongs to Fyne.
func (e *entry) CreateRenderer() fyne.WidgetRenderer {
	return ring.Around(e.Entry.CreateRenderer(), e.Size, func() bool { return e.focused })
}

// Value is what stands in it.
func (e *entry) Value() string { return e.Text }

// AcceptsTab belongs to fyne.Tabbable: Tab takes what is chosen and goes on.
func (e *entry) AcceptsTab() bool { return true }

// FocusGained belongs to Fyne.
func (e *entry) FocusGained() {
	e.focused = true
	e.Entry.FocusGained()
}

// FocusLost belongs to Fyne.
func (e *entry) FocusLost() {
	e.focused = false
	e.Entry.FocusLost()
}

// TypedKey belongs to Fyne.
func (e *entry) TypedKey(ev *fyne.KeyEvent) {
	f := e.field
	switch ev.Name {
	case fyne.KeyDown:
		f.choose(1)
	case fyne.KeyUp:
		f.choose(-1)
	case fyne.KeyReturn, fyne.KeyEnter:
		f.take(f.list.Selected(), false)
	case fyne.KeyTab:
		f.take(f.list.Selected(), true)
	case fyne.KeyEscape:
		f.Cancel()
	default:
		if keyboard.OfNoUseToText(ev.Name) {
			keyboard.Pass(e, ev)
			return
		}
		e.Entry.TypedKey(ev)
	}
}

// TypedShortcut belongs to Fyne.
func (e *entry) TypedShortcut(s fyne.Shortcut) {
	e.Entry.TypedShortcut(s)
	keyboard.PassShortcut(e, s)
}
