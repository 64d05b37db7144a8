package reportpane

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"runchecks/ui/theme"
	"runchecks/ui/widget/ink"
)

// facts is the line above the report: who sent it, when, what about.
type facts struct {
	widget.BaseWidget
	text string
}

func newFacts() *facts {
	f := &facts{}
	f.ExtendBaseWidget(f)
	return f
}

func (f *facts) set(text string) {
	if f.text != text {
		f.text = text
		f.Refresh()
	}
}

// CreateRenderer belongs to Fyne.
func (f *facts) CreateRenderer() fyne.WidgetRenderer {
	return &factsRenderer{f: f, back: canvas.NewRectangle(nil), line: ink.NewLine(theme.SmallSize, false)}
}

type factsRenderer struct {
	f    *facts
	back *canvas.Rectangle
	line *ink.Line
}

const (
	factsHeight = 26
	factsEdge   = 16 // as wide as that of the details above it
)

func (r *factsRenderer) Layout(size fyne.Size) {
	ink.Fill(r.back, theme.Get(theme.Pane))
	ink.Place(r.back, 0, 0, size.Width, size.Height)
	room := max(0, size.Width-2*factsEdge)
	r.line.Set(r.f.text, room, theme.Get(theme.Dim), false)
	ink.Place(r.line.Text, factsEdge, 0, room, size.Height)
}
func (r *factsRenderer) MinSize() fyne.Size { return fyne.NewSize(60, factsHeight) }
func (r *factsRenderer) Refresh()           { r.Layout(r.f.Size()) }
func (r *factsRenderer) Destroy()           {}
func (r *factsRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.back, r.line.Text}
}
