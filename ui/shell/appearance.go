package shell

import (
	"runchecks/ui/theme"
)

// SetTheme shows the window light, dark or as the system says.
func (w *Window) SetTheme(mode theme.Mode) {
	w.app.Settings().SetTheme(theme.New(mode))
	w.ground.FillColor = theme.Get(theme.Pane)
	w.ground.Refresh()
	for _, s := range w.screens {
		s.Redraw()
	}
	w.ShowStatus()
}

// SetScale shows everything larger or smaller, in per cent. The window keeps the place that
// it takes on the screen.
func (w *Window) SetScale(percent int) {
	if w.p.Rescale == nil {
		return
	}
	size, before := w.Canvas().Size(), w.Canvas().Scale()
	w.p.Rescale(percent)
	if after := w.Canvas().Scale(); after != before && after > 0 {
		size.Width, size.Height = size.Width*before/after, size.Height*before/after
		w.window.Resize(size)
	}
}
