package runchecks

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"runchecks/domain"
	"runchecks/ui/theme"
	"runchecks/ui/widget/actionbutton"
	"runchecks/ui/widget/ink"
	"runchecks/ui/widget/statusmark"
	"runchecks/ui/words"
)

// head is what the top of the details pane says, of a run or of a cause.
type head struct {
	status domain.Status
	title  string
	place  string // dim behind the title
	number string // at the right edge
	when   string
	why    string
	stays  string // said before a decision, "" for nothing
}

// header is the top of the details pane: status, job, when, why in full, and the actions.
type header struct {
	widget.BaseWidget
	says  *head // nil while nothing is selected
	bar   *actionbutton.Bar
	hover func(full string)
}

func newHeader(hover func(full string), buttons ...*actionbutton.Button) *header {
	h := &header{bar: actionbutton.NewBar(buttons...), hover: hover}
	h.ExtendBaseWidget(h)
	return h
}

// set says something else, nil for nothing.
func (h *header) set(says *head) {
	if h.says != nil && says != nil && *h.says == *says {
		return
	}
	h.says = says
	h.Refresh()
}

// Heights of the header's lines, from the top. The reason has two lines, whether it needs
// them or not: what stands below never moves.
const (
	titleHeight = 30
	lineHeight  = 18
	headerGap   = 6
	reasonLines = 2
)

// CreateRenderer belongs to Fyne.
func (h *header) CreateRenderer() fyne.WidgetRenderer {
	r := &headerRenderer{
		h: h, back: canvas.NewRectangle(nil), mark: statusmark.NewPill(), title: ink.NewLine(theme.HeadingSize, true),
		place: ink.NewLine(theme.TextSize, false), number: ink.NewLine(theme.SmallSize, false), when: ink.NewLine(theme.SmallSize, false),
		stays: ink.NewLine(theme.SmallSize, false),
	}
	for range reasonLines {
		r.why = append(r.why, ink.NewLine(theme.TextSize, true))
	}
	return r
}

type headerRenderer struct {
	h      *header
	back   *canvas.Rectangle
	mark   *statusmark.Pill
	title  *ink.Line
	place  *ink.Line
	number *ink.Line
	when   *ink.Line
	why    []*ink.Line
	stays  *ink.Line
}

func (r *headerRenderer) lines() []*ink.Line {
	return append([]*ink.Line{r.place, r.number, r.when, r.stays}, r.why...)
}

func (r *headerRenderer) Layout(size fyne.Size) {
	says := r.h.says
	ink.Fill(r.back, theme.Get(theme.Pane))
	ink.Place(r.back, 0, 0, size.Width, size.Height)
	room := size.Width - 2*theme.Gap
	r.mark.Show(says != nil)
	for _, line := range r.lines() {
		ink.Show(line.Text, says != nil)
	}
	ink.Show(r.h.bar, says != nil)
	bottom := float32(headerGap + titleHeight + lineHeight + reasonLines*lineHeight + headerGap)
	ink.Place(r.h.bar, theme.Gap, bottom, room, theme.ButtonHeight)
	r.h.bar.Refresh()
	if says == nil {
		r.title.Set(words.NothingSelected(), room, theme.Get(theme.Dim), false)
		ink.Place(r.title.Text, theme.Gap, headerGap, room, titleHeight)
		return
	}
	number := ink.Width(says.number, theme.SmallSize, fyne.TextStyle{})
	r.number.Set(says.number, number+1, theme.Get(theme.Dim), false)
	ink.Place(r.number.Text, size.Width-theme.Gap-number, headerGap+1, number, titleHeight)

	r.mark.Set(says.status, false)
	mark := r.mark.Size()
	r.mark.Place(theme.Gap, headerGap+(titleHeight-mark.Height)/2, mark.Width)
	x := theme.Gap + mark.Width + theme.Gap
	left := room - mark.Width - 2*theme.Gap - number
	r.title.Set(says.title, left, theme.Get(theme.Text), true)
	title := min(r.title.MinSize().Width, left)
	ink.Place(r.title.Text, x, headerGap, title, titleHeight)
	left -= title + theme.Gap
	r.place.Set(says.place, max(0, left), theme.Get(theme.Dim), false)
	ink.Place(r.place.Text, x+title+theme.Gap, headerGap+1, max(0, left), titleHeight)

	y := float32(headerGap) + titleHeight
	r.when.Set(says.when, room, theme.Get(theme.Dim), false)
	ink.Place(r.when.Text, theme.Gap, y, room, lineHeight)
	y += lineHeight
	lines, _ := ink.Wrap(says.why, room, theme.TextSize, fyne.TextStyle{Bold: true}, reasonLines)
	for i, line := range r.why {
		text := ""
		if i < len(lines) {
			text = lines[i]
		}
		line.Set(text, room+1, theme.Get(theme.Text), true)
		ink.Place(line.Text, theme.Gap, y, room, lineHeight)
		y += lineHeight
	}
	ink.Show(r.stays.Text, says.stays != "")
	r.stays.Set(says.stays, room, theme.Get(theme.Amber), false)
	ink.Place(r.stays.Text, theme.Gap, bottom+theme.ButtonHeight+2, room, lineHeight)
}

func (r *headerRenderer) MinSize() fyne.Size {
	high := float32(3*headerGap+titleHeight+(1+reasonLines)*lineHeight) + theme.ButtonHeight
	if r.h.says != nil && r.h.says.stays != "" {
		high += lineHeight
	}
	return fyne.NewSize(200, high)
}
func (r *headerRenderer) Refresh() { r.Layout(r.h.Size()) }
func (r *headerRenderer) Destroy() {}
func (r *headerRenderer) Objects() []fyne.CanvasObject {
	all := append([]fyne.CanvasObject{r.back}, r.mark.Objects()...)
	all = append(all, r.title.Text)
	for _, line := range r.lines() {
		all = append(all, line.Text)
	}
	return append(all, r.h.bar)
}
