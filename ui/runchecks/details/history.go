package details

import (
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"runchecks/domain"
	"runchecks/ui/runchecks/model"
	"runchecks/ui/theme"
	"runchecks/ui/widget/nightmap"
	"runchecks/ui/widget/pen"
	"runchecks/ui/words"
)

// History is the tab History: the job and its objects by nights.
type History struct {
	widget.BaseWidget
	p    Params
	head pen.Pen
	Grid *nightmap.Map
}

const (
	historyHead float32 = 34
	legendCell  float32 = 10 // how wide a cell is beside its word
)

// NewHistory returns the map of a job by nights.
func NewHistory(p Params) *History {
	h := &History{p: p, Grid: nightmap.New()}
	h.Grid.OnPress = func(row, night int) { p.Turn(func() { p.View.PointHistory(row, night) }) }
	h.Grid.OnHover, h.Grid.OnKey, h.Grid.OnRune = p.Hover, p.Key, p.Rune
	h.Grid.Tip = p.View.TipAt
	h.ExtendBaseWidget(h)
	return h
}

// Set shows the map of the selected job.
func (h *History) Set() {
	at := h.p.View.History()
	v := nightmap.View{Row: at.Row, Night: at.Night, A: at.A, B: at.B}
	v.Dates = make([]time.Time, len(at.Map.Nights))
	for i, n := range at.Map.Nights {
		v.Dates[i] = n.Date
	}
	for _, i := range at.Rows {
		of := at.Map.Rows[i]
		row := nightmap.Row{Name: of.Name, Cells: make([]domain.Status, len(of.Cells)), Number: of.Bad}
		if i == 0 {
			row.Name, row.Bold = words.Capital(words.T("past.whole_job")), true
		}
		for n, c := range of.Cells {
			row.Cells[n] = c.Status
		}
		v.Rows = append(v.Rows, row)
	}
	h.Grid.Set(v)
	h.Refresh()
}

// Tapped belongs to Fyne.
func (h *History) Tapped(ev *fyne.PointEvent) {
	if do := h.head.Pressed(ev.Position); do != nil {
		h.p.Turn(do)
	}
}

// CreateRenderer belongs to Fyne.
func (h *History) CreateRenderer() fyne.WidgetRenderer { return &historyRenderer{h} }

type historyRenderer struct{ h *History }

func (r *historyRenderer) Layout(size fyne.Size) {
	h := r.h
	at := h.p.View.History()
	p := &h.head
	p.Begin()
	defer p.End()
	p.Fill(0, 0, size.Width, size.Height, theme.Get(theme.Pane))
	dim := theme.Get(theme.Dim)
	small := pen.Style{Size: theme.SmallSize, Colour: dim}
	right := r.buttons(size.Width-detailEdge, at)
	x := detailEdge
	write := func(text string, s pen.Style) {
		if w := s.Width(text); x+w < right-12 {
			x += p.Text(x, 0, w+2, historyHead, text, s) + 12
		}
	}
	write(strings.ToUpper(words.T("runchecks.history_title")), pen.Style{Size: theme.HeadSize, Colour: dim, Bold: true})
	if n := len(at.Map.Nights); n > 0 {
		from := words.Stamp(at.Map.Nights[0].Date, words.DayMonth)
		write(words.T("past.span", "from", from, "to", words.Stamp(at.Map.Nights[n-1].Date, words.DayMonth)), small)
	}
	for _, s := range []domain.Status{domain.Failed, domain.Warning, domain.Missed, domain.Unknown, domain.Success} {
		text := pen.Style{Size: theme.SmallSize}
		if w := legendCell + 5 + text.Width(words.Status(s)); x+w >= right-12 {
			break
		}
		nightmap.Legend(p, x, (historyHead-nightmap.CellHeight)/2, legendCell, s)
		x += legendCell + 5
		x += p.Text(x, 0, right-x, historyHead, words.Status(s), text) + 12
	}
	foot := float32(0)
	lines := r.foot(at)
	foot = float32(len(lines)) * lineHeight
	room := max(0, size.Height-historyHead-foot-6)
	high := min(room, h.Grid.Height())
	h.Grid.Move(fyne.NewPos(detailEdge, historyHead))
	h.Grid.Resize(fyne.NewSize(size.Width-2*detailEdge, high))
	for i, line := range lines {
		style := small
		if i == 0 {
			style.Colour = theme.Get(theme.Text)
		}
		p.Text(detailEdge, historyHead+high+2+float32(i)*lineHeight, size.Width-2*detailEdge, lineHeight, line, style)
	}
}

// foot are the lines below the map: what is under the cursor, what comes again, what was left out.
func (r *historyRenderer) foot(at *model.History) (lines []string) {
	lines = []string{r.h.p.View.HistoryTip()}
	if at.Note != "" {
		lines = append(lines, words.T("runchecks.history_patterns", "patterns", at.Note))
	}
	if at.Map.Cut {
		lines = append(lines, words.T("runchecks.history_cut"))
	}
	return lines
}

// buttons draws what changes the map, from the right, and returns where they begin.
func (r *historyRenderer) buttons(end float32, at *model.History) float32 {
	p := &r.h.head
	v := r.h.p.View
	button := func(text string, on bool, do func()) {
		style := pen.Style{Size: theme.SmallSize}
		w := style.Width(text) + 16
		ground := pen.Ground{Fill: theme.Get(theme.Pane), Stroke: theme.Get(theme.Line), Width: 1, Radius: 6}
		if on {
			ground.Fill, ground.Stroke = theme.Get(theme.Sel), theme.Get(theme.Accent)
		}
		end -= w
		p.Rect(end, 6, w, 22, ground)
		p.Text(end+8, 6, w-14, 22, text, style)
		p.Zone(end, 6, w, 22, do)
		end -= 6
	}
	button(words.T("runchecks.history_only"), at.Only, v.SwitchOnly)
	spans := model.Spans()
	for i := len(spans) - 1; i >= 0; i-- {
		n := spans[i]
		text := words.T("night.nights", "n", n)
		if n == 365 {
			text = words.T("runchecks.history_year")
		}
		button(text, at.Span == n, func() { v.SetSpan(n) })
	}
	return end
}

func (r *historyRenderer) MinSize() fyne.Size { return fyne.NewSize(240, historyHead+80) }
func (r *historyRenderer) Destroy()           {}
func (r *historyRenderer) Objects() []fyne.CanvasObject {
	return append(append([]fyne.CanvasObject{}, r.h.head.Objects()...), r.h.Grid)
}

func (r *historyRenderer) Refresh() {
	r.Layout(r.h.Size())
	canvas.Refresh(r.h)
}
