package page

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"runchecks/ui/mailview/text"
)

// Pos is a place between letters.
type Pos struct{ Fragment, Letter int }

// Before reports whether a stands before b.
func (a Pos) Before(b Pos) bool {
	return a.Fragment < b.Fragment || a.Fragment == b.Fragment && a.Letter < b.Letter
}

// Range is the text between two places; From is not after To.
type Range struct{ From, To Pos }

// Between returns the range between two places in any order.
func Between(a, b Pos) Range {
	if b.Before(a) {
		a, b = b, a
	}
	return Range{a, b}
}

// Empty reports whether nothing is in the range.
func (r Range) Empty() bool { return r.From == r.To }

// All returns the range of the whole text.
func (p *Page) All() Range {
	n := len(p.Fragments) - 1
	if n < 0 {
		return Range{}
	}
	return Range{To: Pos{n, utf8.RuneCountInString(p.Fragments[n].Text)}}
}

// Hit returns the place nearest to a point: within its cell, and there on its line if there
// is one.
func (p *Page) Hit(x, y float64) Pos {
	first, end := 0, len(p.Fragments)
	for i := range p.Cells { // inner cells come later
		if c := &p.Cells[i]; c.First < c.End && c.Rect.Has(x, y) {
			first, end = c.First, c.End
		}
	}
	best, least := -1, math.Inf(1)
	for i := first; i < end; i++ {
		r := p.Fragments[i].Rect
		away := 1000*outside(y, r.Y, r.Bottom()) + outside(x, r.X, r.Right())
		if away < least {
			best, least = i, away
		}
	}
	if best < 0 {
		return Pos{}
	}
	return Pos{best, p.Fragments[best].letterAt(x)}
}

// outside returns how far v is from lo to hi.
func outside(v, lo, hi float64) float64 { return max(0, lo-v, v-hi) }

// letterAt returns the gap between letters nearest to x.
func (f *Fragment) letterAt(x float64) int {
	n := utf8.RuneCountInString(f.Text)
	best, least := 0, math.Inf(1)
	for i := 0; i <= n; i++ {
		if d := math.Abs(f.Rect.X + f.caret(i) - x); d < least {
			best, least = i, d
		}
	}
	return best
}

// caret returns how far the gap before letter i is from the left edge.
func (f *Fragment) caret(i int) float64 {
	n := utf8.RuneCountInString(f.Text)
	if f.Word.Word == nil || f.Word.Letters != n || n == 1 {
		return f.Rect.W * float64(i) / float64(max(1, n)) // bullets, and spaces made wider
	}
	return min(f.Rect.W, f.Word.Caret(i)+f.Spacing*float64(i))
}

// WordAt returns the word around a place.
func (p *Page) WordAt(at Pos) Range {
	if at.Fragment >= len(p.Fragments) {
		return Range{}
	}
	from, to := at.Fragment, at.Fragment
	joined := func(i int) bool { // with the fragment before
		return i > 0 && i < len(p.Fragments) && p.Fragments[i].Separator == "" && !blank(p.Fragments[i].Text) && !blank(p.Fragments[i-1].Text)
	}
	for joined(from) {
		from--
	}
	for joined(to + 1) {
		to++
	}
	return Range{Pos{from, 0}, Pos{to, utf8.RuneCountInString(p.Fragments[to].Text)}}
}

func blank(s string) bool { return strings.TrimFunc(s, unicode.IsSpace) == "" }

// Text returns what a range says: cells of a row separated by tabs, rows and blocks by
// line ends.
func (p *Page) Text(r Range) string {
	var b strings.Builder
	for i := r.From.Fragment; i <= r.To.Fragment && i < len(p.Fragments); i++ {
		f := &p.Fragments[i]
		s := f.Text
		if i == r.To.Fragment {
			s, _ = text.Cut(s, r.To.Letter)
		}
		if i == r.From.Fragment {
			_, s = text.Cut(s, r.From.Letter)
		} else {
			b.WriteString(f.Separator)
		}
		b.WriteString(s)
	}
	return strings.ReplaceAll(b.String(), "\u00a0", " ")
}

// Rects returns where a range stands between y0 and y1, pieces of a line joined.
func (p *Page) Rects(r Range, y0, y1 float64) []Rect {
	var out []Rect
	for i := r.From.Fragment; i <= r.To.Fragment && i < len(p.Fragments); i++ {
		f := &p.Fragments[i]
		if f.Rect.Bottom() < y0 || f.Rect.Y > y1 {
			continue
		}
		x0, x1 := 0.0, f.Rect.W
		if i == r.From.Fragment {
			x0 = f.caret(r.From.Letter)
		}
		if i == r.To.Fragment {
			x1 = f.caret(r.To.Letter)
		}
		x0, x1 = min(x0, x1), max(x0, x1) // right to left
		if x1 <= x0 {
			continue
		}
		piece := Rect{f.Rect.X + x0, f.Rect.Y, x1 - x0, f.Rect.H}
		if n := len(out); n > 0 && out[n-1].Y == piece.Y && math.Abs(out[n-1].Right()-piece.X) < .5 {
			out[n-1].W = piece.Right() - out[n-1].X
			continue
		}
		out = append(out, piece)
	}
	return out
}
