package layout

import (
	"slices"
	"strings"

	"golang.org/x/text/unicode/bidi"
)

// rightToLeft reports whether a letter is written from right to left.
func rightToLeft(r rune) bool {
	p, _ := bidi.LookupRune(r)
	c := p.Class()
	return c == bidi.R || c == bidi.AL
}

// Directions of a piece of a line.
const (
	neutral = iota
	leftward
	rightward
	digits
)

// direction returns how a piece runs: as its first letter that has a direction.
func direction(pc *piece) int {
	if pc.box != nil {
		return neutral
	}
	number := false
	for _, r := range pc.text {
		p, _ := bidi.LookupRune(r)
		switch p.Class() {
		case bidi.R, bidi.AL:
			return leftward
		case bidi.L:
			return rightward
		case bidi.EN, bidi.AN:
			number = true
		}
	}
	if number {
		return digits
	}
	return neutral
}

// visualOrder puts the pieces of a line into the order in which they are seen: the
// Unicode bidirectional algorithm (UAX 9), whole words at a time, because the letters
// within a word are in order already.
func (a *assembler) visualOrder(x0 float64, base bool) {
	pieces := a.ln.pieces
	if len(pieces) == 0 {
		return
	}
	levels := embedding(pieces, base)
	order := make([]int, len(pieces))
	for i := range order {
		order[i] = i
	}
	for level := slices.Max(levels); level > 0; level-- { // rule L2
		for i := 0; i < len(order); {
			j := i
			for j < len(order) && levels[order[j]] >= level {
				j++
			}
			slices.Reverse(order[i:j])
			i = max(j, i+1)
		}
	}
	x := x0
	for _, i := range order {
		if levels[i]%2 == 1 {
			a.mirror(&pieces[i])
		}
		pieces[i].x = x
		x += pieces[i].w
	}
}

var mirrored = strings.NewReplacer("(", ")", ")", "(", "[", "]", "]", "[", "{", "}", "}", "{", "<", ">", ">", "<", "\u00ab", "\u00bb", "\u00bb", "\u00ab")

// mirror draws brackets that stand in text from right to left the other way round (rule L4).
func (a *assembler) mirror(pc *piece) {
	if pc.box != nil || direction(pc) != neutral {
		return
	}
	if other := mirrored.Replace(pc.text); other != pc.text {
		pc.word = a.l.fonts.Shape(other, &pc.style.Font)
	}
}

// embedding returns the level of each piece (rules W and N, simplified to words).
func embedding(pieces []piece, base bool) []int {
	outer, inner := 0, 2 // levels of left-to-right pieces outside and inside
	if base {
		outer = 1
	}
	levels := make([]int, len(pieces))
	kinds := make([]int, len(pieces))
	strong := rightward
	if base {
		strong = leftward
	}
	for i := range pieces {
		kinds[i] = direction(&pieces[i])
		if kinds[i] == digits && strong == rightward {
			kinds[i] = rightward
		}
		if kinds[i] == leftward || kinds[i] == rightward {
			strong = kinds[i]
		}
	}
	for i, k := range kinds {
		switch k {
		case leftward:
			levels[i] = 1
		case digits:
			levels[i] = inner
		case rightward:
			if levels[i] = 0; base {
				levels[i] = inner
			}
		default:
			levels[i] = outer
			before := sideways(kinds[:i], true)
			switch {
			case before != sideways(kinds[i+1:], false):
			case before == leftward:
				levels[i] = 1
			case before == rightward && base:
				levels[i] = inner
			}
		}
	}
	return levels
}

// sideways returns the direction of the nearest piece that has one; numbers count as
// written from right to left there (rule N1).
func sideways(kinds []int, fromEnd bool) int {
	for n := range kinds {
		k := kinds[n]
		if fromEnd {
			k = kinds[len(kinds)-1-n]
		}
		switch k {
		case digits:
			return leftward
		case leftward, rightward:
			return k
		}
	}
	return neutral
}
