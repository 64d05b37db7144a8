package snapshot

import (
	"image"
	"math"
	"strings"
	"unicode/utf8"

	"runchecks/ui/mailview/lines"
	"runchecks/ui/mailview/page"
	"runchecks/ui/mailview/raster"
)

// OfText returns the words of a text.
func OfText(t *lines.Text) Layout {
	w, h := t.Size()
	out := Layout{Width: w, Height: h, Words: []Word{}}
	for i := range t.Lines() {
		line := t.Line(i)
		for at := 0; at < len(line); {
			start := at + len(line[at:]) - len(strings.TrimLeft(line[at:], " "))
			end := start + strings.IndexByte(line[start:]+" ", ' ')
			if start == end {
				break
			}
			from, to := utf8.RuneCountInString(line[:start]), utf8.RuneCountInString(line[:end])
			r := t.Rects(page.Range{From: page.Pos{Fragment: i, Letter: from}, To: page.Pos{Fragment: i, Letter: to}}, 0, h)
			if len(r) == 1 {
				out.Words = append(out.Words, Word{Text: line[start:end], X: round(r[0].X), Y: round(r[0].Y), W: round(r[0].W), H: round(r[0].H), Colour: hex(lines.Ink)})
			}
			at = end
		}
	}
	return out
}

// PictureOfText is Picture for a text.
func PictureOfText(t *lines.Text, painter *raster.Painter, scale float64, dark bool) *image.RGBA {
	w, h := t.Size()
	img := image.NewRGBA(image.Rect(0, 0, int(math.Ceil(w*scale)), int(min(mostHigh, math.Ceil(h*scale)))))
	painter.Paint(img, t, raster.View{Scale: scale, Dark: dark})
	return img
}
