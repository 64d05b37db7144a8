package shell_test

import (
	"context"
	"fmt"
	"net/url"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"runchecks/domain"
	"runchecks/ui/features"
	"runchecks/ui/shell"
	"runchecks/ui/uitest"
)

// TestEveryCommandOfEveryScreenRuns ranges over the list that keys, menus, palette and
// buttons are made of, so that nothing is left out; a panic fails it. The command really
// is reached by its key where it can be run.
func TestEveryCommandOfEveryScreenRuns(t *testing.T) {
	for r, role := range []domain.Role{domain.RoleAdmin, domain.RoleOperator, domain.RoleViewer} {
		for f, filled := range []bool{true, false} {
			t.Run(fmt.Sprintf("%s, rows %t", role, filled), func(t *testing.T) {
				whole := role == domain.RoleAdmin && filled && !testing.Short()
				if testing.Short() && (role != domain.RoleAdmin || !filled) {
					t.Skip("the same once more for another role or without rows")
				}
				d := uitest.NewAs(t, role, func(store domain.Store) {
					if filled {
						uitest.Everything(t, store)
					}
				}, func(p *features.Params) {
					p.View.ServiceDesk, p.View.Proxy, p.View.Like = uitest.Tenant{}, noProxy{}, uitest.Lookalikes
					p.View.Notices, p.View.Mail = noNotices{}, noMail{}
					p.View.Team = uitest.Colleagues{}
					p.Retention = noRetention{}
					p.Diagnose = func(context.Context) (string, error) { return "<host 1>", nil }
					p.Copies, p.PutBack = noCopies{}, func(string, bool) {}
					p.BrowserCopy = func([]byte) (*url.URL, error) { return &url.URL{Scheme: "file", Path: "/x"}, nil }
				})
				d.OpenURL = func(*url.URL) error { return nil }
				d.Held = 0
				ran, reached := "", map[string]bool{}
				for i := range d.W.Commands() {
					c, run := &d.W.Commands()[i], d.W.Commands()[i].Run
					c.Run = func() {
						ran, reached[c.Name] = c.Name, true
						run()
					}
				}
				for _, s := range d.W.Screens() {
					d.Afresh(s.ID())
					if l, ok := s.(uitest.Lister); filled && ok && (l.Listing().Len() == 0 || l.Listing().Selected() < 0) {
						t.Errorf("nothing is selected on %s: %d rows", s.ID(), l.Listing().Len())
					}
					for i := range d.W.Commands() {
						c := &d.W.Commands()[i]
						d.Afresh(s.ID())
						everywhere := c.On == "" && c.Stroke().Shortcut != nil &&
							(s.ID() == shell.RunChecks || reached[c.Name] || !d.Within(c))
						if c.On != "" && c.On != s.ID() || everywhere && s.ID() != shell.RunChecks {
							continue // another screen's, or tried already
						}
						if !whole && !testing.Short() && (i+r+f)%2 == 0 {
							continue // each command in every other of the roles, with rows and without
						}
						for k, way := range []string{"key", "menu", "palette"} {
							if !whole && k > 0 && k != i%6 {
								continue // each command by its key, each other way by a sixth of them
							}
							start := map[string]func(*shell.Command){"key": d.Strike, "menu": d.OverMenu, "palette": d.OverPalette}[way]
							d.Afresh(s.ID())
							can := d.Within(c)
							ran = ""
							start(c)
							if can && way != "palette" && ran != c.Name {
								t.Errorf("%s on %s by %s (%s): ran %q", c.Name, s.ID(), way, c.KeyWords(), ran)
							}
							if d.W.Waits() && !d.W.Covered() {
								t.Errorf("%s on %s by %s: keys wait for a window that does not open", c.Name, s.ID(), way)
							}
							if !can && ran == c.Name {
								t.Errorf("%s on %s by %s runs though it cannot", c.Name, s.ID(), way)
							}
						}
					}
					for _, m := range shell.MoveKeys() {
						for _, held := range []fyne.KeyModifier{0, fyne.KeyModifierShift} {
							d.Afresh(s.ID())
							d.W.Key(&fyne.KeyEvent{Name: m.Press}, held)
							d.Held = held
							d.W.Typed(m.Rune)
							d.Settle()
						}
					}
					d.Held = 0
				}
				if filled && role == domain.RoleAdmin {
					for i := range d.W.Commands() {
						if c := &d.W.Commands()[i]; !reached[c.Name] {
							t.Errorf("%s never ran: the test has nothing that it can be done with", c.Name)
						}
					}
				}
			})
		}
	}
}

func TestALetterMeansTheSameWithCapsLock(t *testing.T) {
	d := uitest.New(t, 6)
	d.Held = 0
	d.Letter('J') // Caps Lock: a capital letter, and no Shift
	if d.W.RunChecks.Model.Selected() != 1 || d.W.RunChecks.Model.Ticks() != 0 {
		t.Errorf("row %d, %d ticks", d.W.RunChecks.Model.Selected(), d.W.RunChecks.Model.Ticks())
	}
	d.Held = fyne.KeyModifierShift
	d.Letter('j') // Caps Lock and Shift: a small one
	if d.W.RunChecks.Model.Ticks() != 2 {
		t.Errorf("%d ticks, want 2", d.W.RunChecks.Model.Ticks())
	}
}

func TestNoKeyIsTwoThingsAtOnce(t *testing.T) {
	d := uitest.New(t, 1)
	for _, c := range d.W.Commands() {
		ways := 0
		for _, is := range []bool{c.In != "", c.Stroke().Rune != 0, c.Stroke().Press != "", c.Stroke().Shortcut != nil} {
			if is {
				ways++
			}
		}
		if ways != 1 {
			t.Errorf("%s has %d keys", c.Name, ways)
		}
		for _, m := range shell.MoveKeys() {
			if c.Stroke().Rune != 0 && c.Stroke().Rune == m.Rune || c.Stroke().Press != "" && c.Stroke().Press == m.Press {
				t.Errorf("%s (%s) is a key that moves the selection", c.Name, c.KeyWords())
			}
		}
		if custom, ok := c.Stroke().Shortcut.(*desktop.CustomShortcut); ok && custom.Modifier == 0 {
			t.Errorf("%s has a shortcut without a modifier", c.Name)
		}
	}
	if d.W.Canvas().Overlays().Top() != nil {
		t.Error("something is open from the start")
	}
	menu := widget.NewPopUpMenu(fyne.NewMenu("", fyne.NewMenuItem("x", nil)), d.W.Canvas())
	menu.Show()
	d.Short(uitest.Pressed("Ctrl+2"))
	if d.W.Shown() != shell.RunChecks {
		t.Error("a command ran under an open menu")
	}
}

// noNotices are none yet.
type noNotices struct{}

func (noNotices) List(context.Context) ([]domain.Notice, map[string]domain.Told, error) {
	return nil, nil, nil
}
func (noNotices) Add(context.Context, domain.Notice, string) error { return nil }
func (noNotices) Test(context.Context, string) error               { return nil }
func (noNotices) Remove(context.Context, string) error             { return nil }

// noMail is no mail server yet.
type noMail struct{}

func (noMail) Chosen(context.Context) (domain.MailOut, bool, error) {
	return domain.MailOut{}, false, nil
}
func (noMail) Set(context.Context, domain.MailOut, string) error { return nil }
func (noMail) Remove(context.Context) error                      { return nil }

// noProxy is a choice of a proxy that stays that of the system.
type noProxy struct{}

func (noProxy) Chosen(context.Context) (domain.Proxy, error) { return domain.Proxy{}, nil }
func (noProxy) Set(context.Context, domain.Proxy, string) (domain.Decision, error) {
	return domain.Decision{}, nil
}

// noCopies are two copies of the database.
// noRetention takes out what there is none of.
type noRetention struct{}

func (noRetention) PlanRetention(context.Context) (domain.RetentionPlan, error) {
	return domain.RetentionPlan{Ages: domain.RetentionAges{Originals: 90}, Goes: domain.RetentionCounts{Originals: 4}}, nil
}

func (noRetention) Retain(context.Context, domain.RetentionPlan, func(domain.RetentionPass)) (domain.RetentionPass, error) {
	return domain.RetentionPass{}, nil
}

func (noRetention) UndoRetention(context.Context) (domain.RetentionPass, error) {
	return domain.RetentionPass{}, nil
}

type noCopies struct{}

func (noCopies) Copies() ([]domain.Copy, error) {
	return []domain.Copy{{Path: "new.db", Size: 3 << 20}, {Path: "old.db", Size: 2 << 20}}, nil
}
func (noCopies) BackupNow(context.Context) (domain.Copy, error) {
	return domain.Copy{Path: "now.db", Size: 1 << 20, Entries: 7}, nil
}
func (noCopies) LookAt(context.Context, string, bool) (domain.Restoration, error) {
	return domain.Restoration{}, nil
}
