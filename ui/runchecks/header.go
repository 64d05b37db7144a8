package runchecks

import (
	"image/color"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"runchecks/domain"
	"runchecks/ui/theme"
	"runchecks/ui/widget/actionbutton"
	"runchecks/ui/widget/glyph"
	"runchecks/ui/widget/ink"
	"runchecks/ui/widget/pen"
	"runchecks/ui/widget/tooltip"
	"runchecks/ui/words"
)

// head is what the top of the details pane says, of a run or of a cause.
type head struct {
	status domain.Status
	title  string
	place  string // dim behind the title
	number string // at the right edge
	when   string
	lead   string // behind it, in red: what is new
	rest   string // behind that: since when
	why    words.Why
	tags   []headTag
	stays  string // said before a decision, "" for nothing
}

// headTag is a small box below the reason.
type headTag struct {
	text  string
	sign  glyph.Sign
	alarm bool
	after string // dim behind it: what can be done
}

func (h *head) same(o *head) bool {
	if h == nil || o == nil {
		return h == o
	}
	a, b := *h, *o
	a.tags, b.tags = nil, nil
	return a.status == b.status && a.title == b.title && a.place == b.place && a.number == b.number &&
		a.when == b.when && a.lead == b.lead && a.rest == b.rest && a.why == b.why && a.stays == b.stays && slices.Equal(h.tags, o.tags)
}

// header is the top of the details pane: status, job, when, why in full, what is documented,
// and the actions.
type header struct {
	widget.BaseWidget
	says     *head // nil while nothing is selected
	unfolded bool  // the reason is shown whole
	low      bool  // the report has the room: title and buttons in one line, then the reason
	bar      *actionbutton.Bar
	copy     *actionbutton.Button
	hover    func(full string)
	resized  func() // told when it needs another height
	grouped  func() // shows the jobs with the same cause
	pen      pen.Pen
}

func newHeader(hover func(full string), copied, resized func(), buttons ...*actionbutton.Button) *header {
	h := &header{bar: actionbutton.NewBar(buttons...), hover: hover, resized: resized}
	h.copy = actionbutton.NewSign(glyph.Copy, words.T("runchecks.copy_message"), copied)
	h.copy.OnHover = hover
	h.ExtendBaseWidget(h)
	return h
}

// set says something else, nil for nothing.
func (h *header) set(says *head) {
	if h.says.same(says) {
		return
	}
	if h.says == nil || says == nil || h.says.title != says.title || h.says.why != says.why {
		h.unfolded = false
	}
	h.says = says
	h.Refresh()
}

// setLow leaves out all but title, buttons and reason.
func (h *header) setLow(yes bool) {
	h.low = yes
	h.Refresh()
}

// unfold shows the reason whole, or in two lines again.
func (h *header) unfold() {
	h.unfolded = !h.unfolded
	h.Refresh()
	h.resized()
}

// Measures of the header, from the top.
const (
	detailEdge   float32 = 16
	titleHeight  float32 = 28
	lineHeight   float32 = 18
	tagHeight    float32 = 18
	headTop      float32 = 10
	reasonLines          = 2
	reasonMost           = 40
	copyWidth    float32 = 36
	headerBottom float32 = 10
)

// reason lays the reason out in a width: two lines of it, or all.
func (h *header) reason(width float32) pen.Flow {
	bold := pen.Style{Bold: true}
	spans := []pen.Span{{Text: h.says.why.Lead}, {Text: h.says.why.Words, Style: bold}}
	if h.says.why.More != "" {
		more := h.says.why.More
		if h.says.why.Lead+h.says.why.Words != "" {
			more = "· " + more
		}
		spans = append(spans, pen.Span{Text: more, Style: pen.Style{Colour: theme.Get(theme.Dim)}})
	}
	most := reasonLines
	if h.low {
		most = 1
	}
	if h.unfolded {
		most = reasonMost
	}
	return pen.Lay(spans, width, most)
}

// fewLines is how many lines of the reason are shown while it is folded.
func (h *header) fewLines() int {
	if h.low {
		return 1
	}
	return reasonLines
}

// height is how high the header is in a width. The reason has two lines whether it needs them
// or not, and so have the tags theirs: what stands below moves only when somebody unfolds it.
func (h *header) height(width float32) float32 {
	lines := reasonLines
	if h.says != nil && h.unfolded {
		lines = max(reasonLines, h.reason(width-2*detailEdge-copyWidth).Lines)
	}
	if h.low {
		if h.says == nil || !h.unfolded {
			lines = 1
		}
		return headTop + theme.ButtonHeight + 6 + float32(lines)*lineHeight + headerBottom
	}
	high := headTop + titleHeight + lineHeight + 4 + float32(lines)*lineHeight + 6 + tagHeight + 8 + theme.ButtonHeight + headerBottom
	if h.says != nil && h.says.stays != "" {
		high += lineHeight + 2
	}
	return high
}

// Tapped belongs to Fyne.
func (h *header) Tapped(ev *fyne.PointEvent) {
	if do := h.pen.Pressed(ev.Position); do != nil {
		do()
	}
}

// MouseIn belongs to Fyne.
func (h *header) MouseIn(ev *desktop.MouseEvent) { h.MouseMoved(ev) }

// MouseMoved belongs to Fyne.
func (h *header) MouseMoved(ev *desktop.MouseEvent) {
	tooltip.Follow(h, ev)
	h.hover(h.pen.Full(ev.Position))
}

// MouseOut belongs to Fyne.
func (h *header) MouseOut() { h.hover("") }

// AccessibilityLabel says what it shows to those who do not see it.
func (h *header) AccessibilityLabel() string {
	if h.says == nil {
		return words.NothingSelected()
	}
	return strings.Join(words.NonEmpty(words.Status(h.says.status), h.says.title, h.says.place, h.says.when,
		h.says.lead, h.says.rest, h.says.why.Text(), h.says.stays), ". ")
}

// AccessibilityRole belongs to fyne.Accessible.
func (h *header) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// CreateRenderer belongs to Fyne.
func (h *header) CreateRenderer() fyne.WidgetRenderer { return &headerRenderer{h} }

type headerRenderer struct{ h *header }

func (r *headerRenderer) Layout(size fyne.Size) {
	h := r.h
	p := &h.pen
	p.Begin()
	defer p.End()
	p.Fill(0, 0, size.Width, size.Height, theme.Get(theme.Pane))
	room := size.Width - 2*detailEdge
	says := h.says
	shown := says != nil
	ink.Show(h.bar, shown)
	ink.Show(h.copy, shown && says.why.Text() != "")
	dim := theme.Get(theme.Dim)
	if !shown {
		p.Text(detailEdge, headTop, room, titleHeight, words.NothingSelected(), pen.Style{Size: theme.HeadingSize, Colour: dim})
		return
	}
	y := headTop
	small := pen.Style{Size: theme.SmallSize, Colour: dim}
	if h.low {
		bar := min(h.bar.Wants(), room*0.6)
		r.title(y, room-bar-12)
		ink.Place(h.bar, detailEdge+room-bar, y, bar, theme.ButtonHeight)
		h.bar.Refresh()
		y += theme.ButtonHeight + 6
	} else {
		r.title(y, room)
		y += titleHeight
		r.when(y, room, small)
		y += lineHeight + 4
	}

	flow := h.reason(room - copyWidth)
	if flow.Cut && !h.unfolded {
		flow.EndBefore(room - copyWidth - foldWidth()) // where the word stands that shows all
	}
	p.Flow(detailEdge, y, lineHeight, flow)
	if flow.Cut || h.unfolded && flow.Lines > h.fewLines() {
		r.fold(y, flow, room-copyWidth)
	}
	ink.Show(h.copy, h.copy.Visible() && !h.low)
	ink.Place(h.copy, size.Width-detailEdge-theme.ButtonHeight, y+4, theme.ButtonHeight, theme.ButtonHeight)
	if h.low {
		return
	}
	y += float32(max(reasonLines, flow.Lines))*lineHeight + 6
	r.tags(y, room)
	y += tagHeight + 8
	ink.Place(h.bar, detailEdge, y, room, theme.ButtonHeight)
	h.bar.Refresh()
	if says.stays != "" {
		small.Colour = theme.Get(theme.Amber)
		p.Text(detailEdge, y+theme.ButtonHeight+4, room, lineHeight, says.stays, small)
	}
}

func (r *headerRenderer) title(y, room float32) {
	says, p := r.h.says, &r.h.pen
	dim := theme.Get(theme.Dim)
	small := pen.Style{Size: theme.SmallSize, Colour: dim}
	number := small.Width(says.number)
	p.Text(detailEdge+room-number, y, number+1, titleHeight, says.number, small)
	mark := p.Mark(detailEdge, y+(titleHeight-19)/2, room, says.status, true, false)
	x := detailEdge + mark + 10
	left := room - mark - 10 - number - theme.Gap
	title := p.Text(x, y, left, titleHeight, says.title, pen.Style{Size: theme.HeadingSize, Bold: true})
	left -= title + 10
	p.Text(x+title+10, y+2, max(0, left), titleHeight-2, says.place, pen.Style{Colour: dim})
}

func (r *headerRenderer) when(y, room float32, small pen.Style) {
	says, p := r.h.says, &r.h.pen
	x := detailEdge
	end := detailEdge + room
	write := func(text string, s pen.Style) {
		if text != "" {
			x += p.Text(x, y, max(0, end-x), lineHeight, text, s)
		}
	}
	write(says.when, small)
	if says.lead+says.rest == "" {
		return
	}
	if says.when != "" {
		write(" · ", small)
	}
	red := small
	red.Colour, red.Bold = theme.Get(theme.Red), true
	write(says.lead, red)
	if says.lead != "" && says.rest != "" {
		write(", ", small)
	}
	write(says.rest, small)
}

// foldWidth is the room of the word that shows all of the reason.
func foldWidth() float32 {
	return pen.Style{}.Width(words.T("runchecks.reason_all")) + 12
}

// fold draws the word behind the reason that shows all of it, or less.
func (r *headerRenderer) fold(y float32, flow pen.Flow, room float32) {
	p := &r.h.pen
	link := pen.Style{Colour: theme.Get(theme.Accent)}
	text := words.T("runchecks.reason_all")
	if r.h.unfolded {
		text = words.T("runchecks.reason_less")
	}
	w := link.Width(text)
	x := detailEdge + min(flow.End()+6, room-w)
	top := y + float32(flow.Lines-1)*lineHeight
	p.Fill(x-4, top, w+8, lineHeight, theme.Get(theme.Pane))
	p.Text(x, top, w+2, lineHeight, text, link)
	p.Zone(x-4, top, w+8, lineHeight, r.h.unfold)
}

func (r *headerRenderer) tags(y, room float32) {
	p := &r.h.pen
	x, end := detailEdge, detailEdge+room
	for _, t := range r.h.says.tags {
		fill, text := theme.Get(theme.GreyBg), theme.Get(theme.Text)
		if t.alarm {
			fill, text = theme.Get(theme.RedBg), theme.Get(theme.Red)
		}
		w := r.tag(x, y, end, t, fill, text)
		if t.alarm && r.h.grouped != nil {
			p.Zone(x, y, w, tagHeight, r.h.grouped)
		}
		x += w + 6
		if t.after != "" {
			x += p.Text(x, y, max(0, end-x), tagHeight, t.after, pen.Style{Size: theme.SmallSize, Colour: theme.Get(theme.Dim)}) + 10
		}
	}
}

// tag draws one and returns how wide it is; one without room is cut.
func (r *headerRenderer) tag(x, y, end float32, t headTag, fill, colour color.Color) float32 {
	p := &r.h.pen
	style := pen.Style{Size: theme.SmallSize, Colour: colour}
	left, w := float32(5), style.Width(t.text)
	if t.sign != 0 {
		left += 16
	}
	w = min(w, end-x-left-5)
	if w < 20 {
		return 0
	}
	p.Rect(x, y, left+w+5, tagHeight, pen.Ground{Fill: fill, Radius: 4})
	if t.sign != 0 {
		p.Sign(x+5, y+(tagHeight-11)/2, 11, t.sign, colour)
	}
	p.Text(x+left, y, w+1, tagHeight, t.text, style)
	return left + w + 5
}

func (r *headerRenderer) MinSize() fyne.Size {
	return fyne.NewSize(200, r.h.height(max(300, r.h.Size().Width)))
}
func (r *headerRenderer) Refresh() {
	r.Layout(r.h.Size())
	canvas.Refresh(r.h)
}
func (r *headerRenderer) Destroy() {}
func (r *headerRenderer) Objects() []fyne.CanvasObject {
	return append(slices.Clone(r.h.pen.Objects()), r.h.copy, r.h.bar)
}
