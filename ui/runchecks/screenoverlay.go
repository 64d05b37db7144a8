package runchecks

import "fyne.io/fyne/v2"

// Rows are what messages lie over: not the buttons below the list.
func (x *Feature) Rows() fyne.CanvasObject { return x.view.jobsBody }
