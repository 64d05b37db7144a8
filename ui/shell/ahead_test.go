package shell

import (
	"testing"

	"fyne.io/fyne/v2"

	"runchecks/ui/words"
)

// fast types without waiting for what it sets going.
func (d *desk) fast(text string) {
	for _, r := range text {
		if focused := d.w.canvas().Focused(); focused != nil {
			focused.TypedRune(r)
		} else {
			d.w.typed(r)
		}
	}
}

func TestWhatIsTypedBeforeTheWindowOpensIsTextOfIt(t *testing.T) {
	d := newDesk(t, 6)
	d.fast("terror known")
	d.w.canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if d.w.popup != nil {
		t.Fatal("the test does not type before the window is there")
	}
	d.settle()
	if list := d.tickets(); len(list) != 1 || list[0].Code != "error known" {
		t.Errorf("tickets %+v", list)
	}
	if got := len(d.w.view.Rows()); got != 6 || d.w.popup != nil {
		t.Errorf("%d jobs left, window open: %t", got, d.w.popup != nil)
	}
}

func TestKeysAreCommandsAgainWhenNoWindowOpens(t *testing.T) {
	for name, end := range map[string]func(d *desk){
		"a failure":      func(d *desk) { d.w.say(words.Toast{Text: "it could not be read", Error: true}) },
		"Escape":         func(d *desk) { d.w.canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape}) },
		"another screen": func(d *desk) { d.w.open(screenInbox); d.w.open(screenRunChecks) },
	} {
		d := newDesk(t, 6)
		d.w.expect(func() {})
		d.fast("eee")
		d.settle()
		if got := len(d.w.view.Rows()); got != 6 {
			t.Errorf("%s: %d jobs left while a window was about to open", name, got)
		}
		end(d)
		d.settle()
		d.letter('e')
		if got := len(d.w.view.Rows()); got != 5 {
			t.Errorf("%s: %d jobs left, want 5", name, got)
		}
	}
}

func TestEveryCommandThatOpensAWindowSaysSo(t *testing.T) {
	d := newDesk(t, 6)
	for _, c := range []string{"Ticket…", "Remark…", "Mark as success…", "Accept until it changes…", "Close the day…"} {
		found := false
		for i := range d.w.list {
			found = found || d.w.list[i].Name == c && d.w.list[i].opens()
		}
		if !found {
			t.Errorf("no command %s opens a window", c)
		}
	}
}
