package shell

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"runchecks/domain"
	"runchecks/ui/keys"
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
func eachField(t *testing.T, do func(d *desk, field mainText, name string)) {
	d := newDeskAs(t, domain.RoleAdmin, func(store domain.Store) { everything(t, store) })
	d.w.held = func() fyne.KeyModifier { return 0 }
	d.w.p.Leave = func() {}
	total := 0
	for _, s := range d.w.screens {
		ready := func() {
			d.afresh(s.id)
			if s.id == screenReaders {
				d.w.readView.Teach()
				d.settle()
			}
			if s.id == screenInbox {
				for i, r := range d.w.inboxView.Rows() {
					if r.State == domain.MessageRead {
						d.w.inboxView.Select(i)
						d.settle()
						break
					}
				}
			}
			if d.w.hasReport() {
				d.w.report().Mail().OpenFind()
			}
			d.settle()
		}
		ready()
		for i := range mainTexts(d.w.window.Content()) {
			ready()
			fields := mainTexts(d.w.window.Content())
			if i >= len(fields) {
				break
			}
			total++
			d.w.canvas().Focus(fields[i])
			do(d, fields[i], fmt.Sprintf("field %d (%T) of %s", i+1, fields[i], s.id))
		}
	}
	if total < 11+3+3 { // a search for most screens, three bars to find words, customer, messages, definition
		t.Errorf("only %d fields were found", total)
	}
}

func TestNoFieldOfTheMainWindowIsATrap(t *testing.T) {
	eachField(t, func(d *desk, field mainText, name string) {
		at := d.w.shown
		d.key(fyne.KeyF6)
		if d.w.canvas().Focused() == fyne.Focusable(field) {
			t.Errorf("F6 does not leave %s", name)
		}
		d.w.canvas().Focus(field)
		d.key(fyne.KeyEscape)
		if d.w.canvas().Focused() == fyne.Focusable(field) || d.w.shown != at {
			t.Errorf("Escape leaves %s for screen %s", name, d.w.shown)
		}
	})
}

func TestTheShortcutsOfTheWindowWorkFromEachOfItsFields(t *testing.T) {
	screens := map[fyne.KeyName]string{
		fyne.Key1: screenRunChecks, fyne.Key2: screenInbox, fyne.Key3: screenAccounts, fyne.Key4: screenReaders, fyne.Key5: screenOverrides,
		fyne.Key6: screenDaily, fyne.Key7: screenJobs, fyne.Key8: screenCustomers, fyne.Key9: screenTickets,
	}
	eachField(t, func(d *desk, field mainText, name string) {
		at := d.w.shown
		for key, want := range screens {
			d.w.open(at)
			d.settle()
			d.w.canvas().Focus(field)
			if d.short(pressed(keys.Key("Ctrl+" + string(key)))); d.w.shown != want {
				t.Errorf("Ctrl+%s from %s shows %s", key, name, d.w.shown)
			}
		}
		d.w.open(at)
		d.settle()
		d.w.canvas().Focus(field)
		if d.short(pressed("Ctrl+K")); d.w.canvas().Overlays().Top() == nil {
			t.Errorf("Ctrl+K from %s opens no palette", name)
		}
		d.key(fyne.KeyEscape)
		d.w.canvas().Focus(field)
		if d.short(pressed("Ctrl+Q")); !d.w.leaving {
			t.Errorf("Ctrl+Q from %s does not end the program", name)
		}
	})
}

func TestTypingReplacesTheSuggestedCustomer(t *testing.T) {
	d := newDeskAs(t, domain.RoleAdmin, func(store domain.Store) { everything(t, store) })
	d.w.open(screenInbox)
	d.settle()
	for i, r := range d.w.inboxView.Rows() {
		if r.State == domain.MessageRead {
			d.w.inboxView.Select(i)
			d.settle()
			break
		}
	}
	d.key(fyne.KeyReturn)
	customer, ok := d.w.canvas().Focused().(mainText)
	if !ok {
		t.Fatalf("Enter gives %T the keyboard", d.w.canvas().Focused())
	}
	suggested := customer.SelectedText()
	if suggested == "" {
		t.Fatal("the suggestion is not selected")
	}
	d.typeText("Ot")
	customer.FocusLost() // another window comes to the front
	customer.FocusGained()
	d.typeText("her")
	if got := textOf(d.w.canvas().Focused()); got != "Other" {
		t.Errorf("typed over %q: %q", suggested, got)
	}
}

func TestAFailureOutlivesWhatIsSaidLater(t *testing.T) {
	d := newDesk(t, 6)
	d.w.say(words.Toast{Text: "the sync failed", Error: true})
	d.letter('e')
	d.settle()
	if got := d.w.toast.Shown(); len(got) != 2 || got[0] != "the sync failed" {
		t.Errorf("shown %q", got)
	}
	d.key(fyne.KeyEscape)
	if got := strings.Join(d.w.toast.Shown(), ""); strings.Contains(got, "failed") {
		t.Errorf("Escape left %q", got)
	}
}

func TestTheDesktopFileNamesTheClassOfTheWindow(t *testing.T) {
	file, err := os.ReadFile("../../assets/run-checks.desktop")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(file), "\nStartupWMClass="+Name+"\n") {
		t.Errorf("it does not say %s", Name)
	}
	d := newDesk(t, 1)
	if got := d.w.window.Title(); got != Name {
		t.Errorf("before the window stands its title, and with it its class, is %q", got)
	}
	d.w.Started()
	d.w.Changed()
	if got := d.w.window.Title(); got != Name+" – Admin" {
		t.Errorf("then its title is %q", got)
	}
}
