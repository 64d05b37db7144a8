// Package nightmap draws rows by nights: a cell for each night whose shape tells the status and
// whose colour repeats it. Only the rows in view are drawn, and the cells as one picture: a year
// of four hundred objects is as quick as a week of three.
package nightmap

import (
	"image"
	"image/color"
	"image/draw"
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"runchecks/domain"
	"runchecks/ui/theme"
	"runchecks/ui/widget/keyboard"
	"runchecks/ui/widget/pen"
	"runchecks/ui/widget/tooltip"
	"runchecks/ui/words"
)

// Row is one row: a name, a status a night (0 for none), and a number at its right end.
type Row struct {
	Name   string
	Bold   bool
	Cells  []domain.Status
	Number int
}

// View is what the map shows.
type View struct {
	Dates      []time.Time // of the nights
	Rows       []Row
	Row, Night int // of the cursor
	A, B       int // nights in a frame, -1 for none
}

// Measures.
const (
	rowHigh   float32 = 18
	cellHigh  float32 = 14
	headHigh  float32 = 18
	footHigh  float32 = 16
	numberW   float32 = 40
	mostStep  float32 = 11
	leastStep float32 = 6
	mostName  float32 = 200
)

// Map is the widget.
type Map struct {
	widget.BaseWidget
	// OnPress is told the cell that was pressed, OnHover what to say of the one under the
	// pointer; Tip is asked for it. OnKey and OnRune get what is typed.
	OnPress func(row, night int)
	OnHover func(text string)
	Tip     func(row, night int) string
	OnKey   func(ev *fyne.KeyEvent, mods fyne.KeyModifier)
	OnRune  func(r rune)

	view    View
	top     int // first row in view
	focused bool
	pen     pen.Pen
	cells   *canvas.Raster
	over    pen.Pen // frames above the cells
}

// New returns an empty map.
func New() *Map {
	m := &Map{}
	m.cells = canvas.NewRaster(m.paint)
	m.ExtendBaseWidget(m)
	return m
}

// Set shows something else; the cursor comes into view.
func (m *Map) Set(v View) {
	m.view = v
	n := m.rowsInView()
	switch {
	case v.Row < m.top:
		m.top = v.Row
	case v.Row >= m.top+n:
		m.top = v.Row - n + 1
	}
	m.top = max(0, min(m.top, len(v.Rows)-n))
	m.Refresh()
}

func (m *Map) rowsInView() int { return max(1, int((m.Size().Height-headHigh-footHigh)/rowHigh)) }

// place is where the cells begin, how far one is from the next, and the first night in view.
func (m *Map) place() (x, step float32, first int) {
	width := m.Size().Width
	name := float32(60)
	for i := m.top; i < min(len(m.view.Rows), m.top+m.rowsInView()); i++ {
		name = max(name, pen.Style{Bold: m.view.Rows[i].Bold}.Width(words.Clip(m.view.Rows[i].Name, 60)))
	}
	x = min(name, mostName, width*0.3) + 14
	n := len(m.view.Dates)
	if n == 0 {
		return x, mostStep, 0
	}
	room := max(leastStep, width-x-numberW)
	step = max(leastStep, min(mostStep, float32(int(room/float32(n)))))
	if fit := int(room / step); fit < n {
		first = n - fit
		if m.view.Night < first { // the cursor is further back
			first = m.view.Night
		}
	}
	return x, step, first
}

// at returns the cell at a point; false for none.
func (m *Map) at(p fyne.Position) (row, night int, ok bool) {
	x, step, first := m.place()
	row, night = m.top+int((p.Y-headHigh)/rowHigh), first+int((p.X-x)/step)
	return row, night, p.Y >= headHigh && p.X >= x && row < len(m.view.Rows) && row < m.top+m.rowsInView() && night < len(m.view.Dates)
}

// Tapped belongs to Fyne.
func (m *Map) Tapped(ev *fyne.PointEvent) {
	m.Focus()
	if row, night, ok := m.at(ev.Position); ok && m.OnPress != nil {
		m.OnPress(row, night)
	}
}

// Scrolled belongs to Fyne.
func (m *Map) Scrolled(ev *fyne.ScrollEvent) {
	by := 1
	if ev.Scrolled.DY > 0 {
		by = -1
	}
	m.top = max(0, min(m.top+by, len(m.view.Rows)-m.rowsInView()))
	m.Refresh()
}

// MouseIn belongs to Fyne.
func (m *Map) MouseIn(ev *desktop.MouseEvent) { m.MouseMoved(ev) }

// MouseMoved belongs to Fyne.
func (m *Map) MouseMoved(ev *desktop.MouseEvent) {
	tooltip.Follow(m, ev)
	text := ""
	if row, night, ok := m.at(ev.Position); ok && m.Tip != nil {
		text = m.Tip(row, night)
	}
	if m.OnHover != nil {
		m.OnHover(text)
	}
}

// MouseOut belongs to Fyne.
func (m *Map) MouseOut() {
	if m.OnHover != nil {
		m.OnHover("")
	}
}

// Focus asks the window for the keyboard.
func (m *Map) Focus() {
	if c := fyne.CurrentApp().Driver().CanvasForObject(m); c != nil && c.Focused() != fyne.Focusable(m) {
		c.Focus(m)
	}
}

// FocusGained belongs to Fyne.
func (m *Map) FocusGained() { m.focused = true; m.Refresh() }

// FocusLost belongs to Fyne.
func (m *Map) FocusLost() { m.focused = false; m.Refresh() }

// TypedKey belongs to Fyne.
func (m *Map) TypedKey(ev *fyne.KeyEvent) {
	if m.OnKey != nil {
		m.OnKey(ev, keyboard.Held())
		return
	}
	keyboard.Pass(m, ev)
}

// TypedRune belongs to Fyne.
func (m *Map) TypedRune(r rune) {
	if m.OnRune != nil {
		m.OnRune(r)
		return
	}
	keyboard.PassRune(m, r)
}

// Height is how high the map is with all its rows in view.
func (m *Map) Height() float32 { return headHigh + footHigh + float32(len(m.view.Rows))*rowHigh }

// paint draws the cells of the rows in view into a picture of so many pixels.
func (m *Map) paint(w, h int) image.Image {
	out := image.NewNRGBA(image.Rect(0, 0, w, h))
	size := m.cells.Size()
	if size.Width <= 0 || size.Height <= 0 {
		return out
	}
	sx, sy := float32(w)/size.Width, float32(h)/size.Height
	fill := func(x, y, ww, hh float32, c color.Color) {
		r := image.Rect(int(x*sx+.5), int(y*sy+.5), int((x+ww)*sx+.5), int((y+hh)*sy+.5))
		draw.Draw(out, r, image.NewUniform(c), image.Point{}, draw.Src)
	}
	_, step, first := m.place()
	for i := range m.rowsInView() {
		row := m.top + i
		if row >= len(m.view.Rows) {
			break
		}
		y := float32(i)*rowHigh + (rowHigh-cellHigh)/2
		for n := first; n < len(m.view.Rows[row].Cells); n++ {
			cell(fill, float32(n-first)*step, y, step-1, m.view.Rows[row].Cells[n])
		}
	}
	return out
}

// cell draws one: Failed full, Warning the lower part, Missed hollow, Unknown a dot, Success a
// line at the foot, an override a blue one, nothing a point.
func cell(fill func(x, y, w, h float32, c color.Color), x, y, w float32, s domain.Status) {
	const high = cellHigh
	foot := func(under, line color.Color) {
		fill(x, y, w, high, under)
		fill(x, y+high-3, w, 3, line)
	}
	switch s {
	case 0:
		fill(x+w/2-.5, y+high/2, 1, 1, theme.Get(theme.CellGrey))
	case domain.Failed:
		fill(x, y, w, high, theme.Get(theme.CellRed))
	case domain.Warning:
		fill(x, y, w, high, theme.Get(theme.AmberBg))
		fill(x, y+high*.4, w, high*.6, theme.Get(theme.CellAmber))
	case domain.Missed:
		fill(x, y, w, high, theme.Get(theme.CellViolet))
		fill(x+1.5, y+1.5, w-3, high-3, theme.Get(theme.Pane))
	case domain.Success:
		foot(theme.Get(theme.GreenBg), theme.Get(theme.CellGreen))
	case domain.SuccessOverride:
		foot(theme.Get(theme.BlueBg), theme.Get(theme.Blue))
	default:
		fill(x, y, w, high, theme.Get(theme.GreyBg))
		fill(x+w/2-1.5, y+high/2-1.5, 3, 3, theme.Get(theme.Grey))
	}
}

// AccessibilityLabel says what it shows to those who do not see it.
func (m *Map) AccessibilityLabel() string {
	if m.Tip == nil || len(m.view.Rows) == 0 {
		return ""
	}
	return m.Tip(m.view.Row, m.view.Night)
}

// AccessibilityRole belongs to fyne.Accessible.
func (m *Map) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// CellHeight is how high a cell is.
const CellHeight = cellHigh

// Legend draws the cell of a status, for the words that explain it.
func Legend(p *pen.Pen, x, y, width float32, s domain.Status) { cell(p.Fill, x, y, width, s) }

// CreateRenderer belongs to Fyne.
func (m *Map) CreateRenderer() fyne.WidgetRenderer { return &renderer{m} }

type renderer struct{ m *Map }

func (r *renderer) Layout(size fyne.Size) {
	m := r.m
	x, step, first := m.place()
	rows := min(m.rowsInView(), len(m.view.Rows)-m.top)
	m.cells.Move(fyne.NewPos(x, headHigh))
	m.cells.Resize(fyne.NewSize(max(1, float32(len(m.view.Dates)-first)*step), max(1, float32(max(0, rows))*rowHigh)))
	r.labels(size, x, step, first, rows)
	r.frames(x, step, first, rows)
}

// labels writes months and days above the cells, names beside them, numbers at the end.
func (r *renderer) labels(size fyne.Size, x, step float32, first, rows int) {
	m := r.m
	p := &m.pen
	p.Begin()
	defer p.End()
	dim := theme.Get(theme.Dim)
	small := pen.Style{Size: theme.HeadSize, Colour: dim}
	p.Text(size.Width-numberW, 0, numberW, headHigh, words.T("widget.map_bad"), pen.Style{
		Size: theme.HeadSize, Colour: dim, Bold: true, Align: fyne.TextAlignTrailing,
	})
	month, free := time.Month(0), float32(0)
	for i := first; i < len(m.view.Dates); i++ {
		date, left := m.view.Dates[i], x+float32(i-first)*step
		text := ""
		switch {
		case date.Month() != month && left >= free:
			text, month = words.Month(date.Month()), date.Month()
		case date.Weekday() == time.Sunday && left >= free:
			text = strconv.Itoa(date.Day())
		}
		if w := small.Width(text); text != "" && left+w < size.Width-numberW {
			p.Text(left, 0, w+2, headHigh, text, small)
			free = left + w + 8
		}
	}
	for i := range max(0, rows) {
		row, y := m.view.Rows[m.top+i], headHigh+float32(i)*rowHigh
		if m.top+i == m.view.Row && m.focused {
			p.Rect(0, y, x-6, rowHigh, pen.Ground{Fill: theme.Get(theme.Sel), Radius: 3})
		}
		p.Text(0, y, x-10, rowHigh, row.Name, pen.Style{Bold: row.Bold})
		if row.Number > 0 {
			p.Text(size.Width-numberW, y, numberW, rowHigh, strconv.Itoa(row.Number), pen.Style{
				Size: theme.SmallSize, Bold: row.Bold, Align: fyne.TextAlignTrailing,
			})
		}
	}
}

// frames draws the cursor, and the nights that are compared.
func (r *renderer) frames(x, step float32, first, rows int) {
	m := r.m
	p := &m.over
	p.Begin()
	defer p.End()
	high := float32(max(0, rows)) * rowHigh
	frame := func(night int, name string, c color.Color) {
		if night < first || night >= len(m.view.Dates) {
			return
		}
		left := x + float32(night-first)*step
		p.Rect(left-1.5, headHigh-1, step+2, high+2, pen.Ground{Stroke: c, Width: 2, Radius: 2})
		p.Text(left-6, headHigh+high, step+12, footHigh, name, pen.Style{
			Size: theme.HeadSize, Bold: true, Colour: c, Align: fyne.TextAlignCenter,
		})
	}
	frame(m.view.A, "A", theme.Get(theme.Dim))
	frame(m.view.B, "B", theme.Get(theme.Accent))
	if i := m.view.Row - m.top; m.focused && i >= 0 && i < rows && m.view.Night >= first {
		left := x + float32(m.view.Night-first)*step
		p.Rect(left-2, headHigh+float32(i)*rowHigh, step+3, rowHigh, pen.Ground{Stroke: theme.Get(theme.Text), Width: 2, Radius: 2})
	}
}

func (r *renderer) MinSize() fyne.Size { return fyne.NewSize(240, headHigh+footHigh+rowHigh) }
func (r *renderer) Destroy()           {}
func (r *renderer) Objects() []fyne.CanvasObject {
	all := append([]fyne.CanvasObject{}, r.m.pen.Objects()...)
	return append(append(all, r.m.cells), r.m.over.Objects()...)
}

func (r *renderer) Refresh() {
	r.Layout(r.m.Size())
	r.m.cells.Refresh()
	canvas.Refresh(r.m)
}
