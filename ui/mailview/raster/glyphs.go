package raster

import (
	"image"
	"image/draw"
	"math"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"golang.org/x/image/vector"

	"runchecks/ui/mailview/page"
	"runchecks/ui/mailview/text"
)

// glyphs are the letters already drawn.
type glyphs struct {
	masks map[glyphKey]glyph
	faces map[int]*font.Face // of our own: the layout uses its faces at the same time
	bytes int
	pen   *vector.Rasterizer
}

type glyphKey struct {
	face    int
	id      font.GID
	size    float32 // pixels of the device
	quarter uint8   // of a pixel that it stands to the right
}

type glyph struct {
	mask *image.Alpha // nil for one that shows nothing
	x, y int          // of the mask from the pen
}

const (
	mostGlyphBytes = 16 << 20
	perGlyph       = 96 // bytes that an entry takes
	largestGlyph   = 2000
	thickest       = 1.0 / 24 // of the size, how much thicker bold is drawn without a face
)

func newGlyphs() glyphs {
	return glyphs{masks: map[glyphKey]glyph{}, faces: map[int]*font.Face{}, pen: vector.NewRasterizer(1, 1)}
}

// text paints a word.
func (c *canvas) text(it *page.Item) {
	if it.Word.Word == nil {
		return
	}
	k := c.view.Scale
	base := snap((it.Base - c.view.Y) * k)
	col := c.ink(it)
	bold := 0
	if it.Thicken {
		bold = max(1, int(it.Size*k*thickest))
	}
	spacing := 0.0
	for _, run := range it.Word.Runs {
		for i := range run.Glyphs {
			g := &run.Glyphs[i]
			x := (it.Rect.X + float64(g.X)*it.Word.Scale + spacing - c.view.X) * k
			spacing += it.LetterSpacing
			left := math.Floor(x)
			drawn := c.glyphs.get(run.Face, g.ID, float32(it.Size*k), uint8((x-left)*4))
			if drawn.mask == nil {
				continue
			}
			y := base + drawn.y + snap(float64(g.Y)*it.Word.Scale*k)
			for dx := 0; dx <= bold; dx++ {
				stamp(c.dst, drawn.mask, int(left)+drawn.x+dx, y, col)
			}
		}
	}
}

func (g *glyphs) get(f *text.Face, id font.GID, size float32, quarter uint8) glyph {
	key := glyphKey{f.ID, id, size, quarter}
	if known, ok := g.masks[key]; ok {
		return known
	}
	if g.bytes > mostGlyphBytes {
		clear(g.masks)
		g.bytes = 0
	}
	drawn := g.draw(f, id, float64(size)/f.Upem, float64(quarter)/4)
	g.bytes += perGlyph
	if drawn.mask != nil {
		g.bytes += len(drawn.mask.Pix)
	}
	g.masks[key] = drawn
	return drawn
}

func (g *glyphs) outline(f *text.Face, id font.GID) []opentype.Segment {
	own := g.faces[f.ID]
	if own == nil {
		own = font.NewFace(f.Font.Font)
		g.faces[f.ID] = own
	}
	switch d := own.GlyphData(id).(type) {
	case font.GlyphOutline:
		return d.Segments
	case font.GlyphSVG:
		return d.Outline.Segments
	case font.GlyphBitmap:
		if d.Outline != nil {
			return d.Outline.Segments
		}
	}
	return nil
}

// draw makes the mask of a letter: k pixels per unit of the font, dx to the right.
func (g *glyphs) draw(f *text.Face, id font.GID, k, dx float64) glyph {
	segments := g.outline(f, id)
	box := bounds(segments, k, dx)
	if box.Empty() || box.Dx() > largestGlyph || box.Dy() > largestGlyph {
		return glyph{}
	}
	at := func(p opentype.SegmentPoint) (x, y float32) {
		return float32(float64(p.X)*k + dx - float64(box.Min.X)), float32(-float64(p.Y)*k - float64(box.Min.Y))
	}
	pen := g.pen
	pen.Reset(box.Dx(), box.Dy())
	for i := range segments {
		s := &segments[i]
		x, y := at(s.Args[0])
		switch s.Op {
		case opentype.SegmentOpMoveTo:
			if i > 0 {
				pen.ClosePath()
			}
			pen.MoveTo(x, y)
		case opentype.SegmentOpLineTo:
			pen.LineTo(x, y)
		case opentype.SegmentOpQuadTo:
			x1, y1 := at(s.Args[1])
			pen.QuadTo(x, y, x1, y1)
		case opentype.SegmentOpCubeTo:
			x1, y1 := at(s.Args[1])
			x2, y2 := at(s.Args[2])
			pen.CubeTo(x, y, x1, y1, x2, y2)
		}
	}
	pen.ClosePath()
	mask := image.NewAlpha(image.Rect(0, 0, box.Dx(), box.Dy()))
	pen.DrawOp = draw.Src
	pen.Draw(mask, mask.Rect, image.Opaque, image.Point{})
	return glyph{mask, box.Min.X, box.Min.Y}
}

// bounds returns the pixels that an outline touches, from the pen.
func bounds(segments []opentype.Segment, k, dx float64) image.Rectangle {
	if len(segments) == 0 {
		return image.Rectangle{}
	}
	x0, y0, x1, y1 := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for i := range segments {
		for _, p := range segments[i].ArgsSlice() {
			x, y := float64(p.X)*k+dx, -float64(p.Y)*k
			x0, x1 = min(x0, x), max(x1, x)
			y0, y1 = min(y0, y), max(y1, y)
		}
	}
	if x1-x0 > largestGlyph || y1-y0 > largestGlyph {
		return image.Rectangle{}
	}
	return image.Rect(int(math.Floor(x0)), int(math.Floor(y0)), int(math.Ceil(x1)), int(math.Ceil(y1)))
}
