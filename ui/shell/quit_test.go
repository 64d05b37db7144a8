package shell

import (
	"testing"

	"fyne.io/fyne/v2"
)

func TestQuittingRemembersTheWindowAndEndsTheProgramOnce(t *testing.T) {
	d := newDesk(t, 1)
	left := 0
	d.w.p.Leave = func() { left++ }
	d.w.window.Resize(fyne.NewSize(1234, 700))
	d.w.Quit()
	d.w.Quit()
	if left != 1 {
		t.Errorf("ended %d times", left)
	}
	if width := d.w.app.Preferences().Float(memoryWidth); width < 1200 {
		t.Errorf("a width of %v is remembered", width)
	}
}

func TestTheFileMenuEndsWithQuit(t *testing.T) {
	d := newDesk(t, 1)
	file := d.w.window.MainMenu().Items[0]
	last := file.Items[len(file.Items)-1]
	if file.Label != "File" || !last.IsQuit || last.Action == nil {
		t.Errorf("%s ends with %+v", file.Label, last)
	}
}
