package shell

import (
	"strings"

	"fyne.io/fyne/v2"

	"runchecks/ui/widget/menu"
	"runchecks/ui/widget/navbar"
	"runchecks/ui/words"
)

// This file is every menu of the window; what stands in one are commands.

// show opens a menu in place of the one that is open.
func (w *Window) showMenu(items []menu.Item, at fyne.Position) {
	if len(items) == 0 || w.popup != nil {
		return
	}
	if w.menu != nil {
		w.menu.Close()
	}
	w.menu = menu.Show(w.Canvas(), items, at, nil)
}

// OpenMenu is the menu that is open, nil for none.
func (w *Window) OpenMenu() *menu.Menu {
	if w.menu == nil || !w.menu.Visible() {
		return nil
	}
	return w.menu
}

// item is a command as a line of a menu.
func (w *Window) item(c *Command) menu.Item {
	return menu.Item{Label: c.Title(), Key: c.Keys(), Letter: c.letter, Off: !c.Can(), Run: func() { w.choose(c) }}
}

// choose runs a command that was chosen in a menu, or says why it cannot be run now.
func (w *Window) choose(c *Command) {
	if !w.Perform(c) && !w.Covered() {
		w.Say(words.Toast{Text: words.T("shell.cannot", "command", strings.TrimSuffix(c.Title(), "…"), "why", w.why(c)), Notice: true})
	}
}

// openMenu opens the whole menu: a line for each group, with its commands beside it. What
// belongs to another screen is left out.
func (w *Window) openMenu(at fyne.Position) { w.showMenu(w.wholeMenu(), at) }

func (w *Window) wholeMenu() (out []menu.Item) {
	for _, name := range menuNames() {
		group := menu.Item{Label: name}
		before := Place(-1)
		for i := range w.list {
			c := &w.list[i]
			if c.Place.Menu() != name || c.On != "" && c.On != w.shown {
				continue
			}
			if block := c.Place / menuBlock; before >= 0 && block != before {
				group.Items = append(group.Items, menu.Item{})
			}
			before = c.Place / menuBlock
			group.Items = append(group.Items, w.item(c))
		}
		if len(group.Items) > 0 {
			out = append(out, group)
		}
	}
	return out
}

// menuBlock is how far apart places are that have a line between them.
const menuBlock = 100

// openGroup opens the menu of screens that stand behind one another.
func (w *Window) openGroup(id string, at fyne.Position) {
	for _, it := range w.nav.Items() {
		if it.ID == id {
			w.showMenu(w.screenItems(it.Items), at)
		}
	}
}

// openMore opens what has no room in the bar: screens, then those of menus.
func (w *Window) openMore(rest []navbar.Item, at fyne.Position) {
	var items []menu.Item
	for _, it := range rest {
		if len(it.Items) > 0 {
			items = append(items, menu.Item{})
			items = append(items, w.screenItems(it.Items)...)
			continue
		}
		items = append(items, w.screenItems([]navbar.Item{it})...)
	}
	w.showMenu(items, at)
}

// screenItems are screens of the bar as lines of a menu.
func (w *Window) screenItems(screens []navbar.Item) (out []menu.Item) {
	for _, s := range screens {
		it := menu.Item{Label: s.Title, Key: s.Key, Count: s.Count, Bad: s.Bad, Checked: s.ID == w.shown, Run: func() { w.Open(s.ID) }}
		for i := range w.list {
			c := &w.list[i]
			if c.Leads != s.ID {
				continue
			}
			it.Run = func() { w.choose(c) }
			if c.letter != 0 {
				it.Letter, it.Key = c.letter, string(c.Key)
			}
		}
		out = append(out, it)
	}
	return out
}
