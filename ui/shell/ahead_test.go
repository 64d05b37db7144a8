package shell_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"runchecks/ui/shell"
	"runchecks/ui/uitest"
	"runchecks/ui/words"
)

func TestWhatIsTypedBeforeTheWindowOpensIsTextOfIt(t *testing.T) {
	d := uitest.New(t, 6)
	d.Fast("terror known")
	d.W.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if d.W.Covered() {
		t.Fatal("the test does not type before the window is there")
	}
	d.Settle()
	if list := d.Tickets(); len(list) != 1 || list[0].Code != "error known" {
		t.Errorf("tickets %+v", list)
	}
	if got := len(d.W.RunChecks.Model.Rows()); got != 6 || d.W.Covered() {
		t.Errorf("%d jobs left, window open: %t", got, d.W.Covered())
	}
}

func TestKeysAreCommandsAgainWhenNoWindowOpens(t *testing.T) {
	for name, end := range map[string]func(d *uitest.Desk){
		"a failure":      func(d *uitest.Desk) { d.W.Say(words.Toast{Text: "it could not be read", Error: true}) },
		"Escape":         func(d *uitest.Desk) { d.W.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape}) },
		"another screen": func(d *uitest.Desk) { d.W.Open(shell.Inbox); d.W.Open(shell.RunChecks) },
	} {
		d := uitest.New(t, 6)
		d.W.Expect(func() {})
		d.Fast("eee")
		d.Settle()
		if got := len(d.W.RunChecks.Model.Rows()); got != 6 {
			t.Errorf("%s: %d jobs left while a window was about to open", name, got)
		}
		end(d)
		d.Settle()
		d.Letter('e')
		if got := len(d.W.RunChecks.Model.Rows()); got != 5 {
			t.Errorf("%s: %d jobs left, want 5", name, got)
		}
	}
}

func TestKeysAreCommandsAgainAfterWordsWereSoughtInTheReport(t *testing.T) {
	d := uitest.New(t, 6)
	find := func() *shell.Command {
		for i := range d.W.Commands() {
			if d.W.Commands()[i].ID == "report.find" {
				return &d.W.Commands()[i]
			}
		}
		t.Fatal("no command finds words")
		return nil
	}()
	d.Strike(find)
	d.Strike(find) // once more, with the field open
	d.W.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	d.Settle()
	d.Letter('e')
	if got := len(d.W.RunChecks.Model.Rows()); got != 5 {
		t.Errorf("%d jobs left, want 5", got)
	}
}

func TestEveryCommandThatOpensAWindowSaysSo(t *testing.T) {
	d := uitest.New(t, 6)
	for _, c := range []string{"Ticket…", "Remark…", "Mark as success…", "Accept until it changes…", "Close the day…"} {
		found := false
		for i := range d.W.Commands() {
			found = found || d.W.Commands()[i].Name == c && d.W.Commands()[i].Opens()
		}
		if !found {
			t.Errorf("no command %s opens a window", c)
		}
	}
}
