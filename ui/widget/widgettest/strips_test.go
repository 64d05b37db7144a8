package widgettest_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"runchecks/domain"
	"runchecks/ui/theme"
	"runchecks/ui/widget/actionbutton"
	"runchecks/ui/widget/navbar"
	"runchecks/ui/widget/section"
	"runchecks/ui/widget/statusbar"
	"runchecks/ui/widget/statusmark"
	"runchecks/ui/widget/tabs"
	"runchecks/ui/widget/toast"
	"runchecks/ui/widget/widgettest"
)

func strips(fyne.Window) fyne.CanvasObject {
	nav := navbar.New([]navbar.Item{
		{ID: "runs", Title: "Run Checks", Count: 20}, {ID: "inbox", Title: "Inbox", Count: 3}, {ID: "daily", Title: "Daily jobs"},
		{ID: "set-up", Title: "Set up", Count: 5, Bad: true, Items: []navbar.Item{{ID: "devices", Title: "Devices"}}},
	}, navbar.Params{Menu: func(fyne.Position) {}, GoTo: func() {}, GoKey: func() string { return "Ctrl+K" }})
	nav.Select("runs")
	nav.SetWho("Kim", "Operator")
	nav.SetProgress(54, 102)
	off := actionbutton.New(actionbutton.Plain, "Ticket…", "T", nil)
	off.Disable()
	offNext := actionbutton.New(actionbutton.Primary, "Mark as reviewed", "E", nil)
	offNext.Disable()
	buttons := actionbutton.NewBar(
		actionbutton.New(actionbutton.Primary, "Mark as reviewed", "E", nil),
		actionbutton.New(actionbutton.Plain, "Mark as success…", "S", nil), off, offNext)
	marks := container.NewHBox()
	for _, s := range append(domain.Statuses(), domain.SuccessOverride) {
		marks.Add(statusmark.New(s))
		marks.Add(statusmark.NewGlyph(s))
	}
	done, bad := toast.New(), toast.New()
	done.Say(toast.Message{Text: "4 runs reviewed", Action: "Undo", Key: "Ctrl+Z"})
	bad.Say(toast.Message{Kind: toast.Problem, Text: "Fetching mail of Northwind failed: the server does not accept the password. Enter it anew in Accounts.", Action: "Accounts"})
	bar := statusbar.New()
	bar.Set(statusbar.Segment{Text: "mail synced 07:58", Dot: theme.Green}, statusbar.Segment{Text: "Cove failed 07:55", Dot: theme.Red}, statusbar.Segment{Text: "17 decisions left · oldest 26 h"})
	bar.SetRight(statusbar.Segment{Text: "4 runs reviewed. Undo (Ctrl+Z)"})
	return container.NewVBox(nav, section.New("Objects", "20, 2 with problems", nil), marks, buttons,
		tabs.New([]string{"Report", "Text", "Source", "History"}, nil), done, bad, bar)
}

func TestStripsAreDrawnInLightAndDark(t *testing.T) {
	widgettest.Draw(t, "strips", fyne.NewSize(1000, 340), strips)
}

func TestPressesInStripsAreTold(t *testing.T) {
	test.NewTempApp(t)
	got := ""
	nav := navbar.New(
		[]navbar.Item{{ID: "a", Title: "First", Count: 1}, {ID: "b", Title: "Second"}},
		navbar.Params{Select: func(id string) { got += id }},
	)
	strip := tabs.New([]string{"Report", "Text"}, func(i int) { got += string(rune('0' + i)) })
	bar := statusbar.New()
	bar.Set(statusbar.Segment{Text: "mail", OnTap: func() { got += "m" }}, statusbar.Segment{Text: "Cove"})
	w := test.NewTempWindow(t, container.NewVBox(nav, strip, bar))
	w.Resize(fyne.NewSize(600, 200))
	nav.Tapped(&fyne.PointEvent{Position: fyne.NewPos(120, 20)})
	strip.Tapped(&fyne.PointEvent{Position: fyne.NewPos(100, 20)})
	bar.Tapped(&fyne.PointEvent{Position: fyne.NewPos(14, 10)})
	bar.Tapped(&fyne.PointEvent{Position: fyne.NewPos(70, 10)})
	if got != "b1m" {
		t.Errorf("told %q", got)
	}
}

func TestADisabledButtonDoesNothing(t *testing.T) {
	test.NewTempApp(t)
	n := 0
	b := actionbutton.New(actionbutton.Plain, "Ticket", "T", func() { n++ })
	b.Disable()
	test.Tap(b)
	b.Enable()
	test.Tap(b)
	b.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if n != 2 {
		t.Errorf("called %d times", n)
	}
}

func TestAToastGoesBeforeItsActionRuns(t *testing.T) {
	test.NewTempApp(t)
	m := toast.New()
	visible := true
	m.Say(toast.Message{Text: "4 runs reviewed", Action: "Undo", Do: func() { visible = m.Visible() }})
	w := test.NewTempWindow(t, m)
	w.Resize(fyne.NewSize(500, 60))
	test.TapCanvas(w.Canvas(), fyne.NewPos(440, 22))
	if visible {
		t.Error("the action ran while its message was shown, or not at all")
	}
}
