package rowtable

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"runchecks/ui/theme"
	"runchecks/ui/widget/glyph"
	"runchecks/ui/widget/ink"
)

// slotField holds what makes a cell look like a field: its frame, the sign that it opens, and its
// first tag.
type slotField struct {
	frame *canvas.Rectangle
	sign  *canvas.Image
	back  *canvas.Rectangle
	tag   *ink.Line
}

// FieldHeight is that of a field in a row.
const FieldHeight float32 = 26

const (
	fieldSign float32 = 9
	fieldPad  float32 = 8
)

// drawField draws a cell as a field, and returns where its text stands then.
func (s *slot) drawField(v *slotCell, x, w float32) (left, width float32) {
	wanted := v.shown.Field
	if wanted && v.field == nil {
		v.field = &slotField{
			frame: canvas.NewRectangle(nil), sign: &canvas.Image{FillMode: canvas.ImageFillContain},
			back: canvas.NewRectangle(nil), tag: ink.NewLine(theme.SmallSize, false),
		}
		v.field.frame.CornerRadius, v.field.frame.StrokeWidth, v.field.back.CornerRadius = 6, 1, 3
		// Text that was drawn before stands below them.
		at := 0
		for i, o := range s.box.Objects {
			if o == fyne.CanvasObject(s.bar) {
				at = i + 1
			}
		}
		s.box.Objects = append(s.box.Objects[:at:at], append([]fyne.CanvasObject{
			v.field.frame, v.field.sign, v.field.back, v.field.tag.Text,
		}, s.box.Objects[at:]...)...)
		s.table.body.grown = true
	}
	f := v.field
	if f == nil {
		return x, w
	}
	tag := ""
	if wanted {
		tag = v.shown.Tags[0].Text
	}
	ink.Show(f.frame, wanted)
	ink.Show(f.sign, wanted)
	ink.Show(f.back, tag != "")
	ink.Show(f.tag.Text, tag != "")
	if !wanted {
		return x, w
	}
	high := s.table.density.Height()
	top := (high - 1 - FieldHeight) / 2
	ink.Fill(f.frame, theme.Get(theme.Pane))
	stroke := theme.Get(theme.Line)
	if v.shown.Open {
		stroke = theme.Get(theme.Amber)
	}
	if f.frame.StrokeColor != stroke {
		f.frame.StrokeColor = stroke
		f.frame.Refresh()
	}
	ink.Place(f.frame, x, top, w, FieldHeight)
	right := x + w - fieldPad - fieldSign
	ink.Picture(f.sign, glyph.Resource(glyph.Open, theme.Get(theme.Dim)))
	ink.Place(f.sign, right, top+(FieldHeight-fieldSign)/2, fieldSign, fieldSign)
	if tag != "" {
		wide := ink.Width(tag, theme.SmallSize, fyne.TextStyle{})
		right -= wide + 2*tagPad + fieldPad
		ink.Fill(f.back, theme.Get(theme.GreyBg))
		ink.Place(f.back, right, top+5, wide+2*tagPad, FieldHeight-10)
		f.tag.Set(tag, wide+1, theme.Get(theme.Text), false)
		ink.Place(f.tag.Text, right+tagPad, top+5, wide+1, FieldHeight-10)
	}
	left = x + fieldPad
	return left, max(0, right-fieldPad-left)
}

// Editor stands over a cell while somebody writes into it: a field, with a list below or above it.
type Editor interface {
	fyne.CanvasObject
	// Above is how much of it stands above the field.
	Above() float32
}

// Edit places an editor over a cell, as wide as that, until it is called with nil.
func (t *Table) Edit(row int, columnID string, e Editor) {
	t.body.editor, t.body.editRow, t.body.editColumn = e, row, columnID
	t.body.placeEditor()
	canvas.Refresh(t.body)
}

// RoomBelow is how much of the pane is seen below the field of a row.
func (t *Table) RoomBelow(row int) float32 {
	return t.scroll.Offset.Y + t.scroll.Size().Height - float32(row+1)*t.density.Height()
}

// placeEditor puts the editor over its cell.
func (b *body) placeEditor() {
	if b.editor == nil {
		return
	}
	for i, c := range b.table.columns {
		if c.ID != b.editColumn || i+1 >= len(b.edges) {
			continue
		}
		high := b.table.density.Height()
		x, w := c.inner(b.edges[i], b.edges[i+1]-b.edges[i])
		y := float32(b.editRow)*high + (high-1-FieldHeight)/2
		ink.Place(b.editor, x, y-b.editor.Above(), w, b.editor.MinSize().Height)
	}
}
