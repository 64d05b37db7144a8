package menu

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
)

func opened(t *testing.T, size fyne.Size) (*Menu, fyne.Window, *[]string) {
	t.Helper()
	test.NewTempApp(t)
	entry := widget.NewEntry()
	w := test.NewTempWindow(t, entry)
	w.Resize(size)
	w.Canvas().Focus(entry)
	ran := &[]string{}
	run := func(name string) func() { return func() { *ran = append(*ran, name) } }
	var long []Item
	for range 40 {
		long = append(long, Item{Label: "Other", Run: run("other")})
	}
	long = append(long, Item{Label: "Last", Run: run("last")})
	m := Show(w.Canvas(), []Item{
		{}, {Label: "Look again later…", Key: "L", Run: run("later")}, {}, {},
		{Label: "Open the job", Key: "O", Letter: 'o', Run: run("open")},
		{Label: "More", Items: long}, {Label: "Off", Off: true, Run: run("off")}, {},
	}, fyne.NewPos(10, 10), func() { *ran = append(*ran, "closed") })
	return m, w, ran
}

func press(w fyne.Window, names ...fyne.KeyName) {
	for _, n := range names {
		w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: n})
	}
}

func wantRan(t *testing.T, ran *[]string, want ...string) {
	t.Helper()
	if len(*ran) != len(want) {
		t.Fatalf("ran %q, want %q", *ran, want)
	}
	for i := range want {
		if (*ran)[i] != want[i] {
			t.Fatalf("ran %q, want %q", *ran, want)
		}
	}
}

func TestAMenuIsWorkedByArrowsAndEnter(t *testing.T) {
	m, w, ran := opened(t, fyne.NewSize(800, 600))
	if n := len(m.Items()); n != 5 {
		t.Fatalf("%d lines, want 5: lines at the ends and one of two are left out", n)
	}
	press(w, fyne.KeyDown, fyne.KeyDown, fyne.KeyReturn)
	wantRan(t, ran, "closed", "open")
	if _, ok := w.Canvas().Focused().(*widget.Entry); !ok || w.Canvas().Overlays().Top() != nil {
		t.Error("the keyboard is not where it was before")
	}
}

func TestALetterChooses(t *testing.T) {
	_, w, ran := opened(t, fyne.NewSize(800, 600))
	w.Canvas().Focused().TypedRune('O') // Caps Lock changes nothing
	wantRan(t, ran, "closed", "open")
}

func TestEscapeClosesOneMenuAfterTheOther(t *testing.T) {
	m, w, ran := opened(t, fyne.NewSize(800, 600))
	press(w, fyne.KeyEnd, fyne.KeyUp, fyne.KeyRight)
	if len(m.levels) != 2 {
		t.Fatalf("%d menus are open, want 2", len(m.levels))
	}
	press(w, fyne.KeyEscape)
	wantRan(t, ran)
	press(w, fyne.KeyEscape)
	wantRan(t, ran, "closed")
}

func TestALongMenuScrollsAndStaysInASmallWindow(t *testing.T) {
	m, w, ran := opened(t, fyne.NewSize(800, 600))
	press(w, fyne.KeyEnd, fyne.KeyUp, fyne.KeyRight)
	w.Resize(fyne.NewSize(300, 200)) // while it is open
	for _, l := range m.levels {
		end := l.frame.Position().AddXY(l.frame.Size().Width, l.frame.Size().Height)
		if end.X > 300 || end.Y > 200 || l.frame.Position().X < 0 || l.frame.Position().Y < 0 {
			t.Errorf("a menu stands at %v to %v", l.frame.Position(), end)
		}
	}
	press(w, fyne.KeyEnd)
	if l := m.last(); l.box.Offset.Y == 0 {
		t.Error("the last item is not in view")
	}
	press(w, fyne.KeyReturn)
	wantRan(t, ran, "closed", "last")
}

func TestWhatCannotBeDoneIsChosenAllTheSame(t *testing.T) {
	_, w, ran := opened(t, fyne.NewSize(800, 600))
	press(w, fyne.KeyEnd, fyne.KeyReturn)
	wantRan(t, ran, "closed", "off")
}

func TestAPressBesideAMenuClosesIt(t *testing.T) {
	_, w, ran := opened(t, fyne.NewSize(800, 600))
	test.TapCanvas(w.Canvas(), fyne.NewPos(700, 500))
	wantRan(t, ran, "closed")
}
