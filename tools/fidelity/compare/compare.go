// Package compare holds the words of one page in the program's layout engine
// against the words of the same page in a browser.
package compare

import (
	"math"
	"slices"

	"runchecks/tools/fidelity/layout"
)

const (
	// Tolerance is how far a word may be off, in CSS pixels. It is the width of
	// rounding: one pixel snapped differently, and half a pixel for glyphs.
	Tolerance = 1.5
	// HeightTolerance is the same for the height of the page.
	HeightTolerance = 2
)

// Reference is the page as the browser has it.
type Reference struct {
	Words []layout.Word
	// Heights are the heights that are right. There is more than one, because a
	// browser's page is never lower than its window and ours has no window.
	Heights []float64
}

// Kind says what is wrong with a word.
type Kind string

// The kinds, worst first.
const (
	Missing  Kind = "missing"  // the browser has it, the engine does not
	Extra    Kind = "extra"    // the other way round
	Moved    Kind = "moved"    // it is elsewhere
	Coloured Kind = "coloured" // it is in place in another colour
)

// Wrong is one word that is not right. X and Y are where it should be, for an
// extra word where it is.
type Wrong struct {
	Kind      Kind
	Text      string
	X, Y      float64
	DX, DY    float64
	Want, Got layout.Colour
}

// Result is one page compared.
type Result struct {
	// Total is the number of visible words of the browser and of extra ones.
	Total, Right int
	// Wrong is sorted, worst first.
	Wrong []Wrong
	// Colours is the number of words with another colour, moved or not.
	Colours int
	// DX, DY and DW are the absolute differences of all words that could be
	// measured against each other, sorted; DW only of words with equal text.
	DX, DY, DW              []float64
	HeightWanted, HeightGot float64
}

// Pages compares two pages. Their characters are aligned, not their words: a word
// that one side cuts in two (at a line end, at a change of style) still matches.
func Pages(reference Reference, ours layout.Layout) Result {
	want := newStream(reference.Words)
	got := newStream(ours.Words)
	result := Result{HeightGot: ours.Height, HeightWanted: nearest(reference.Heights, ours.Height)}
	matched := make([]bool, len(got.words))
	partners := align(want.runes, got.runes)
	for at, partner := range partners {
		if partner >= 0 {
			matched[got.places[partner].word] = true
		}
		if place := want.places[at]; place.index == 0 {
			result.add(want.words[place.word], got.word(partner))
		}
	}
	for i, word := range got.words {
		if !matched[i] {
			result.Total++
			result.Wrong = append(result.Wrong, Wrong{Kind: Extra, Text: word.Text, X: word.X, Y: word.Y, Got: word.Colour})
		}
	}
	slices.Sort(result.DX)
	slices.Sort(result.DY)
	slices.Sort(result.DW)
	slices.SortStableFunc(result.Wrong, worstFirst)
	return result
}

// add judges one word of the browser. found has no word when its first character
// is nowhere in the engine's page.
func (r *Result) add(want layout.Word, found found) {
	r.Total++
	wrong := Wrong{Text: want.Text, X: want.X, Y: want.Y, Want: want.Colour}
	if found.word == nil {
		wrong.Kind = Missing
		r.Wrong = append(r.Wrong, wrong)
		return
	}
	got := *found.word
	wrong.Got = got.Colour
	away := false
	if found.index == 0 && startsAlike(want.Text, got.Text) {
		wrong.DX, wrong.DY = got.X-want.X, got.Y-want.Y
		r.DX = append(r.DX, math.Abs(wrong.DX))
		r.DY = append(r.DY, math.Abs(wrong.DY))
		if want.Text == got.Text {
			r.DW = append(r.DW, math.Abs(got.W-want.W))
		}
		away = math.Abs(wrong.DX) > Tolerance || math.Abs(wrong.DY) > Tolerance
	} else {
		// The word begins inside one of ours: where exactly, ours does not say.
		wrong.DX, wrong.DY = apart(want.X, want.W, got.X, got.W), apart(want.Y, want.H, got.Y, got.H)
		away = wrong.DX > Tolerance || wrong.DY > Tolerance
	}
	if want.Colour != got.Colour {
		r.Colours++
		wrong.Kind = Coloured
	}
	if away {
		wrong.Kind = Moved
	}
	if wrong.Kind == "" {
		r.Right++
		return
	}
	r.Wrong = append(r.Wrong, wrong)
}

// Off is the number of words that are not where they should be.
func (r Result) Off() int {
	n := 0
	for _, wrong := range r.Wrong {
		if wrong.Kind != Coloured {
			n++
		}
	}
	return n
}

// HeightRight says whether both pages end at the same height.
func (r Result) HeightRight() bool {
	return math.Abs(r.HeightGot-r.HeightWanted) <= HeightTolerance
}

// Exact says whether nothing at all is wrong with the page.
func (r Result) Exact() bool { return len(r.Wrong) == 0 && r.HeightRight() }

// Share is the percentage of right words; a page without words is right.
func Share(right, total int) float64 {
	if total == 0 {
		return 100
	}
	return 100 * float64(right) / float64(total)
}

// Quantile reads from sorted values; q 0.5 is the median and 1 the largest. There
// is none of no values, and 0 is as good as any.
func Quantile(sorted []float64, q float64) float64 {
	if len(sorted) == 0 {
		return 0
	}
	return sorted[min(len(sorted)-1, int(q*float64(len(sorted))))]
}

func nearest(heights []float64, to float64) float64 {
	best := math.Inf(1)
	for _, height := range heights {
		if math.Abs(height-to) < math.Abs(best-to) {
			best = height
		}
	}
	return best
}

// apart is the gap between two stretches of a line, 0 when they touch.
func apart(a, aLength, b, bLength float64) float64 {
	return max(0, b-(a+aLength), a-(b+bLength))
}

func worstFirst(a, b Wrong) int {
	rank := map[Kind]int{Missing: 0, Extra: 1, Moved: 2, Coloured: 3}
	if a.Kind != b.Kind {
		return rank[a.Kind] - rank[b.Kind]
	}
	far := func(w Wrong) float64 { return math.Hypot(w.DX, w.DY) }
	switch {
	case far(a) > far(b):
		return -1
	case far(a) < far(b):
		return 1
	}
	return 0
}
