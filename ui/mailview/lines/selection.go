package lines

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"runchecks/ui/mailview/page"
	"runchecks/ui/mailview/text"
)

// Places are page.Pos with the line as it is shown as Fragment.

// All returns the range of the whole text.
func (t *Text) All() page.Range {
	last := len(t.starts) - 1
	return page.Range{To: page.Pos{Fragment: last, Letter: utf8.RuneCountInString(t.Line(last))}}
}

// Hit returns the place nearest to a point.
func (t *Text) Hit(x, y float64) page.Pos {
	i := max(0, min(len(t.starts)-1, int((y-margin)/lineHeight)))
	best, least := 0, math.Inf(1)
	at, n := float64(margin), 0
	see := func(letter int, x1 float64) {
		if d := math.Abs(x1 - x); d < least {
			best, least = letter, d
		}
	}
	see(0, at)
	t.pieces(i, func(w text.Shaped) {
		for k := 1; k <= w.Letters; k++ {
			see(n+k, at+w.Caret(k))
		}
		at += w.Advance
		n += w.Letters
	})
	return page.Pos{Fragment: i, Letter: best}
}

// WordAt returns the word around a place.
func (t *Text) WordAt(at page.Pos) page.Range {
	letters := []rune(t.Line(at.Fragment))
	from := min(at.Letter, len(letters))
	to := from
	for from > 0 && !unicode.IsSpace(letters[from-1]) {
		from--
	}
	for to < len(letters) && !unicode.IsSpace(letters[to]) {
		to++
	}
	return page.Range{From: page.Pos{Fragment: at.Fragment, Letter: from}, To: page.Pos{Fragment: at.Fragment, Letter: to}}
}

// offset returns the byte that a place is before.
func (t *Text) offset(at page.Pos) int {
	if at.Fragment >= len(t.starts) {
		return len(t.text)
	}
	head, _ := text.Cut(t.Line(at.Fragment), at.Letter)
	return int(t.starts[at.Fragment]) + len(head)
}

// Text returns what a range says; lines that were wrapped are whole again.
func (t *Text) Text(r page.Range) string { return t.text[t.offset(r.From):t.offset(r.To)] }

// Rects returns where a range stands between y0 and y1.
func (t *Text) Rects(r page.Range, y0, y1 float64) []page.Rect {
	from, to := t.visible(y0, y1)
	var out []page.Rect
	for i := max(from, r.From.Fragment); i < min(to, r.To.Fragment+1); i++ {
		x0 := float64(margin)
		if i == r.From.Fragment {
			x0 = t.caret(i, r.From.Letter)
		}
		x1 := t.caret(i, math.MaxInt32)
		if i == r.To.Fragment {
			x1 = t.caret(i, r.To.Letter)
		} else {
			x1 += t.letter // the line end
		}
		if x1 > x0 {
			out = append(out, page.Rect{X: x0, Y: margin + lineHeight*float64(i), W: x1 - x0, H: lineHeight})
		}
	}
	return out
}

// Find returns where words stand on one line of the source, regardless of case.
func (t *Text) Find(words string) []page.Range {
	need := page.Fold(words)
	if need == "" {
		return nil
	}
	var out []page.Range
	line := 0 // as shown
	for start := 0; start < len(t.text) && len(out) < page.MostHits; {
		end := start + strings.IndexByte(t.text[start:], '\n')
		if end < start {
			end = len(t.text)
		}
		for _, at := range hits(t.text[start:end], need) {
			from, to := start+at[0], start+at[1]
			for line+1 < len(t.starts) && int(t.starts[line+1]) <= from {
				line++
			}
			out = append(out, page.Range{From: t.place(line, from), To: t.place(line, to)})
		}
		start = end + 1
	}
	return out
}

// place returns the place of a byte at or after the start of a line.
func (t *Text) place(line, offset int) page.Pos {
	for line+1 < len(t.starts) && int(t.starts[line+1]) <= offset {
		line++
	}
	start := int(t.starts[line])
	return page.Pos{Fragment: line, Letter: utf8.RuneCountInString(t.text[start:offset])}
}

// hits returns the bytes where a line says need, which is folded; white space in it stands
// for any.
func hits(line, need string) (found [][2]int) {
	lower := strings.Map(func(r rune) rune {
		if l := unicode.ToLower(r); utf8.RuneLen(l) == utf8.RuneLen(r) {
			return l
		}
		return r // the bytes must stay where they are
	}, line)
	first, _, _ := strings.Cut(need, " ")
	for at := 0; ; {
		i := strings.Index(lower[at:], first)
		if i < 0 {
			return found
		}
		at += i
		end, ok := says(lower, at, need)
		if !ok {
			_, size := utf8.DecodeRuneInString(lower[at:])
			at += size
			continue
		}
		found = append(found, [2]int{at, end})
		at = end
	}
}

// says reports whether folded words stand at a byte of a line, and where they end.
func says(line string, at int, words string) (end int, ok bool) {
	for i, word := range strings.Split(words, " ") {
		rest := line[at:]
		if i > 0 {
			rest = strings.TrimLeftFunc(rest, unicode.IsSpace)
			if len(rest) == len(line)-at {
				return 0, false
			}
		}
		if !strings.HasPrefix(rest, word) {
			return 0, false
		}
		at = len(line) - len(rest) + len(word)
	}
	return at, true
}

// FindIn is Find kept to lines that name row too, if there are any.
func (t *Text) FindIn(words, row string) []page.Range {
	all := t.Find(words)
	row = page.Fold(row)
	var out []page.Range
	for _, r := range all {
		if row != "" && strings.Contains(page.Fold(t.sourceLine(t.offset(r.From))), row) {
			out = append(out, r)
		}
	}
	if len(out) == 0 {
		return all
	}
	return out
}

func (t *Text) sourceLine(offset int) string {
	start := strings.LastIndexByte(t.text[:offset], '\n') + 1
	end := strings.IndexByte(t.text[offset:], '\n')
	if end < 0 {
		return t.text[start:]
	}
	return t.text[start : offset+end]
}
