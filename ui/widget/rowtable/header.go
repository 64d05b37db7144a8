package rowtable

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"runchecks/ui/theme"
	"runchecks/ui/widget/glyph"
	"runchecks/ui/widget/ink"
	"runchecks/ui/widget/tooltip"
)

// grip is how near to a border the pointer has to be to take it.
const grip float32 = 4

// header draws the titles, and hears sorting and resizing.
type header struct {
	widget.BaseWidget
	table  *Table
	back   *canvas.Rectangle
	line   *canvas.Rectangle
	arrow  *canvas.Image
	box    *canvas.Rectangle // ticks all rows
	sign   *canvas.Image     // of it
	titles []*ink.Line
	hover  int       // column under the pointer, -1 for none
	border int       // column whose right border is dragged or under the pointer, -1 for none
	drag   bool      // a border is held
	start  []float32 // the widths when it was taken
	moved  float32
	tapped int // border that was pressed once, -1 for none
}

func newHeader(t *Table) *header {
	h := &header{
		table:  t,
		back:   canvas.NewRectangle(nil),
		line:   canvas.NewRectangle(nil),
		arrow:  &canvas.Image{FillMode: canvas.ImageFillContain},
		box:    newBox(),
		sign:   &canvas.Image{FillMode: canvas.ImageFillContain},
		tapped: -1,
		hover:  -1,
		border: -1,
	}
	h.ExtendBaseWidget(h)
	h.rebuild()
	return h
}

func (h *header) rebuild() {
	h.titles = nil
	for _, c := range h.table.columns {
		l := ink.NewLine(theme.HeadSize, true)
		l.Alignment = c.Align
		h.titles = append(h.titles, l)
	}
}

func (h *header) draw(size fyne.Size) {
	ink.Place(h.back, 0, 0, size.Width, size.Height)
	ink.Place(h.line, 0, size.Height-1, size.Width, 1)
	ink.Fill(h.back, theme.Get(theme.Head))
	ink.Fill(h.line, theme.Get(theme.Line))
	edges := h.table.edges(size.Width)
	sorted := false
	for i, c := range h.table.columns {
		x, w := c.inner(edges[i], edges[i+1]-edges[i])
		colour := theme.Get(theme.Dim)
		if i == h.hover && c.Sortable {
			colour = theme.Get(theme.Text)
		}
		l, title := h.titles[i], strings.ToUpper(c.Title)
		room := w
		if c.ID == h.table.sortID && c.ID != "" {
			sorted = true
			room = max(0, w-11)
			l.Set(title, room, colour, true)
			wide := l.MinSize().Width
			ax := x + min(wide, room) + 4
			if c.Align == fyne.TextAlignTrailing {
				ax = x + w - 8
			}
			sign := glyph.Up
			if h.table.sortDown {
				sign = glyph.Down
			}
			ink.Picture(h.arrow, glyph.Resource(sign, colour))
			ink.Place(h.arrow, ax, (size.Height-8)/2, 8, 8)
		}
		l.Set(title, room, colour, true)
		ink.Place(l.Text, x, 0, room, size.Height-1)
	}
	ink.Show(h.arrow, sorted)
	h.drawBox(edges, size.Height)
}

// drawBox draws the box that ticks all rows.
func (h *header) drawBox(edges []float32, high float32) {
	at := h.boxAt()
	ink.Show(h.box, at >= 0)
	ticked := at >= 0 && h.table.HeadTick() != Unticked
	ink.Show(h.sign, ticked)
	if at >= 0 {
		drawBox(h.box, h.sign, h.table.HeadTick(), edges[at]+(edges[at+1]-edges[at]-boxSize)/2, (high-boxSize)/2)
	}
}

// boxAt returns the column of the box, -1 where there is none.
func (h *header) boxAt() int {
	if h.table.HeadTick == nil {
		return -1
	}
	return slices.IndexFunc(h.table.columns, func(c Column) bool { return c.sign() })
}

// borderAt returns the column whose right border is at x and can be dragged, -1 where none is.
func (h *header) borderAt(x float32) int {
	edges := h.table.edges(h.Size().Width)
	for i, c := range h.table.columns {
		if d := x - edges[i+1]; d >= -grip && d <= grip && i+1 < len(h.table.columns) && !c.sign() && !h.table.columns[i+1].sign() {
			return i
		}
	}
	return -1
}

func (h *header) columnAt(x float32) int {
	edges := h.table.edges(h.Size().Width)
	for i := range h.table.columns {
		if x >= edges[i] && x < edges[i+1] {
			return i
		}
	}
	return -1
}

// Tapped asks to sort.
func (h *header) Tapped(ev *fyne.PointEvent) {
	if at := h.borderAt(ev.Position.X); at >= 0 {
		if h.tapped != at {
			h.tapped = at
			return
		}
		h.tapped = -1
		h.fit(at)
		return
	}
	if at := h.boxAt(); at >= 0 && at == h.columnAt(ev.Position.X) {
		if h.table.OnHeadTick != nil {
			h.table.turn(h.table.OnHeadTick)
		}
		return
	}
	if i := h.columnAt(ev.Position.X); i >= 0 && h.table.columns[i].Sortable && h.table.OnSort != nil {
		h.table.turn(func() { h.table.OnSort(h.table.columns[i].ID) })
	}
}

// TappedSecondary asks for the menu of the head.
func (h *header) TappedSecondary(ev *fyne.PointEvent) {
	if h.table.OnHeadMenu != nil {
		h.table.OnHeadMenu(ev.AbsolutePosition)
	}
}

// fit gives the column left of a border what it wants, as far as its neighbour has it.
func (h *header) fit(at int) {
	if h.table.OnFit == nil {
		return
	}
	if want := h.table.OnFit(h.table.columns[at].ID); want > 0 {
		h.hold(at)
		h.moveBorder(want - h.start[at])
		h.DragEnd()
	}
}

// hold takes a border.
func (h *header) hold(at int) {
	edges := h.table.edges(h.Size().Width)
	h.border, h.drag, h.moved = at, true, 0
	h.start = make([]float32, len(h.table.columns))
	for i := range h.start {
		h.start[i] = edges[i+1] - edges[i]
	}
}

// Dragged moves a border: what one column gets its neighbour gives, and neither goes below
// its least width, so that no other column moves.
func (h *header) Dragged(ev *fyne.DragEvent) {
	if !h.drag {
		at := h.borderAt(ev.Position.X - ev.Dragged.DX)
		if at < 0 {
			return
		}
		h.hold(at)
	}
	h.moveBorder(h.moved + ev.Dragged.DX)
}

// moveBorder moves the border that is held to a distance from where it was taken.
func (h *header) moveBorder(by float32) {
	columns := h.table.columns
	h.moved, h.tapped = by, -1
	i := h.border
	widths := slices.Clone(h.start)
	by = max(min(by, widths[i+1]-columns[i+1].least()), columns[i].least()-widths[i])
	widths[i] += by
	widths[i+1] -= by
	h.table.Spread = nil // from now on they stand as they were dragged
	settle(columns, widths)
	h.draw(h.Size())
	h.table.body.update()
}

// DragEnd tells the new widths: those of flexible columns are shares of each other.
func (h *header) DragEnd() {
	if !h.drag {
		return
	}
	h.drag = false
	if h.table.OnColumnResize == nil {
		return
	}
	edges := h.table.edges(h.Size().Width)
	for i, c := range h.table.columns {
		if i == h.border || i == h.border+1 || c.Flex > 0 {
			h.table.OnColumnResize(c.ID, edges[i+1]-edges[i])
		}
	}
}

// MouseIn belongs to Fyne.
func (h *header) MouseIn(ev *desktop.MouseEvent) { h.MouseMoved(ev) }

// MouseMoved belongs to Fyne.
func (h *header) MouseMoved(ev *desktop.MouseEvent) {
	tooltip.Follow(h, ev)
	if h.drag {
		return
	}
	h.border = h.borderAt(ev.Position.X)
	if h.border != h.tapped {
		h.tapped = -1
	}
	if i := h.columnAt(ev.Position.X); i != h.hover {
		h.hover = i
		h.draw(h.Size())
	}
}

// MouseOut belongs to Fyne.
func (h *header) MouseOut() {
	if !h.drag {
		h.border = -1
	}
	h.hover = -1
	h.draw(h.Size())
}

// Cursor belongs to Fyne.
func (h *header) Cursor() desktop.Cursor {
	if h.border >= 0 {
		return desktop.HResizeCursor
	}
	return desktop.DefaultCursor
}

// CreateRenderer belongs to Fyne.
func (h *header) CreateRenderer() fyne.WidgetRenderer { return &headerRenderer{header: h} }

type headerRenderer struct{ header *header }

func (r *headerRenderer) Destroy()           {}
func (r *headerRenderer) Layout(s fyne.Size) { r.header.draw(s) }
func (r *headerRenderer) MinSize() fyne.Size { return fyne.NewSize(40, theme.HeaderHeight) }
func (r *headerRenderer) Refresh()           { r.header.draw(r.header.Size()) }
func (r *headerRenderer) Objects() []fyne.CanvasObject {
	all := []fyne.CanvasObject{r.header.back, r.header.line, r.header.arrow, r.header.box, r.header.sign}
	for _, l := range r.header.titles {
		all = append(all, l.Text)
	}
	return all
}
