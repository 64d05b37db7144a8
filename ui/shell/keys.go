package shell

import (
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// far is further than any list is long.
const far = 1 << 30

// moveKey is a key that moves the selection of the pane that has the keyboard; with Shift
// it ticks on the way. Its letters are nobody else's.
type moveKey struct {
	press fyne.KeyName
	rune  rune
	by    int
	page  bool
}

var moveKeys = []moveKey{
	{press: fyne.KeyDown, rune: 'j', by: 1},
	{press: fyne.KeyUp, rune: 'k', by: -1},
	{press: fyne.KeyPageDown, by: 1, page: true},
	{press: fyne.KeyPageUp, by: -1, page: true},
	{press: fyne.KeyHome, by: -far},
	{press: fyne.KeyEnd, by: far},
}

// bind gives every command its shortcut, and the system its menu where it has one. A text
// that has the keyboard hands on the shortcuts that are no text's, so that they work from
// every field; those that are also a text's own, such as Ctrl+Z, are the text's.
func (w *Window) bind() {
	for i := range w.list {
		typed := w.list[i].typed
		for _, s := range append([]fyne.Shortcut{typed.Shortcut}, typed.Also...) {
			if s != nil {
				w.Canvas().AddShortcut(s, w.typedShortcut)
			}
		}
	}
	w.bindQuick()
	if w.p.SystemMenu {
		w.window.SetMainMenu(w.systemMenu())
	}
	w.Canvas().SetOnTypedKey(func(ev *fyne.KeyEvent) { w.Key(ev, w.p.Held()) })
	w.Canvas().SetOnTypedRune(w.Typed)
	if c, ok := w.Canvas().(desktop.Canvas); ok && !w.p.SystemMenu {
		c.SetOnKeyDown(func(ev *fyne.KeyEvent) { w.alt.Down(ev.Name) })
		c.SetOnKeyUp(func(ev *fyne.KeyEvent) {
			if w.alt.Up(ev.Name) && !w.Covered() {
				w.openMenu(w.nav.Place(""))
			}
		})
	}
}

// typedShortcut gives a shortcut to the open window of fields, else to whose command it is.
func (w *Window) typedShortcut(s fyne.Shortcut) { w.Shortcut(s) }

// systemMenu is the menu of a system that has a bar of its own for it.
func (w *Window) systemMenu() *fyne.MainMenu {
	menus := map[string][]*fyne.MenuItem{}
	w.items = nil
	for i := range w.list {
		c := &w.list[i]
		item := fyne.NewMenuItem(c.Name, func() {
			if !w.Perform(c) && c.typed.Shortcut != nil {
				w.Shortcut(c.typed.Shortcut) // another screen has the same key
			}
		})
		w.items = append(w.items, item)
		if custom, ok := c.typed.Shortcut.(*desktop.CustomShortcut); ok && !quick(custom) {
			item.Shortcut = custom
		} else { // a letter, or what a window of fields that is open hears first
			item.Label += "  " + c.KeyWords()
		}
		item.IsQuit = c.Quits // Fyne adds one of its own otherwise
		menus[c.Place.Menu()] = append(menus[c.Place.Menu()], item)
	}
	var bar []*fyne.Menu
	for _, name := range menuNames() {
		bar = append(bar, fyne.NewMenu(name, menus[name]...))
	}
	return fyne.NewMainMenu(bar...)
}

// Covered reports whether something is open over the screens: a window of fields, a dialog
// for files, the palette, a menu.
func (w *Window) Covered() bool { return w.popup != nil || w.Canvas().Overlays().Top() != nil }

// Perform runs a command, from wherever it was asked for; false where it cannot be run now.
func (w *Window) Perform(c *Command) bool {
	if w.hear != nil {
		w.hear(c.Key)
		return true
	}
	if w.Covered() || w.ahead != nil || !c.Can() {
		return false
	}
	w.p.Background.Turn(func() {
		if c.opens() {
			w.Expect(c.Run)
		} else {
			c.Run()
		}
	})
	return true
}

// performFirst runs the first command of a key that can be run now. One that wants Shift
// comes first while it is held.
func (w *Window) performFirst(shift bool, ours func(c *Command) bool) bool {
	for _, wants := range []bool{true, false} {
		if wants && !shift {
			continue
		}
		for i := range w.list {
			if c := &w.list[i]; c.typed.Shift == wants && ours(c) && w.Perform(c) {
				return true
			}
		}
	}
	return false
}

// Typed runs the command of a letter, in whatever case it came: Caps Lock changes nothing,
// and Shift is asked of the keyboard.
func (w *Window) Typed(r rune) {
	w.p.Background.Turn(func() { w.typed(r) })
}

func (w *Window) typed(r rune) {
	if w.holdRune(r) {
		return
	}
	if w.popup != nil {
		if w.popup.rune != nil {
			w.popup.rune(r)
		}
		return
	}
	r = unicode.ToLower(r)
	shift := w.p.Held()&fyne.KeyModifierShift != 0
	for _, m := range moveKeys {
		if m.rune == r && r != 0 {
			w.move(m.by, m.page, shift)
			return
		}
	}
	same := func(c *Command) bool { return c.typed.Rune == r && r != 0 }
	if shift && w.hasShifted(same) {
		// It does what Shift makes of it or nothing: never what the letter does alone.
		w.performFirst(true, func(c *Command) bool { return c.typed.Shift && same(c) })
		return
	}
	w.performFirst(shift, same)
}

// hasShifted reports whether a command of the screen wants Shift with a letter, whether it can
// be run now or not.
func (w *Window) hasShifted(same func(c *Command) bool) bool {
	for i := range w.list {
		if c := &w.list[i]; c.typed.Shift && same(c) && (c.On == "" || c.On == w.Shown()) {
			return true
		}
	}
	return false
}

// Shortcut runs the command of a shortcut from a pane that edits no text; false where it
// is nobody's.
func (w *Window) Shortcut(s fyne.Shortcut) bool {
	if f := w.OpenForm(); f != nil {
		return f.Shortcut(s)
	}
	same := func(own fyne.Shortcut) bool { return own != nil && own.ShortcutName() == s.ShortcutName() }
	return w.performFirst(false, func(c *Command) bool {
		for _, own := range c.typed.Also {
			if same(own) {
				return true
			}
		}
		return same(c.typed.Shortcut)
	})
}

// Key runs what a key without a letter does.
func (w *Window) Key(ev *fyne.KeyEvent, mods fyne.KeyModifier) {
	w.p.Background.Turn(func() { w.key(ev, mods) })
}

func (w *Window) key(ev *fyne.KeyEvent, mods fyne.KeyModifier) {
	if w.holdKey(ev) || w.popupKey(ev) {
		return
	}
	shift := mods&fyne.KeyModifierShift != 0
	for _, m := range moveKeys {
		if m.press == ev.Name {
			w.move(m.by, m.page, shift)
			return
		}
	}
	name := ev.Name
	if name == fyne.KeyEnter {
		name = fyne.KeyReturn
	}
	w.performFirst(shift, func(c *Command) bool { return c.typed.Press == name && name != "" })
}
