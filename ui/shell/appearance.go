package shell

import (
	"time"

	"fyne.io/fyne/v2"

	"runchecks/ui/theme"
)

// SetTheme shows the window light, dark or as the system says.
func (w *Window) SetTheme(mode theme.Mode) {
	w.app.Settings().SetTheme(theme.New(mode))
	w.ground.FillColor = theme.Get(theme.Pane)
	w.ground.Refresh()
	for _, f := range w.parts.Features {
		if f, ok := f.(Coloured); ok {
			f.Recolour()
		}
	}
	for _, s := range w.screens {
		s.Redraw()
	}
	w.ShowStatus()
}

// settled is when the screen has answered a window that asked for another size.
const settled = 300 * time.Millisecond

// SetScale shows everything larger or smaller, in per cent. Fyne lets the window grow with
// it, out of the screen if need be: a moment later it is given back the place that it had.
func (w *Window) SetScale(percent int) {
	if w.p.Rescale == nil {
		return
	}
	if w.pixels.IsZero() {
		w.pixels = scaled(w.Canvas().Size(), w.Canvas().Scale())
	}
	w.p.Rescale(percent)
	w.p.Background.After(settled, func() {
		if !w.pixels.IsZero() {
			w.window.Resize(scaled(w.pixels, 1/w.Canvas().Scale()))
		}
		w.pixels = fyne.Size{}
	})
}

func scaled(s fyne.Size, by float32) fyne.Size { return fyne.NewSize(s.Width*by, s.Height*by) }
