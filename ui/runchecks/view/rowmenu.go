package view

import (
	"fyne.io/fyne/v2"

	"runchecks/ui/widget/menu"
)

// rowCommands are the commands of the menu of a row, "" for a line between them; headCommands
// those of the menu of the head.
var (
	rowCommands = []string{
		"runchecks.review", "runchecks.success", "runchecks.ticket", "runchecks.remark", "runchecks.accept", "runchecks.later",
		"runchecks.claim",
		"runchecks.review-note", "", "runchecks.only-customer", "runchecks.ticket-off", "", "runchecks.group", "runchecks.why", "",
		"runchecks.copy-row", "runchecks.copy-list",
	}
	headCommands = []string{
		"runchecks.sort-runs", "runchecks.sort-product", "runchecks.sort-hint", "runchecks.sort-ticket", "", "runchecks.reset-columns",
	}
)

// popUp shows commands as a menu at a place of the canvas.
func (s *View) popUp(at fyne.Position, ids ...string) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(s.jobs); c != nil {
		menu.Show(c, s.p.Commands(ids...), at, nil)
	}
}

// OpenRowMenu shows the menu of the selected row below it.
func (s *View) OpenRowMenu() {
	if at := s.jobs.Selected(); at >= 0 {
		s.popUp(s.jobs.RowPosition(at), rowCommands...)
	}
}

// rowMenu selects a row and shows its menu where the pointer is.
func (s *View) rowMenu(row int, at fyne.Position) {
	s.p.View.Select(row)
	s.popUp(at, rowCommands...)
}

// OpenHeadMenu shows the menu of the head below it.
func (s *View) OpenHeadMenu() {
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(s.jobs)
	s.headMenu(at.AddXY(tickWidth, 26))
}

func (s *View) headMenu(at fyne.Position) { s.popUp(at, headCommands...) }
