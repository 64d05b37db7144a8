// Package layout turns the tree of a mail into boxes and places them: blocks, lines of
// text, floats, simple flex rows and tables, by the rules of CSS 2.2 as Chromium follows
// them, quirks mode included (docs/mailview.md lists the rules that were measured).
// Boxes are made once for a mail; their places are found anew for every width.
package layout

import (
	"runchecks/ui/mailview/dom"
	"runchecks/ui/mailview/page"
	"runchecks/ui/mailview/style"
)

type kind uint8

const (
	blockBox kind = iota // a block container: also list items, captions, cells
	inlineBox
	textBox
	pictureBox
	lineBreak
	inlineBlock
	tableBox
	inlineTable
	flexBox
	splitInline // an inline box around blocks; its parent takes its children
	markerBox   // the bullet or number of a list item within its text
)

// box is an element, a text, or what CSS puts around them. Places are of the border box,
// from the corner of the parent's.
type box struct {
	kind    kind
	node    *dom.Node // nil for anonymous boxes
	style   *style.Style
	text    string
	kids    []*box
	table   *table
	picture *page.Image
	marker  string // of a list item

	isolated bool // floats and margins neither enter nor leave
	inline   bool // the kids are inline

	x, y, w, h float64
	lines      []line
	alone      []*box  // floats that are on no line
	baseline   float64 // from the top; negative for none
	clipped    bool
	shifted    float64 // how far the content of a cell was moved down

	least, most float64 // widths, see measure
	measured    bool

	top     margin // above, with those of the first children that collapse with it
	topPass int    // of the layout that found it
	bottom  margin // that of the last child, where it collapses with this box's own
	empty   bool   // margins collapse through it
	cleared bool   // an empty kid moved below floats: the margin below the last one stays inside
	inCell  bool   // of a table: somewhere inside a cell of another one

	pass      int // of the layout that placed this atom last, and its width then
	passWidth float64

	paragraph *paragraph
	edges     *[4]style.Edge // of a cell, in place of those of the style
}

// isBlock reports whether a box stands below its siblings. Floats do not.
func (b *box) isBlock() bool {
	switch b.kind {
	case blockBox, tableBox, flexBox:
		return b.style.Float == 0
	case pictureBox:
		return b.style.Float == 0 && b.style.Display == style.Block
	case splitInline:
		return true
	}
	return false
}

func (b *box) floats() bool {
	return b.style.Float != 0 && b.kind != textBox && b.kind != splitInline && b.kind != inlineBox && b.kind != lineBreak
}

// flatten replaces split inline boxes by their parts.
func flatten(kids []*box) []*box {
	split := false
	for _, k := range kids {
		split = split || k.kind == splitInline
	}
	if !split {
		return kids
	}
	var out []*box
	for _, k := range kids {
		if k.kind == splitInline {
			out = append(out, k.kids...)
		} else {
			out = append(out, k)
		}
	}
	return out
}

// onlySpace reports whether a box shows nothing.
func onlySpace(b *box) bool {
	switch b.kind {
	case textBox:
		return isBlank(b.text) && !b.style.Space.KeepsSpaces()
	case inlineBox:
		if b.style.Decorated() {
			return false
		}
		for _, k := range b.kids {
			if !onlySpace(k) {
				return false
			}
		}
		return true
	}
	return false
}

// isBlank reports whether a text is white space only.
func isBlank(s string) bool {
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case ' ', '\t', '\n', '\r', '\f':
		default:
			return false
		}
	}
	return true
}
