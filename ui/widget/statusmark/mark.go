package statusmark

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"runchecks/domain"
)

// Mark is a status mark as a widget.
type Mark struct {
	widget.BaseWidget
	status    domain.Status
	glyphOnly bool
}

// New returns a mark with glyph and word.
func New(s domain.Status) *Mark { return newMark(s, false) }

// NewGlyph returns a mark without the word, for places that name the status otherwise.
func NewGlyph(s domain.Status) *Mark { return newMark(s, true) }

func newMark(s domain.Status, only bool) *Mark {
	m := &Mark{status: s, glyphOnly: only}
	m.ExtendBaseWidget(m)
	return m
}

// Status returns what is shown.
func (m *Mark) Status() domain.Status { return m.status }

// SetStatus shows another status.
func (m *Mark) SetStatus(s domain.Status) {
	if m.status == s {
		return
	}
	m.status = s
	m.Refresh()
}

// CreateRenderer belongs to Fyne.
func (m *Mark) CreateRenderer() fyne.WidgetRenderer {
	r := &markRenderer{mark: m, pill: NewPill()}
	r.pill.Set(m.status, m.glyphOnly)
	return r
}

type markRenderer struct {
	mark *Mark
	pill *Pill
}

func (r *markRenderer) Destroy()                     {}
func (r *markRenderer) Objects() []fyne.CanvasObject { return r.pill.Objects() }
func (r *markRenderer) MinSize() fyne.Size           { return r.pill.Size() }
func (r *markRenderer) Layout(size fyne.Size) {
	r.pill.Place(0, (size.Height-Height)/2, size.Width)
}

func (r *markRenderer) Refresh() {
	r.pill.Set(r.mark.status, r.mark.glyphOnly)
	r.Layout(r.mark.Size())
}
