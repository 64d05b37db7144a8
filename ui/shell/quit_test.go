package shell_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"runchecks/domain"
	"runchecks/ui/features"
	"runchecks/ui/shell"
	"runchecks/ui/uitest"
)

func TestQuittingRemembersTheWindowAndEndsTheProgramOnce(t *testing.T) {
	d := uitest.New(t, 1)
	d.Window.Resize(fyne.NewSize(1234, 700))
	d.W.Quit()
	d.W.Quit()
	if d.Left != 1 {
		t.Errorf("ended %d times", d.Left)
	}
	if width := d.App.Preferences().Float(shell.MemoryWidth); width < 1200 {
		t.Errorf("a width of %v is remembered", width)
	}
}

func TestClosingHidesTheWindowOnlyWhereSomethingBringsItBack(t *testing.T) {
	shown := true
	d := uitest.NewAs(t, domain.RoleAdmin, func(domain.Store) {}, func(p *features.Params) { p.Hides = func() bool { return shown } })
	d.W.Close()
	if d.Left != 0 || d.W.Leaving() {
		t.Error("the program ended")
	}
	d.W.Raise()
	shown = false // the tray went
	d.W.Close()
	if d.Left != 1 {
		t.Errorf("ended %d times", d.Left)
	}
}

func TestTheFileMenuEndsWithQuit(t *testing.T) {
	d := uitest.NewAs(t, domain.RoleAdmin, func(domain.Store) {}, func(p *features.Params) { p.SystemMenu = true })
	file := d.Window.MainMenu().Items[0]
	last := file.Items[len(file.Items)-1]
	if file.Label != "File" || !last.IsQuit || last.Action == nil {
		t.Errorf("%s ends with %+v", file.Label, last)
	}
	group := d.W.WholeMenu()[0]
	if quit := group.Items[len(group.Items)-1]; group.Label != "File" || quit.Label != "Quit" {
		t.Errorf("%s ends with %s", group.Label, quit.Label)
	}
}
