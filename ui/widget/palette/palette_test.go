package palette

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"runchecks/ui/theme"
	"runchecks/ui/widget/widgettest"
)

func commands(ran *string) []Command {
	add := func(name, key string, on bool) Command {
		return Command{Name: name, Key: key, Enabled: on, Run: func() { *ran += name + "." }}
	}
	return []Command{add("Mark as reviewed", "E", true), add("Mark as success…", "S", true), add("Remark…", "M", true), add("Sync now", "F5", true), add("Unmark reviewed", "U", false)}
}

func TestTypingNarrowsAndEnterRuns(t *testing.T) {
	test.NewTempApp(t)
	w := test.NewTempWindow(t, canvas.NewRectangle(theme.Get(theme.Pane)))
	w.Resize(fyne.NewSize(800, 600))
	ran := ""
	p := Show(w.Canvas(), commands(&ran))
	test.Type(p.entry, "mark")
	if got := fmt.Sprint(p.Names()); got != "[Mark as reviewed Mark as success… Remark… Unmark reviewed]" {
		t.Errorf("mark lists %s", got)
	}
	p.entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	p.entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if ran != "Mark as success…." || p.Visible() {
		t.Errorf("ran %q, open %v", ran, p.Visible())
	}
	p = Show(w.Canvas(), commands(&ran))
	test.Type(p.entry, "unmark")
	p.entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if ran != "Mark as success…." || !p.Visible() {
		t.Error("a command ran that cannot be run now")
	}
	p.entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if p.Visible() {
		t.Error("Escape does not close the palette")
	}
}

func TestHowWellANameFits(t *testing.T) {
	for typed, want := range map[string]int{"mark": 5, "as": 4, "rk": 3, "xyz": 0, "mar": 5, "mkrev": 1, "": 1} {
		if got := match("Mark as reviewed", typed); got != want {
			t.Errorf("%q fits %d, not %d", typed, got, want)
		}
	}
}

func TestThePaletteIsDrawn(t *testing.T) {
	widgettest.Draw(t, "palette", fyne.NewSize(640, 420), func(w fyne.Window) fyne.CanvasObject {
		ran := ""
		w.Resize(fyne.NewSize(640, 420))
		Show(w.Canvas(), commands(&ran))
		return canvas.NewRectangle(theme.Get(theme.Head))
	})
}
