package firststart_test

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"runchecks/domain"
	"runchecks/ui/uitest"
	"runchecks/ui/widget/actionbutton"
)

// waiting is the button that has the keyboard, "" for none.
func waiting(d *uitest.Desk) string {
	if b, ok := d.W.Canvas().Focused().(*actionbutton.Button); ok {
		return b.Label()
	}
	return ""
}

func TestAProfileWithoutAccountOffersThreeWaysByTabAndEnter(t *testing.T) {
	d := uitest.NewAs(t, domain.RoleAdmin, func(domain.Store) {})
	var ways []string
	for range 3 {
		ways = append(ways, waiting(d))
		d.W.Canvas().FocusNext()
	}
	if want := []string{"Add a mailbox…", "Add Cove…", "Try the demo"}; !slices.Equal(ways, want) {
		t.Fatalf("%q, want %q", ways, want)
	}
	d.Do("window.back")
	d.W.Canvas().FocusNext()
	d.W.Canvas().FocusNext()
	d.Key(fyne.KeyReturn)
	d.Settle()
	if got := d.Computer.Opened(); !slices.Equal(got, []string{"demo"}) {
		t.Errorf("%q is opened", got)
	}
	d.W.RunChecks.Focus()
	d.Key(fyne.KeyReturn)
	d.Settle()
	if !d.W.Covered() {
		t.Error("nothing asks for a mailbox")
	}
}

func TestThePageGoesOnceThereIsAnAccount(t *testing.T) {
	d := uitest.New(t, 1)
	d.W.RunChecks.Focus()
	if got := waiting(d); got != "" {
		t.Errorf("%q has the keyboard of a list", got)
	}
}
