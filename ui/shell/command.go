package shell

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"runchecks/ui/keys"
	"runchecks/ui/words"
)

// Command is one thing that can be done, written once: menu, palette, key help, buttons and
// the list of keys in docs/keys.md are made from it.
type Command struct {
	// ID names the command for the program, such as "remarks.delete": it never changes.
	ID   string
	Name string // what people call it; with "…" at the end it opens a window
	// Words is what menu and palette say now, with count and scope; nil, or "": the name.
	Words func() string
	// About says how many of what it is about where that is more than one: "3 devices"; nil
	// for one thing or none.
	About func() string
	Place Place
	Key   keys.Key
	Also  []keys.Key // other ways to type it
	// On is the screen that the command belongs to; it can be run nowhere else.
	On string
	// In is the key of the menu in which Key, a letter then, chooses the command; empty where
	// Key alone runs it.
	In keys.Key
	// Leads is the screen that the command leads to, empty for none.
	Leads string
	// Where says, behind the key, where it is this command's: "in the inbox". Empty is where
	// On says.
	Where string
	// Beside is a screen that shows its button, too; it can be run everywhere.
	Beside  string
	Button  Button
	Enabled func() bool // nil: always
	Run     func()
	Quits   bool // it ends the program: the last of its menu

	// Standard is the key that the command came with; Key may be one that somebody chose.
	Standard keys.Key

	typed  Stroke
	letter rune     // by which it is chosen in a menu
	cameIn keys.Key // In, as the command came
}

// Place is a menu with the place in it: File + 20 stands before File + 30. Commands of one
// place stand in the order of their features.
type Place int

// The menus, in their order.
const (
	File Place = (iota + 1) * menuLength
	Go
	View
	Decide
	Lists
	Readers
	Help
)

// menuLength is more than the highest place in a menu.
const menuLength = 1000

// menuNames are the names of the menus, in their order.
func menuNames() []string {
	return []string{
		words.T("shell.menu_file"), words.T("shell.menu_go"), words.T("shell.menu_view"), words.T("shell.menu_decide"),
		words.T("shell.menu_lists"), words.T("shell.menu_readers"), words.T("shell.menu_help"),
	}
}

// Menu is the name of the menu that the place is in, empty for no place.
func (p Place) Menu() string {
	names := menuNames()
	if at := int(p/menuLength) - 1; at >= 0 && at < len(names) {
		return names[at]
	}
	return ""
}

// Button says how a command is a button beside the list of its screen; the zero Button is
// none.
type Button struct {
	kind  buttonKind
	label func() string
}

type buttonKind uint8

const (
	noButton buttonKind = iota
	plainButton
	mainButton
	passingButton
)

// Plain is a button.
func Plain(label string) Button { return PlainNow(func() string { return label }) }

// Main is the next step: the one filled button.
func Main(label string) Button { return Button{mainButton, func() string { return label }} }

// Passing is a button that is there only while it is of use.
func Passing(label string) Button { return PassingNow(func() string { return label }) }

// PlainNow is a button whose words change.
func PlainNow(label func() string) Button { return Button{plainButton, label} }

// PassingNow is a passing button whose words change.
func PassingNow(label func() string) Button { return Button{passingButton, label} }

// Can reports whether the command can be run now.
func (c *Command) Can() bool { return c.Enabled == nil || c.Enabled() }

// Title is what menu and palette call the command now.
func (c *Command) Title() string {
	if c.Words != nil {
		if text := c.Words(); text != "" {
			return text
		}
	}
	return c.scoped(c.Name)
}

// scoped says behind a text how many of what the command is about, where it is several.
func (c *Command) scoped(text string) string {
	if c.About != nil {
		if several := c.About(); several != "" {
			return words.T("shell.scoped", "text", text, "several", several)
		}
	}
	return text
}

// KeyWords are the key and where it is this command's: "N on Customers".
func (c *Command) KeyWords() string {
	if c.Where != "" {
		return words.T("shell.key_where", "key", c.Keys(), "where", c.Where)
	}
	return c.Keys()
}

// Keys are what is pressed, one after the other where it is chosen in a menu: "Ctrl+6 O".
func (c *Command) Keys() string {
	if c.In != "" {
		return string(c.In) + " " + string(c.Key)
	}
	return string(c.Key)
}

// Several words a number of things that is more than one, for About.
func Several[T any](things func() []T, one string) func() string {
	return func() string {
		if n := len(things()); n > 1 {
			return words.Count(n, one)
		}
		return ""
	}
}

// Stroke is a key as Fyne knows it: one of Rune, Press and Shortcut.
type Stroke struct {
	Rune     rune
	Press    fyne.KeyName // a key without a letter
	Shortcut fyne.Shortcut
	Shift    bool            // Shift is held with press
	Also     []fyne.Shortcut // other ways to type it
}

// fyneNames are the keys without a letter that Fyne calls otherwise than people do.
var fyneNames = map[string]fyne.KeyName{"Enter": fyne.KeyReturn, "Esc": fyne.KeyEscape, "Del": fyne.KeyDelete}

// ofText are the shortcuts that a text has, too: Fyne has types of its own for them.
var ofText = map[keys.Key]fyne.Shortcut{
	keys.CopyInReport: &fyne.ShortcutCopy{}, keys.Undo: &fyne.ShortcutUndo{},
	keys.SelectAll: &fyne.ShortcutSelectAll{}, keys.Redo: &fyne.ShortcutRedo{},
}

// StrokeOf is a key as Fyne knows it, or an error where it is written wrong.
func StrokeOf(k keys.Key) (Stroke, error) {
	s, err := k.Parse()
	if err != nil {
		return Stroke{}, err
	}
	name, ok := fyneNames[s.Name]
	if !ok {
		name = fyne.KeyName(s.Name)
	}
	if !s.Ctrl && !s.Alt {
		return Stroke{Rune: s.Rune, Press: name, Shift: s.Shift}, nil
	}
	if own := ofText[k]; own != nil {
		return Stroke{Shortcut: own}, nil
	}
	held := fyne.KeyModifier(0)
	for modifier, is := range map[fyne.KeyModifier]bool{
		fyne.KeyModifierShortcutDefault: s.Ctrl, fyne.KeyModifierAlt: s.Alt, fyne.KeyModifierShift: s.Shift,
	} {
		if is {
			held |= modifier
		}
	}
	if s.Rune != 0 {
		name = fyne.KeyName(strings.ToUpper(string(s.Rune)))
	}
	out := Stroke{Shortcut: &desktop.CustomShortcut{KeyName: name, Modifier: held}}
	if name == fyne.KeyReturn {
		out.Also = append(out.Also, &desktop.CustomShortcut{KeyName: fyne.KeyEnter, Modifier: held})
	}
	return out, nil
}

// bound returns the commands in the order of the menus, with their keys as Fyne knows them.
// A command that lacks something, or has what another has, is a mistake of whoever wrote it.
// The keys on the board are those that somebody chose.
func bound(all []Command, board *keys.Board, shown func() string, title func(screen string) string) ([]Command, error) {
	seen := map[string]string{}
	for i := range all {
		c := &all[i]
		if c.ID == "" || c.Name == "" || c.Run == nil || c.Place.Menu() == "" {
			return nil, fmt.Errorf("shell: command %q (%s) lacks an id, a name, a place or what it does", c.ID, c.Name)
		}
		c.Standard, c.cameIn = c.Key, c.In
		if c.In == "" {
			board.Know(c.ID, c.On, c.Key)
		}
		if err := c.bind(c.Key); err != nil {
			return nil, fmt.Errorf("shell: command %s: %w", c.ID, err)
		}
		if on := c.On; on != "" {
			can := c.Enabled
			c.Enabled = func() bool { return shown() == on && (can == nil || can()) }
			if c.Where == "" {
				c.Where = words.T("shell.on", "screen", title(on))
			}
		}
		for _, same := range []string{"id " + c.ID, "name " + c.Name, "key " + c.KeyWords()} {
			if other, ok := seen[same]; ok {
				return nil, fmt.Errorf("shell: commands %s and %s have the same %s", other, c.ID, same)
			}
			seen[same] = c.ID
		}
	}
	slices.SortStableFunc(all, func(a, b Command) int { return cmp.Compare(a.Place, b.Place) })
	giveChosen(all, board)
	return all, nil
}

// bind gives the command a key.
func (c *Command) bind(k keys.Key) error {
	typed, err := StrokeOf(k)
	if err != nil {
		return err
	}
	for _, k := range c.Also {
		other, err := StrokeOf(k)
		if err != nil {
			return err
		}
		typed.Also = append(typed.Also, other.Shortcut)
	}
	c.Key, c.In, c.letter = k, "", 0
	if k == c.Standard && c.cameIn != "" { // its letter is the menu's
		c.In, c.letter, typed.Rune = c.cameIn, typed.Rune, 0
	}
	c.typed = typed
	return nil
}

// Stroke is the key as Fyne knows it.
func (c *Command) Stroke() Stroke { return c.typed }
