package raster

import (
	"image"
	"image/color"
	"image/draw"

	xdraw "golang.org/x/image/draw"

	"runchecks/ui/mailview/page"
)

// pictures are those already scaled.
type pictures struct {
	decode func(source string) image.Image
	scaled map[*page.Image]*image.RGBA
	pixels int
}

// mostPicturePixels bounds the scaled pictures that are kept, and each of them.
const mostPicturePixels = 16 << 20

func newPictures(decode func(string) image.Image) pictures {
	return pictures{decode: decode, scaled: map[*page.Image]*image.RGBA{}}
}

var frameColour = color.NRGBA{160, 160, 160, 255}

func (c *canvas) picture(it *page.Item) {
	r := c.pixels(it.Rect)
	if it.Image.Missing() {
		c.missing(it, r)
		return
	}
	if img := c.pictures.get(it.Image, r.Dx(), r.Dy()); img != nil {
		draw.Draw(c.dst, r, img, image.Point{}, draw.Over)
	}
}

// get returns a picture in a size of the device, nil where it cannot be drawn.
func (p *pictures) get(img *page.Image, w, h int) *image.RGBA {
	if known := p.scaled[img]; known != nil && known.Rect.Dx() == w && known.Rect.Dy() == h {
		return known
	}
	if p.decode == nil || w <= 0 || h <= 0 || w > mostPicturePixels/h {
		return nil
	}
	src := p.decode(img.Source)
	if src == nil {
		return nil
	}
	if p.pixels += w * h; p.pixels > mostPicturePixels {
		clear(p.scaled)
		p.pixels = w * h
	}
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	xdraw.CatmullRom.Scale(out, out.Rect, src, src.Bounds(), draw.Src, nil)
	p.scaled[img] = out
	return out
}

// missing draws the frame of a picture that is not loaded, with its words if they fit.
func (c *canvas) missing(it *page.Item, r image.Rectangle) {
	if r.Dx() < 4 || r.Dy() < 4 {
		return // a tracking pixel
	}
	col := c.line(frameColour)
	for _, side := range [4]image.Rectangle{
		{r.Min, image.Pt(r.Max.X, r.Min.Y+1)},
		{image.Pt(r.Min.X, r.Max.Y-1), r.Max},
		{r.Min, image.Pt(r.Min.X+1, r.Max.Y)},
		{image.Pt(r.Max.X-1, r.Min.Y), r.Max},
	} {
		blend(c.dst, side, col)
	}
	const pad = 4
	if it.Rect.W < it.Word.Advance+2*pad || it.Rect.H < it.Size+pad {
		return
	}
	words := *it
	words.Rect.X += pad
	words.Base = it.Rect.Y + pad/2 + it.Size
	c.text(&words)
}
