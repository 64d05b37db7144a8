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

func TestPlacesAreFoundByTheirNamesAndOtherWordsAndComeAfterCommands(t *testing.T) {
	test.NewTempApp(t)
	w := test.NewTempWindow(t, canvas.NewRectangle(theme.Get(theme.Pane)))
	w.Resize(fyne.NewSize(800, 600))
	ran := ""
	p := Show(w.Canvas(), commands(&ran))
	p.entry.SetText("mark")
	p.Add([]Command{
		{Name: "Markant BV", Kind: "customer", Enabled: true, Run: func() { ran += "customer." }},
		{Name: "Servers daily", Also: "Braam BV Veeam", Kind: "job", Enabled: true, Run: func() { ran += "job." }},
	})
	for typed, want := range map[string]string{
		"markant":       "[Markant BV]",
		"mark":          "[Mark as reviewed Mark as success… Markant BV Remark… Unmark reviewed]",
		"servers braam": "[Servers daily]",
		"sd":            "[Mark as reviewed]", // letters alone find no place
	} {
		p.entry.SetText(typed)
		if got := fmt.Sprint(p.Names()); got != want {
			t.Errorf("%s lists %s, not %s", typed, got, want)
		}
	}
	p.entry.SetText("braam")
	p.entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if ran != "job." {
		t.Errorf("ran %q", ran)
	}
}

func TestACommandThatCannotBeDoneNowSaysWhy(t *testing.T) {
	test.NewTempApp(t)
	w := test.NewTempWindow(t, canvas.NewRectangle(theme.Get(theme.Pane)))
	w.Resize(fyne.NewSize(800, 600))
	p := Show(w.Canvas(), []Command{{Name: "New", Key: "N", Why: "only on Customers"}})
	if got := p.cell(0, 1); got.Text != "only on Customers" || got.Colour != theme.Disabled {
		t.Errorf("%+v", got)
	}
}

// BenchmarkFilter types a letter over 150 commands and 5,000 places.
func BenchmarkFilter(b *testing.B) {
	ran := ""
	list := commands(&ran)
	for i := range 5000 {
		list = append(list, Command{Name: fmt.Sprintf("Servers daily %d", i), Also: fmt.Sprintf("Customer %d Veeam", i%200), Kind: "job"})
	}
	list = compared(list)
	for b.Loop() {
		filter(list, "customer 17")
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
