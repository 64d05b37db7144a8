package shell_test

import (
	"context"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"runchecks/domain"
	"runchecks/ui/features"
	"runchecks/ui/list"
	"runchecks/ui/shell"
	"runchecks/ui/uitest"
)

// listScreens are the screens with a list where something can be decided that is undone.
var listScreens = []string{"accepted", "overrides", "remarks", "tickets", "customers", "devices", "jobs"}

// TestUndoLeadsToWhatItBroughtBackOnEveryList makes on each screen with a list what its commands
// decide about a row, goes elsewhere in the list, and takes it back.
func TestUndoLeadsToWhatItBroughtBackOnEveryList(t *testing.T) {
	tried := map[string]int{}
	for _, screen := range listScreens {
		d := uitest.NewAs(t, domain.RoleAdmin, func(store domain.Store) { uitest.Everything(t, store) }, func(*features.Params) {})
		d.Held = 0
		for i := range d.W.Commands() {
			c := &d.W.Commands()[i]
			if !strings.HasPrefix(c.ID, screen+".") && (c.On != screen || strings.HasPrefix(c.ID, "window.")) {
				continue
			}
			d.Afresh(screen)
			l, ok := d.W.Screen().(uitest.Lister)
			if !ok || l.Listing().Len() == 0 {
				continue
			}
			decides(t, d, c, l.Listing(), screen, tried)
		}
	}
	for _, screen := range listScreens {
		if tried[screen] == 0 {
			t.Errorf("%s: no decision was tried", screen)
		}
	}
}

// decides makes what a command decides about the last row that it can be done with, goes elsewhere
// and takes it back.
func decides(t *testing.T, d *uitest.Desk, c *shell.Command, rows list.Screen, screen string, tried map[string]int) {
	t.Helper()
	newest := func() domain.Decision {
		j, err := d.Params.View.Desk.Journal(context.Background(), 1)
		if err != nil || len(j) == 0 {
			return domain.Decision{}
		}
		return j[0]
	}
	for at := rows.Len() - 1; at >= 0; at-- {
		rows.Select(at)
		d.Settle()
		if !c.Can() {
			continue
		}
		was, before, n := rows.Heading(), newest(), rows.Len()
		c.Run()
		d.Settle()
		if d.W.Covered() {
			d.Key(fyne.KeyReturn)
			d.Settle()
		}
		if d.W.Covered() {
			d.W.ClosePopup()
			continue
		}
		made := newest()
		if d.W.Shown() != screen || made.ID == before.ID || rows.Len() > n {
			return
		}
		tried[screen]++
		rows.Select(0)
		if at == 0 {
			rows.Select(rows.Len() - 1)
		}
		d.Settle()
		d.W.Screen().Undo()
		d.Settle()
		// Of a decision about many rows it leads to the first of them.
		if got := rows.Heading(); got != was && len(made.Targets) == 1 {
			t.Errorf("%s, %s: undo leads to %q, not to %q", screen, c.ID, got, was)
		}
		return
	}
}
