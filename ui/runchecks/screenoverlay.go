package runchecks

import "fyne.io/fyne/v2"

// Rows are what messages lie over: not the buttons below the list, and the page where the end
// of the morning takes the place of all panes.
func (x *Feature) Rows() fyne.CanvasObject {
	if page := x.view.finish.object; page.Visible() {
		return page
	}
	return x.view.jobsBody
}
