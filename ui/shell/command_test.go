package shell

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"runchecks/domain"
	"runchecks/ui/services"
)

// afresh closes what a command left open and shows a screen.
func (d *desk) afresh(screen string) {
	d.w.closePopup()
	for top := d.w.canvas().Overlays().Top(); top != nil; top = d.w.canvas().Overlays().Top() {
		d.w.canvas().Overlays().Remove(top)
	}
	d.w.leaving = false
	d.w.teaching.Point()
	if d.w.inboxView.ShowsDeleted() {
		d.w.inboxView.SwitchDeleted()
	}
	d.w.open(screen)
	if d.w.search.Text != "" {
		d.w.search.SetText("")
	}
	d.settle()
}

// within brings about what a command needs, as far as the rows of the screen give it, and
// reports whether it can be done then.
func (d *desk) within(c *Command) bool {
	if c.Can() || d.w.role() != domain.RoleAdmin {
		return c.Can()
	}
	if d.w.hasReport() {
		d.w.report().Mail().SelectAll()
	}
	if l := d.w.lists[d.w.shown]; l != nil && c.On != "" {
		for i := 0; i < l.view.Len() && !c.Can(); i++ {
			l.view.Select(i)
			d.settle()
		}
	}
	switch {
	case c.Can():
	case d.w.shown == screenInbox:
		for i := 0; i < len(d.w.inboxView.Rows()) && !c.Can(); i++ {
			d.w.inboxView.Select(i)
			d.settle()
		}
	case d.w.shown == screenReaders && d.w.readView.CanTeach():
		d.w.readView.Teach() // a draft
		d.settle()
	case d.w.shown == screenTeach:
		d.lesson(c)
	case d.w.shown == screenRunChecks:
		about := c.Name == "Take a ticket off the run…" || c.Name == "Accept the new sender of the job"
		for i := 0; i < len(d.w.view.Rows()) && about && !c.Can(); i++ {
			d.w.view.Select(i)
			d.settle()
		}
		d.w.view.SetProgress(domain.SyncProgress{Account: "mailbox", Total: 9, Done: 1})
	}
	return c.Can()
}

// lesson begins to teach an unread message of the inbox and says one word of it, so that
// there is something to use, to show and to decide.
func (d *desk) lesson(c *Command) {
	rows := d.w.inboxView.Rows()
	for i := 0; i < len(rows) && !c.Can(); i++ {
		d.w.teachView.Open(rows[i].ID, "", "", func() {})
		d.settle()
		d.w.open(screenTeach)
	}
}

// strike types a key as the driver of Fyne routes it: shortcuts to the menu, then to what
// has the keyboard, then to the window; other keys to what has the keyboard, or the window.
func (d *desk) strike(c *Command) {
	d.Helper()
	held := fyne.KeyModifier(0)
	if c.typed.shift {
		held = fyne.KeyModifierShift
	}
	d.w.held = func() fyne.KeyModifier { return held }
	defer func() { d.w.held = func() fyne.KeyModifier { return 0 } }()
	focused := d.w.canvas().Focused()
	switch {
	case c.typed.shortcut != nil:
		d.short(c.typed.shortcut)
	case c.typed.rune != 0 && focused != nil:
		focused.TypedRune(c.typed.rune)
	case c.typed.rune != 0:
		d.w.typed(c.typed.rune)
	case c.typed.shift || focused == nil: // a test's driver holds no key
		d.w.key(&fyne.KeyEvent{Name: c.typed.press}, held)
	default:
		focused.TypedKey(&fyne.KeyEvent{Name: c.typed.press})
	}
	d.settle()
}

// short types a shortcut.
func (d *desk) short(s fyne.Shortcut) {
	for _, menu := range d.w.window.MainMenu().Items {
		for _, item := range menu.Items {
			if item.Shortcut != nil && item.Shortcut.ShortcutName() == s.ShortcutName() {
				item.Action()
				d.settle()
				return
			}
		}
	}
	if focused, ok := d.w.canvas().Focused().(fyne.Shortcutable); ok {
		focused.TypedShortcut(s)
	} else { // what the window registered with its canvas
		d.w.popupShortcut(s)
		d.w.shortcut(s)
	}
	d.settle()
}

// overMenu chooses a command in the menu bar.
func (d *desk) overMenu(c *Command) {
	for _, menu := range d.w.window.MainMenu().Items {
		for _, item := range menu.Items {
			if name := c.Title(); item.Label == name || strings.HasPrefix(item.Label, name+"  ") {
				item.Action()
				d.settle()
				return
			}
		}
	}
	d.Errorf("%s is in no menu", c.Name)
}

// overPalette finds a command in the palette and presses Enter.
func (d *desk) overPalette(c *Command) {
	d.w.openPalette()
	for _, r := range c.Title() {
		d.w.canvas().Focused().TypedRune(r)
	}
	d.key(fyne.KeyReturn)
}

// lookalikes lets every message of the inbox look like the same job, the first one that is
// approved as long as no command before has put them all aside.
func lookalikes(q domain.Queries, rows []domain.InboxRow) (map[int64]domain.Lookalike, error) {
	jobs, err := q.Jobs()
	like := domain.Job{Key: domain.NewJobKey("a@x.example", "", "subject", "any"), Name: "any"}
	for _, j := range jobs {
		if j.State == domain.JobActive {
			like = j.Job
			break
		}
	}
	out := map[int64]domain.Lookalike{}
	for _, r := range rows {
		keys := []domain.JobKey{domain.NewJobKey("a@x.example", "", "subject", r.Subject)}
		out[r.ID] = domain.Lookalike{Jobs: []domain.Job{like}, Keys: keys}
	}
	return out, err
}

// TestEveryCommandOfEveryScreenRuns ranges over the list that keys, menus, palette and
// buttons are made of, so that nothing is left out; a panic fails it. The command really
// is reached by its key where it can be run.
func TestEveryCommandOfEveryScreenRuns(t *testing.T) {
	for _, role := range []domain.Role{domain.RoleAdmin, domain.RoleOperator, domain.RoleViewer} {
		for _, filled := range []bool{true, false} {
			t.Run(fmt.Sprintf("%s, rows %t", role, filled), func(t *testing.T) {
				if testing.Short() && (role != domain.RoleAdmin || !filled) {
					t.Skip("the same once more for another role or without rows")
				}
				d := newDeskAs(t, role, func(store domain.Store) {
					if filled {
						everything(t, store)
					}
				}, func(p *services.Params) { p.Autotask, p.Proxy, p.Like = tenant{}, &noProxy{}, lookalikes })
				d.w.p.Leave = func() {}
				d.w.p.Copies, d.w.p.PutBack = twoCopies{}, func(string, bool) {}
				d.w.openURL = func(*url.URL) error { return nil }
				d.w.p.BrowserCopy = func([]byte) (*url.URL, error) { return &url.URL{Scheme: "file", Path: "/x"}, nil }
				d.w.held = func() fyne.KeyModifier { return 0 }
				ran, reached := "", map[string]bool{}
				for i := range d.w.list {
					c, run := &d.w.list[i], d.w.list[i].Run
					c.Run = func() {
						ran, reached[c.Name] = c.Name, true
						run()
					}
				}
				for _, s := range d.w.screens {
					d.afresh(s.id)
					if l := d.w.lists[s.id]; filled && l != nil && (l.view.Len() == 0 || l.view.Selected() < 0) {
						t.Errorf("nothing is selected on %s: %d rows", s.id, l.view.Len())
					}
					for i := range d.w.list {
						c := &d.w.list[i]
						d.afresh(s.id)
						everywhere := c.On == "" && c.typed.shortcut != nil &&
							(s.id == screenRunChecks || reached[c.Name] || !d.within(c))
						if c.On != "" && c.On != s.id || everywhere && s.id != screenRunChecks {
							continue // another screen's, or tried already
						}
						for k, way := range []string{"key", "menu", "palette"} {
							if testing.Short() && k > 0 && k != i%6 {
								continue // each command by its key, each other way by a sixth of them
							}
							start := map[string]func(*Command){"key": d.strike, "menu": d.overMenu, "palette": d.overPalette}[way]
							d.afresh(s.id)
							can := d.within(c)
							ran = ""
							start(c)
							if can && way != "palette" && ran != c.Name {
								t.Errorf("%s on %s by %s (%s): ran %q", c.Name, s.id, way, c.KeyWords(), ran)
							}
							if !can && ran == c.Name {
								t.Errorf("%s on %s by %s runs though it cannot", c.Name, s.id, way)
							}
						}
					}
					for _, m := range moveKeys {
						for _, held := range []fyne.KeyModifier{0, fyne.KeyModifierShift} {
							d.afresh(s.id)
							d.w.key(&fyne.KeyEvent{Name: m.press}, held)
							d.w.held = func() fyne.KeyModifier { return held }
							d.w.typed(m.rune)
							d.settle()
						}
					}
					d.w.held = func() fyne.KeyModifier { return 0 }
				}
				if filled && role == domain.RoleAdmin {
					for i := range d.w.list {
						if c := &d.w.list[i]; !reached[c.Name] {
							t.Errorf("%s never ran: the test has nothing that it can be done with", c.Name)
						}
					}
				}
			})
		}
	}
}

func TestALetterMeansTheSameWithCapsLock(t *testing.T) {
	d := newDesk(t, 6)
	d.w.held = func() fyne.KeyModifier { return 0 }
	d.letter('J') // Caps Lock: a capital letter, and no Shift
	if d.w.view.Selected() != 1 || d.w.view.Ticks() != 0 {
		t.Errorf("row %d, %d ticks", d.w.view.Selected(), d.w.view.Ticks())
	}
	d.w.held = func() fyne.KeyModifier { return fyne.KeyModifierShift }
	d.letter('j') // Caps Lock and Shift: a small one
	if d.w.view.Ticks() != 2 {
		t.Errorf("%d ticks, want 2", d.w.view.Ticks())
	}
}

func TestNoKeyIsTwoThingsAtOnce(t *testing.T) {
	d := newDesk(t, 1)
	for _, c := range d.w.list {
		ways := 0
		for _, is := range []bool{c.typed.rune != 0, c.typed.press != "", c.typed.shortcut != nil} {
			if is {
				ways++
			}
		}
		if ways != 1 {
			t.Errorf("%s has %d keys", c.Name, ways)
		}
		for _, m := range moveKeys {
			if c.typed.rune != 0 && c.typed.rune == m.rune || c.typed.press != "" && c.typed.press == m.press {
				t.Errorf("%s (%s) is a key that moves the selection", c.Name, c.KeyWords())
			}
		}
		if custom, ok := c.typed.shortcut.(*desktop.CustomShortcut); ok && custom.Modifier == 0 {
			t.Errorf("%s has a shortcut without a modifier", c.Name)
		}
	}
	if d.w.canvas().Overlays().Top() != nil {
		t.Error("something is open from the start")
	}
	menu := widget.NewPopUpMenu(fyne.NewMenu("", fyne.NewMenuItem("x", nil)), d.w.canvas())
	menu.Show()
	d.short(pressed("Ctrl+2"))
	if d.w.shown != screenRunChecks {
		t.Error("a command ran under an open menu")
	}
}
