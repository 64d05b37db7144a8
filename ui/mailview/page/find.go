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
	need := Fold(words)
	if need == "" {
		return nil
	}
	f := p.folded()
	var out []Range
	for at := 0; len(out) < MostHits; {
		i := strings.Index(f.text[at:], need)
		if i < 0 {
			break
		}
		from, to := at+i, at+i+len(need)
		out = append(out, Range{f.place(p, from, false), f.place(p, to, true)})
		at = to
	}
	return out
}

// Fold returns words in lower case with single spaces, as Find compares them.
func Fold(words string) string {
	return strings.Join(strings.FieldsFunc(strings.Map(unicode.ToLower, words), unicode.IsSpace), " ")
}

// folded is the text of a page as Find compares it.
type folded struct {
	text   string
	starts []int // of fragments in text, behind their separators
}

// folder writes text with single spaces in lower case.
type folder struct {
	b     strings.Builder
	space bool // the last letter was one
}

// add writes a letter and reports whether it is there now.
func (f *folder) add(r rune) bool {
	if unicode.IsSpace(r) {
		if f.space {
			return false
		}
		f.space = true
		f.b.WriteByte(' ')
		return true
	}
	f.space = false
	f.b.WriteRune(unicode.ToLower(r))
	return true
}

func (p *Page) folded() folded {
	f := folder{space: true}
	starts := make([]int, len(p.Fragments))
	for i := range p.Fragments {
		for _, r := range p.Fragments[i].Separator {
			f.add(r)
		}
		starts[i] = f.b.Len()
		for _, r := range p.Fragments[i].Text {
			f.add(r)
		}
	}
	return folded{f.b.String(), starts}
}

// place returns where a byte of the folded text is on the page: the place before its letter,
// or for the end of a range the place behind the letter before it.
func (f folded) place(p *Page, at int, end bool) Pos {
	if end {
		at--
	}
	i, found := slices.BinarySearch(f.starts, at)
	if !found {
		i--
	}
	for i+1 < len(f.starts) && f.starts[i+1] == at && f.starts[i+1] == f.starts[max(0, i)] {
		i++ // fragments of which nothing was written
	}
	i = max(0, i)
	walk := folder{space: f.starts[i] == 0 || f.text[f.starts[i]-1] == ' '}
	letter := 0
	for _, r := range p.Fragments[i].Text {
		before := walk.b.Len()
		if walk.add(r) && f.starts[i]+before <= at && at < f.starts[i]+walk.b.Len() {
			break
		}
		letter++
	}
	letter = min(letter, len([]rune(p.Fragments[i].Text)))
	if end && letter < len([]rune(p.Fragments[i].Text)) {
		letter++
	}
	return Pos{i, letter}
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
