package details

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"runchecks/domain"
	"runchecks/domain/rules/nights"
	"runchecks/ui/runchecks/model"
	"runchecks/ui/theme"
	"runchecks/ui/widget/glyph"
	"runchecks/ui/widget/ink"
	"runchecks/ui/widget/pen"
	"runchecks/ui/widget/sheet"
	"runchecks/ui/words"
)

// Comparison is the tab Compare: two runs side by side, or one below the other.
type Comparison struct {
	widget.BaseWidget
	p     Params
	shown model.Comparison
	head  pen.Pen
	Sheet *sheet.Sheet
}

const (
	sideBySide  float32 = 700
	compareName float32 = 130
	compareHead float32 = 34
	compareMost         = 12
)

// NewComparison returns the sheet that sets two runs beside each other.
func NewComparison(p Params) *Comparison {
	c := &Comparison{p: p, shown: *p.View.Comparison(), Sheet: sheet.New()}
	c.Sheet.Height, c.Sheet.Draw = c.height, c.draw
	c.Sheet.OnKey, c.Sheet.OnRune, c.Sheet.Turn, c.Sheet.OnHover = p.Key, p.Rune, p.Turn, p.Hover
	c.ExtendBaseWidget(c)
	return c
}

// Set shows the comparison as the view has it now.
func (c *Comparison) Set() {
	c.shown = *c.p.View.Comparison() // as it is now: the rows of the sheet are these
	c.Sheet.Set(len(c.shown.Rows), -1)
	c.Refresh()
}

// sides are where A and B begin and how wide each is; below each other they begin at one place.
func (c *Comparison) sides(width float32) (a, b, room float32) {
	name := min(compareName, width*0.24)
	if width < sideBySide {
		return detailEdge + name, detailEdge + name, width - name - 2*detailEdge
	}
	room = (width - name - 2*detailEdge - 16) / 2
	return detailEdge + name, detailEdge + name + room + 16, room
}

func (c *Comparison) text(parts []nights.Part, room float32) pen.Flow {
	spans := make([]pen.Span, len(parts))
	for i, p := range parts {
		spans[i].Text = p.Text
		if p.Differs {
			spans[i].Ground = theme.Get(theme.AmberBg)
		}
	}
	return pen.Lay(spans, room, compareMost)
}

// textRoom is what is left of a side beside its mark.
func textRoom(marked bool, room float32) (left, width float32) {
	if marked {
		return 92, room - 92
	}
	return 0, room
}

func (c *Comparison) height(row int, width float32) float32 {
	r := c.shown.Rows[row]
	if r.Folded {
		return 28
	}
	_, _, room := c.sides(width)
	_, w := textRoom(marked(r), room)
	a, b := max(1, c.text(r.TextA, w).Lines), max(1, c.text(r.TextB, w).Lines)
	lines := max(a, b)
	if width < sideBySide {
		lines = a + b
	}
	high := float32(lines)*lineHeight + 12
	if r.Names != "" {
		high = max(high, 2*lineHeight+12)
	}
	return high
}

// marked reports whether a row is about objects, which have a status.
func marked(r model.CompareRow) bool { return r.A.Status != 0 || r.B.Status != 0 }

func (c *Comparison) draw(p *pen.Pen, row int, y, width float32) {
	r := c.shown.Rows[row]
	a, b, room := c.sides(width)
	top := y + 6
	dim := theme.Get(theme.Dim)
	small := pen.Style{Size: theme.SmallSize, Colour: dim}
	if r.Folded {
		p.Sign(detailEdge, y+8, 12, glyph.Right, dim)
		p.Text(detailEdge+20, y, width-2*detailEdge-20, 28, r.Title+": "+r.Names, small)
		p.Zone(0, y, width, 28, c.p.View.SwitchEqual)
		return
	}
	p.Text(detailEdge, top, a-detailEdge-10, lineHeight, r.Title, pen.Style{Bold: true})
	if r.Names != "" {
		p.Text(detailEdge, top+lineHeight, a-detailEdge-10, lineHeight, r.Names, small)
		p.Tip(0, y, a, 40, r.Names)
	}
	side := func(x, y float32, s nights.Side, parts []nights.Part) int {
		left, w := textRoom(marked(r), room)
		if s.Status != 0 {
			p.Mark(x, y, 90, s.Status, s.Status > domain.Warning, false)
		} else if marked(r) {
			p.Text(x, y, room, lineHeight, words.T("runchecks.compare_absent"), small)
		}
		flow := c.text(parts, w)
		p.Flow(x+left, y, lineHeight, flow)
		return max(1, flow.Lines)
	}
	lines := side(a, top, r.A, r.TextA)
	if width < sideBySide {
		top += float32(lines) * lineHeight
	} else {
		p.Fill(b-9, y, 1, c.height(row, width), theme.Get(theme.Line))
	}
	side(b, top, r.B, r.TextB)
}

// CreateRenderer belongs to Fyne.
func (c *Comparison) CreateRenderer() fyne.WidgetRenderer { return &compareRenderer{c} }

type compareRenderer struct{ c *Comparison }

func (r *compareRenderer) Layout(size fyne.Size) {
	c := r.c
	p := &c.head
	p.Begin()
	defer p.End()
	dim := theme.Get(theme.Dim)
	small := pen.Style{Size: theme.SmallSize, Colour: dim}
	p.Fill(0, 0, size.Width, size.Height, theme.Get(theme.Pane))
	ready := c.shown.A != nil && c.shown.B != nil
	ink.Show(c.Sheet, ready)
	if !ready {
		p.Text(detailEdge, 8, size.Width-2*detailEdge, 20, c.shown.None, small)
		return
	}
	p.Fill(0, 0, size.Width, theme.HeaderHeight, theme.Get(theme.Head))
	head := pen.Style{Size: theme.HeadSize, Colour: dim, Bold: true}
	x := detailEdge + p.Text(detailEdge, 0, size.Width, theme.HeaderHeight, strings.ToUpper(words.T("runchecks.compare_title")), head) + 10
	counts := words.T("runchecks.compare_counts", "n", c.shown.Differ, "of", c.shown.Differ+c.shown.Same)
	x += p.Text(x, 0, size.Width-x, theme.HeaderHeight, counts, small) + 20
	keys := words.T("runchecks.compare_keys", "key", "D")
	if w := small.Width(keys); x+w < size.Width-detailEdge {
		p.Text(size.Width-detailEdge-w, 0, w+1, theme.HeaderHeight, keys, small)
	}
	a, b, room := c.sides(size.Width)
	y := theme.HeaderHeight
	r.run(a, y, room, "A", c.shown.A, theme.GreyBg, theme.Text)
	if size.Width < sideBySide {
		y += compareHead
	}
	r.run(b, y, room, "B", c.shown.B, theme.Accent, theme.AccText)
	y += compareHead
	p.Fill(0, y-1, size.Width, 1, theme.Get(theme.Line))
	ink.Place(c.Sheet, 0, y, size.Width, max(0, size.Height-y))
}

// run says above a column which run it is: status, time, duration, who reviewed it.
func (r *compareRenderer) run(x, y, room float32, name string, d *domain.Details, ground, letter fyne.ThemeColorName) {
	p := &r.c.head
	p.Rect(x, y+8, 18, 18, pen.Ground{Fill: theme.Get(ground), Radius: 4})
	p.Text(x, y+8, 18, 18, name, pen.Style{Size: theme.HeadSize, Bold: true, Colour: theme.Get(letter), Align: fyne.TextAlignCenter})
	at := x + 26
	at += p.Mark(at, y+7, 100, d.Run.Effective.Status, true, false) + 8
	when, about := r.c.p.View.RunWords(d)
	at += p.Text(at, y, max(0, x+room-at), compareHead, when, pen.Style{Bold: true}) + 8
	p.Text(at, y, max(0, x+room-at), compareHead, about, pen.Style{Size: theme.SmallSize, Colour: theme.Get(theme.Dim)})
}

func (r *compareRenderer) MinSize() fyne.Size { return fyne.NewSize(200, 80) }
func (r *compareRenderer) Destroy()           {}
func (r *compareRenderer) Objects() []fyne.CanvasObject {
	return append(append([]fyne.CanvasObject{}, r.c.head.Objects()...), r.c.Sheet)
}

func (r *compareRenderer) Refresh() {
	r.Layout(r.c.Size())
	canvas.Refresh(r.c)
}
