package layout

import (
	"math"
	"strconv"
	"strings"

	"runchecks/ui/mailview/style"
)

// The bullets that are drawn.
const (
	discSign   = "\u2022"
	circleSign = "\u25e6"
	squareSign = "\u25aa"
)

// marker returns what stands before a list item.
func marker(b style.Bullet, number int) string {
	switch b {
	case style.NoBullet:
		return ""
	case style.Disc:
		return discSign
	case style.Circle:
		return circleSign
	case style.Square:
		return squareSign
	case style.LowerAlpha:
		return strings.ToLower(letters(number)) + ". "
	case style.UpperAlpha:
		return letters(number) + ". "
	case style.LowerRoman:
		return strings.ToLower(roman(number)) + ". "
	case style.UpperRoman:
		return roman(number) + ". "
	}
	return strconv.Itoa(number) + ". "
}

// setMarker gives a list item its marker: beside it, or at the start of its text.
func (b *box) setMarker(m string, inside bool) {
	if m == "" || !inside {
		b.marker = m
		return
	}
	first := &box{kind: markerBox, style: b.style, text: m}
	if !b.inline {
		first = anonymousBlock([]*box{first}, b.style)
	}
	b.kids = append([]*box{first}, b.kids...)
}

// markerAboveList gives the marker of an item that begins with another list a line of its
// own, as browsers do in quirks mode.
func (b *box) markerAboveList() {
	if b.marker == "" || b.inline || len(b.kids) == 0 || b.kids[0].node == nil {
		return
	}
	switch b.kids[0].node.Tag {
	case "ul", "ol":
		nothing := &box{kind: markerBox, style: b.style}
		b.kids = append([]*box{anonymousBlock([]*box{nothing}, b.style)}, b.kids...)
	}
}

// bulletSize returns the width and height of a bullet for a font, in CSS pixels: Chromium
// draws bullets, they are not letters.
func bulletSize(ascent float64) float64 { return math.Floor((math.Floor(ascent*2/3) + 1) / 2) }

// letters counts A, B, ... Z, AA.
func letters(n int) string {
	if n <= 0 {
		return strconv.Itoa(n)
	}
	s := ""
	for ; n > 0; n /= 26 {
		n--
		s = string(rune('A'+n%26)) + s
	}
	return s
}

var romans = []struct {
	value int
	sign  string
}{
	{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"},
}

func roman(n int) string {
	if n <= 0 || n > 3999 {
		return strconv.Itoa(n)
	}
	var b strings.Builder
	for _, r := range romans {
		for ; n >= r.value; n -= r.value {
			b.WriteString(r.sign)
		}
	}
	return b.String()
}
