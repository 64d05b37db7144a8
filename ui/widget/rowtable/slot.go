package rowtable

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"runchecks/ui/theme"
	"runchecks/ui/widget/glyph"
	"runchecks/ui/widget/ink"
	"runchecks/ui/widget/statusmark"
	"runchecks/ui/words"
)

// slot draws one row at a time. Its objects live in a container of their own, so
// that showing another row at another place moves one object.
type slot struct {
	table *Table
	box   *fyne.Container
	back  *canvas.Rectangle
	bar   *canvas.Rectangle
	line  *canvas.Rectangle
	row   int  // -1 while it shows none
	head  bool // the row is one of a group's heads
	width float32
	stale bool // colours or geometry changed: draw every cell
	cells []slotCell
}

// slotCell holds the objects of one cell. They are made when first needed: most
// cells are a text and nothing else.
type slotCell struct {
	shown       Cell
	left, width float32
	text        *ink.Line
	aside       *ink.Line
	second      *ink.Line
	lead        *ink.Line
	tags        [3]*slotTag
	bars        []*canvas.Rectangle
	pill        *statusmark.Pill
	tickBox     *canvas.Rectangle
	tickSign    *canvas.Image
	icon        *canvas.Image
	field       *slotField
}

func newSlot(t *Table) *slot {
	s := &slot{
		table: t, row: -1, stale: true,
		back: canvas.NewRectangle(nil), bar: canvas.NewRectangle(nil), line: canvas.NewRectangle(nil),
		cells: make([]slotCell, len(t.columns)),
	}
	s.box = &fyne.Container{Objects: []fyne.CanvasObject{s.back, s.line, s.bar}}
	return s
}

// bind shows a row; a row that does not exist hides the slot.
func (s *slot) bind(row int, edges []float32, hovered bool) {
	if row >= s.table.length || s.table.Cell == nil {
		s.row = -1
		ink.Show(s.box, false)
		return
	}
	h, width := s.table.density.Height(), edges[len(edges)-1]
	width = max(width, s.table.body.Size().Width)
	s.row = row
	ink.Place(s.box, 0, float32(row)*h, width, h)
	if s.stale || s.width != width {
		s.width = width
		ink.Place(s.back, 0, 0, width, h)
		ink.Place(s.bar, 0, 0, 3, h)
		ink.Place(s.line, 0, h-1, width, 1)
		ink.Fill(s.line, theme.Get(theme.Line))
	}
	s.head = len(s.cells) > 0 && s.table.Cell(row, 0).Head
	s.highlight(hovered)
	for i := range s.cells {
		c := s.table.Cell(row, i)
		left, w := edges[i], edges[i+1]-edges[i]
		v := &s.cells[i]
		if !s.stale && v.shown == c && v.left == left && v.width == w {
			continue
		}
		v.shown, v.left, v.width = c, left, w
		s.draw(v, s.table.columns[i])
	}
	s.stale = false
	ink.Show(s.box, true)
}

func (s *slot) add(objects ...fyne.CanvasObject) {
	s.box.Objects = append(s.box.Objects, objects...)
	s.table.body.grown = true
}

// highlight draws what says that the row is selected or under the pointer.
func (s *slot) highlight(hovered bool) {
	selected := s.row == s.table.selected
	ink.Show(s.bar, selected)
	bar, ground := theme.SelBar, theme.Sel
	if !s.table.focused { // the keys go elsewhere
		bar, ground = theme.Field, theme.SelIdle
	}
	if selected {
		ink.Fill(s.bar, theme.Get(bar))
	}
	ink.Show(s.back, selected || hovered || s.head)
	switch {
	case selected:
		ink.Fill(s.back, theme.Get(ground))
	case hovered:
		ink.Fill(s.back, theme.Get(theme.Hover))
	case s.head:
		ink.Fill(s.back, theme.Get(theme.Head))
	}
}

// full returns the text of a cell if it is shown cut.
func (s *slot) full(col int) string {
	if col < 0 || col >= len(s.cells) {
		return ""
	}
	v := &s.cells[col]
	switch {
	case v.text != nil && v.text.Visible() && v.text.Cut():
		return v.text.Full()
	case v.second != nil && v.second.Visible() && v.second.Cut():
		return v.second.Full()
	case v.shown.Status != 0 && v.shown.GlyphOnly:
		return words.Status(v.shown.Status)
	}
	return ""
}

// Places of the lines in a row. In two-line rows everything of one line stands on
// the first line, so that baselines agree across the row.
func (s *slot) lines() (first, firstHeight, second, secondHeight float32) {
	switch s.table.density {
	case Compact:
		return 0, 23, 0, 0
	case Roomy:
		return 0, 31, 0, 0
	case Card:
		return 26, 19, 45, 16
	}
	return 3, 19, 21, 15
}

func (s *slot) draw(v *slotCell, column Column) {
	c := v.shown
	align := column.Align
	x, w := column.inner(v.left, v.width)
	x, w = x+c.Indent, max(0, w-c.Indent)
	top, high, top2, high2 := s.lines()
	x, w = s.drawField(v, x, w)

	s.drawTick(v, top, high)
	s.drawIcon(v, top, high)
	if s.drawBars(v, x, w); c.Bars != [14]uint8{} {
		c.Status = 0
	}

	if c.Status != 0 && v.pill == nil {
		v.pill = statusmark.NewPill()
		s.add(v.pill.Objects()...)
	}
	if v.pill != nil {
		v.pill.Show(c.Status != 0)
	}
	if c.Status != 0 {
		if c.Known {
			v.pill.SetBare(c.Status, c.GlyphOnly)
		} else {
			v.pill.Set(c.Status, c.GlyphOnly)
		}
		if s.table.density == Card {
			v.pill.Place(x, 6, w)
		} else {
			v.pill.Place(x, top+(high-statusmark.Height)/2, w)
			used := v.pill.Size().Width + 6
			x, w = x+used, max(0, w-used)
		}
	}

	if c.Text != "" && v.text == nil {
		v.text = s.newLine(theme.TextSize)
	}
	if v.text != nil {
		ink.Show(v.text.Text, c.Text != "")
		if c.Text != "" {
			v.text.Alignment = align
			v.text.Set(c.Text, w, s.colour(c), c.Bold)
			ink.Place(v.text.Text, x, top, w, high)
		}
	}
	s.drawAside(v, x, w, top, high)
	s.drawSecond(v, align, x, w, top2, high2)
}

// drawAside draws what stands behind the text, where there is room for a part of it.
func (s *slot) drawAside(v *slotCell, x, w, top, high float32) {
	if v.shown.Aside != "" && v.aside == nil {
		v.aside = s.newLine(theme.SmallSize)
	}
	if v.aside == nil {
		return
	}
	used := float32(0)
	if v.text != nil && v.shown.Text != "" {
		used = min(w, v.text.MinSize().Width) + spaceWidth
	}
	room := w - used
	ink.Show(v.aside.Text, v.shown.Aside != "" && room >= leastAside)
	if v.shown.Aside != "" {
		v.aside.Set(v.shown.Aside, max(0, room), theme.Get(theme.Dim), false)
		ink.Place(v.aside.Text, x+used, top+1, max(0, room), high)
	}
}

// leastAside is the room below which nothing is said behind a text.
const leastAside float32 = 28

// drawSecond draws the second line: what is new, what else is said, and the tags, which go
// first where there is no room for all of it.
func (s *slot) drawSecond(v *slotCell, align fyne.TextAlign, x, w, top, high float32) {
	c := v.shown
	if s.table.density.single() {
		c.Secondary, c.Lead, c.Tags = "", "", [3]Tag{}
	}
	if c.Secondary != "" && v.second == nil {
		v.second = s.newLine(theme.SmallSize)
	}
	if c.Lead != "" && v.lead == nil {
		v.lead = s.newLine(theme.SmallSize)
	}
	lead := float32(0)
	if v.lead != nil {
		ink.Show(v.lead.Text, c.Lead != "")
		if c.Lead != "" {
			v.lead.Set(c.Lead, w, theme.Get(theme.Red), true)
			lead = min(w, v.lead.MinSize().Width)
			if c.Secondary != "" {
				lead += spaceWidth
			}
		}
	}
	left := w - lead
	text := float32(0)
	if v.second != nil {
		ink.Show(v.second.Text, c.Secondary != "" && left > 0)
		if c.Secondary != "" {
			v.second.Alignment = fyne.TextAlignLeading
			room := max(0, left-s.tagsWidth(c))
			v.second.Set(whole(c.Secondary, room), room, theme.Get(theme.Dim), false)
			text = v.second.MinSize().Width
		}
	}
	if align == fyne.TextAlignTrailing {
		x += max(0, w-lead-text)
	}
	if v.lead != nil {
		ink.Place(v.lead.Text, x, top, lead, high)
	}
	if v.second != nil {
		ink.Place(v.second.Text, x+lead, top, text, high)
	}
	s.drawTags(v, x+lead+text, x+w, top, high)
}

// whole is as much of a text of parts with points between them as there is room for: parts go
// from the end, before one is cut.
func whole(text string, room float32) string {
	for strings.Contains(text, "·") && ink.Width(text, theme.SmallSize, fyne.TextStyle{}) > room {
		text = strings.TrimRight(text[:strings.LastIndex(text, "·")], " ")
	}
	return text
}

func (s *slot) newLine(size float32) *ink.Line {
	l := ink.NewLine(size, false)
	s.add(l.Text)
	return l
}

func (s *slot) colour(c Cell) color.Color {
	switch {
	case c.Colour != "":
		return theme.Get(c.Colour)
	case c.Dim:
		return theme.Get(theme.Dim)
	}
	return theme.Get(theme.Text)
}

const (
	boxSize  float32 = 14
	tickSize float32 = 10
	iconSize float32 = 14
)

func (s *slot) drawTick(v *slotCell, top, high float32) {
	wanted := v.shown.Tick != NoTick
	if wanted && v.tickBox == nil {
		v.tickBox = newBox()
		v.tickSign = &canvas.Image{FillMode: canvas.ImageFillContain}
		s.add(v.tickBox, v.tickSign)
	}
	if v.tickBox == nil {
		return
	}
	ink.Show(v.tickBox, wanted)
	ticked := wanted && v.shown.Tick != Unticked
	ink.Show(v.tickSign, ticked)
	if !wanted {
		return
	}
	drawBox(v.tickBox, v.tickSign, v.shown.Tick, v.left+(v.width-boxSize)/2, top+(high-boxSize)/2)
}

func newBox() *canvas.Rectangle {
	box := canvas.NewRectangle(nil)
	box.CornerRadius = 3
	box.StrokeWidth = 1.2
	return box
}

// drawBox draws a box with its sign at a place.
func drawBox(box *canvas.Rectangle, mark *canvas.Image, tick Tick, x, y float32) {
	ink.Place(box, x, y, boxSize, boxSize)
	fill, stroke := theme.Get(theme.Pane), theme.Get(theme.Field)
	if tick == Ticked || tick == PartlyTicked {
		fill, stroke = theme.Get(theme.Accent), theme.Get(theme.Accent)
		sign := glyph.Check
		if tick == PartlyTicked {
			sign = glyph.Dash
		}
		ink.Picture(mark, glyph.Resource(sign, theme.Get(theme.AccText)))
		ink.Place(mark, x+(boxSize-tickSize)/2, y+(boxSize-tickSize)/2, tickSize, tickSize)
	}
	if box.FillColor != fill || box.StrokeColor != stroke {
		box.FillColor, box.StrokeColor = fill, stroke
		box.Refresh()
	}
}

func (s *slot) drawIcon(v *slotCell, top, high float32) {
	wanted := v.shown.Icon != nil
	if wanted && v.icon == nil {
		v.icon = &canvas.Image{FillMode: canvas.ImageFillContain}
		s.add(v.icon)
	}
	if v.icon == nil {
		return
	}
	ink.Show(v.icon, wanted)
	if wanted {
		ink.Picture(v.icon, v.shown.Icon)
		ink.Place(v.icon, v.left+(v.width-iconSize)/2, top+(high-iconSize)/2, iconSize, iconSize)
	}
}
