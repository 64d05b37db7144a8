package shell_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"runchecks/domain"
	"runchecks/ui/customers"
	"runchecks/ui/shell"
	"runchecks/ui/tickets"
	"runchecks/ui/uitest"
)

func TestTheBarHasTheScreensOfTheDayAndTwoMenus(t *testing.T) {
	d := uitest.New(t, 6)
	var got []string
	for _, it := range d.W.BarItems() {
		got = append(got, it.Title)
		if len(it.Items) > 0 != (it.ID == shell.Decisions || it.ID == shell.SetUp) {
			t.Errorf("%s has %d screens in a menu", it.Title, len(it.Items))
		}
	}
	want := []string{"Run Checks", "Inbox", "Daily jobs", "Jobs", "Customers", "Decisions", "Set up"}
	if len(got) != len(want) {
		t.Fatalf("the bar has %q", got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("%s stands where %s should", got[i], want[i])
		}
	}
	if n, _ := d.W.BarItems()[0].Total(); n != 6 {
		t.Errorf("%d jobs wait by the bar, 6 in the list", n)
	}
}

func TestAViewerHasNoRunChecksInTheBar(t *testing.T) {
	d := uitest.NewAs(t, domain.RoleViewer, func(store domain.Store) { uitest.Fill(t, store, 3) })
	if first := d.W.BarItems()[0]; first.ID != shell.Inbox {
		t.Errorf("the bar begins with %s", first.Title)
	}
}

func TestALetterInAMenuOfTheBarChoosesTheScreen(t *testing.T) {
	d := uitest.New(t, 3)
	d.Short(uitest.Pressed("Ctrl+6"))
	if d.W.OpenMenu() == nil {
		t.Fatal("Ctrl+6 opens no menu")
	}
	d.Letter('t')
	d.Settle()
	if d.W.Shown() != tickets.ID || d.W.OpenMenu() != nil {
		t.Errorf("T leads to %s", d.W.Shown())
	}
	d.Short(uitest.Pressed("Ctrl+Shift+9")) // as it was for a year
	d.Short(uitest.Pressed("Ctrl+5"))
	if d.W.Shown() != customers.ID {
		t.Errorf("Ctrl+5 leads to %s", d.W.Shown())
	}
}

func TestTheMenuOpensByF10AndEscapeClosesIt(t *testing.T) {
	d := uitest.New(t, 3)
	list := d.W.Canvas().Focused()
	d.Key(fyne.KeyF10)
	if open := d.W.OpenMenu(); open == nil || len(open.Items()) < 6 {
		t.Fatal("F10 does not open the whole menu")
	}
	d.Key(fyne.KeyEscape)
	if d.W.OpenMenu() != nil || d.W.Canvas().Focused() != list {
		t.Error("Escape does not give the keyboard back to the list")
	}
}

func TestAltAloneOpensTheMenuButNotWithAnotherKey(t *testing.T) {
	d := uitest.New(t, 3)
	c, ok := d.W.Canvas().(desktop.Canvas)
	if !ok {
		t.Skip("the canvas of a test has no ear for keys that go up")
	}
	press := func(names ...fyne.KeyName) {
		for _, n := range names {
			c.OnKeyDown()(&fyne.KeyEvent{Name: n})
		}
		c.OnKeyUp()(&fyne.KeyEvent{Name: desktop.KeyAltLeft})
	}
	press(desktop.KeyAltLeft, fyne.Key1)
	if d.W.OpenMenu() != nil {
		t.Error("Alt+1 opens the menu")
	}
	press(desktop.KeyAltLeft)
	if d.W.OpenMenu() == nil {
		t.Error("Alt does not open the menu")
	}
}

func TestWhatCannotBeDoneSaysWhyWhereItIsChosen(t *testing.T) {
	d := uitest.New(t, 3)
	d.Key(fyne.KeyF10)
	open := d.W.OpenMenu()
	for _, group := range open.Items() {
		for _, it := range group.Items {
			if it.Off {
				open.Close()
				it.Run()
				d.Settle()
				if len(d.W.Said()) == 0 {
					t.Errorf("%s says nothing", it.Label)
				}
				return
			}
		}
	}
	t.Fatal("everything can be done")
}

func TestTheBarSaysHowMuchOfTheNightIsDecidedAndTheTitleWhatWaits(t *testing.T) {
	d := uitest.New(t, 6)
	d.W.Started()
	d.Letter('e')
	d.Letter('e')
	if done, all := d.W.BarProgress(); done != 2 || all != 6 {
		t.Errorf("%d of %d", done, all)
	}
	if title := d.Window.Title(); !strings.HasPrefix(title, "Run Checks (4)") {
		t.Errorf("the window is called %q", title)
	}
}
