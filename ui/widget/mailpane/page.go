package mailpane

import (
	"image/color"
	"strconv"

	"fyne.io/fyne/v2"

	"runchecks/ui/mailview/reading"
	"runchecks/ui/widget/ink"
)

// pageSource lays the blocks of a page out below each other.
func pageSource(p reading.Page) source {
	return func(width float32) []band {
		l := &layout{width: width, room: max(60, width-2*margin), y: margin}
		l.notes(p)
		for i := 0; i < len(p.Blocks); {
			b := p.Blocks[i]
			if b.Kind != reading.Row {
				l.block(b)
				i++
				continue
			}
			end := i + 1
			for end < len(p.Blocks) && p.Blocks[end].Kind == reading.Row && p.Blocks[end].Table == b.Table {
				end++
			}
			l.table(p.Blocks[i:end], end < len(p.Blocks) && p.Blocks[end].Kind == reading.Row)
			i = end
		}
		return l.bands
	}
}

type layout struct {
	width, room float32
	y           float32
	bands       []band
}

func (l *layout) add(b band, gap float32) {
	b.top = l.y
	l.bands = append(l.bands, b)
	l.y += b.height + gap
}

// notes say above the page what it does not show.
func (l *layout) notes(p reading.Page) {
	if n := p.RemotePictures; n > 0 {
		l.note("Remote pictures are never loaded (" + strconv.Itoa(n) + ").")
	}
	if p.Shortened {
		l.note("This mail is too long to be shown whole; its source is complete.")
	}
}

func (l *layout) note(s string) {
	s, _ = ink.Fit(s, l.room, textSize-1, fyne.TextStyle{Italic: true})
	l.add(band{height: lineHeight, texts: []text{{x: margin, w: l.room, s: s, size: textSize - 1, style: fyne.TextStyle{Italic: true}, colour: faint}}}, 4)
}

// block lays out what is not a row.
func (l *layout) block(b reading.Block) {
	if b.Kind == reading.Rule || len(b.Cells) == 0 {
		l.add(band{height: 9, rects: []rect{{x: margin, y: 4, w: l.room, h: 1, fill: edges}}}, 0)
		return
	}
	c := b.Cells[0]
	switch b.Kind {
	case reading.Line:
		for _, part := range pieces(c.Text, columnsIn(l.room)) {
			l.add(monoBand(part, 0, l.width), 0)
		}
		return
	case reading.Heading:
		l.y += 4
		c.Bold = true
		l.cell(c, headSize)
	default:
		l.cell(c, textSize)
	}
}

// cell lays out a paragraph, split into bands so that a long one scrolls cheaply.
func (l *layout) cell(c reading.Cell, size float32) {
	x, w := margin, l.room
	if c.Background != nil {
		x, w = x+pad, w-2*pad
	}
	style := fyne.TextStyle{Bold: c.Bold}
	for _, s := range wrap(c.Text, w, size, style) {
		b := band{height: lineHeight, texts: []text{{x: x, w: w, s: s, size: size, style: style, colour: colourOf(c), align: alignOf(c)}}}
		if c.Background != nil {
			b.rects = []rect{{x: margin, w: l.room, h: lineHeight + 1, fill: *c.Background}}
		}
		l.add(b, 0)
	}
	l.y += 6
}

func colourOf(c reading.Cell) color.Color {
	if c.Colour != nil {
		return *c.Colour
	}
	return dark
}

func alignOf(c reading.Cell) fyne.TextAlign {
	switch c.Align {
	case reading.Center:
		return fyne.TextAlignCenter
	case reading.Right:
		return fyne.TextAlignTrailing
	}
	return fyne.TextAlignLeading
}

// table lays out the rows of one table in common columns. Every row is a band.
func (l *layout) table(rows []reading.Block, followed bool) {
	columns := 1
	for _, r := range rows {
		n := 0
		for _, c := range r.Cells {
			n += max(1, c.Span)
		}
		columns = max(columns, n)
	}
	widths := columnWidths(rows, columns, l.room)
	for i, r := range rows {
		l.row(r, widths, i == 0, columns > 1 || len(rows) > 1)
	}
	if !followed {
		l.y += 8
	}
}

func (l *layout) row(r reading.Block, widths []float32, first, lined bool) {
	type placed struct {
		x, w  float32
		lines []string
		cell  reading.Cell
	}
	var cells []placed
	x, high, at := margin, lineHeight, 0
	for i, c := range r.Cells {
		w := float32(0)
		for n := 0; n < max(1, c.Span) && at < len(widths); n++ {
			w += widths[at]
			at++
		}
		if i == len(r.Cells)-1 { // a last cell takes what is left, as a banner does
			for ; at < len(widths); at++ {
				w += widths[at]
			}
		}
		lines := wrap(c.Text, max(8, w-2*pad), textSize, fyne.TextStyle{Bold: c.Bold || c.Header})
		cells = append(cells, placed{x, w, lines, c})
		high = max(high, float32(len(lines))*lineHeight)
		x += w
	}
	high += pad
	b := band{height: high}
	for _, c := range cells {
		if c.cell.Background != nil {
			b.rects = append(b.rects, rect{x: c.x, w: c.w, h: high, fill: *c.cell.Background})
		}
	}
	if lined {
		b.rects = append(b.rects, rect{x: margin, y: high - 1, w: x - margin, h: 1, fill: edges}, rect{x: margin, w: 1, h: high, fill: edges})
		for _, c := range cells {
			b.rects = append(b.rects, rect{x: c.x + c.w - 1, w: 1, h: high, fill: edges})
		}
		if first {
			b.rects = append(b.rects, rect{x: margin, w: x - margin, h: 1, fill: edges})
		}
	}
	for _, c := range cells {
		style := fyne.TextStyle{Bold: c.cell.Bold || c.cell.Header}
		for i, s := range c.lines {
			if s != "" {
				b.texts = append(b.texts, text{x: c.x + pad, y: pad/2 + float32(i)*lineHeight, w: max(0, c.w-2*pad), s: s, size: textSize, style: style, colour: colourOf(c.cell), align: alignOf(c.cell)})
			}
		}
	}
	l.add(b, 0)
}
