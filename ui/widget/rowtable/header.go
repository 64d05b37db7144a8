package rowtable

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"runchecks/ui/theme"
	"runchecks/ui/widget/glyph"
	"runchecks/ui/widget/ink"
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
	titles []*ink.Line
	hover  int       // column under the pointer, -1 for none
	border int       // column whose right border is dragged or under the pointer, -1 for none
	drag   bool      // a border is held
	start  []float32 // the widths when it was taken
	moved  float32
}

func newHeader(t *Table) *header {
	h := &header{
		table:  t,
		back:   canvas.NewRectangle(nil),
		line:   canvas.NewRectangle(nil),
		arrow:  &canvas.Image{FillMode: canvas.ImageFillContain},
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
	edges := spread(h.table.columns, size.Width)
	sorted := false
	for i, c := range h.table.columns {
		pad := min(cellPad, (edges[i+1]-edges[i])/4)
		x, w := edges[i]+pad, max(0, edges[i+1]-edges[i]-2*pad)
		colour := theme.Get(theme.Dim)
		if i == h.hover && c.Sortable {
			colour = theme.Get(theme.Text)
		}
		l := h.titles[i]
		room := w
		if c.ID == h.table.sortID && c.ID != "" {
			sorted = true
			room = max(0, w-11)
			l.Set(c.Title, room, colour, true)
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
		l.Set(c.Title, room, colour, true)
		ink.Place(l.Text, x, 0, room, size.Height-1)
	}
	ink.Show(h.arrow, sorted)
}

// borderAt returns the column whose right border is at x and can be dragged, -1 where none is.
func (h *header) borderAt(x float32) int {
	edges := spread(h.table.columns, h.Size().Width)
	for i, c := range h.table.columns {
		if d := x - edges[i+1]; d >= -grip && d <= grip && i+1 < len(h.table.columns) && !c.sign() && !h.table.columns[i+1].sign() {
			return i
		}
	}
	return -1
}

func (h *header) columnAt(x float32) int {
	edges := spread(h.table.columns, h.Size().Width)
	for i := range h.table.columns {
		if x >= edges[i] && x < edges[i+1] {
			return i
		}
	}
	return -1
}

// Tapped asks to sort.
func (h *header) Tapped(ev *fyne.PointEvent) {
	if h.borderAt(ev.Position.X) >= 0 {
		return
	}
	if i := h.columnAt(ev.Position.X); i >= 0 && h.table.columns[i].Sortable && h.table.OnSort != nil {
		h.table.turn(func() { h.table.OnSort(h.table.columns[i].ID) })
	}
}

// Dragged moves a border: what one column gets its neighbour gives, and neither goes below
// its least width, so that no other column moves.
func (h *header) Dragged(ev *fyne.DragEvent) {
	columns := h.table.columns
	if !h.drag {
		h.border = h.borderAt(ev.Position.X - ev.Dragged.DX)
		if h.border < 0 {
			return
		}
		edges := spread(columns, h.Size().Width)
		h.start = make([]float32, len(columns))
		for i := range columns {
			h.start[i] = edges[i+1] - edges[i]
		}
		h.drag, h.moved = true, 0
	}
	h.moved += ev.Dragged.DX
	i := h.border
	widths := slices.Clone(h.start)
	by := max(min(h.moved, widths[i+1]-columns[i+1].least()), columns[i].least()-widths[i])
	widths[i] += by
	widths[i+1] -= by
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
	edges := spread(h.table.columns, h.Size().Width)
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
	if h.drag {
		return
	}
	h.border = h.borderAt(ev.Position.X)
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
	all := []fyne.CanvasObject{r.header.back, r.header.line, r.header.arrow}
	for _, l := range r.header.titles {
		all = append(all, l.Text)
	}
	return all
}
