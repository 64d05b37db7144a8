package formentry

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"runchecks/ui/widget/keyboard"
	"runchecks/ui/widget/ring"
)

// Suggest is an entry of one line with a list of what one may mean. What was suggested is
// selected as a whole when the entry gets the keyboard, so that typing replaces it.
type Suggest struct {
	widget.SelectEntry
	// OnShortcut may take a shortcut before the text does; nil takes none.
	OnShortcut func(fyne.Shortcut) bool

	words     []string
	suggested string
	focused   bool
	pressed   bool // by the pointer: it gets the keyboard before it puts the cursor
}

// NewSuggest returns an entry with these words in its list.
func NewSuggest(words []string) *Suggest {
	e := &Suggest{}
	e.Wrapping = fyne.TextWrap(fyne.TextTruncateClip)
	e.ActionItem = newOpener(e.open) // Fyne's own button would keep Escape and Enter to itself
	e.ExtendBaseWidget(e)
	e.SetOptions(words)
	return e
}

// SetOptions changes the list.
func (e *Suggest) SetOptions(words []string) {
	e.words = words
	e.SelectEntry.SetOptions(words)
}

// open shows the list below the entry.
func (e *Suggest) open() {
	c := fyne.CurrentApp().Driver().CanvasForObject(e)
	if c == nil || e.Disabled() || len(e.words) == 0 {
		return
	}
	menu := fyne.NewMenu("")
	for _, text := range e.words {
		menu.Items = append(menu.Items, fyne.NewMenuItem(text, func() { e.SetText(text) }))
	}
	list := widget.NewPopUpMenu(menu, c)
	list.ShowAtPosition(fyne.CurrentApp().Driver().AbsolutePositionForObject(e).AddXY(0, e.Size().Height))
	list.Resize(fyne.NewSize(e.Size().Width, list.MinSize().Height))
	c.Focus(list)
}

// Suggest puts a text there that a person has not typed.
func (e *Suggest) Suggest(text string) {
	e.suggested = text
	e.SetText(text)
}

// FocusGained belongs to Fyne. What a person typed is left as it is: the keyboard also
// comes back with the whole window.
func (e *Suggest) FocusGained() {
	e.focused = true
	e.SelectEntry.FocusGained()
	if !e.pressed {
		e.selectSuggested()
	}
}

// CreateRenderer belongs to Fyne.
func (e *Suggest) CreateRenderer() fyne.WidgetRenderer {
	return ring.Around(e.SelectEntry.CreateRenderer(), e.Size, func() bool { return e.focused })
}

// FocusLost belongs to Fyne.
func (e *Suggest) FocusLost() {
	e.focused = false
	e.SelectEntry.FocusLost()
}

func (e *Suggest) selectSuggested() {
	if e.Text != "" && e.Text == e.suggested {
		e.SelectEntry.TypedShortcut(&fyne.ShortcutSelectAll{})
	}
}

// MouseDown belongs to Fyne.
func (e *Suggest) MouseDown(ev *desktop.MouseEvent) {
	c := fyne.CurrentApp().Driver().CanvasForObject(e)
	first := c != nil && c.Focused() != fyne.Focusable(e)
	e.pressed = true
	e.SelectEntry.MouseDown(ev)
	e.pressed = false
	if first {
		e.selectSuggested()
	}
}

// TypedKey belongs to Fyne. Down opens the list; Enter submits where there is somebody to
// submit to.
func (e *Suggest) TypedKey(ev *fyne.KeyEvent) {
	if ev.Name == fyne.KeyDown {
		e.open()
		return
	}
	submits := e.OnSubmitted != nil && !keyboard.OfNoUseToText(ev.Name)
	if passes(ev.Name) && !submits {
		keyboard.Pass(e, ev)
		return
	}
	e.SelectEntry.TypedKey(ev)
}

// TypedShortcut belongs to Fyne.
func (e *Suggest) TypedShortcut(s fyne.Shortcut) {
	if e.OnShortcut == nil || !e.OnShortcut(s) {
		e.SelectEntry.TypedShortcut(s)
		keyboard.PassShortcut(e, s)
	}
}

// opener is the sign that opens the list. Tab passes it by: the key is Down.
type opener struct {
	widget.Icon
	tap func()
	off bool
}

func newOpener(tap func()) *opener {
	o := &opener{tap: tap}
	o.Resource = theme.MenuDropDownIcon()
	o.ExtendBaseWidget(o)
	return o
}

// Tapped belongs to Fyne.
func (o *opener) Tapped(*fyne.PointEvent) {
	if !o.off {
		o.tap()
	}
}

// Enable belongs to Fyne.
func (o *opener) Enable() { o.off = false }

// Disable belongs to Fyne.
func (o *opener) Disable() { o.off = true }

// Disabled belongs to Fyne.
func (o *opener) Disabled() bool { return o.off }
