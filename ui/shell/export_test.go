package shell

import (
	"image/color"

	"fyne.io/fyne/v2"

	"runchecks/ui/widget/menu"
	"runchecks/ui/widget/navbar"
)

// What the tests of the whole window see of it.

func (w *Window) Stay()                   { w.leaving = false }
func (w *Window) Close()                  { w.close() }
func (w *Window) Leaving() bool           { return w.leaving }
func (w *Window) HasSearch() bool         { return w.canFind() }
func (w *Window) InBar() string           { return w.nav.Selected() }
func (w *Window) BarWidth() float32       { return w.nav.MinSize().Width }
func (w *Window) MenuLabel(at int) string { return w.item(&w.list[at]).Label }
func (w *Window) WholeMenu() []menu.Item  { return w.wholeMenu() }
func (w *Window) BarProgress() (int, int) { return w.nav.Progress() }
func (w *Window) BarItems() []navbar.Item { return w.nav.Items() }
func (w *Window) Ground() color.Color     { return w.ground.FillColor }
func (w *Window) Waits() bool             { return w.ahead != nil }
func (c *Command) Opens() bool            { return c.opens() }

const MemoryWidth = memoryWidth

// MoveKey is a key that moves the selection.
type MoveKey struct {
	Press fyne.KeyName
	Rune  rune
}

func MoveKeys() (out []MoveKey) {
	for _, m := range moveKeys {
		out = append(out, MoveKey{m.press, m.rune})
	}
	return out
}
