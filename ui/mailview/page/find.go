package page

import (
	"slices"
	"strings"
	"unicode"
)

// MostHits bounds what a search finds.
const MostHits = 2000

// Find returns where words stand, regardless of case and of white space between them,
// over cells and lines.
func (p *Page) Find(words string) []Range {
	need := []rune(Fold(words))
	if len(need) == 0 {
		return nil
	}
	letters, places := p.folded()
	var out []Range
	for i := 0; i+len(need) <= len(letters) && len(out) < MostHits; i++ {
		if letters[i] != need[0] || !slices.Equal(letters[i:i+len(need)], need) {
			continue
		}
		last := places[i+len(need)-1]
		out = append(out, Range{places[i], Pos{last.Fragment, last.Letter + 1}})
		i += len(need) - 1
	}
	return out
}

// Fold returns words in lower case with single spaces, as Find compares them.
func Fold(words string) string {
	return strings.Join(strings.FieldsFunc(strings.Map(unicode.ToLower, words), unicode.IsSpace), " ")
}

// folded returns the text of the page as Find compares it, and where each letter is.
func (p *Page) folded() (letters []rune, places []Pos) {
	add := func(r rune, at Pos) {
		if unicode.IsSpace(r) {
			if r = ' '; len(letters) == 0 || letters[len(letters)-1] == ' ' {
				return
			}
		}
		letters, places = append(letters, unicode.ToLower(r)), append(places, at)
	}
	for i := range p.Fragments {
		f := &p.Fragments[i]
		for _, r := range f.Separator {
			add(r, Pos{i, 0})
		}
		n := 0
		for _, r := range f.Text {
			add(r, Pos{i, n})
			n++
		}
	}
	return letters, places
}

// FindIn is Find kept to where row is named too: in the same row of a table, or on the
// same line. Without any such place it finds everywhere: the row may be called otherwise
// in the mail.
func (p *Page) FindIn(words, row string) []Range {
	all := p.Find(words)
	row = Fold(row)
	if row == "" {
		return all
	}
	var out []Range
	for _, r := range all {
		if strings.Contains(Fold(p.Text(p.rowAround(r.From.Fragment))), row) {
			out = append(out, r)
		}
	}
	if len(out) == 0 {
		return all
	}
	return out
}

// rowAround returns the row of a table that a fragment is in, or its line.
func (p *Page) rowAround(fragment int) Range {
	cell := p.Fragments[fragment].Cell
	for cell >= 0 && p.Tables[p.Cells[cell].Table].Columns < 2 { // a table that only frames
		cell = p.Tables[p.Cells[cell].Table].Cell
	}
	if cell < 0 {
		return p.lineAround(fragment)
	}
	c := p.Cells[cell]
	from, to := c.First, c.End
	for _, o := range p.Cells {
		if o.Table == c.Table && o.Row == c.Row {
			from, to = min(from, o.First), max(to, o.End)
		}
	}
	return p.span(from, to)
}

func (p *Page) lineAround(fragment int) Range {
	from, to := fragment, fragment+1
	for from > 0 && !strings.Contains(p.Fragments[from].Separator, "\n") {
		from--
	}
	for to < len(p.Fragments) && !strings.Contains(p.Fragments[to].Separator, "\n") {
		to++
	}
	return p.span(from, to)
}

// span returns the range of the fragments from first to before end.
func (p *Page) span(first, end int) Range {
	if end <= first || end > len(p.Fragments) {
		return Range{From: Pos{first, 0}, To: Pos{first, 0}}
	}
	return Range{Pos{first, 0}, Pos{end - 1, len([]rune(p.Fragments[end-1].Text))}}
}
