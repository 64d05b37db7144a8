// Package nightstrip draws the last nights of a job in a line: for each night the sign of its
// status over the day of the month. Which nights there are, and what a press does, is its
// owner's.
package nightstrip

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"runchecks/domain"
	"runchecks/ui/theme"
	"runchecks/ui/widget/glyph"
	"runchecks/ui/widget/pen"
	"runchecks/ui/widget/tooltip"
)

// Cell is one night.
type Cell struct {
	Day    int           // of the month
	Status domain.Status // 0 where nothing ran
	Count  int           // of runs; from 2 on it stands at the corner
	Waits  bool
	Tip    string
}

// Least is how many nights are shown in any width.
const Least = 14

const (
	pitch    float32 = 20 // from one cell to the next, at least
	gap      float32 = 3
	cellHigh float32 = 34
	sign     float32 = 10
	dayHigh  float32 = 14
)

// Height is that of the strip.
const Height = cellHigh

// Strip is the widget.
type Strip struct {
	widget.BaseWidget
	// OnPress is told the place of the night that was pressed, of those that were set; OnMenu
	// where a menu is wanted for one. OnHover gets what a night is, "" for none.
	OnPress func(night int)
	OnMenu  func(night int, at fyne.Position)
	OnHover func(text string)

	cells []Cell
	shown int
	pen   pen.Pen
}

// New returns an empty strip.
func New() *Strip {
	s := &Strip{shown: -1}
	s.ExtendBaseWidget(s)
	return s
}

// Set shows nights, the oldest first; shown is the one that the details are of, -1 for none.
func (s *Strip) Set(cells []Cell, shown int) {
	s.cells, s.shown = cells, shown
	s.Refresh()
}

// Count is how many of the nights are shown.
func (s *Strip) Count() int {
	n, _ := s.visible(s.Size().Width)
	return n
}

// visible is how many of the nights are shown in a width, and how far one is from the next:
// the newest ones, and as many as fit.
func (s *Strip) visible(width float32) (n int, step float32) {
	n = min(len(s.cells), max(Least, int((width+gap)/pitch)))
	if n == 0 {
		return 0, 1
	}
	return n, (width + gap) / float32(n)
}

func (s *Strip) at(x float32) int {
	n, step := s.visible(s.Size().Width)
	if i := int(x / step); i >= 0 && i < n {
		return len(s.cells) - n + i
	}
	return -1
}

// Tapped belongs to Fyne.
func (s *Strip) Tapped(ev *fyne.PointEvent) {
	if i := s.at(ev.Position.X); i >= 0 && s.OnPress != nil {
		s.OnPress(i)
	}
}

// TappedSecondary belongs to Fyne.
func (s *Strip) TappedSecondary(ev *fyne.PointEvent) {
	if i := s.at(ev.Position.X); i >= 0 && s.OnMenu != nil {
		s.OnMenu(i, ev.AbsolutePosition)
	}
}

// MouseIn belongs to Fyne.
func (s *Strip) MouseIn(ev *desktop.MouseEvent) { s.MouseMoved(ev) }

// MouseMoved belongs to Fyne.
func (s *Strip) MouseMoved(ev *desktop.MouseEvent) {
	tooltip.Follow(s, ev)
	if s.OnHover == nil {
		return
	}
	if i := s.at(ev.Position.X); i >= 0 {
		s.OnHover(s.cells[i].Tip)
		return
	}
	s.OnHover("")
}

// MouseOut belongs to Fyne.
func (s *Strip) MouseOut() {
	if s.OnHover != nil {
		s.OnHover("")
	}
}

// AccessibilityLabel says what it shows to those who do not see it.
func (s *Strip) AccessibilityLabel() string {
	if s.shown >= 0 && s.shown < len(s.cells) {
		return s.cells[s.shown].Tip
	}
	return ""
}

// AccessibilityRole belongs to fyne.Accessible.
func (s *Strip) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// CreateRenderer belongs to Fyne.
func (s *Strip) CreateRenderer() fyne.WidgetRenderer { return &renderer{s} }

type renderer struct{ s *Strip }

func (r *renderer) Layout(size fyne.Size) {
	s := r.s
	p := &s.pen
	p.Begin()
	defer p.End()
	n, step := s.visible(size.Width)
	for i := range n {
		c := s.cells[len(s.cells)-n+i]
		x, w := float32(i)*step, step-gap
		ground := pen.Ground{Fill: theme.Get(theme.Head), Radius: 4}
		day := pen.Style{Size: theme.KeySize, Colour: theme.Get(theme.Dim), Bold: c.Waits, Align: fyne.TextAlignCenter}
		if c.Status != 0 {
			ink, back := theme.StatusColours(c.Status)
			ground.Fill, day.Colour = theme.Get(back), theme.Get(ink)
			p.Sign(x+(w-sign)/2, 5, sign, glyph.Of(c.Status), theme.Get(ink))
		}
		if len(s.cells)-n+i == s.shown {
			ground.Stroke, ground.Width = theme.Get(theme.Accent), 2
		}
		p.Rect(x, 0, w, cellHigh, ground)
		p.Text(x, cellHigh-dayHigh-3, w, dayHigh, strconv.Itoa(c.Day), day)
		if c.Count > 1 {
			small := pen.Style{Size: 9, Colour: day.Colour, Align: fyne.TextAlignTrailing}
			p.Text(x, 0, w-3, 11, strconv.Itoa(min(c.Count, 99)), small)
		}
	}
}

func (r *renderer) MinSize() fyne.Size           { return fyne.NewSize(Least*pitch-gap, cellHigh) }
func (r *renderer) Destroy()                     {}
func (r *renderer) Objects() []fyne.CanvasObject { return r.s.pen.Objects() }
func (r *renderer) Refresh() {
	r.Layout(r.s.Size())
	canvas.Refresh(r.s)
}
