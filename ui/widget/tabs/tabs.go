// Package tabs is the strip of tabs above a pane (Report, Text, Source). It shows
// which is chosen and says which was pressed; what stands below is the screen's.
package tabs

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"runchecks/ui/theme"
	"runchecks/ui/widget/ink"
)

const (
	height float32 = 34
	edge   float32 = 12
	left   float32 = 12
)

// Strip is the widget.
type Strip struct {
	widget.BaseWidget
	// OnSelect is told the number of the tab that was pressed; the strip already shows it as chosen.
	OnSelect func(i int)

	names    []string
	selected int
	hover    int
	edges    []float32
}

// New returns a strip with the first tab chosen.
func New(names []string, selected func(i int)) *Strip {
	s := &Strip{names: append([]string(nil), names...), OnSelect: selected, hover: -1}
	s.ExtendBaseWidget(s)
	return s
}

// SetNames shows other tabs.
func (s *Strip) SetNames(names []string) {
	s.names = append([]string(nil), names...)
	s.selected = max(0, min(s.selected, len(names)-1))
	s.Refresh()
}

// Selected returns the number of the chosen tab.
func (s *Strip) Selected() int { return s.selected }

// Select shows a tab as chosen without telling OnSelect.
func (s *Strip) Select(i int) {
	if i >= 0 && i < len(s.names) && i != s.selected {
		s.selected = i
		s.Refresh()
	}
}

func (s *Strip) at(x float32) int {
	for i := range s.names {
		if i+1 < len(s.edges) && x >= s.edges[i] && x < s.edges[i+1] {
			return i
		}
	}
	return -1
}

// Tapped belongs to Fyne.
func (s *Strip) Tapped(ev *fyne.PointEvent) {
	if i := s.at(ev.Position.X); i >= 0 && i != s.selected {
		s.Select(i)
		if s.OnSelect != nil {
			s.OnSelect(i)
		}
	}
}

// MouseIn belongs to Fyne.
func (s *Strip) MouseIn(ev *desktop.MouseEvent) { s.MouseMoved(ev) }

// MouseMoved belongs to Fyne.
func (s *Strip) MouseMoved(ev *desktop.MouseEvent) {
	if i := s.at(ev.Position.X); i != s.hover {
		s.hover = i
		s.Refresh()
	}
}

// MouseOut belongs to Fyne.
func (s *Strip) MouseOut() { s.hover = -1; s.Refresh() }

// CreateRenderer belongs to Fyne.
func (s *Strip) CreateRenderer() fyne.WidgetRenderer {
	r := &renderer{strip: s, back: canvas.NewRectangle(nil), line: canvas.NewRectangle(nil), leaf: canvas.NewRectangle(nil)}
	r.leaf.TopLeftCornerRadius, r.leaf.TopRightCornerRadius = 5, 5
	r.measure()
	return r
}

type renderer struct {
	strip            *Strip
	back, line, leaf *canvas.Rectangle
	labels           []*ink.Line
}

// measure places tabs as wide as their bold names, so that choosing one moves none.
func (r *renderer) measure() float32 {
	x := left
	r.strip.edges = append(r.strip.edges[:0], x)
	for _, n := range r.strip.names {
		x += 2*edge + ink.Width(n, theme.TextSize, fyne.TextStyle{Bold: true})
		r.strip.edges = append(r.strip.edges, x)
	}
	return x
}

func (r *renderer) Layout(size fyne.Size) {
	r.measure()
	ink.Fill(r.back, theme.Get(theme.Head))
	ink.Fill(r.line, theme.Get(theme.Line))
	ink.Fill(r.leaf, theme.Get(theme.Pane))
	ink.Place(r.back, 0, 0, size.Width, size.Height)
	ink.Place(r.line, 0, size.Height-1, size.Width, 1)
	for len(r.labels) < len(r.strip.names) {
		r.labels = append(r.labels, ink.NewLine(theme.TextSize, false))
	}
	for i, l := range r.labels {
		ink.Show(l.Text, i < len(r.strip.names))
	}
	for i, n := range r.strip.names {
		x, w := r.strip.edges[i], r.strip.edges[i+1]-r.strip.edges[i]
		colour, bold := theme.Get(theme.Dim), i == r.strip.selected
		if bold || i == r.strip.hover {
			colour = theme.Get(theme.Text)
		}
		if bold {
			ink.Place(r.leaf, x, 5, w, size.Height-5)
		}
		r.labels[i].Set(n, w, colour, bold)
		text := r.labels[i].MinSize().Width
		ink.Place(r.labels[i].Text, x+(w-text)/2, 5, text, size.Height-6)
	}
}

func (r *renderer) MinSize() fyne.Size { return fyne.NewSize(r.measure()+left, height) }
func (r *renderer) Refresh()           { r.Layout(r.strip.Size()) }
func (r *renderer) Destroy()           {}
func (r *renderer) Objects() []fyne.CanvasObject {
	all := []fyne.CanvasObject{r.back, r.line, r.leaf}
	for _, l := range r.labels {
		all = append(all, l.Text)
	}
	return all
}
