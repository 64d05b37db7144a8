package shell

import (
	"strings"

	"fyne.io/fyne/v2"

	"runchecks/ui/widget/menu"
	"runchecks/ui/widget/navbar"
	"runchecks/ui/words"
)

// This file is every menu of the window; what stands in one are commands.

// menus opens them.
type menus struct {
	control *control
	over    *overlays
	say     func(words.Toast)
	open    func(screen string)
	bar     func() []navbar.Item
	opened  *menu.Menu // the one that was opened last
}

// showMenu opens a menu in place of the one that is open.
func (m *menus) showMenu(items []menu.Item, at fyne.Position) {
	if len(items) == 0 || m.over.popup != nil {
		return
	}
	if m.opened != nil {
		m.opened.Close()
	}
	m.opened = menu.Show(m.over.canvas(), items, at, nil)
}

// OpenMenu is the menu that is open, nil for none.
func (m *menus) OpenMenu() *menu.Menu {
	if m.opened == nil || !m.opened.Visible() {
		return nil
	}
	return m.opened
}

// item is a command as a line of a menu.
func (m *menus) item(c *Command) menu.Item {
	return menu.Item{Label: c.Title(), Key: c.Keys(), Letter: c.letter, Off: !c.Can(), Run: func() { m.choose(c) }}
}

// MenuItems are commands as lines of a menu, by id; "" is a line between others.
func (m *menus) MenuItems(ids ...string) (items []menu.Item) {
	for _, id := range ids {
		if id == "" {
			items = append(items, menu.Item{})
		}
		if c := m.control.command(func(c *Command) bool { return c.ID == id }); c != nil {
			items = append(items, m.item(c))
		}
	}
	return items
}

// choose runs a command that was chosen in a menu, or says why it cannot be run now.
func (m *menus) choose(c *Command) {
	if !m.control.Perform(c) && !m.over.Covered() {
		m.say(
			words.Toast{
				Text:   words.T("shell.cannot", "command", strings.TrimSuffix(c.Title(), "…"), "why", m.control.why(c)),
				Notice: true,
			},
		)
	}
}

// openMenu opens the whole menu: a line for each group, with its commands beside it. What
// belongs to another screen is left out.
func (m *menus) openMenu(at fyne.Position) { m.showMenu(m.wholeMenu(), at) }

func (m *menus) wholeMenu() (out []menu.Item) {
	for _, name := range menuNames() {
		group := menu.Item{Label: name}
		before := Place(-1)
		for i := range m.control.list {
			c := &m.control.list[i]
			if c.Place.Menu() != name || c.On != "" && c.On != m.control.stack.shown {
				continue
			}
			if block := c.Place / menuBlock; before >= 0 && block != before {
				group.Items = append(group.Items, menu.Item{})
			}
			before = c.Place / menuBlock
			group.Items = append(group.Items, m.item(c))
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
func (m *menus) openGroup(id string, at fyne.Position) {
	for _, it := range m.bar() {
		if it.ID == id {
			m.showMenu(m.screenItems(it.Items), at)
		}
	}
}

// openMore opens what has no room in the bar: screens, then those of menus.
func (m *menus) openMore(rest []navbar.Item, at fyne.Position) {
	var items []menu.Item
	for _, it := range rest {
		if len(it.Items) > 0 {
			items = append(items, menu.Item{})
			items = append(items, m.screenItems(it.Items)...)
			continue
		}
		items = append(items, m.screenItems([]navbar.Item{it})...)
	}
	m.showMenu(items, at)
}

// screenItems are screens of the bar as lines of a menu.
func (m *menus) screenItems(screens []navbar.Item) (out []menu.Item) {
	for _, s := range screens {
		it := menu.Item{
			Label:   s.Title,
			Key:     s.Key,
			Count:   s.Count,
			Bad:     s.Bad,
			Checked: s.ID == m.control.stack.shown,
			Run:     func() { m.open(s.ID) },
		}
		for i := range m.control.list {
			c := &m.control.list[i]
			if c.Leads != s.ID {
				continue
			}
			it.Run = func() { m.choose(c) }
			if c.letter != 0 {
				it.Letter, it.Key = c.letter, string(c.Key)
			}
		}
		out = append(out, it)
	}
	return out
}
