// Package page is a laid out mail: what to paint and where, and what a person can do
// with it: select, find, follow a link, copy a table. It knows neither HTML nor a
// window. Measures are CSS pixels from the top left corner of the page.
package page

import (
	"image/color"

	"runchecks/ui/mailview/style"
	"runchecks/ui/mailview/text"
)

// Rect is a rectangle.
type Rect struct{ X, Y, W, H float64 }

// Right returns the x behind the rectangle.
func (r Rect) Right() float64 { return r.X + r.W }

// Bottom returns the y below the rectangle.
func (r Rect) Bottom() float64 { return r.Y + r.H }

// Has reports whether a point is in the rectangle.
func (r Rect) Has(x, y float64) bool {
	return x >= r.X && x <= r.Right() && y >= r.Y && y <= r.Bottom()
}

// Intersect returns what two rectangles share; false if that is nothing.
func (r Rect) Intersect(o Rect) (Rect, bool) {
	x0, y0 := max(r.X, o.X), max(r.Y, o.Y)
	x1, y1 := min(r.Right(), o.Right()), min(r.Bottom(), o.Bottom())
	return Rect{x0, y0, x1 - x0, y1 - y0}, x1 > x0 && y1 > y0
}

// Kind says what an Item paints.
type Kind uint8

// The kinds.
const (
	Fill    Kind = iota // a background
	Outline             // a rounded border
	Border              // one side of a border
	Bullet              // the sign of a list item
	Bar                 // a line under or through text
	Text
	Picture
)

// Item is one thing to paint.
type Item struct {
	Kind   Kind
	Rect   Rect
	Colour color.NRGBA
	Under  color.NRGBA // what Text and Bar stand on

	Radius float64 // of Fill, Outline and Bullet

	Line       style.Line // of Border, and Solid for a hollow Bullet
	Wide       float64    // of Border and Outline
	Horizontal bool       // of Border

	Word          text.Shaped // of Text
	Size          float64     // of the font
	Base          float64     // y of the baseline
	LetterSpacing float64
	Thicken       bool // bold without a bold face

	Image *Image // of Picture
}

// Image is a picture of the mail, drawn or not.
type Image struct {
	Source string // cid: or data: of one that is drawn
	Alt    string
	W, H   int    // natural size in pixels, 0 for one that is not drawn
	Host   string // of a remote picture, which is never loaded
}

// Missing reports whether only a frame is drawn.
func (i *Image) Missing() bool { return i.W == 0 }
