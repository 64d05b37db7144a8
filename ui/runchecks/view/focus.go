package view

import (
	"slices"

	"fyne.io/fyne/v2"

	"runchecks/ui/widget/rowtable"
)

// panes are the parts that F6 goes through, in order; those that are not in view are left out.
func (s *View) panes() []fyne.Focusable {
	out := []fyne.Focusable{s.jobs}
	if s.right.runs.Visible() {
		out = append(out, s.runs)
	}
	if s.objectsSlot.Visible() && !s.tabbed || s.report.Tab() == tabObjects {
		out = append(out, s.objects.Sheet)
	}
	switch s.report.Tab() {
	case TabHistory:
		out = append(out, s.history.Grid)
	case TabCompare:
		out = append(out, s.comparison.Sheet)
	}
	return out
}

// Focus gives the keyboard to the job list.
func (s *View) Focus(c fyne.Canvas) {
	if s.p.First.Object().Visible() {
		s.p.First.Focus(c)
		return
	}
	c.Focus(s.jobs)
}

// NextPane gives the keyboard to the next pane; after the objects comes the report.
func (s *View) NextPane(c fyne.Canvas) {
	panes := s.panes()
	for i, pane := range panes {
		if c.Focused() != pane {
			continue
		}
		switch {
		case i+1 < len(panes):
			c.Focus(panes[i+1])
		case slices.Contains([]string{tabObjects, TabHistory, TabCompare}, s.report.Tab()):
			s.Focus(c)
		default:
			s.report.Focus(c)
		}
		return
	}
	s.Focus(c)
}

// Move moves the selection of the pane that has the keyboard: by rows, by pages
// (page true) or to an end (by very far). With extend it ticks on the way.
func (s *View) Move(c fyne.Canvas, by int, page, extend bool) {
	switch c.Focused() {
	case s.runs:
		s.p.View.MoveRun(by * rows(s.runs, page))
	case s.objects.Sheet:
		if page {
			by *= s.objects.Sheet.PageRows()
		}
		s.p.View.SelectObject(s.p.View.ObjectSelected() + by)
	case s.history.Grid:
		if page {
			by *= historyPage
		}
		s.p.View.MoveHistory(0, by)
	default:
		by *= rows(s.jobs, page)
		if extend {
			s.p.View.Extend(by)
			return
		}
		s.p.View.Move(by)
	}
}

// historyPage is how many rows of the map a page is.
const historyPage = 10

func rows(t *rowtable.Table, page bool) int {
	if page {
		return t.PageRows()
	}
	return 1
}
