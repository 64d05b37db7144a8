package details

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"runchecks/ui/keys"
	"runchecks/ui/runchecks/model"
	"runchecks/ui/theme"
	"runchecks/ui/widget/glyph"
	"runchecks/ui/widget/ink"
	"runchecks/ui/widget/pen"
	"runchecks/ui/widget/searchfield"
	"runchecks/ui/widget/sheet"
	"runchecks/ui/widget/statusmark"
	"runchecks/ui/widget/tooltip"
	"runchecks/ui/words"
)

// Objects is the list of the objects of the shown run, with its head.
type Objects struct {
	widget.BaseWidget
	view   *model.Model
	p      Params
	shown  model.ObjectPane
	none   string // why there are none
	head   pen.Pen
	Sheet  *sheet.Sheet
	filter *searchfield.Field
	typing bool    // the filter is there
	name   float32 // where names begin
	wide   float32 // the longest of the names
	hint   float32 // the longest of what is said of when it began
}

// Measures of a row.
const (
	objectMark    float32 = 34
	objectName    float32 = 118 // at least, and more where a language has longer words
	objectPad     float32 = 6
	leastHint     float32 = 32 // of what is said at the right of a row
	leastTitle    float32 = 96
	messageLines          = 2
	messageMost           = 30
	measuredLines         = 24 // whose titles decide where messages begin
	objectsFilter float32 = 240
)

// NewObjects returns the list of the objects of a run, with its filter.
func NewObjects(p Params) *Objects {
	o := &Objects{view: p.View, p: p, Sheet: sheet.New(), filter: searchfield.New(objectsFilter, "", words.T("runchecks.filter_hint"))}
	o.name = nameColumn()
	o.Sheet.Height, o.Sheet.Draw = o.height, o.draw
	o.Sheet.OnSelect = p.View.SelectObject
	o.Sheet.OnKey, o.Sheet.OnRune, o.Sheet.Turn, o.Sheet.OnHover = p.Key, p.Rune, p.Turn, p.Hover
	o.filter.OnChanged = func(text string) { p.Turn(func() { p.View.FilterObjects(text) }) }
	o.filter.Leave = func() {
		if o.filter.Text == "" {
			o.typing = false
			o.Refresh()
		}
		o.Sheet.Focus()
	}
	o.filter.OnShortcut = p.Shortcut
	o.filter.Hide()
	o.ExtendBaseWidget(o)
	return o
}

// Set shows the objects of the shown run.
func (o *Objects) Set() {
	o.shown = o.view.ObjectPane()
	o.none = ""
	if d := o.view.Details(); d != nil && o.shown.All == 0 {
		o.none = words.NoObjectsText(d, o.p.Location)
	} else if d != nil && len(o.shown.Lines) == 0 {
		o.none = words.T("runchecks.filter_none", "text", o.shown.Filter)
	}
	o.wide, o.hint = 0, leastHint
	for _, l := range o.shown.Lines[:min(measuredLines, len(o.shown.Lines))] {
		o.wide = max(o.wide, ink.Width(words.Clip(l.Title, 60), theme.TextSize, fyne.TextStyle{Bold: true}))
		o.hint = max(
			o.hint,
			ink.Width(l.New, theme.SmallSize, fyne.TextStyle{Bold: true}),
			ink.Width(since(l), theme.SmallSize, fyne.TextStyle{}),
		)
	}
	o.Sheet.Set(len(o.shown.Lines), o.view.ObjectSelected())
	o.Refresh()
}

// Find gives the keyboard to the filter.
func (o *Objects) Find() {
	o.typing = true
	o.Refresh()
	if c := fyne.CurrentApp().Driver().CanvasForObject(o); c != nil {
		c.Focus(o.filter)
	}
}

// Wanted is how high the part is with all its rows in view; without objects it is a sentence.
func (o *Objects) Wanted(width float32) float32 {
	if len(o.shown.Lines) == 0 {
		return theme.HeaderHeight + 30
	}
	return theme.HeaderHeight + o.Sheet.ContentHeight(width)
}

// nameColumn is where names begin: behind the longest word of a status.
func nameColumn() float32 {
	return min(max(objectName, objectMark+statusmark.Widest()+6), objectMark+statusmark.Most)
}

// columns are where name, message and hint of a row begin.
func (o *Objects) columns(width float32) (name, message, hint float32) {
	message = o.name + max(leastTitle, min(o.wide+12, (width-o.name-o.hint)*0.4))
	return o.name, message, width - o.hint - detailEdge
}

func (o *Objects) height(row int, width float32) float32 {
	l := o.shown.Lines[row]
	_, at, hint := o.columns(width)
	room := hint - at - 8
	lines := 1
	if l.Message != "" {
		if row == o.Sheet.Selected() {
			lines = o.message(l, room, messageMost).Lines
		} else if (pen.Style{}).Width(clip(l.Message)) > room {
			lines = messageLines
		}
	}
	high := float32(max(1, lines))*lineHeight + 2*objectPad
	if l.Names != "" && !l.Fine {
		high += 16
	}
	return high
}

// clip is as much of a message as decides whether it needs a second line.
func clip(text string) string { return words.Clip(text, 300) }

func (o *Objects) message(l model.ObjectLine, room float32, most int) pen.Flow {
	style := pen.Style{}
	if l.Fine {
		style.Colour = theme.Get(theme.Dim)
	}
	return pen.Lay([]pen.Span{{Text: l.Message, Style: style}}, room, most)
}

func (o *Objects) draw(p *pen.Pen, row int, y, width float32) {
	l := o.shown.Lines[row]
	name, at, hint := o.columns(width)
	top := y + objectPad
	dim := theme.Get(theme.Dim)
	small := pen.Style{Size: theme.SmallSize, Colour: dim}
	if l.Fold != "" {
		sign := glyph.Right
		if l.Open {
			sign = glyph.Open
		}
		p.Sign(detailEdge-2, top+3, 12, sign, dim)
		p.Zone(0, y, objectMark, 28, func() { o.view.TurnObject(row) })
	}
	if l.Member {
		name += 12
	}
	if l.Fine && l.Fold != "" { // all that is fine: one line
		p.Sign(objectMark+6, top+4, 10, glyph.Check, theme.Get(theme.Green))
		x := objectMark + 22 + p.Text(objectMark+22, top, 120, lineHeight, l.Title, pen.Style{Colour: theme.Get(theme.Green)}) + 16
		p.Text(x, top, width-x-detailEdge, lineHeight, l.Names, small)
		return
	}
	if l.Status == 0 {
		p.Text(objectMark+8, top, 60, lineHeight, "–", small)
	} else {
		p.Mark(objectMark, top, name-objectMark-4, l.Status, l.New != "", false)
	}
	p.Text(name, top, at-name-10, lineHeight, l.Title, pen.Style{Bold: true})
	most := messageLines
	if row == o.Sheet.Selected() {
		most = messageMost
	}
	flow := o.message(l, hint-at-8, most)
	p.Flow(at, top, lineHeight, flow)
	if flow.Cut {
		p.Tip(at, top, hint-at-8, lineHeight*float32(flow.Lines), l.Message)
	}
	if l.Names != "" {
		p.Text(at, top+float32(max(1, flow.Lines))*lineHeight, width-at-detailEdge, 16, l.Names, small)
	}
	if l.Type != "" && l.Message == "" {
		p.Text(at, top, hint-at-8, lineHeight, l.Type, small)
	} else if l.Type != "" && flow.Lines > 1 {
		p.Text(name, top+lineHeight, at-name-10, lineHeight, l.Type, small)
	}
	right := pen.Style{Size: theme.SmallSize, Align: fyne.TextAlignTrailing}
	switch {
	case l.New != "":
		right.Colour, right.Bold = theme.Get(theme.Red), true
		p.Text(hint, top, o.hint+1, lineHeight, l.New, right)
	case l.Since != "":
		p.Text(hint, top, o.hint+1, lineHeight, since(l), right)
	}
}

// since is when what an object has began, in short.
func since(l model.ObjectLine) string {
	text, _, _ := strings.Cut(l.Since, " · ")
	return text
}

// MouseIn belongs to Fyne.
func (o *Objects) MouseIn(ev *desktop.MouseEvent) { o.MouseMoved(ev) }

// MouseMoved belongs to Fyne.
func (o *Objects) MouseMoved(ev *desktop.MouseEvent) {
	tooltip.Follow(o, ev)
	o.p.Hover(o.head.Full(ev.Position))
}

// MouseOut belongs to Fyne.
func (o *Objects) MouseOut() { o.p.Hover("") }

// Tapped belongs to Fyne.
func (o *Objects) Tapped(ev *fyne.PointEvent) {
	if do := o.head.Pressed(ev.Position); do != nil {
		do()
	}
}

// CreateRenderer belongs to Fyne.
func (o *Objects) CreateRenderer() fyne.WidgetRenderer { return &objectsRenderer{o} }

type objectsRenderer struct{ o *Objects }

func (r *objectsRenderer) Layout(size fyne.Size) {
	o := r.o
	p := &o.head
	p.Begin()
	defer p.End()
	high := theme.HeaderHeight
	p.Fill(0, 0, size.Width, size.Height, theme.Get(theme.Pane))
	p.Fill(0, 0, size.Width, high, theme.Get(theme.Head))
	p.Fill(0, high-1, size.Width, 1, theme.Get(theme.Line))
	if o.Sheet.Focused() {
		p.Fill(0, high-2, size.Width, 2, theme.Get(theme.Accent))
	}
	dim := theme.Get(theme.Dim)
	small := pen.Style{Size: theme.SmallSize, Colour: dim}
	title := strings.ToUpper(words.T("runchecks.objects"))
	x := detailEdge + p.Text(detailEdge, 0, size.Width, high, title, pen.Style{Size: theme.HeadSize, Colour: dim, Bold: true}) + 10
	write := func(text string, s pen.Style) { x += p.Text(x, 0, max(0, size.Width-detailEdge-x), high, text, s) }
	if o.shown.All > 0 {
		write(words.Number(o.shown.All), pen.Style{Size: theme.SmallSize})
		for _, c := range o.shown.Counts {
			write(" · ", small)
			ink, _ := theme.StatusColours(c.Status)
			write(c.Text, pen.Style{Size: theme.SmallSize, Colour: theme.Get(ink)})
		}
	}
	filtering := o.typing || o.shown.Filter != ""
	ink.Show(o.filter, filtering && o.shown.All > 0)
	if from := x + 20; !filtering && o.shown.All > 0 {
		p.Hints(from, 0, max(0, size.Width-detailEdge-from), high, []pen.Hint{
			{Words: words.T("runchecks.objects_filter"), Key: "F", Do: o.Find},
			{Words: words.T("runchecks.objects_copy"), Key: string(keys.CopyObjects), Do: o.p.CopyObjects},
		})
	}
	w := min(objectsFilter, size.Width-x-20)
	ink.Place(o.filter, size.Width-w-4, 0, w, high)
	ink.Show(o.Sheet, len(o.shown.Lines) > 0)
	ink.Place(o.Sheet, 0, high, size.Width, max(0, size.Height-high))
	if len(o.shown.Lines) == 0 {
		p.Text(detailEdge, high+4, size.Width-2*detailEdge, 22, o.none, pen.Style{Colour: dim})
	}
}

func (r *objectsRenderer) MinSize() fyne.Size { return fyne.NewSize(200, theme.HeaderHeight+30) }
func (r *objectsRenderer) Destroy()           {}
func (r *objectsRenderer) Objects() []fyne.CanvasObject {
	return append(append([]fyne.CanvasObject{}, r.o.head.Objects()...), r.o.Sheet, r.o.filter)
}

func (r *objectsRenderer) Refresh() {
	r.Layout(r.o.Size())
	canvas.Refresh(r.o)
}
