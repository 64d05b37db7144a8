// Package keyboard has what the widgets that take keys share: which modifiers are held,
// and where a key goes that the widget has no use for. Fyne gives a key to the focused
// widget alone, so that a widget which drops it leaves Escape, F6 and the like dead.
package keyboard

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// Held returns the modifiers that are held now. A key event does not carry them, and the
// case of a letter tells of Caps Lock, too.
func Held() fyne.KeyModifier {
	if d, ok := fyne.CurrentApp().Driver().(desktop.Driver); ok {
		return d.CurrentKeyModifiers()
	}
	return 0
}

// canvasOf returns the canvas that an object is on. A widget that lies inside another one, as an
// embedded entry does, is on none that Fyne knows: it has the keyboard, and so has its window.
func canvasOf(from fyne.CanvasObject) fyne.Canvas {
	driver := fyne.CurrentApp().Driver()
	if c := driver.CanvasForObject(from); c != nil {
		return c
	}
	for _, w := range driver.AllWindows() {
		if w.Canvas().Focused() != nil {
			return w.Canvas()
		}
	}
	return nil
}

// Pass gives a key that a widget has no use for to its window, as though nothing had the
// keyboard.
func Pass(from fyne.CanvasObject, ev *fyne.KeyEvent) {
	if c := canvasOf(from); c != nil && c.OnTypedKey() != nil {
		c.OnTypedKey()(ev)
	}
}

// PassRune gives a letter that a widget has no use for to its window.
func PassRune(from fyne.CanvasObject, r rune) {
	if c := canvasOf(from); c != nil && c.OnTypedRune() != nil {
		c.OnTypedRune()(r)
	}
}

// OfNoUseToText reports whether an entry of text does nothing with a key, so that it can
// be passed on: Escape and the function keys.
func OfNoUseToText(name fyne.KeyName) bool {
	switch name {
	case fyne.KeyEscape,
		fyne.KeyF1,
		fyne.KeyF2,
		fyne.KeyF3,
		fyne.KeyF4,
		fyne.KeyF5,
		fyne.KeyF6,
		fyne.KeyF7,
		fyne.KeyF8,
		fyne.KeyF9,
		fyne.KeyF10,
		fyne.KeyF11,
		fyne.KeyF12:
		return true
	default:
		return false
	}
}
