package mailpane

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"runchecks/ui/theme"
	"runchecks/ui/widget/ink"
	"runchecks/ui/words"
)

// notes are the lines above a page that say what it does not show. A click on one that the
// source can help with shows the source.
type notes struct {
	widget.BaseWidget
	source func()
	lines  []note
}

const noteHeight float32 = 24

func newNotes(source func()) *notes {
	n := &notes{source: source}
	n.ExtendBaseWidget(n)
	n.Hide()
	return n
}

func (n *notes) set(lines []note) {
	n.lines = lines
	if len(lines) == 0 {
		n.Hide()
	} else {
		n.Show()
	}
	n.Refresh()
}

// Tapped belongs to Fyne.
func (n *notes) Tapped(e *fyne.PointEvent) {
	if i := int(e.Position.Y / noteHeight); i >= 0 && i < len(n.lines) && n.lines[i].source {
		n.source()
	}
}

// Cursor belongs to Fyne.
func (n *notes) Cursor() desktop.Cursor {
	for _, l := range n.lines {
		if l.source {
			return desktop.PointerCursor
		}
	}
	return desktop.DefaultCursor
}

// MinSize belongs to Fyne.
func (n *notes) MinSize() fyne.Size { return fyne.NewSize(60, noteHeight*float32(len(n.lines))) }

// CreateRenderer belongs to Fyne.
func (n *notes) CreateRenderer() fyne.WidgetRenderer {
	return &notesRenderer{n: n, back: canvas.NewRectangle(nil)}
}

type notesRenderer struct {
	n     *notes
	back  *canvas.Rectangle
	texts []*ink.Line
}

func (r *notesRenderer) Layout(size fyne.Size) {
	ink.Fill(r.back, theme.Get(theme.Bg))
	ink.Place(r.back, 0, 0, size.Width, size.Height)
	for len(r.texts) < len(r.n.lines) {
		r.texts = append(r.texts, ink.NewLine(theme.SmallSize, false))
	}
	r.texts = r.texts[:len(r.n.lines)]
	room := max(0, size.Width-2*theme.Gap)
	for i, l := range r.n.lines {
		line := l.text
		if l.source {
			line = words.T("mailpane.show_source", "note", line)
		}
		r.texts[i].Set(line, room, theme.Get(theme.Dim), false)
		ink.Place(r.texts[i].Text, theme.Gap, float32(i)*noteHeight, room, noteHeight)
	}
}

func (r *notesRenderer) MinSize() fyne.Size { return r.n.MinSize() }
func (r *notesRenderer) Refresh()           { r.Layout(r.n.Size()); canvas.Refresh(r.n) }
func (r *notesRenderer) Destroy()           {}
func (r *notesRenderer) Objects() []fyne.CanvasObject {
	all := []fyne.CanvasObject{r.back}
	for _, t := range r.texts {
		all = append(all, t.Text)
	}
	return all
}
