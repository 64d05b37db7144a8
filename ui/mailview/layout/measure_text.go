package layout

import "math"

// tabStops is how many spaces a tab reaches.
const tabStops = 8

// measure returns the width of the longest piece that cannot break, and that of the
// longest line without breaks, in CSS pixels rounded up to 1/64 as browsers do.
func (p *paragraph) measure(l *layouter) (least, most float64) {
	if p.measured {
		return p.least, p.most
	}
	p.measured = true
	m := textMeasure{line: p.root.Indent.Or0(0), sticky: p.sticky}
	for i := 0; i < len(p.items) && l.tick(1); i++ {
		hard := p.items[i].kind == breakItem
		for hard && i+1 < len(p.items) && p.items[i+1].kind == closeItem {
			i++ // what closes right after a break belongs to the line before
			m.add(l, &p.items[i])
		}
		if hard {
			m.endLine()
			continue
		}
		m.add(l, &p.items[i])
	}
	m.endLine()
	p.least = math.Ceil(m.least*64) / 64
	p.most = math.Ceil((m.most+m.floats)*64) / 64
	return p.least, p.most
}

type textMeasure struct {
	least, most         float64
	line, piece         float64 // so far
	lineTail, pieceTail float64 // of them, spaces at the end
	floats              float64
	sticky              bool
}

func (m *textMeasure) add(l *layouter, it *item) {
	switch it.kind {
	case floatItem:
		least, most := l.measure(it.box)
		margins := outerMargins(it.box.style, 0)
		m.least = max(m.least, least+margins)
		m.floats += most + margins
	case atomItem:
		least, most := l.measure(it.box)
		margins := outerMargins(it.box.style, 0)
		m.piece += least + margins
		m.line += most + margins
		m.lineTail, m.pieceTail = 0, 0
		if m.breaks(it) {
			m.endPiece()
		}
	case tabItem:
		m.line += tabStops * l.fonts.Shape(" ", &it.style.Font).Advance
		m.endPiece()
	case spaceItem:
		m.line += it.width
		if it.hangs {
			m.lineTail += it.width
		}
		if it.breaks {
			m.endPiece()
			return
		}
		m.piece += it.width
		if it.hangs {
			m.pieceTail += it.width
		}
	case openItem, closeItem: // they do not hold the spaces before them
		m.line += it.width
		m.piece += it.width
	default:
		m.line += it.width
		m.lineTail, m.pieceTail = 0, 0
		if it.kind == wordItem && it.anywhere && it.style.BreakAll {
			m.piece = max(m.piece, it.width/float64(max(1, it.word.Letters)))
		} else {
			m.piece += it.width
		}
		if m.breaks(it) {
			m.endPiece()
		}
	}
}

// breaks reports whether a piece ends after an item.
func (m *textMeasure) breaks(it *item) bool { return it.breaks && (!m.sticky || !it.sticks) }

func (m *textMeasure) endPiece() {
	m.least = max(m.least, m.piece-m.pieceTail)
	m.piece, m.pieceTail = 0, 0
}

func (m *textMeasure) endLine() {
	m.endPiece()
	m.most = max(m.most, m.line-m.lineTail)
	m.line, m.lineTail = 0, 0
}
