// Package navbar is the bar at the top of the window: the menu, the screens with what waits
// there, how far the night is decided, the way to anything, and who is working. What does not
// fit is behind a sign of its own. Which screens there are and what a count means, the
// application decides.
package navbar

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"runchecks/ui/widget/keyboard"
	"runchecks/ui/widget/tooltip"
)

// Item is a screen, or a menu of screens.
type Item struct {
	ID    string
	Title string
	Key   string // how it is opened by the keyboard
	// Count is the number of rows that wait there, 0 for none; Bad says that one of them is bad.
	Count int
	Bad   bool
	Items []Item // of a menu
	// Gives is when it gives way where there is no room, 1 first; 0 never does.
	Gives int
}

// Total is the count of an item with what stands in its menu.
func (it Item) Total() (n int, bad bool) {
	n, bad = it.Count, it.Bad
	for _, sub := range it.Items {
		more, worse := sub.Total()
		n, bad = n+more, bad || worse
	}
	return n, bad
}

// has reports whether the item is a screen, or its menu has it.
func (it Item) has(id string) bool {
	if it.ID == id {
		return true
	}
	for _, sub := range it.Items {
		if sub.has(id) {
			return true
		}
	}
	return false
}

// Params are what the bar does; GoTo and Menu are nil where it has no such thing.
type Params struct {
	Select func(id string)                     // a screen was pressed
	Open   func(id string, at fyne.Position)   // a menu of screens was
	More   func(rest []Item, at fyne.Position) // the sign for what has no room was
	Menu   func(at fyne.Position)              // the menu button was; nil where the system has the menu
	GoTo   func()                              // the way to anything was
	Hover  func(text string)                   // what is under the pointer says, "" for nothing; may be nil
	GoKey  func() string                       // the key of the way to anything
}

// Bar is the widget.
type Bar struct {
	widget.BaseWidget
	p     Params
	items []Item

	selected   string
	name, role string
	done, all  int
	hover      int // index of parts, -1 for none
	focused    bool
	at         int // the part with the keyboard
	parts      []part
	fit        map[string]bool // the items that have room
}

// New returns a bar.
func New(items []Item, p Params) *Bar {
	b := &Bar{items: items, p: p, hover: -1}
	b.ExtendBaseWidget(b)
	return b
}

// SetItems replaces the items, for another role.
func (b *Bar) SetItems(items []Item) {
	b.items = items
	b.Refresh()
}

// Items are the items of the bar.
func (b *Bar) Items() []Item { return b.items }

// SetCount changes the count of an item, wherever it stands.
func (b *Bar) SetCount(id string, n int, bad bool) {
	if setCount(b.items, id, n, bad) {
		b.Refresh()
	}
}

func setCount(items []Item, id string, n int, bad bool) (changed bool) {
	for i := range items {
		it := &items[i]
		if it.ID == id && (it.Count != n || it.Bad != bad) {
			it.Count, it.Bad = n, bad
			return true
		}
		if setCount(it.Items, id, n, bad) {
			return true
		}
	}
	return false
}

// Select shows an item as the open one.
func (b *Bar) Select(id string) {
	if b.selected != id {
		b.selected = id
		b.Refresh()
	}
}

// Selected returns the id of the open one.
func (b *Bar) Selected() string { return b.selected }

// SetWho says who is working, and in which role.
func (b *Bar) SetWho(name, role string) {
	if b.name != name || b.role != role {
		b.name, b.role = name, role
		b.Refresh()
	}
}

// SetProgress says how many of all jobs that waited are decided; none of none is not shown.
func (b *Bar) SetProgress(done, all int) {
	if b.done != done || b.all != all {
		b.done, b.all = done, all
		b.Refresh()
	}
}

// Progress is what was said of it.
func (b *Bar) Progress() (done, all int) { return b.done, b.all }

// Place is where what belongs to an item opens: below it, or below the sign that it is behind.
func (b *Bar) Place(id string) fyne.Position {
	x := edge
	for _, p := range b.parts {
		if p.item.has(id) || p.kind == more && !b.fit[id] || p.kind == main && id == "" {
			x = p.x
			if p.item.has(id) {
				break
			}
		}
	}
	return fyne.CurrentApp().Driver().AbsolutePositionForObject(b).AddXY(x, height-2)
}

// press does what a part is for.
func (b *Bar) press(i int) {
	if i < 0 || i >= len(b.parts) {
		return
	}
	p := b.parts[i]
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(b).AddXY(p.x, height-2)
	switch {
	case p.kind == main:
		b.p.Menu(at)
	case p.kind == goTo:
		b.p.GoTo()
	case p.kind == more:
		b.p.More(b.rest(), at)
	case len(p.item.Items) > 0:
		b.p.Open(p.item.ID, at)
	default:
		b.p.Select(p.item.ID)
	}
}

// rest are the items that have no room.
func (b *Bar) rest() (out []Item) {
	for _, it := range b.items {
		if !b.fit[it.ID] {
			out = append(out, it)
		}
	}
	return out
}

// pressable reports whether a part can be pressed.
func (p part) pressable() bool { return p.kind != progress && p.kind != who }

func (b *Bar) partAt(x float32) int {
	for i, p := range b.parts {
		if x >= p.x && x < p.x+p.w && p.pressable() {
			return i
		}
	}
	return -1
}

// Tapped belongs to Fyne.
func (b *Bar) Tapped(ev *fyne.PointEvent) { b.press(b.partAt(ev.Position.X)) }

// MouseIn belongs to Fyne.
func (b *Bar) MouseIn(ev *desktop.MouseEvent) { b.MouseMoved(ev) }

// MouseMoved belongs to Fyne.
func (b *Bar) MouseMoved(ev *desktop.MouseEvent) {
	tooltip.Follow(b, ev)
	b.point(b.partAt(ev.Position.X))
}

// MouseOut belongs to Fyne.
func (b *Bar) MouseOut() { b.point(-1) }

func (b *Bar) point(i int) {
	if i == b.hover {
		return
	}
	b.hover = i
	if b.p.Hover != nil {
		tip := ""
		if i >= 0 && b.parts[i].item.Key != "" {
			tip = b.parts[i].item.Title + "  " + b.parts[i].item.Key
		}
		b.p.Hover(tip)
	}
	b.Refresh()
}

// FocusGained belongs to Fyne.
func (b *Bar) FocusGained() {
	b.focused = true
	b.at = 0
	for i, p := range b.parts {
		if p.kind == item && p.item.has(b.selected) {
			b.at = i
		}
	}
	b.Refresh()
}

// FocusLost belongs to Fyne.
func (b *Bar) FocusLost() { b.focused = false; b.Refresh() }

// TypedRune belongs to Fyne; letters are the window's.
func (b *Bar) TypedRune(r rune) {
	if r != ' ' {
		keyboard.PassRune(b, r)
	}
}

// TypedKey goes along the bar; other keys are the window's.
func (b *Bar) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyLeft:
		b.step(-1)
	case fyne.KeyRight:
		b.step(1)
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter, fyne.KeyDown:
		b.press(b.at)
	default:
		keyboard.Pass(b, ev)
	}
}

func (b *Bar) step(by int) {
	for i := b.at + by; i >= 0 && i < len(b.parts); i += by {
		if b.parts[i].pressable() {
			b.at = i
			b.Refresh()
			return
		}
	}
}
