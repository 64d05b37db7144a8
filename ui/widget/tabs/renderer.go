package tabs

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"runchecks/ui/theme"
	"runchecks/ui/widget/pen"
	"runchecks/ui/widget/ring"
)

// CreateRenderer belongs to Fyne.
func (s *Strip) CreateRenderer() fyne.WidgetRenderer {
	s.measure()
	return &renderer{s}
}

type renderer struct{ strip *Strip }

func (r *renderer) Layout(size fyne.Size) {
	s, p := r.strip, &r.strip.pen
	end := s.measure()
	p.Begin()
	defer p.End()
	line := theme.Get(theme.Line)
	p.Fill(0, 0, size.Width, size.Height, theme.Get(theme.Head))
	p.Fill(0, 0, size.Width, 1, line)
	p.Fill(0, size.Height-1, size.Width, 1, line)
	for i, n := range s.names {
		x, w := s.edges[i], s.edges[i+1]-s.edges[i]
		style := pen.Style{Colour: theme.Get(theme.Dim), Align: fyne.TextAlignCenter}
		if i == s.selected || i == s.hover {
			style.Colour = theme.Get(theme.Text)
		}
		if i == s.selected {
			style.Bold = true
			p.Fill(x, 0, w, size.Height, line)
			p.Fill(x+1, 0, w-2, size.Height, theme.Get(theme.Pane))
			p.Fill(x, 0, w, 2, theme.Get(theme.Accent))
		}
		p.Text(x, 1, w, size.Height-2, n, style)
		if i == s.selected && s.focused {
			p.Rect(x+1, 1, w-2, size.Height-2, pen.Ground{Stroke: theme.Get(theme.Accent), Width: ring.Width, Radius: 4})
		}
	}
	p.Hints(end+edge, 0, max(0, size.Width-end-2*edge), size.Height, s.acts)
}

func (r *renderer) MinSize() fyne.Size { return fyne.NewSize(r.strip.measure()+left, height) }
func (r *renderer) Refresh() {
	r.Layout(r.strip.Size())
	canvas.Refresh(r.strip)
}
func (r *renderer) Destroy()                     {}
func (r *renderer) Objects() []fyne.CanvasObject { return r.strip.pen.Objects() }
