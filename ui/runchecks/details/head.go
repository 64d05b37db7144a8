package details

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

// Head is what the top of the details pane says, of a run or of a cause.
type Head struct {
	Status domain.Status
	Title  string
	Place  string // dim behind the title
	Number string // at the right edge
	When   string
	Lead   string // behind it, in red: what is new
	Rest   string // behind that: since when
	Why    words.Why
	Tags   []Tag
	Stays  string // said before a decision, "" for nothing
}

// Tag is a small box below the reason.
type Tag struct {
	Text  string
	Sign  glyph.Sign
	Alarm bool
	After string // dim behind it: what can be done
}

func (h *Head) same(o *Head) bool {
	if h == nil || o == nil {
		return h == o
	}
	a, b := *h, *o
	a.Tags, b.Tags = nil, nil
	return a.Status == b.Status && a.Title == b.Title && a.Place == b.Place && a.Number == b.Number &&
		a.When == b.When && a.Lead == b.Lead && a.Rest == b.Rest && a.Why == b.Why && a.Stays == b.Stays && slices.Equal(h.Tags, o.Tags)
}

// Header is the top of the details pane: status, job, when, why in full, what is documented,
// and the actions.
type Header struct {
	widget.BaseWidget
	says     *Head // nil while nothing is selected
	unfolded bool  // the reason is shown whole
	low      bool  // the report has the room: title and buttons in one line, then the reason
	Bar      *actionbutton.Bar
	copy     *actionbutton.Button
	hover    func(full string)
	resized  func() // told when it needs another height
	Grouped  func() // shows the jobs with the same cause
	pen      pen.Pen
}

// NewHeader returns an empty header with the buttons of what can be decided.
func NewHeader(hover func(full string), copied, resized func(), buttons ...*actionbutton.Button) *Header {
	h := &Header{Bar: actionbutton.NewBar(buttons...), hover: hover, resized: resized}
	h.copy = actionbutton.NewSign(glyph.Copy, words.T("runchecks.copy_message"), copied)
	h.copy.OnHover = hover
	h.ExtendBaseWidget(h)
	return h
}

// Set says something else, nil for nothing.
func (h *Header) Set(says *Head) {
	if h.says.same(says) {
		return
	}
	if h.says == nil || says == nil || h.says.Title != says.Title || h.says.Why != says.Why {
		h.unfolded = false
	}
	h.says = says
	h.Refresh()
}

// SetLow leaves out all but title, buttons and reason.
func (h *Header) SetLow(yes bool) {
	h.low = yes
	h.Refresh()
}

// unfold shows the reason whole, or in two lines again.
func (h *Header) unfold() {
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
func (h *Header) reason(width float32) pen.Flow {
	bold := pen.Style{Bold: true}
	spans := []pen.Span{{Text: h.says.Why.Lead}, {Text: h.says.Why.Words, Style: bold}}
	if h.says.Why.More != "" {
		more := h.says.Why.More
		if h.says.Why.Lead+h.says.Why.Words != "" {
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
func (h *Header) fewLines() int {
	if h.low {
		return 1
	}
	return reasonLines
}

// Height is how high the header is in a width. The reason has two lines whether it needs them
// or not, and so have the tags theirs: what stands below moves only when somebody unfolds it.
func (h *Header) Height(width float32) float32 {
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
	if h.says != nil && h.says.Stays != "" {
		high += lineHeight + 2
	}
	return high
}

// Tapped belongs to Fyne.
func (h *Header) Tapped(ev *fyne.PointEvent) {
	if do := h.pen.Pressed(ev.Position); do != nil {
		do()
	}
}

// MouseIn belongs to Fyne.
func (h *Header) MouseIn(ev *desktop.MouseEvent) { h.MouseMoved(ev) }

// MouseMoved belongs to Fyne.
func (h *Header) MouseMoved(ev *desktop.MouseEvent) {
	tooltip.Follow(h, ev)
	h.hover(h.pen.Full(ev.Position))
}

// MouseOut belongs to Fyne.
func (h *Header) MouseOut() { h.hover("") }

// AccessibilityLabel says what it shows to those who do not see it.
func (h *Header) AccessibilityLabel() string {
	if h.says == nil {
		return words.NothingSelected()
	}
	return strings.Join(words.NonEmpty(words.Status(h.says.Status), h.says.Title, h.says.Place, h.says.When,
		h.says.Lead, h.says.Rest, h.says.Why.Text(), h.says.Stays), ". ")
}

// AccessibilityRole belongs to fyne.Accessible.
func (h *Header) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// CreateRenderer belongs to Fyne.
func (h *Header) CreateRenderer() fyne.WidgetRenderer { return &headerRenderer{h} }

type headerRenderer struct{ h *Header }

func (r *headerRenderer) Layout(size fyne.Size) {
	h := r.h
	p := &h.pen
	p.Begin()
	defer p.End()
	p.Fill(0, 0, size.Width, size.Height, theme.Get(theme.Pane))
	room := size.Width - 2*detailEdge
	says := h.says
	shown := says != nil
	ink.Show(h.Bar, shown)
	ink.Show(h.copy, shown && says.Why.Text() != "")
	dim := theme.Get(theme.Dim)
	if !shown {
		p.Text(detailEdge, headTop, room, titleHeight, words.NothingSelected(), pen.Style{Size: theme.HeadingSize, Colour: dim})
		return
	}
	y := headTop
	small := pen.Style{Size: theme.SmallSize, Colour: dim}
	if h.low {
		bar := min(h.Bar.Wants(), room*0.6)
		r.title(y, room-bar-12)
		ink.Place(h.Bar, detailEdge+room-bar, y, bar, theme.ButtonHeight)
		h.Bar.Refresh()
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
	ink.Place(h.Bar, detailEdge, y, room, theme.ButtonHeight)
	h.Bar.Refresh()
	if says.Stays != "" {
		small.Colour = theme.Get(theme.Amber)
		p.Text(detailEdge, y+theme.ButtonHeight+4, room, lineHeight, says.Stays, small)
	}
}

func (r *headerRenderer) title(y, room float32) {
	says, p := r.h.says, &r.h.pen
	dim := theme.Get(theme.Dim)
	small := pen.Style{Size: theme.SmallSize, Colour: dim}
	number := small.Width(says.Number)
	p.Text(detailEdge+room-number, y, number+1, titleHeight, says.Number, small)
	mark := p.Mark(detailEdge, y+(titleHeight-19)/2, room, says.Status, true, false)
	x := detailEdge + mark + 10
	left := room - mark - 10 - number - theme.Gap
	title := p.Text(x, y, left, titleHeight, says.Title, pen.Style{Size: theme.HeadingSize, Bold: true})
	left -= title + 10
	p.Text(x+title+10, y+2, max(0, left), titleHeight-2, says.Place, pen.Style{Colour: dim})
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
	write(says.When, small)
	if says.Lead+says.Rest == "" {
		return
	}
	if says.When != "" {
		write(" · ", small)
	}
	red := small
	red.Colour, red.Bold = theme.Get(theme.Red), true
	write(says.Lead, red)
	if says.Lead != "" && says.Rest != "" {
		write(", ", small)
	}
	write(says.Rest, small)
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
	for _, t := range r.h.says.Tags {
		fill, text := theme.Get(theme.GreyBg), theme.Get(theme.Text)
		if t.Alarm {
			fill, text = theme.Get(theme.RedBg), theme.Get(theme.Red)
		}
		w := r.tag(x, y, end, t, fill, text)
		if t.Alarm && r.h.Grouped != nil {
			p.Zone(x, y, w, tagHeight, r.h.Grouped)
		}
		x += w + 6
		if t.After != "" {
			x += p.Text(x, y, max(0, end-x), tagHeight, t.After, pen.Style{Size: theme.SmallSize, Colour: theme.Get(theme.Dim)}) + 10
		}
	}
}

// tag draws one and returns how wide it is; one without room is cut.
func (r *headerRenderer) tag(x, y, end float32, t Tag, fill, colour color.Color) float32 {
	p := &r.h.pen
	style := pen.Style{Size: theme.SmallSize, Colour: colour}
	left, w := float32(5), style.Width(t.Text)
	if t.Sign != 0 {
		left += 16
	}
	w = min(w, end-x-left-5)
	if w < 20 {
		return 0
	}
	p.Rect(x, y, left+w+5, tagHeight, pen.Ground{Fill: fill, Radius: 4})
	if t.Sign != 0 {
		p.Sign(x+5, y+(tagHeight-11)/2, 11, t.Sign, colour)
	}
	p.Text(x+left, y, w+1, tagHeight, t.Text, style)
	return left + w + 5
}

func (r *headerRenderer) MinSize() fyne.Size {
	return fyne.NewSize(200, r.h.Height(max(300, r.h.Size().Width)))
}
func (r *headerRenderer) Refresh() {
	r.Layout(r.h.Size())
	canvas.Refresh(r.h)
}
func (r *headerRenderer) Destroy() {}
func (r *headerRenderer) Objects() []fyne.CanvasObject {
	return append(slices.Clone(r.h.pen.Objects()), r.h.copy, r.h.Bar)
}
