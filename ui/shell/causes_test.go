package shell_test

import (
	"strings"
	"testing"

	"runchecks/domain"
	"runchecks/ui/features"
	"runchecks/ui/shell"
	"runchecks/ui/uitest"
)

func TestWhatIsSaidOfCausesAndOfManyReportsIsReachedByKeys(t *testing.T) {
	d := uitest.NewAs(t, domain.RoleAdmin, func(store domain.Store) { uitest.Everything(t, store) }, func(p *features.Params) {
		p.View.Like = uitest.Lookalikes
	})
	d.Held = 0
	tried := 0
	for i := range d.W.Commands() {
		c := &d.W.Commands()[i]
		screen := shell.RunChecks
		switch {
		case strings.HasPrefix(c.ID, "runchecks.cause-"):
		case c.ID == "inbox.approve" || strings.HasPrefix(c.ID, "inbox.tick-"):
			screen = shell.Inbox
		default:
			continue
		}
		tried++
		ran, run := false, c.Run
		c.Run = func() { ran = true; run() }
		d.Afresh(screen)
		if !d.Within(c) {
			t.Errorf("%s cannot be done", c.Name)
			continue
		}
		if d.Strike(c); !ran {
			t.Errorf("%s is not done by %s", c.Name, c.KeyWords())
		}
	}
	if tried != 8 {
		t.Errorf("%d commands", tried)
	}
}
