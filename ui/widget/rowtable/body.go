package rowtable

import (
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"runchecks/ui/theme"
	"runchecks/ui/widget/ink"
	"runchecks/ui/widget/tooltip"
)

// body is what scrolls: as high as all rows, drawing only those in view.
type body struct {
	widget.BaseWidget
	table *Table
	slots []*slot // slot k shows a row that is k modulo their number
	edges []float32
	hover int
	// pressed is the column of the newest press, -1 for none.
	pressed int
	tip     string
	empty   *ink.Line
	// grown is set where objects were added: Fyne does not know them yet, so that
	// nothing they do makes it paint.
	grown  bool
	colour color.Color // of text when last drawn, to notice another theme
	// editor stands over a cell while somebody writes into it; nil for none.
	editor     Editor
	editRow    int
	editColumn string
}

func newBody(t *Table) *body {
	b := &body{table: t, hover: -1, pressed: -1, empty: ink.NewLine(theme.TextSize, false)}
	b.empty.Alignment = fyne.TextAlignCenter
	b.ExtendBaseWidget(b)
	return b
}

// Move is how every kind of scrolling arrives: ScrollToOffset does not call OnScrolled.
func (b *body) Move(p fyne.Position) {
	b.BaseWidget.Move(p)
	b.update()
}

func (b *body) Resize(s fyne.Size) {
	if s == b.Size() {
		return
	}
	b.BaseWidget.Resize(s)
	b.update()
}

func (b *body) MinSize() fyne.Size {
	return fyne.NewSize(0, float32(b.table.length)*b.table.density.Height())
}

// drop forgets all slots, where the columns or the height of rows are others.
func (b *body) drop() {
	b.slots = nil
	canvas.Refresh(b)
}

// view returns the first row in view and how many slots are needed to fill it.
func (b *body) view() (first, count int) {
	h := b.table.density.Height()
	top := max(0, -b.Position().Y)
	first = int(math.Floor(float64(top / h)))
	count = int(math.Ceil(float64(b.table.scroll.Size().Height/h))) + 1
	return first, count
}

// update draws the rows in view and touches only what shows something else.
func (b *body) update() {
	if b.table.scroll == nil || b.table.body == nil {
		return // still being put together
	}
	first, count := b.view()
	b.edges = b.table.edges(b.Size().Width)
	for len(b.slots) < count {
		b.slots = append(b.slots, newSlot(b.table))
		b.grown = true
		for _, s := range b.slots {
			s.row = -1 // the modulus changed, and with it who shows what
		}
	}
	n := len(b.slots)
	for row := first; row < first+n; row++ {
		b.slots[row%n].bind(row, b.edges, row == b.hover)
	}
	none := b.table.length == 0 && b.table.empty != ""
	ink.Show(b.empty.Text, none)
	if none {
		size := b.table.scroll.Size()
		b.empty.Set(b.table.empty, max(0, size.Width-2*cellPad), theme.Get(theme.Dim), false)
		ink.Place(b.empty.Text, 0, min(48, size.Height/3), size.Width, 20)
	}
	b.placeEditor()
	b.settle()
}

// settle makes Fyne paint objects that are new.
func (b *body) settle() {
	if b.grown {
		b.grown = false
		canvas.Refresh(b)
	}
}

// retheme draws what changed in view, and everything if the colours did.
func (b *body) retheme() {
	if now := theme.Get(theme.Text); now != b.colour {
		b.colour = now
		for _, s := range b.slots {
			s.stale = true
		}
	}
	b.update()
}

func (b *body) refreshRow(i int) {
	if s := b.slot(i); s != nil {
		s.bind(i, b.edges, i == b.hover)
		b.settle()
	}
}

// highlight draws the background of a row that was or is selected or under the pointer.
func (b *body) highlight(i int) {
	if s := b.slot(i); s != nil {
		s.highlight(i == b.hover)
	}
}

// slot returns the slot that shows a row now, nil where it is not in view.
func (b *body) slot(i int) *slot {
	if i < 0 || len(b.slots) == 0 {
		return nil
	}
	if s := b.slots[i%len(b.slots)]; s.row == i {
		return s
	}
	return nil
}

// at returns the row and column at a position of the body, -1 where there is none.
func (b *body) at(p fyne.Position) (row, col int) {
	row = int(p.Y / b.table.density.Height())
	if p.Y < 0 || row >= b.table.length {
		row = -1
	}
	col = -1
	for i := range b.table.columns {
		if i+1 < len(b.edges) && p.X >= b.edges[i] && p.X < b.edges[i+1] {
			col = i
		}
	}
	return row, col
}

// MouseDown selects or ticks at once: waiting for the release would feel slow.
func (b *body) MouseDown(ev *desktop.MouseEvent) {
	t := b.table
	t.Focus()
	row, col := b.at(ev.Position)
	b.pressed = col
	if row < 0 || ev.Button != desktop.MouseButtonPrimary {
		return
	}
	if col >= 0 && t.OnTick != nil && t.Cell != nil && t.Cell(row, col).Tick != NoTick {
		t.turn(func() { t.OnTick(row, ev.Modifier&fyne.KeyModifierShift != 0) })
		return
	}
	if t.OnSelect != nil {
		t.turn(func() { t.OnSelect(row, ev.Modifier) })
	}
}

// turn runs what the mouse asked for.
func (t *Table) turn(do func()) {
	if t.Turn == nil {
		do()
		return
	}
	t.Turn(do)
}

// MouseUp belongs to Fyne.
func (b *body) MouseUp(*desktop.MouseEvent) {}

// DoubleTapped belongs to Fyne.
func (b *body) DoubleTapped(ev *fyne.PointEvent) {
	row, col := b.at(ev.Position)
	if row < 0 || b.table.OnActivate == nil {
		return
	}
	if col >= 0 && b.table.Cell != nil && b.table.Cell(row, col).Tick != NoTick {
		return // two quick ticks are not an opening
	}
	b.table.turn(func() { b.table.OnActivate(row) })
}

// TappedSecondary belongs to Fyne.
func (b *body) TappedSecondary(ev *fyne.PointEvent) {
	if row, _ := b.at(ev.Position); row >= 0 && b.table.OnContextMenu != nil {
		b.table.OnContextMenu(row, ev.AbsolutePosition)
	}
}

// MouseIn belongs to Fyne.
func (b *body) MouseIn(ev *desktop.MouseEvent) { b.MouseMoved(ev) }

// MouseMoved belongs to Fyne.
func (b *body) MouseMoved(ev *desktop.MouseEvent) {
	tooltip.Follow(b, ev)
	b.point(b.at(ev.Position))
}

// MouseOut belongs to Fyne.
func (b *body) MouseOut() { b.point(-1, -1) }

func (b *body) point(row, col int) {
	if row != b.hover {
		old := b.hover
		b.hover = row
		b.highlight(old)
		b.highlight(row)
	}
	tip := ""
	if s := b.slot(row); s != nil {
		tip = s.full(col)
	}
	if b.table.OnHover != nil && tip != b.tip {
		b.table.OnHover(row, col, tip)
	}
	b.tip = tip
}

// CreateRenderer belongs to Fyne.
func (b *body) CreateRenderer() fyne.WidgetRenderer { return &bodyRenderer{body: b} }

type bodyRenderer struct{ body *body }

func (r *bodyRenderer) Destroy()           {}
func (r *bodyRenderer) Layout(fyne.Size)   {}
func (r *bodyRenderer) MinSize() fyne.Size { return r.body.MinSize() }
func (r *bodyRenderer) Refresh()           { r.body.retheme() }
func (r *bodyRenderer) Objects() []fyne.CanvasObject {
	all := make([]fyne.CanvasObject, 0, len(r.body.slots)+2)
	for _, s := range r.body.slots {
		all = append(all, s.box)
	}
	all = append(all, r.body.empty.Text)
	if r.body.editor != nil {
		all = append(all, r.body.editor)
	}
	return all
}
