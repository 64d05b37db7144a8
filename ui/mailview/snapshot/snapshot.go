// Package snapshot writes a page down without a window: every word with its place and
// colour, and the page as a picture. Tests, documentation and the comparison with a
// browser (tools/fidelity) use it.
package snapshot

import (
	"fmt"
	"image"
	"image/color"
	"math"
	"strings"

	"runchecks/ui/mailview/page"
	"runchecks/ui/mailview/raster"
)

// Layout is a page in words. Measures are CSS pixels.
type Layout struct {
	Width  float64  `json:"width"`
	Height float64  `json:"height"`
	Words  []Word   `json:"words"`
	Cut    []string `json:"shortened,omitempty"` // what limits took away
}

// Word is text without white space in it, in reading order.
type Word struct {
	Text   string  `json:"text"`
	X      float64 `json:"x"`
	Y      float64 `json:"y"`
	W      float64 `json:"width"`
	H      float64 `json:"height"`
	Colour string  `json:"colour"`           // #rrggbb, with aa where it is not opaque
	Marker bool    `json:"marker,omitempty"` // bullet or number of a list
}

// Of returns the words of a page.
func Of(p *page.Page) Layout {
	out := Layout{Width: p.W, Height: p.H, Words: []Word{}}
	for _, c := range p.Cuts {
		out.Cut = append(out.Cut, string(c))
	}
	var last *page.Fragment // whose word may go on
	for i := range p.Fragments {
		f := &p.Fragments[i]
		if strings.Trim(f.Text, " \t\r\n\f") == "" {
			last = nil
			continue
		}
		if last != nil && continues(last, f) {
			w := &out.Words[len(out.Words)-1]
			w.Text += f.Text
			w.W = round(f.Rect.Right() - w.X)
		} else {
			out.Words = append(out.Words, Word{
				Text: strings.TrimSpace(f.Text), X: round(f.Rect.X), Y: round(f.Rect.Y), W: round(f.Rect.W), H: round(f.Rect.H),
				Colour: hex(f.Colour), Marker: f.Marker,
			})
		}
		last = f
	}
	return out
}

// continues reports whether a fragment is the rest of a word that may break inside.
func continues(last, f *page.Fragment) bool {
	return f.Separator == "" && !last.Marker && !f.Marker && last.Cell == f.Cell && last.Colour == f.Colour && last.Link == f.Link &&
		last.Rect.Y == f.Rect.Y && last.Rect.H == f.Rect.H && math.Abs(last.Rect.Right()-f.Rect.X) < .01
}

// round keeps files short: a hundredth of a pixel is seen by nobody.
func round(v float64) float64 { return math.Round(v*100) / 100 }

func hex(c color.NRGBA) string {
	if c.A == 255 {
		return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B)
	}
	return fmt.Sprintf("#%02x%02x%02x%02x", c.R, c.G, c.B, c.A)
}

// mostHigh bounds pictures, in pixels.
const mostHigh = 16_000

// Picture paints a page from its top, at most 16,000 pixels of it.
func Picture(p *page.Page, painter *raster.Painter, scale float64, dark bool) *image.RGBA {
	w, h := int(math.Ceil(p.W*scale)), int(math.Ceil(max(1, p.H)*scale))
	img := image.NewRGBA(image.Rect(0, 0, max(1, w), min(h, mostHigh)))
	painter.Paint(img, p, raster.View{Scale: scale, Dark: dark})
	return img
}
