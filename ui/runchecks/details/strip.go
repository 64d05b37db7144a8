package details

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"runchecks/domain/rules/nights"
	"runchecks/ui/runchecks/model"
	"runchecks/ui/theme"
	"runchecks/ui/widget/nightstrip"
	"runchecks/ui/widget/pen"
	"runchecks/ui/words"
)

// Strip is the strip of the last nights with the line above it.
type Strip struct {
	widget.BaseWidget
	line  string
	full  int // nights there are
	strip *nightstrip.Strip
	pen   pen.Pen
}

const (
	stripLine   float32 = 20
	stripBottom float32 = 12
	// StripHeight is how high the strip is.
	StripHeight = stripLine + nightstrip.Height + stripBottom
)

// NewStrip returns the strip of the last nights of a job.
func NewStrip(p Params) *Strip {
	s := &Strip{strip: nightstrip.New()}
	s.strip.OnPress = func(night int) { p.Turn(func() { p.View.ShowNight(night) }) }
	s.strip.OnHover = p.Hover
	s.ExtendBaseWidget(s)
	return s
}

// Set shows the nights of the selected job.
func (s *Strip) Set(v *model.Model) {
	list := v.Nights()
	s.line, s.full = v.StripLine(), len(list)
	cells := make([]nightstrip.Cell, len(list))
	for i, n := range list {
		cells[i] = nightCell(n)
	}
	s.strip.Set(cells, v.ShownNight())
	s.Refresh()
}

func nightCell(n nights.Night) nightstrip.Cell {
	return nightstrip.Cell{
		Day: n.Date.Day(), Status: n.Status, Count: n.Count, Waits: n.Waits, Tip: words.NightTip(n),
	}
}

// CreateRenderer belongs to Fyne.
func (s *Strip) CreateRenderer() fyne.WidgetRenderer { return &stripRenderer{s} }

type stripRenderer struct{ s *Strip }

func (r *stripRenderer) Layout(size fyne.Size) {
	s := r.s
	p := &s.pen
	p.Begin()
	defer p.End()
	p.Fill(0, 0, size.Width, size.Height, theme.Get(theme.Pane))
	room := size.Width - 2*detailEdge
	s.strip.Move(fyne.NewPos(detailEdge, stripLine))
	s.strip.Resize(fyne.NewSize(room, nightstrip.Height))
	dim := theme.Get(theme.Dim)
	small := pen.Style{Size: theme.SmallSize, Colour: dim}
	head := pen.Style{Size: theme.HeadSize, Colour: dim, Bold: true}
	title := strings.ToUpper(words.T("runchecks.strip_title", "n", s.strip.Count()))
	x := detailEdge + p.Text(detailEdge, 0, room, stripLine-2, title, head) + 10
	from := x + small.Width(s.line) + 20
	right := p.Hints(from, 0, max(0, detailEdge+room-from), stripLine-2, []pen.Hint{
		{Words: words.T("runchecks.strip_before"), Key: "["}, {Words: words.T("runchecks.strip_after"), Key: "]"},
	})
	p.Text(x, 0, max(0, right-10-x), stripLine-2, s.line, small)
}

func (r *stripRenderer) MinSize() fyne.Size { return fyne.NewSize(200, StripHeight) }
func (r *stripRenderer) Destroy()           {}
func (r *stripRenderer) Objects() []fyne.CanvasObject {
	return append(append([]fyne.CanvasObject{}, r.s.pen.Objects()...), r.s.strip)
}

func (r *stripRenderer) Refresh() {
	r.Layout(r.s.Size())
	canvas.Refresh(r.s)
}
