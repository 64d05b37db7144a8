package layout

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"runchecks/ui/mailview/limit"
	"runchecks/ui/mailview/style"
	"runchecks/ui/mailview/text"
)

type itemKind uint8

const (
	wordItem itemKind = iota
	spaceItem
	openItem  // the start of an inline box
	closeItem // its end
	atomItem  // a picture or inline block
	breakItem
	floatItem
	tabItem
)

// item is one piece of a paragraph.
type item struct {
	kind     itemKind
	breaks   bool // the line may break after it
	anywhere bool // it may be cut where it does not fit
	hangs    bool // a space that vanishes at the edges of a line
	sticks   bool // it breaks only because of a picture
	marker   bool // the bullet or number of a list item
	placed   bool // a float that has its place
	parent   int  // index of the open item around it, -1 for none
	style    *style.Style
	box      *box
	word     text.Shaped
	text     string
	width    float64
}

// paragraph is the inline content of a block, cut into items. The items do not change;
// a layout works on a copy.
type paragraph struct {
	root        *style.Style
	items       []item
	leftToRight bool // nothing in it runs the other way

	sticky      bool // pictures stay with the text beside them, see measureCell
	least, most float64
	measured    bool
}

func (l *layouter) paragraphOf(b *box) *paragraph {
	if b.paragraph == nil {
		c := collector{l: l, p: &paragraph{root: b.style, leftToRight: !b.style.RightToLeft}, lastSpace: true, last: -1, open: -1}
		for _, k := range b.kids {
			c.box(k)
		}
		l.items += len(c.p.items)
		b.paragraph = c.p
	}
	return b.paragraph
}

// collector cuts inline boxes into items and collapses white space.
type collector struct {
	l *layouter
	p *paragraph

	lastSpace    bool // white space here vanishes
	last         int  // the last item that a break may follow, -1 for none
	open         int  // the innermost open item
	prev, before rune // the last two letters; ' ' after white space, 0 for none
}

func (c *collector) add(it item) {
	it.parent = c.open
	c.p.items = append(c.p.items, it)
}

func (c *collector) full() bool {
	if c.l.items+len(c.p.items) > c.l.lim.Items {
		c.l.cuts.Add(limit.Text)
		return true
	}
	return false
}

func (c *collector) box(b *box) {
	if !c.l.tick(1) || c.full() {
		return
	}
	switch b.kind {
	case textBox:
		c.text(b)
	case lineBreak:
		it := item{kind: breakItem, style: b.style}
		if b.style.Clear != 0 {
			it.box = b
		}
		c.add(it)
		c.lastSpace, c.last, c.prev, c.before = true, -1, 0, 0
	case inlineBox:
		c.inline(b)
	case markerBox:
		c.marker(b)
	default:
		c.atom(b)
	}
}

func (c *collector) inline(b *box) {
	s := b.style
	me := len(c.p.items)
	c.add(item{kind: openItem, style: s, box: b, width: s.Padding[style.Left].Or0(0) + s.Border[style.Left].Width() + s.Margin[style.Left].Or0(0)})
	was := c.open
	c.open = me
	for _, k := range b.kids {
		c.box(k)
	}
	// The end belongs to the box, so that what is open can be told from it.
	c.add(item{kind: closeItem, style: s, box: b, width: s.Padding[style.Right].Or0(0) + s.Border[style.Right].Width() + s.Margin[style.Right].Or0(0)})
	c.open = was
}

// marker adds the bullet or number of a list item that stands inside its text.
func (c *collector) marker(b *box) {
	it := item{kind: wordItem, style: b.style, text: b.text, marker: true, breaks: c.p.root.Space.Wraps()}
	switch b.text {
	case discSign, circleSign, squareSign:
		ascent, _ := c.l.fonts.Metrics(&b.style.Font)
		it.width = bulletSize(ascent) + b.style.Size + 1 // as in Chromium
	default:
		it.word = c.l.fonts.Shape(b.text, &b.style.Font)
		it.width = it.word.Advance
	}
	c.add(it)
	c.last = len(c.p.items) - 1
}

func (c *collector) atom(b *box) {
	if b.floats() {
		c.add(item{kind: floatItem, style: b.style, box: b})
		return
	}
	sticks := b.kind == pictureBox
	if last := c.last; last >= 0 && !c.p.items[last].breaks && c.wrapsAfter(last) { // lines break around atoms
		c.p.items[last].breaks, c.p.items[last].sticks = true, sticks
	}
	c.add(item{kind: atomItem, style: b.style, box: b, sticks: sticks})
	c.last = len(c.p.items) - 1
	c.lastSpace, c.prev, c.before = false, 0, 0
}

// wrapsAfter reports whether lines break between an item and what comes now: that is for
// the innermost box around both to say.
func (c *collector) wrapsAfter(i int) bool {
	for k := c.p.items[i].parent; k >= 0; k = c.p.items[k].parent {
		for o := c.open; o >= k; o = c.p.items[o].parent {
			if o == k {
				return c.p.items[k].style.Space.Wraps()
			}
		}
	}
	return c.p.root.Space.Wraps()
}

func (c *collector) text(b *box) {
	s := b.style
	t := transformed(b.text, s.Transform)
	space := s.Space
	wraps := space.Wraps()
	start := 0
	for i, r := range t {
		if i < start {
			continue
		}
		switch {
		case r == '\n' && space.KeepsLines():
			c.words(t[start:i], s)
			c.add(item{kind: breakItem, style: s})
			c.lastSpace, c.last, start = true, -1, i+1
			c.prev, c.before = ' ', ' '
			continue
		case r == '\t' && space.KeepsSpaces():
			c.words(t[start:i], s)
			c.add(item{kind: tabItem, style: s, text: "\t", breaks: wraps})
			c.last, start = len(c.p.items)-1, i+1
			c.prev, c.before = ' ', ' '
			continue
		case text.IsSpace(r):
			c.words(t[start:i], s)
			if start = i + 1; r == '\r' && space.KeepsSpaces() {
				continue
			}
			c.space(s)
			c.prev, c.before = ' ', ' '
			continue
		}
		if wraps && c.prev != 0 && c.prev != ' ' && (s.BreakAll || text.MayBreak(c.before, c.prev, r)) {
			c.words(t[start:i], s)
			start = i
			if c.last >= 0 {
				c.p.items[c.last].breaks = true
			}
		}
		c.before, c.prev = c.prev, r
		if r >= 0x590 && rightToLeft(r) {
			c.p.leftToRight = false
		}
	}
	c.words(t[start:], s)
}

func (c *collector) space(s *style.Style) {
	keep := s.Space.KeepsSpaces()
	if c.lastSpace && !keep {
		if c.last >= 0 && c.p.items[c.last].kind == spaceItem && s.Space.Wraps() {
			c.p.items[c.last].breaks = true
		}
		return
	}
	word := c.l.fonts.Shape(" ", &s.Font)
	c.add(item{kind: spaceItem, style: s, word: word, text: " ", width: word.Advance + s.LetterSpacing, breaks: s.Space.Wraps(), hangs: !keep})
	c.lastSpace, c.last = !keep, len(c.p.items)-1
}

// longestPiece is how many bytes of a word are shaped at once.
const longestPiece = 256

// words adds text without white space, in pieces if it is long.
func (c *collector) words(w string, s *style.Style) {
	w = strings.ReplaceAll(w, "\u00ad", "")
	for w != "" {
		piece := w
		if len(piece) > longestPiece {
			cut := longestPiece
			for cut > longestPiece-utf8.UTFMax && !utf8.RuneStart(piece[cut]) {
				cut--
			}
			piece = piece[:cut]
		}
		w = w[len(piece):]
		if !c.l.tick(1+len(piece)/16) || c.full() {
			return
		}
		if c.p.root.RightToLeft { // signs beside a word may stand on its other side
			n := len(punctuationFirst(piece))
			piece, w = piece[:n], piece[n:]+w
		}
		word := c.l.fonts.Shape(piece, &s.Font)
		if last := c.last; last >= 0 && c.p.items[last].kind == atomItem {
			c.p.items[last].breaks = c.wrapsAfter(last)
		}
		c.add(item{
			kind: wordItem, style: s, word: word, text: piece, width: word.Advance + s.LetterSpacing*float64(word.Letters),
			anywhere: (s.BreakWord || s.BreakAll) && s.Space.Wraps(),
		})
		c.last, c.lastSpace = len(c.p.items)-1, false
	}
}

// punctuationFirst returns the signs that text begins with, or what is before the next ones.
func punctuationFirst(s string) string {
	sign := func(r rune) bool { return unicode.IsPunct(r) || unicode.IsSymbol(r) }
	first, _ := utf8.DecodeRuneInString(s)
	end := strings.IndexFunc(s, func(r rune) bool { return sign(r) != sign(first) })
	switch {
	case end < 0:
		return s
	case sign(first):
		return s[:end]
	case strings.TrimLeftFunc(s[end:], sign) == "": // only what ends the word is apart
		return s[:end]
	}
	last := len(strings.TrimRightFunc(s, sign))
	return s[:last]
}

func transformed(t string, how style.Transform) string {
	switch how {
	case style.Upper:
		return strings.ToUpper(t)
	case style.Lower:
		return strings.ToLower(t)
	case style.Capitals:
		start := true
		return strings.Map(func(r rune) rune {
			if start {
				r = unicode.ToTitle(r)
			}
			start = unicode.IsSpace(r)
			return r
		}, t)
	}
	return t
}
