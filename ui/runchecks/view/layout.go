package view

import (
	"fyne.io/fyne/v2"

	"runchecks/ui/reportpane"
	"runchecks/ui/runchecks/details"
	"runchecks/ui/widget/ink"
	"runchecks/ui/widget/pen"
	"runchecks/ui/words"
)

// The tabs that the screen adds to the report, by their ids.
const (
	tabObjects = "objects"
	TabHistory = "history"
	TabCompare = "compare"
)

// Sizes at which the details change their form.
const (
	lowWindow    float32 = 720  // less high: the objects are a tab
	slimDetails  float32 = 700  // narrower: the objects are a tab
	wideDetails  float32 = 1500 // from here on the objects stand beside the report
	mostObjects  float32 = 640
	objectsShare float32 = 0.4 // of what is below the strip, at most
)

// detailsLayout lays the details out: head, strip, objects as high as what stands in them, and
// the report in what is left.
type detailsLayout struct{ s *View }

// Layout belongs to fyne.Layout.
func (l detailsLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	s := l.s
	shown := s.p.View.Details() != nil
	high := s.header.Height(size.Width)
	ink.Place(s.header, 0, 0, size.Width, high)
	y := high
	strip := shown && !s.ofCause && !s.full
	ink.Show(s.strip, strip)
	if strip {
		ink.Place(s.strip, 0, y, size.Width, details.StripHeight)
		y += details.StripHeight
	}
	rest := max(0, size.Height-y)
	wide := size.Width >= wideDetails && !s.ofCause
	s.arrangeTabs(!wide && !s.ofCause && (size.Width < slimDetails || l.windowHeight(size) < lowWindow))
	report := s.report.Content()
	left, above := float32(0), float32(0)
	ink.Show(s.membersBox, s.ofCause)
	objects := !s.ofCause && !s.tabbed && !s.full && shown
	ink.Show(s.objectsSlot, objects)
	switch {
	case s.ofCause:
		above = rest * objectsShare
		ink.Place(s.membersBox, 0, y, size.Width, above)
	case objects && wide:
		left = min(mostObjects, size.Width*objectsShare)
		ink.Place(s.objectsSlot, 0, y, left, rest)
		left++
	case objects:
		above = min(s.objects.Wanted(size.Width), rest*objectsShare)
		ink.Place(s.objectsSlot, 0, y, size.Width, above)
	}
	ink.Place(report, left, y+above, size.Width-left, max(0, rest-above))
}

// windowHeight is that of the window, or of the details where there is none.
func (l detailsLayout) windowHeight(size fyne.Size) float32 {
	if c := fyne.CurrentApp().Driver().CanvasForObject(l.s.detailsBox); c != nil {
		return c.Size().Height
	}
	return size.Height
}

// MinSize belongs to fyne.Layout.
func (l detailsLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(320, 240) }

// arrangeTabs makes the objects the first tab, or no tab.
func (s *View) arrangeTabs(tabbed bool) {
	if s.tabbed == tabbed && s.paged {
		return
	}
	s.tabbed, s.paged = tabbed, true
	v := s.p.View
	var first []reportpane.Page
	s.objectsSlot.Objects = []fyne.CanvasObject{s.objects}
	if tabbed {
		s.objectsSlot.Objects = nil
		first = []reportpane.Page{{ID: tabObjects, Name: words.T("runchecks.objects"), Content: s.objects}}
	}
	s.report.SetPages(first, []reportpane.Page{
		{ID: TabHistory, Name: words.T("runchecks.history"), Content: s.history},
		{ID: TabCompare, Name: words.T("runchecks.compare"), Content: s.comparison},
	})
	s.objectsSlot.Refresh()
	s.report.OnTab = func(id string) {
		v.OpenHistory(id == TabHistory)
		v.OpenCompare(id == TabCompare)
		s.showActs()
	}
}

// showActs says what can be done with the tab in view, at the right end of the tabs, and how
// many objects there are, where they are a tab.
func (s *View) showActs() {
	if n := s.p.View.ObjectPane().All; s.tabbed && n > 0 {
		s.report.Rename(tabObjects, words.T("runchecks.objects_of", "n", n))
	}
	var hints []pen.Hint
	add := func(text, command string) {
		for _, item := range s.p.Commands(command) {
			hints = append(hints, pen.Hint{Words: text, Key: item.Key, Do: item.Run})
		}
	}
	switch s.report.Tab() {
	case reportpane.Report:
		add(words.T("runchecks.act_why"), "runchecks.why")
	case TabHistory:
		add(words.T("runchecks.act_nights"), "runchecks.night-before")
		add(words.T("runchecks.act_pick"), "runchecks.pick-night")
	}
	if full := "runchecks.act_full"; s.full {
		add(words.T("runchecks.act_wide"), "runchecks.full")
	} else {
		add(words.T(full), "runchecks.full")
	}
	if s.report.Tab() == reportpane.Report {
		dark := "runchecks.act_dark"
		if s.report.Mail().Dark() {
			dark = "runchecks.act_white"
		}
		add(words.T(dark), "report.dark")
	}
	s.report.SetActs(hints)
}

// MoveTab shows the next tab of the report, or the one before.
func (s *View) MoveTab(by int) { s.report.MoveTab(by) }

// TurnTab shows a tab and gives it the keyboard; where it is shown the report comes back, and
// the list has the keyboard.
func (s *View) TurnTab(c fyne.Canvas, id string) {
	if s.report.Tab() == id {
		s.report.Open(reportpane.Report)
		s.Focus(c)
		return
	}
	s.report.Open(id)
	if id == TabHistory {
		c.Focus(s.history.Grid)
	} else {
		c.Focus(s.comparison.Sheet)
	}
}

// TurnFull gives the report the whole height, or takes it back.
func (s *View) TurnFull() {
	s.full = !s.full
	s.header.SetLow(s.full)
	s.right.slim(s.full)
	s.sides.setSlim(s.full)
	s.showActs()
	s.detailsBox.Refresh()
}

// FilterObjects gives the keyboard to the filter of the objects.
func (s *View) FilterObjects() {
	if s.full {
		s.TurnFull()
	}
	if s.tabbed {
		s.report.Open(tabObjects)
	}
	s.objects.Find()
}

// Sideways is what Left and Right do in the pane with the keyboard; false where that is the
// list's affair.
func (s *View) Sideways(c fyne.Canvas, right bool) bool {
	by := -1
	if right {
		by = 1
	}
	switch c.Focused() {
	case s.history.Grid:
		s.p.View.MoveHistory(by, 0)
	case s.objects.Sheet:
		s.p.View.FoldObject(right)
	default:
		return false
	}
	return true
}

// InHistory reports whether the map of nights has the keyboard, InObjects whether the objects.
func (s *View) InHistory(c fyne.Canvas) bool { return c.Focused() == fyne.Focusable(s.history.Grid) }

// InObjects reports whether the objects have the keyboard.
func (s *View) InObjects(c fyne.Canvas) bool { return c.Focused() == fyne.Focusable(s.objects.Sheet) }

// OnCompare reports whether two runs are shown side by side.
func (s *View) OnCompare() bool { return s.report.Tab() == TabCompare }
