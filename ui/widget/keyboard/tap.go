package keyboard

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// Tap notices that Alt was pressed and let go with nothing between: by itself it opens the
// menu, with another key it is part of that.
type Tap struct{ down bool }

// Down is told of each key that goes down; one without a name says that the window lost the
// keyboard.
func (t *Tap) Down(name fyne.KeyName) {
	t.down = name == desktop.KeyAltLeft || name == desktop.KeyAltRight
}

// Up is told of each key that goes up, and reports whether Alt alone was pressed.
func (t *Tap) Up(name fyne.KeyName) bool {
	alone := t.down && (name == desktop.KeyAltLeft || name == desktop.KeyAltRight)
	t.down = false
	return alone
}

// PassDown gives a key that goes down to the window of a widget.
func PassDown(from fyne.CanvasObject, ev *fyne.KeyEvent) {
	if c, ok := fyne.CurrentApp().Driver().CanvasForObject(from).(desktop.Canvas); ok && c.OnKeyDown() != nil {
		c.OnKeyDown()(ev)
	}
}

// PassUp gives a key that goes up to the window of a widget.
func PassUp(from fyne.CanvasObject, ev *fyne.KeyEvent) {
	if c, ok := fyne.CurrentApp().Driver().CanvasForObject(from).(desktop.Canvas); ok && c.OnKeyUp() != nil {
		c.OnKeyUp()(ev)
	}
}

// PassShortcut gives a shortcut that is no text's to the window of a widget.
func PassShortcut(from fyne.CanvasObject, s fyne.Shortcut) {
	_, own := s.(*desktop.CustomShortcut)
	if c, ok := fyne.CurrentApp().Driver().CanvasForObject(from).(fyne.Shortcutable); ok && own {
		c.TypedShortcut(s)
	}
}
