package mailpane

import (
	"image/color"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"runchecks/ui/widget/ink"
)

// marker is the colour behind marked words: text stays readable on it in any
// colour that reports use.
var marker = color.NRGBA{R: 0xff, G: 0xe0, B: 0x66, A: 0xff}

// leastLine is how long a line must be to be marked as a part of longer words,
// which are broken over several lines.
const leastLine = 8

// Mark shows where words stand, until other words are marked. Case does not count.
// With a row only those in a row of a table, or on a line, that names it too are
// shown, if there are any.
func (p *Pane) Mark(words []string, row string) {
	folded := make([]string, 0, len(words))
	for _, w := range words {
		if w = strings.ToLower(strings.Join(strings.Fields(w), " ")); w != "" {
			folded = append(folded, w)
		}
	}
	p.paper.marks, p.paper.row = folded, strings.ToLower(row)
	if _, ok := p.paper.firstMark(); !ok {
		p.paper.row = "" // the row is named otherwise here
	}
	clear(p.paper.drawn)
	p.paper.update()
	p.paper.Refresh()
}

// ScrollToMark brings the first of the marked words into view; false where none of
// them stands on the page.
func (p *Pane) ScrollToMark() bool {
	if top, ok := p.paper.firstMark(); ok {
		if y := p.Offset(); top < y || top+lineHeight > y+p.scroll.Size().Height {
			p.scrollTo(top - 3*lineHeight)
		}
		return true
	}
	return false
}

// firstMark returns where the first word that is there stands.
func (a *paper) firstMark() (float32, bool) {
	for _, w := range a.marks {
		for _, b := range a.bands {
			if !a.inRow(b) {
				continue
			}
			for _, t := range b.texts {
				if _, _, ok := found(t.s, w); ok {
					return b.top + t.y, true
				}
			}
		}
	}
	return 0, false
}

// inRow reports whether a band belongs to the row that marks are kept to.
func (a *paper) inRow(b band) bool {
	return a.row == "" || slices.ContainsFunc(b.texts, func(t text) bool { return strings.Contains(strings.ToLower(t.s), a.row) })
}

// found returns which bytes of a line belong to folded words.
func found(line, words string) (from, to int, ok bool) {
	lower := strings.ToLower(line)
	if at := strings.Index(lower, words); at >= 0 {
		if len(lower) != len(line) {
			return 0, len(line), true // folding moved the bytes: mark the line
		}
		return at, at + len(words), true
	}
	if part := strings.TrimSpace(lower); len(part) >= leastLine && strings.Contains(words, part) {
		return 0, len(line), true
	}
	return 0, 0, false
}

// marked returns the strips behind the words of a text that are marked.
func (a *paper) marked(t text) []rect {
	var out []rect
	for _, w := range a.marks {
		from, to, ok := found(t.s, w)
		if !ok {
			continue
		}
		left, width := ink.Width(t.s[:from], t.size, t.style), ink.Width(t.s[from:to], t.size, t.style)
		switch whole := ink.Width(t.s, t.size, t.style); t.align {
		case fyne.TextAlignCenter:
			left += (t.w - whole) / 2
		case fyne.TextAlignTrailing:
			left += t.w - whole
		}
		out = append(out, rect{x: t.x + left - 1, y: t.y + 1, w: width + 2, h: lineHeight - 2, fill: marker})
	}
	return out
}
