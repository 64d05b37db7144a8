package runchecks

import (
	"fyne.io/fyne/v2"

	"runchecks/ui/widget/rowtable"
)

// panes are the parts that F6 goes through, in order.
func (s *view) panes() []fyne.Focusable {
	return []fyne.Focusable{s.jobs, s.runs, s.objects}
}

// Focus gives the keyboard to the job list.
func (s *view) Focus(c fyne.Canvas) { c.Focus(s.jobs) }

// NextPane gives the keyboard to the next pane; after the objects comes the report.
func (s *view) NextPane(c fyne.Canvas) {
	panes := s.panes()
	for i, pane := range panes {
		if c.Focused() != pane {
			continue
		}
		if i+1 < len(panes) {
			c.Focus(panes[i+1])
		} else {
			s.report.Focus(c)
		}
		return
	}
	s.Focus(c)
}

// NextTab shows the next tab of the report.
func (s *view) NextTab() { s.report.NextTab() }

// Move moves the selection of the pane that has the keyboard: by rows, by pages
// (page true) or to an end (by very far). With extend it ticks on the way.
func (s *view) Move(c fyne.Canvas, by int, page, extend bool) {
	switch c.Focused() {
	case s.runs:
		s.p.View.MoveRun(by * rows(s.runs, page))
	case s.objects:
		s.SelectObject(s.objectAt + by*rows(s.objects, page))
	default:
		by *= rows(s.jobs, page)
		if extend {
			s.p.View.Extend(by)
			return
		}
		s.p.View.Move(by)
	}
}

func rows(t *rowtable.Table, page bool) int {
	if page {
		return t.PageRows()
	}
	return 1
}
