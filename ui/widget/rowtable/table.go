package rowtable

import (
	"image/color"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"runchecks/ui/theme"
	"runchecks/ui/widget/ink"
	"runchecks/ui/widget/keyboard"
)

// Table is the widget. Its fields are set before it is first shown; every call
// back may be nil.
type Table struct {
	widget.BaseWidget

	// Cell returns what to draw. It is called often and must be fast.
	Cell func(row, col int) Cell

	// OnSelect is told that a row was pressed, with the modifiers held (shift, control or command).
	OnSelect func(row int, mods fyne.KeyModifier)
	// OnTick is told that the tick box of a row was pressed.
	OnTick func(row int, shift bool)
	// OnActivate is told of a double click.
	OnActivate func(row int)
	// OnSort is told that the title of a sortable column was pressed.
	OnSort func(columnID string)
	// Spread says where the columns stand in a width: their left edges, and the right edge of
	// the last one. Where it is nil or says nothing they stand by their widths.
	Spread func(width float32) []float32
	// OnFit is told that a border was pressed twice: the column left of it wants the width
	// that it returns, 0 for none.
	OnFit func(columnID string) float32
	// HeadTick is the box at the head of the column with boxes, which OnHeadTick presses.
	HeadTick   func() Tick
	OnHeadTick func()
	// OnHeadMenu is told where, in canvas coordinates, the menu of the head is wanted.
	OnHeadMenu func(at fyne.Position)
	// OnColumnResize is told the new widths when a column border is let go, one after the
	// other; Arrange gives them back to columns.
	OnColumnResize func(columnID string, width float32)
	// OnContextMenu is told where, in canvas coordinates, a menu is wanted.
	OnContextMenu func(row int, at fyne.Position)
	// OnKey and OnRune get what is typed while the table has the focus.
	OnKey  func(ev *fyne.KeyEvent, mods fyne.KeyModifier)
	OnRune func(r rune)
	// OnHover is told the full text of the cell under the pointer if it is cut,
	// otherwise the empty string; row is -1 where there is none.
	OnHover func(row, col int, full string)
	// Turn runs what a press of the mouse asks for (task.Background.Turn); nil just runs it.
	Turn func(do func())
	// OnFocus is told when the table gets or loses the focus.
	OnFocus func(focused bool)

	columns  []Column
	density  Density
	length   int
	selected int
	sortID   string
	sortDown bool
	empty    string
	noHeader bool
	focused  bool

	header *header
	body   *body
	scroll *container.Scroll
	line   *canvas.Rectangle // below the head, while the table has the keyboard
	inner  fyne.CanvasObject // the scroller, flat
}

// New returns an empty table with nothing selected.
func New(columns []Column, density Density) *Table {
	t := &Table{columns: append([]Column(nil), columns...), density: density, selected: -1}
	t.ExtendBaseWidget(t)
	t.header = newHeader(t)
	t.body = newBody(t)
	t.scroll = container.NewVScroll(t.body)
	t.inner, t.line = theme.Flat(t.scroll), canvas.NewRectangle(color.Transparent)
	return t
}

// HideHeader leaves the header away, for lists under a section strip.
func (t *Table) HideHeader() {
	t.noHeader = true
	t.header.Hide()
	t.BaseWidget.Refresh()
}

// Columns returns the columns with their widths as the technician has dragged them.
func (t *Table) Columns() []Column { return append([]Column(nil), t.columns...) }

// SetColumns replaces the columns.
func (t *Table) SetColumns(columns []Column) {
	t.columns = append([]Column(nil), columns...)
	t.body.drop()
	t.header.rebuild()
	t.Refresh()
}

// SetDensity changes the height of rows and keeps the selected row in view.
func (t *Table) SetDensity(d Density) {
	if d == t.density {
		return
	}
	t.density = d
	t.body.drop()
	t.resized()
	if t.selected >= 0 {
		t.show(t.selected)
	}
}

// Length returns the number of rows.
func (t *Table) Length() int { return t.length }

// SetLength sets the number of rows and draws what changed in those in view. A
// selection beyond the end is dropped.
func (t *Table) SetLength(n int) {
	t.length = max(0, n)
	if t.selected >= t.length {
		t.selected = -1
	}
	t.resized()
}

// SetEmptyText sets what stands in a table without rows.
func (t *Table) SetEmptyText(text string) {
	t.empty = text
	t.body.update()
}

// SetSort shows the arrow in a column; an empty id shows none. Nothing is sorted by that.
func (t *Table) SetSort(columnID string, descending bool) {
	t.sortID, t.sortDown = columnID, descending
	t.header.Refresh()
}

// Selected returns the selected row, -1 for none.
func (t *Table) Selected() int { return t.selected }

// SetSelected shows row i as selected and scrolls as little as needed to have it
// in view; -1 selects none. OnSelect is not called.
func (t *Table) SetSelected(i int) {
	if i < 0 || i >= t.length {
		i = -1
	}
	old := t.selected
	t.selected = i
	if i >= 0 {
		t.show(i)
	}
	if old != i {
		t.body.highlight(old)
		t.body.highlight(i)
	}
}

// Refresh asks Cell for all rows in view and draws what changed.
func (t *Table) Refresh() {
	t.body.retheme()
	t.header.Refresh()
	t.BaseWidget.Refresh()
}

// RefreshRow does so for one row; nothing happens where that is not in view.
func (t *Table) RefreshRow(i int) { t.body.refreshRow(i) }

// Pressed is the id of the column that was pressed last, "" for none.
func (t *Table) Pressed() string {
	if at := t.body.pressed; at >= 0 && at < len(t.columns) {
		return t.columns[at].ID
	}
	return ""
}

// PageRows returns how many whole rows are in view, at least 1.
func (t *Table) PageRows() int {
	return max(1, int(t.scroll.Size().Height/t.density.Height()))
}

// RowPosition returns the place of a row's left lower corner on the canvas, for
// menus opened by the keyboard.
func (t *Table) RowPosition(i int) fyne.Position {
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(t.body)
	return at.AddXY(cellPad, float32(i+1)*t.density.Height())
}

// show scrolls a row into view.
func (t *Table) show(i int) {
	h := t.density.Height()
	top, view := float32(i)*h, t.scroll.Size().Height
	if view <= 0 {
		return
	}
	y := t.scroll.Offset.Y
	switch {
	case top < y:
		y = top
	case top+h > y+view:
		y = top + h - view
	default:
		return
	}
	t.scroll.ScrollToOffset(fyne.NewPos(0, y))
}

// resized lets the scroller learn the new height and draws the rows in view.
func (t *Table) resized() {
	height := float32(t.length) * t.density.Height()
	view := t.scroll.Size()
	t.body.Resize(fyne.NewSize(view.Width, max(height, view.Height)))
	if most := max(0, height-view.Height); t.scroll.Offset.Y > most {
		t.scroll.ScrollToOffset(fyne.NewPos(0, most))
	}
	t.scroll.Refresh()
	t.body.update()
}

// Focus asks the window for the keyboard.
func (t *Table) Focus() {
	if c := fyne.CurrentApp().Driver().CanvasForObject(t); c != nil && c.Focused() != fyne.Focusable(t) {
		c.Focus(t)
	}
}

// FocusGained belongs to Fyne.
func (t *Table) FocusGained() { t.setFocused(true) }

// FocusLost belongs to Fyne.
func (t *Table) FocusLost() {
	t.setFocused(false)
	keyboard.PassDown(t, &fyne.KeyEvent{}) // Alt that is let go elsewhere opens nothing
}

// KeyDown belongs to desktop.Keyable.
func (t *Table) KeyDown(ev *fyne.KeyEvent) { keyboard.PassDown(t, ev) }

// KeyUp belongs to desktop.Keyable.
func (t *Table) KeyUp(ev *fyne.KeyEvent) { keyboard.PassUp(t, ev) }

func (t *Table) setFocused(yes bool) {
	t.focused = yes
	t.body.highlight(t.selected)
	t.showLine()
	if t.OnFocus != nil {
		t.OnFocus(yes)
	}
}

// focusLine is how high the line is that says where the keyboard is.
const focusLine float32 = 2

// showLine draws the line below the head, or at the top where there is no head.
func (t *Table) showLine() {
	y := float32(0)
	if !t.noHeader {
		y = theme.HeaderHeight - focusLine
	}
	ink.Fill(t.line, theme.Get(theme.Accent))
	ink.Place(t.line, 0, y, t.Size().Width, focusLine)
	ink.Show(t.line, t.focused)
}

// TypedKey belongs to Fyne; the key goes to OnKey, or to the window.
func (t *Table) TypedKey(ev *fyne.KeyEvent) {
	if t.OnKey != nil {
		t.OnKey(ev, keyboard.Held())
		return
	}
	keyboard.Pass(t, ev)
}

// TypedRune belongs to Fyne; the letter goes to OnRune, or to the window.
func (t *Table) TypedRune(r rune) {
	if t.OnRune != nil {
		t.OnRune(r)
		return
	}
	keyboard.PassRune(t, r)
}

// MinSize belongs to Fyne.
func (t *Table) MinSize() fyne.Size {
	t.ExtendBaseWidget(t)
	return fyne.NewSize(80, theme.HeaderHeight+t.density.Height())
}

// AccessibilityLabel says what it shows to those who do not see it.
func (t *Table) AccessibilityLabel() string {
	if t.selected < 0 || t.Cell == nil {
		return t.empty
	}
	var parts []string
	for i := range t.columns {
		parts = append(parts, t.Cell(t.selected, i).spoken())
	}
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), ", ")
}

// AccessibilityRole belongs to fyne.Accessible.
func (t *Table) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// CreateRenderer belongs to Fyne.
func (t *Table) CreateRenderer() fyne.WidgetRenderer {
	t.ExtendBaseWidget(t)
	return &tableRenderer{table: t}
}

type tableRenderer struct{ table *Table }

func (r *tableRenderer) Destroy()           {}
func (r *tableRenderer) MinSize() fyne.Size { return r.table.MinSize() }
func (r *tableRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.table.inner, r.table.header, r.table.line}
}

func (r *tableRenderer) Layout(size fyne.Size) {
	top := float32(0)
	if !r.table.noHeader {
		top = theme.HeaderHeight
		r.table.header.Resize(fyne.NewSize(size.Width, top))
	}
	r.table.inner.Move(fyne.NewPos(0, top))
	r.table.inner.Resize(fyne.NewSize(size.Width, max(0, size.Height-top)))
	r.table.resized()
	r.table.showLine()
}

func (r *tableRenderer) Refresh() { r.Layout(r.table.Size()) }
