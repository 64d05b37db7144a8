package shell

import (
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"runchecks/ui/form"
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
func (t *control) bind() {
	for i := range t.list {
		typed := t.list[i].typed
		for _, s := range append([]fyne.Shortcut{typed.Shortcut}, typed.Also...) {
			if s != nil {
				t.over.canvas().AddShortcut(s, t.typedShortcut)
			}
		}
	}
	t.bindQuick()
	if t.system {
		t.over.window.SetMainMenu(t.systemMenu())
	}
	t.over.canvas().SetOnTypedKey(func(ev *fyne.KeyEvent) { t.Key(ev, t.held()) })
	t.over.canvas().SetOnTypedRune(t.Typed)
	if c, ok := t.over.canvas().(desktop.Canvas); ok && !t.system {
		c.SetOnKeyDown(func(ev *fyne.KeyEvent) { t.alt.Down(ev.Name) })
		c.SetOnKeyUp(func(ev *fyne.KeyEvent) {
			if t.alt.Up(ev.Name) && !t.over.Covered() {
				t.menu()
			}
		})
	}
}

// unbind takes the shortcuts away again.
func (t *control) unbind() {
	for i := range t.list {
		for _, s := range append(t.list[i].typed.Also, t.list[i].typed.Shortcut) {
			if s != nil {
				t.over.canvas().RemoveShortcut(s)
			}
		}
	}
}

// typedShortcut gives a shortcut to the open window of fields, else to whose command it is.
func (t *control) typedShortcut(s fyne.Shortcut) { t.Shortcut(s) }

// systemMenu is the menu of a system that has a bar of its own for it.
func (t *control) systemMenu() *fyne.MainMenu {
	menus := map[string][]*fyne.MenuItem{}
	t.items = nil
	for i := range t.list {
		c := &t.list[i]
		item := fyne.NewMenuItem(c.Name, func() {
			if !t.Perform(c) && c.typed.Shortcut != nil {
				t.Shortcut(c.typed.Shortcut) // another screen has the same key
			}
		})
		t.items = append(t.items, item)
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

// Typed runs the command of a letter, in whatever case it came: Caps Lock changes nothing,
// and Shift is asked of the keyboard.
func (t *control) Typed(r rune) {
	t.background.Turn(func() { t.typed(r) })
}

func (t *control) typed(r rune) {
	if t.over.holdRune(r) {
		return
	}
	if t.over.popup != nil {
		if t.over.popup.rune != nil {
			t.over.popup.rune(r)
		}
		return
	}
	r = unicode.ToLower(r)
	shift := t.held()&fyne.KeyModifierShift != 0
	for _, m := range moveKeys {
		if m.rune == r && r != 0 {
			t.stack.move(m.by, m.page, shift)
			return
		}
	}
	same := func(c *Command) bool { return c.typed.Rune == r && r != 0 }
	if shift && t.hasShifted(same) {
		// It does what Shift makes of it or nothing: never what the letter does alone.
		t.performFirst(true, func(c *Command) bool { return c.typed.Shift && same(c) })
		return
	}
	t.performFirst(shift, same)
}

// hasShifted reports whether a command of the screen wants Shift with a letter, whether it can
// be run now or not.
func (t *control) hasShifted(same func(c *Command) bool) bool {
	return t.command(func(c *Command) bool { return c.typed.Shift && same(c) && (c.On == "" || c.On == t.stack.Shown()) }) != nil
}

// Shortcut runs the command of a shortcut from a pane that edits no text; false where it
// is nobody's.
func (t *control) Shortcut(s fyne.Shortcut) bool {
	if f := t.over.OpenForm(); f != nil {
		return f.Shortcut(s)
	}
	same := func(own fyne.Shortcut) bool { return own != nil && own.ShortcutName() == s.ShortcutName() }
	return t.performFirst(false, func(c *Command) bool {
		for _, own := range c.typed.Also {
			if same(own) {
				return true
			}
		}
		return same(c.typed.Shortcut)
	})
}

// Key runs what a key without a letter does.
func (t *control) Key(ev *fyne.KeyEvent, mods fyne.KeyModifier) {
	t.background.Turn(func() { t.key(ev, mods) })
}

func (t *control) key(ev *fyne.KeyEvent, mods fyne.KeyModifier) {
	if t.over.holdKey(ev) || t.over.popupKey(ev) {
		return
	}
	shift := mods&fyne.KeyModifierShift != 0
	for _, m := range moveKeys {
		if m.press == ev.Name {
			t.stack.move(m.by, m.page, shift)
			return
		}
	}
	name := ev.Name
	if name == fyne.KeyEnter {
		name = fyne.KeyReturn
	}
	t.performFirst(shift, func(c *Command) bool { return c.typed.Press == name && name != "" })
}

// quickRunes are the letters and digits that windows of fields may use.
const quickRunes = "abcdefghijklmnopqrstuvwxyz0123456789"

// bindQuick lets the open window of fields hear its shortcuts where no text has the
// keyboard; texts hand them on themselves.
func (t *control) bindQuick() {
	for _, r := range quickRunes {
		t.over.canvas().AddShortcut(form.QuickShortcut(r), t.typedShortcut)
	}
}

// quick reports whether windows of fields have a shortcut, too.
func quick(s fyne.Shortcut) bool {
	for _, r := range quickRunes {
		if form.QuickShortcut(r).ShortcutName() == s.ShortcutName() {
			return true
		}
	}
	return false
}
