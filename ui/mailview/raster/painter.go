// Package raster paints a part of a page into an image at any scale. Borders and
// baselines fall on whole pixels of the device, letters on quarters of them, so that
// text is crisp; only what is visible is painted.
package raster

import (
	"image"
	"image/color"
	"math"

	"runchecks/ui/mailview/page"
	"runchecks/ui/mailview/style"
)

// Source is what can be painted: a page of a mail or of text.
type Source interface {
	Background() color.NRGBA
	Visible(y0, y1 float64, f func(*page.Item))
}

// View is what to show.
type View struct {
	X, Y  float64 // of the top left corner on the page, CSS pixels
	Scale float64 // pixels of the device per CSS pixel
	Marks []Mark
	Dark  bool // colours for a dark room
}

// Mark is a colour behind text. One with an ink covers what is there and writes the text in
// it anew, because white letters on a dark cell would be lost on a light mark.
type Mark struct {
	Rects  []page.Rect
	Colour color.NRGBA
	Ink    color.NRGBA // transparent for text as it is
}

// Painter paints. It remembers letters and pictures and is used by one goroutine at a
// time.
type Painter struct {
	glyphs   glyphs
	pictures pictures
}

// New returns a painter. decode returns the picture of a cid: or data: address, nil where
// it cannot; it may be nil.
func New(decode func(source string) image.Image) *Painter {
	return &Painter{glyphs: newGlyphs(), pictures: newPictures(decode)}
}

// canvas is one painting.
type canvas struct {
	*Painter
	dst  *image.RGBA
	view View
	over color.NRGBA // the ink of a mark, transparent for none
}

// Paint fills dst.
func (p *Painter) Paint(dst *image.RGBA, src Source, v View) {
	c := canvas{Painter: p, dst: dst, view: v}
	fill(dst, dst.Rect, c.shade(src.Background()))
	y0, y1 := v.Y, v.Y+float64(dst.Rect.Dy())/v.Scale
	x0, x1 := v.X, v.X+float64(dst.Rect.Dx())/v.Scale
	each := func(f func(*page.Item)) {
		src.Visible(y0, y1, func(it *page.Item) {
			if it.Rect.X <= x1 && it.Rect.Right() >= x0 {
				f(it)
			}
		})
	}
	each(c.below)
	for _, m := range v.Marks {
		for _, r := range m.Rects {
			if m.Ink.A == 0 {
				blend(dst, c.pixels(r), m.Colour)
			}
		}
	}
	each(c.above)
	for _, m := range v.Marks {
		for _, r := range m.Rects {
			if m.Ink.A != 0 {
				c.mark(src, m, r)
			}
		}
	}
}

// mark covers a rectangle and writes its text anew.
func (c *canvas) mark(src Source, m Mark, r page.Rect) {
	part, ok := c.dst.SubImage(c.pixels(r)).(*image.RGBA)
	if !ok || part.Rect.Empty() {
		return
	}
	fill(part, part.Rect, m.Colour)
	inside := canvas{Painter: c.Painter, dst: part, view: c.view, over: m.Ink}
	src.Visible(r.Y, r.Bottom(), func(it *page.Item) {
		if it.Rect.X <= r.Right() && it.Rect.Right() >= r.X && it.Kind != page.Picture {
			inside.above(it)
		}
	})
}

// below paints what text stands on.
func (c *canvas) below(it *page.Item) {
	switch it.Kind {
	case page.Fill:
		if it.Radius > 0 {
			c.rounded(it, 0)
		} else {
			blend(c.dst, c.pixels(it.Rect), c.shade(it.Colour))
		}
	case page.Outline:
		c.rounded(it, it.Wide)
	case page.Border:
		c.border(it)
	}
}

// above paints text and pictures.
func (c *canvas) above(it *page.Item) {
	switch it.Kind {
	case page.Text:
		c.text(it)
	case page.Bar:
		blend(c.dst, c.pixels(it.Rect), c.ink(it))
	case page.Bullet:
		wide := 0.0
		if it.Line == style.Solid {
			wide = 1
		}
		c.rounded(it, wide)
	case page.Picture:
		c.picture(it)
	}
}

// snap returns the pixel of the device that an edge falls on.
func snap(v float64) int { return int(math.Floor(v + .5)) }

// pixels returns the pixels of the device that a rectangle covers.
func (c *canvas) pixels(r page.Rect) image.Rectangle {
	x, y, k := c.view.X, c.view.Y, c.view.Scale
	return image.Rect(snap((r.X-x)*k), snap((r.Y-y)*k), snap((r.Right()-x)*k), snap((r.Bottom()-y)*k))
}

// line returns a colour of a border as it is shown.
func (c *canvas) line(col color.NRGBA) color.NRGBA {
	if c.view.Dark {
		return DarkLine(col)
	}
	return col
}

// shade returns a colour of a background as it is shown.
func (c *canvas) shade(col color.NRGBA) color.NRGBA {
	if c.view.Dark {
		return Darken(col)
	}
	return col
}

// ink returns the colour of text as it is shown.
func (c *canvas) ink(it *page.Item) color.NRGBA {
	if c.over.A != 0 {
		return c.over
	}
	if c.view.Dark {
		return DarkInk(it.Colour, it.Under)
	}
	return it.Colour
}

// border paints one side of a border.
func (c *canvas) border(it *page.Item) {
	r, col := c.pixels(it.Rect), c.line(it.Colour)
	thick := max(1, int(it.Wide*c.view.Scale)) // as browsers: rounded down, but seen
	if it.Horizontal {
		r.Max.Y = r.Min.Y + thick
	} else {
		r.Max.X = r.Min.X + thick
	}
	switch it.Line {
	case style.Dashed:
		c.dashes(r, it.Horizontal, thick*3, col)
	case style.Dotted:
		c.dashes(r, it.Horizontal, thick, col)
	case style.Double:
		if thick < 3 {
			blend(c.dst, r, col)
			return
		}
		one, two := r, r
		if it.Horizontal {
			one.Max.Y, two.Min.Y = r.Min.Y+thick/3, r.Max.Y-thick/3
		} else {
			one.Max.X, two.Min.X = r.Min.X+thick/3, r.Max.X-thick/3
		}
		blend(c.dst, one, col)
		blend(c.dst, two, col)
	default:
		blend(c.dst, r, col)
	}
}

func (c *canvas) dashes(r image.Rectangle, horizontal bool, on int, col color.NRGBA) {
	visible := r.Intersect(c.dst.Rect)
	if visible.Empty() {
		return
	}
	step := 2 * on
	if horizontal {
		for x := r.Min.X + (visible.Min.X-r.Min.X)/step*step; x < visible.Max.X; x += step {
			blend(c.dst, image.Rect(x, r.Min.Y, min(x+on, r.Max.X), r.Max.Y), col)
		}
		return
	}
	for y := r.Min.Y + (visible.Min.Y-r.Min.Y)/step*step; y < visible.Max.Y; y += step {
		blend(c.dst, image.Rect(r.Min.X, y, r.Max.X, min(y+on, r.Max.Y)), col)
	}
}

// rounded paints a rectangle with round corners; with a width only its edge.
func (c *canvas) rounded(it *page.Item, wide float64) {
	full := c.pixels(it.Rect)
	seen := full.Intersect(c.dst.Rect)
	if seen.Empty() {
		return
	}
	col := c.shade(it.Colour)
	switch it.Kind {
	case page.Bullet:
		col = c.ink(it)
	case page.Outline:
		col = c.line(it.Colour)
	}
	w, h := float64(full.Dx()), float64(full.Dy())
	radius := min(it.Radius*c.view.Scale, w/2, h/2)
	wide *= c.view.Scale
	for y := seen.Min.Y; y < seen.Max.Y; y++ {
		fy := float64(y-full.Min.Y) + .5
		if wide == 0 && fy > radius && fy < h-radius {
			blend(c.dst, image.Rect(seen.Min.X, y, seen.Max.X, y+1), col)
			continue
		}
		for x := seen.Min.X; x < seen.Max.X; x++ {
			share := cover(float64(x-full.Min.X)+.5, fy, w, h, radius)
			if wide > 0 {
				share -= cover(float64(x-full.Min.X)+.5-wide, fy-wide, w-2*wide, h-2*wide, max(0, radius-wide))
			}
			if share > 0 {
				one := col
				one.A = uint8(float64(col.A)*share + .5)
				blend(c.dst, image.Rect(x, y, x+1, y+1), one)
			}
		}
	}
}

// cover returns how much of the pixel around x, y a rounded rectangle covers.
func cover(x, y, w, h, radius float64) float64 {
	if x < 0 || y < 0 || x > w || y > h {
		return 0
	}
	dx, dy := max(radius-x, x-(w-radius), 0), max(radius-y, y-(h-radius), 0)
	if dx == 0 || dy == 0 {
		return 1
	}
	return max(0, min(1, radius-math.Hypot(dx, dy)+.5))
}
