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

// header is the top of the details pane: status, job, when, why, and the actions.
type header struct {
	widget.BaseWidget
	details *domain.Details
	words   func(*domain.Details) (when, why string)
	bar     *actionbutton.Bar
}

func newHeader(words func(*domain.Details) (when, why string), buttons ...*actionbutton.Button) *header {
	h := &header{words: words, bar: actionbutton.NewBar(buttons...)}
	h.ExtendBaseWidget(h)
	return h
}

// set shows another run, nil for none.
func (h *header) set(d *domain.Details) {
	h.details = d
	h.Refresh()
}

// Heights of the header's lines, from the top.
const (
	titleHeight = 30
	lineHeight  = 18
	headerGap   = 6
)

// CreateRenderer belongs to Fyne.
func (h *header) CreateRenderer() fyne.WidgetRenderer {
	r := &headerRenderer{
		h: h, back: canvas.NewRectangle(nil), mark: statusmark.NewPill(), title: ink.NewLine(theme.HeadingSize, true),
		place: ink.NewLine(theme.TextSize, false), when: ink.NewLine(theme.SmallSize, false), why: ink.NewLine(theme.SmallSize, false),
	}
	return r
}

type headerRenderer struct {
	h     *header
	back  *canvas.Rectangle
	mark  *statusmark.Pill
	title *ink.Line
	place *ink.Line
	when  *ink.Line
	why   *ink.Line
}

func (r *headerRenderer) Layout(size fyne.Size) {
	d := r.h.details
	ink.Fill(r.back, theme.Get(theme.Pane))
	ink.Place(r.back, 0, 0, size.Width, size.Height)
	room := size.Width - 2*theme.Gap
	r.mark.Show(d != nil)
	for _, line := range []*ink.Line{r.place, r.when, r.why} {
		ink.Show(line.Text, d != nil)
	}
	ink.Show(r.h.bar, d != nil)
	ink.Place(r.h.bar, theme.Gap, headerGap+titleHeight+2*lineHeight+headerGap, room, theme.ButtonHeight)
	r.h.bar.Refresh()
	if d == nil {
		r.title.Set(words.NothingSelected(), room, theme.Get(theme.Dim), false)
		ink.Place(r.title.Text, theme.Gap, headerGap, room, titleHeight)
		return
	}
	r.mark.Set(d.Run.Effective.Status, false)
	mark := r.mark.Size()
	r.mark.Place(theme.Gap, headerGap+(titleHeight-mark.Height)/2, mark.Width)
	x := theme.Gap + mark.Width + theme.Gap
	left := room - mark.Width - theme.Gap
	r.title.Set(d.Job.Name, left, theme.Get(theme.Text), true)
	title := min(r.title.MinSize().Width, left)
	ink.Place(r.title.Text, x, headerGap, title, titleHeight)
	left -= title + theme.Gap
	r.place.Set(d.Job.Customer.Name+" · "+d.Job.Product+" · "+d.Job.Type, max(0, left), theme.Get(theme.Dim), false)
	ink.Place(r.place.Text, x+title+theme.Gap, headerGap+1, max(0, left), titleHeight)

	when, why := r.h.words(d)
	y := float32(headerGap) + titleHeight
	r.when.Set(when, room, theme.Get(theme.Dim), false)
	ink.Place(r.when.Text, theme.Gap, y, room, lineHeight)
	colour, _ := theme.StatusColours(d.Run.Effective.Status)
	if d.Run.Effective.Status == domain.Success {
		colour = theme.Dim
	}
	r.why.Set(why, room, theme.Get(colour), false)
	ink.Place(r.why.Text, theme.Gap, y+lineHeight, room, lineHeight)
}

func (r *headerRenderer) MinSize() fyne.Size {
	return fyne.NewSize(200, 2*headerGap+titleHeight+2*lineHeight+theme.ButtonHeight+headerGap)
}
func (r *headerRenderer) Refresh() { r.Layout(r.h.Size()) }
func (r *headerRenderer) Destroy() {}
func (r *headerRenderer) Objects() []fyne.CanvasObject {
	all := append([]fyne.CanvasObject{r.back}, r.mark.Objects()...)
	return append(all, r.title.Text, r.place.Text, r.when.Text, r.why.Text, r.h.bar)
}

// headerWords returns what the two lines of the header say.
func headerWords(p params) func(*domain.Details) (when, why string) {
	return func(d *domain.Details) (string, string) { return words.WhenLine(d, p.Location), words.WhyLine(d) }
}
