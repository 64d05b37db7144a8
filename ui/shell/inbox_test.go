package shell_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"runchecks/domain"
	"runchecks/ui/features"
	"runchecks/ui/shell"
	"runchecks/ui/uitest"
)

// inboxDesk is a window at the inbox, with the first job selected.
func inboxDesk(t *testing.T) *uitest.Desk {
	d := uitest.NewAs(t, domain.RoleAdmin, func(store domain.Store) { uitest.Everything(t, store) }, func(*features.Params) {})
	d.Held = 0
	d.W.Open(shell.Inbox)
	d.Settle()
	for i := 0; i < len(d.W.Inbox.Model.Rows()) && !d.W.Inbox.Model.CanGive(); i++ {
		d.W.Inbox.Model.Select(i)
	}
	d.Settle()
	return d
}

func TestACustomerIsChosenInTheRowAndApprovedByKeys(t *testing.T) {
	d := inboxDesk(t)
	m := d.W.Inbox.Model
	job := m.Row().Job
	d.Key(fyne.KeyReturn)
	d.TypeText("Brand new")
	d.Key(fyne.KeyEscape)
	if name, _ := m.Customer(m.Row()); name == "Brand new" {
		t.Fatal("Escape kept what was typed")
	}
	d.Key(fyne.KeyReturn)
	d.TypeText("Brand new")
	d.Key(fyne.KeyReturn)
	if name, isNew := m.Customer(m.Row()); name != "Brand new" || !isNew || m.Ticks() != 1 {
		t.Fatalf("%q, new %v, %d ticked", name, isNew, m.Ticks())
	}
	d.Short(&desktop.CustomShortcut{KeyName: fyne.KeyReturn, Modifier: fyne.KeyModifierShortcutDefault})
	d.Query(func(q domain.Reader) error {
		j, err := q.JobByKey(job)
		if j.State != domain.JobActive || j.Customer.Name != "Brand new" {
			t.Errorf("%+v", j)
		}
		return err
	})
}

func TestTheFieldOfACustomerSelectsAllAndItsListIsGoneThroughByKeys(t *testing.T) {
	d := inboxDesk(t)
	m := d.W.Inbox.Model
	m.Give("customer000")
	d.Settle()
	options := m.Options("")
	if len(options) < 3 || options[0].Name != "customer000" {
		t.Fatalf("%+v", options)
	}
	d.Key(fyne.KeyReturn)
	d.Key(fyne.KeyDown)
	d.Key(fyne.KeyDown)
	d.Key(fyne.KeyUp)
	d.Key(fyne.KeyReturn)
	if got, _ := m.Customer(m.Row()); got != options[1].Name {
		t.Errorf("chosen is %q, want %q", got, options[1].Name)
	}
	d.Key(fyne.KeyReturn)
	row := m.Row()
	d.TypeText(options[2].Name) // over what stood there, all of it
	d.Key(fyne.KeyTab)
	if got, _ := m.Customer(row); got != options[2].Name {
		t.Errorf("typed over it stands %q, want %q", got, options[2].Name)
	}
}

func TestTheReportOfTheInboxIsFoldedInANarrowWindow(t *testing.T) {
	d := inboxDesk(t)
	report := func() bool { return d.W.Inbox.DetailsShown() }
	d.Window.Resize(fyne.NewSize(1440, 900))
	if !report() {
		t.Error("there is room for it")
	}
	d.Window.Resize(fyne.NewSize(1024, 700))
	if report() {
		t.Error("it stands beside the list at 1024")
	}
	d.Letter('z')
	if !report() {
		t.Error("Z does not show it")
	}
}
