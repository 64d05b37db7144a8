package mailpane

import (
	"image/color"

	"runchecks/ui/mailview/page"
	"runchecks/ui/mailview/raster"
	"runchecks/ui/theme"
)

// Colours of what was found. They are light, with dark letters, on any page.
var (
	hit        = color.NRGBA{0xff, 0xee, 0xa8, 0xff}
	currentHit = color.NRGBA{0xff, 0xa9, 0x40, 0xff}
	markInk    = color.NRGBA{0x1b, 0x1f, 0x24, 0xff}
)

// selectionShare is how strong the accent colour lies behind selected text, of 255.
const selectionShare = 90

// solid returns a colour of the theme for the painter.
func solid(c color.Color) color.NRGBA {
	out := color.NRGBAModel.Convert(c).(color.NRGBA)
	out.A = 255
	return out
}

// marks are the words that a reader decided by.
type marks struct {
	words []string
	row   string
	hits  []page.Range
}

// Mark shows where words stand, until other words are marked. Case does not count. With a
// row only those in a row of a table, or on a line, that names it too are shown, if there
// are any.
func (p *Pane) Mark(words []string, row string) {
	p.marks = marks{words: words, row: row}
	p.findMarks()
	p.view.repaint()
}

func (p *Pane) findMarks() {
	p.marks.hits = nil
	if p.now.sheet == nil {
		return
	}
	for _, w := range p.marks.words {
		p.marks.hits = append(p.marks.hits, p.now.sheet.FindIn(w, p.marks.row)...)
	}
}

// ScrollToMark brings the first of the marked words into view; false where none of them
// stands on the page.
func (p *Pane) ScrollToMark() bool {
	if len(p.marks.hits) == 0 {
		return false
	}
	p.revealRange(p.marks.hits[0])
	return true
}

func (p *Pane) revealRange(r page.Range) {
	_, h := p.now.sheet.Size()
	if rects := p.now.sheet.Rects(r, 0, h); len(rects) > 0 {
		p.view.reveal(rects[0])
	}
}

// The frame around the evidence, in units of Fyne: how wide it is and how far from the words.
const (
	frameWidth = 2
	frameRoom  = 2
)

// frames are the borders around the evidence: the words themselves stay as they are.
func (p *Pane) frames(s sheet, y0, y1 float64) raster.Mark {
	m := raster.Mark{Colour: solid(theme.Get(theme.Mark))}
	wide, room := frameWidth/p.zoom, frameRoom/p.zoom
	for _, r := range p.marks.hits {
		for _, at := range s.Rects(r, y0, y1) {
			x, y, w, h := at.X-room-wide, at.Y-wide, at.W+2*(room+wide), at.H+2*wide
			m.Rects = append(m.Rects,
				page.Rect{X: x, Y: y, W: w, H: wide}, page.Rect{X: x, Y: y + h - wide, W: w, H: wide},
				page.Rect{X: x, Y: y, W: wide, H: h}, page.Rect{X: x + w - wide, Y: y, W: wide, H: h})
		}
	}
	return m
}

// painted returns what is marked between y0 and y1, for the painter.
func (p *Pane) painted(y0, y1 float64) []raster.Mark {
	s := p.now.sheet
	if s == nil {
		return nil
	}
	var out []raster.Mark
	add := func(rs []page.Range, c color.NRGBA) {
		m := raster.Mark{Colour: c, Ink: markInk}
		for _, r := range rs {
			m.Rects = append(m.Rects, s.Rects(r, y0, y1)...)
		}
		if len(m.Rects) > 0 {
			out = append(out, m)
		}
	}
	out = append(out, p.paintedLabels(s, y0, y1)...)
	if frames := p.frames(s, y0, y1); len(frames.Rects) > 0 {
		out = append(out, frames)
	}
	add(p.found.hits, hit)
	if n := len(p.found.hits); n > 0 {
		add(p.found.hits[p.found.at:p.found.at+1], currentHit)
	}
	if !p.selection.Empty() {
		accent := solid(theme.Get(theme.Accent))
		accent.A = selectionShare
		out = append(out, raster.Mark{Rects: s.Rects(p.selection, y0, y1), Colour: accent})
	}
	return out
}
