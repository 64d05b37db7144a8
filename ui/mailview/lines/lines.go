// Package lines shows plain text of any size as a page: in letters of one width, long
// lines wrapped. Only what is visible is shaped, so that fifty megabytes of source cost no
// more than a screen of it.
package lines

import (
	"image/color"
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"runchecks/ui/mailview/page"
	"runchecks/ui/mailview/style"
	"runchecks/ui/mailview/text"
)

// Measures in CSS pixels.
const (
	fontSize   = 12.5
	lineHeight = 17
	margin     = 12
	baseline   = 13 // from the top of a line
)

// leastColumns is how narrow text is wrapped.
const leastColumns = 20

// Ink is the colour of all text.
var Ink = color.NRGBA{0x1b, 0x1f, 0x24, 255}

var (
	paper = color.NRGBA{255, 255, 255, 255}
	font  = style.Font{Size: fontSize, Weight: 400, Mono: true}
)

// Text is a text laid out for one width. It does not change and may be read by several
// goroutines.
type Text struct {
	fonts  *text.Set
	text   string
	starts []int32 // of lines as they are shown, in bytes
	width  float64
	letter float64 // width of one
}

// MostBytes is what can be shown; positions are kept in 32 bits.
const MostBytes = math.MaxInt32

// New lays a text out for a width in CSS pixels.
func New(fonts *text.Set, s string, width float64) *Text {
	s = clean(s)
	t := &Text{fonts: fonts, text: s, width: width, letter: fonts.Shape("0", &font).Advance}
	columns := max(leastColumns, int((width-2*margin)/t.letter))
	t.starts = wrap(s, columns)
	t.findFaces()
	return t
}

// mostFound bounds the letters whose faces are looked for ahead.
const mostFound = 2000

// findFaces looks for the faces of letters beyond ASCII now, where it may take time:
// painting must not wait for it.
func (t *Text) findFaces() {
	seen := map[rune]bool{}
	for _, r := range t.text {
		if r >= utf8.RuneSelf && !seen[r] && len(seen) < mostFound {
			seen[r] = true
			t.fonts.Shape(string(r), &font)
		}
	}
}

// clean takes away what no line shows, such as signs that turn the direction of text.
func clean(s string) string {
	s = s[:min(len(s), MostBytes)]
	plain := true
	for i := 0; i < len(s) && plain; i++ {
		c := s[i]
		plain = c >= ' ' && c < 0x7f || c == '\n'
	}
	if plain {
		return s
	}
	s = strings.ToValidUTF8(s, "\uFFFD")
	s = strings.ReplaceAll(s, "\t", "    ")
	return strings.Map(func(r rune) rune {
		if r != '\n' && (unicode.IsControl(r) || unicode.Is(unicode.Cf, r)) {
			return -1
		}
		return r
	}, s)
}

// wrap returns where lines start that have no more than some columns. Letters of East Asia
// take two.
func wrap(s string, columns int) []int32 {
	starts := []int32{0}
	used, space := 0, -1 // the last space on the line
	start := 0
	for i := 0; i < len(s); {
		r, size := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(s[i:])
		}
		if r == '\n' {
			start, used, space = i+1, 0, -1
			starts = append(starts, int32(start))
			i++
			continue
		}
		w := 1
		if r >= 0x1100 {
			w = 2
		}
		if used+w > columns {
			if start = i; space > 0 {
				start = space + 1
			}
			starts = append(starts, int32(start))
			i, used, space = start, 0, -1
			continue
		}
		if r == ' ' && used > 0 {
			space = i
		}
		used += w
		i += size
	}
	return starts
}

// Lines returns how many lines are shown.
func (t *Text) Lines() int { return len(t.starts) }

// Line returns what line i shows.
func (t *Text) Line(i int) string {
	end := len(t.text)
	if i+1 < len(t.starts) {
		end = int(t.starts[i+1])
	}
	return strings.TrimSuffix(t.text[t.starts[i]:end], "\n")
}

// Size implements what the viewer asks of a page.
func (t *Text) Size() (w, h float64) {
	return t.width, 2*margin + lineHeight*float64(len(t.starts))
}

// Background returns the colour of the paper.
func (t *Text) Background() color.NRGBA { return paper }

// visible returns the lines that touch y0 to y1.
func (t *Text) visible(y0, y1 float64) (from, to int) {
	from = max(0, int((y0-margin)/lineHeight))
	to = min(len(t.starts), int((y1-margin)/lineHeight)+1)
	return from, to
}

// Visible calls f for the pieces of the visible lines.
func (t *Text) Visible(y0, y1 float64, f func(*page.Item)) {
	from, to := t.visible(y0, y1)
	for i := from; i < to; i++ {
		y := margin + lineHeight*float64(i)
		x := float64(margin)
		t.pieces(i, func(w text.Shaped) {
			f(&page.Item{
				Kind: page.Text, Rect: page.Rect{X: x, Y: y, W: w.Advance, H: lineHeight}, Colour: Ink, Under: paper,
				Word: w, Size: fontSize, Base: y + baseline,
			})
			x += w.Advance
		})
	}
}

// pieceBytes is how much of a line is shaped at once.
const pieceBytes = 128

// pieces calls f for the parts of a line.
func (t *Text) pieces(i int, f func(w text.Shaped)) {
	for line := t.Line(i); line != ""; {
		n := min(len(line), pieceBytes)
		for n < len(line) && n > pieceBytes-utf8.UTFMax && !utf8.RuneStart(line[n]) {
			n--
		}
		f(t.fonts.Shape(line[:n], &font))
		line = line[n:]
	}
}

// caret returns how far the gap before a letter of a line is from the left.
func (t *Text) caret(i, letter int) float64 {
	x := float64(margin)
	t.pieces(i, func(w text.Shaped) {
		if letter > 0 {
			x += w.Caret(letter)
			letter -= w.Letters
		}
	})
	return x
}

// TitleAt returns nothing: plain text says all it has.
func (t *Text) TitleAt(float64, float64) string { return "" }

// LinkAt returns nothing: links in plain text are copied, not clicked.
func (t *Text) LinkAt(float64, float64) string { return "" }
