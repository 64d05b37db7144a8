package shell_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"runchecks/domain"
	"runchecks/ui/customers"
	"runchecks/ui/jobs"
	"runchecks/ui/keys"
	"runchecks/ui/shell"
	"runchecks/ui/tickets"
	"runchecks/ui/uitest"
	"runchecks/ui/words"
)

// mainText is a text that can be typed into.
type mainText interface {
	fyne.Focusable
	fyne.CanvasObject
	fyne.Disableable
	SelectedText() string
}

// mainTexts are the texts of what is shown of an object, whatever they stand in.
func mainTexts(o fyne.CanvasObject) (out []mainText) {
	if o == nil || !o.Visible() {
		return nil
	}
	if text, ok := o.(mainText); ok {
		if text.Disabled() {
			return nil
		}
		return []mainText{text}
	}
	var within []fyne.CanvasObject
	switch o := o.(type) {
	case *fyne.Container:
		within = o.Objects
	case fyne.Widget:
		within = test.WidgetRenderer(o).Objects()
	}
	for _, child := range within {
		out = append(out, mainTexts(child)...)
	}
	return out
}

// eachField gives every text of the main window the keyboard in turn.
func eachField(t *testing.T, do func(d *uitest.Desk, field mainText, name string)) {
	d := uitest.NewAs(t, domain.RoleAdmin, func(store domain.Store) { uitest.Everything(t, store) })
	d.Held = 0
	total := 0
	for _, s := range d.W.Screens() {
		ready := func() {
			d.W.Stay()
			d.Afresh(s.ID())
			if s.ID() == shell.ReaderSet {
				d.W.Readers.Model.Teach()
				d.Settle()
			}
			if s.ID() == shell.Inbox {
				for i, r := range d.W.Inbox.Model.Rows() {
					if r.State == domain.MessageRead {
						d.W.Inbox.Model.Select(i)
						d.Settle()
						break
					}
				}
			}
			if d.HasReport() {
				d.Report().Mail().OpenFind()
			}
			d.Settle()
		}
		ready()
		for i := range mainTexts(d.Window.Content()) {
			ready()
			fields := mainTexts(d.Window.Content())
			if i >= len(fields) {
				break
			}
			total++
			d.W.Canvas().Focus(fields[i])
			do(d, fields[i], fmt.Sprintf("field %d (%T) of %s", i+1, fields[i], s.ID()))
		}
	}
	if total < 11+3+3 { // a search for most screens, three bars to find words, customer, messages, definition
		t.Errorf("only %d fields were found", total)
	}
}

func TestNoFieldOfTheMainWindowIsATrap(t *testing.T) {
	eachField(t, func(d *uitest.Desk, field mainText, name string) {
		at := d.W.Shown()
		d.Key(fyne.KeyF6)
		if d.W.Canvas().Focused() == fyne.Focusable(field) {
			t.Errorf("F6 does not leave %s", name)
		}
		d.W.Canvas().Focus(field)
		for said := len(d.W.Said()); said > 0 && d.W.Canvas().Focused() == fyne.Focusable(field); said-- {
			d.Key(fyne.KeyEscape) // what was said goes first, but where a field has an Escape of its own
		}
		if d.W.Canvas().Focused() == fyne.Focusable(field) {
			d.Key(fyne.KeyEscape)
		}
		if d.W.Canvas().Focused() == fyne.Focusable(field) || d.W.Shown() != at {
			t.Errorf("Escape leaves %s for screen %s", name, d.W.Shown())
		}
	})
}

func TestTheShortcutsOfTheWindowWorkFromEachOfItsFields(t *testing.T) {
	screens := map[fyne.KeyName]string{
		fyne.Key1: shell.RunChecks, fyne.Key2: shell.Inbox, fyne.Key3: shell.Daily, fyne.Key4: jobs.ID, fyne.Key5: customers.ID,
		fyne.Key8: customers.ID, fyne.Key9: tickets.ID, // as they were
	}
	eachField(t, func(d *uitest.Desk, field mainText, name string) {
		at := d.W.Shown()
		for key, want := range screens {
			d.W.Open(at)
			d.Settle()
			d.W.Canvas().Focus(field)
			if d.Short(uitest.Pressed(keys.Key("Ctrl+" + string(key)))); d.W.Shown() != want {
				t.Errorf("Ctrl+%s from %s shows %s", key, name, d.W.Shown())
			}
		}
		for _, key := range []keys.Key{keys.Decisions, keys.SetUp} {
			d.W.Open(at)
			d.Settle()
			d.W.Canvas().Focus(field)
			if d.Short(uitest.Pressed(key)); d.W.OpenMenu() == nil {
				t.Errorf("%s from %s opens no menu", key, name)
			}
			d.Afresh(at)
		}
		d.W.Open(at)
		d.Settle()
		d.W.Canvas().Focus(field)
		if d.Short(uitest.Pressed("Ctrl+K")); d.W.Canvas().Overlays().Top() == nil {
			t.Errorf("Ctrl+K from %s opens no palette", name)
		}
		d.Key(fyne.KeyEscape)
		d.W.Canvas().Focus(field)
		if d.Short(uitest.Pressed("Ctrl+Q")); !d.W.Leaving() {
			t.Errorf("Ctrl+Q from %s does not end the program", name)
		}
	})
}

func TestTypingReplacesTheSuggestedCustomer(t *testing.T) {
	d := uitest.NewAs(t, domain.RoleAdmin, func(store domain.Store) { uitest.Everything(t, store) })
	d.W.Open(shell.Inbox)
	d.Settle()
	for i, r := range d.W.Inbox.Model.Rows() {
		if r.State == domain.MessageRead {
			d.W.Inbox.Model.Select(i)
			d.Settle()
			break
		}
	}
	d.Key(fyne.KeyReturn)
	customer, ok := d.W.Canvas().Focused().(mainText)
	if !ok {
		t.Fatalf("Enter gives %T the keyboard", d.W.Canvas().Focused())
	}
	suggested := customer.SelectedText()
	if suggested == "" {
		t.Fatal("the suggestion is not selected")
	}
	d.TypeText("Ot")
	customer.FocusLost() // another window comes to the front
	customer.FocusGained()
	d.TypeText("her")
	if got := uitest.TextOf(d.W.Canvas().Focused()); got != "Other" {
		t.Errorf("typed over %q: %q", suggested, got)
	}
}

func TestAFailureOutlivesWhatIsSaidLater(t *testing.T) {
	d := uitest.New(t, 6)
	d.W.Say(words.Toast{Text: "the sync failed", Error: true})
	d.Letter('e')
	d.Settle()
	if got := d.W.Said(); len(got) != 2 || got[0] != "the sync failed" {
		t.Errorf("shown %q", got)
	}
	d.Key(fyne.KeyEscape)
	if got := strings.Join(d.W.Said(), ""); strings.Contains(got, "failed") {
		t.Errorf("Escape left %q", got)
	}
}

func TestTheDesktopFileNamesTheClassOfTheWindow(t *testing.T) {
	file, err := os.ReadFile("../../assets/run-checks.desktop")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(file), "\nStartupWMClass="+shell.Name+"\n") {
		t.Errorf("it does not say %s", shell.Name)
	}
	d := uitest.New(t, 1)
	if got := d.Window.Title(); got != shell.Name {
		t.Errorf("before the window stands its title, and with it its class, is %q", got)
	}
	d.W.Started()
	d.W.Changed()
	if got := d.Window.Title(); got != shell.Name+" (1) – Admin" {
		t.Errorf("then its title is %q", got)
	}
}
