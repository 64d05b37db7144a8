package learned

import (
	"cmp"
	"slices"
	"strings"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// Needed is how many mails a clause must have stood in, each accepted by a decision of
// its own (design page of the reading, section 11).
const Needed = rules.ProseNeeded

// MaxLines bounds what is learned of one sender.
const MaxLines = 500

// Mail is a mail that a person accepted as good, with the clauses of it that no rule
// understood.
type Mail struct {
	Decision domain.DecisionID
	Lines    []Line
}

// Learn returns the clauses that stood in the same place of enough of the mails, oldest
// mail first, but for those that are known. Mails of one decision count as one: who marks a
// whole list as success looked at none of them in particular.
func Learn(mails []Mail, known *Set) []domain.Prose {
	type group struct {
		decisions map[domain.DecisionID]bool
		lines     []Line
	}
	groups := map[string]*group{}
	var order []string
	for _, m := range mails {
		for _, l := range m.Lines {
			key := l.skeleton()
			g := groups[key]
			if g == nil {
				g = &group{decisions: map[domain.DecisionID]bool{}}
				groups[key] = g
				order = append(order, key)
			}
			g.decisions[m.Decision] = true
			g.lines = append(g.lines, l)
		}
	}
	var out []domain.Prose
	for _, key := range order {
		g := groups[key]
		if len(g.decisions) < Needed || len(out) == MaxLines {
			continue
		}
		if !slices.ContainsFunc(g.lines, func(l Line) bool { return !known.Understands(l) }) {
			continue
		}
		if p, ok := merge(g.lines); ok {
			out = append(out, p)
		}
	}
	slices.SortStableFunc(out, func(a, b domain.Prose) int {
		return cmp.Or(strings.Compare(a.Place, b.Place), strings.Compare(a.Text, b.Text))
	})
	return out
}

// merge makes one clause of the same line of several mails. It is false where a number of
// it was zero in one of them and not in another: what was nothing is something now, and
// nobody knows whether that is good.
func merge(lines []Line) (domain.Prose, bool) {
	first, last := lines[0], lines[len(lines)-1]
	p := domain.Prose{Place: first.Place, Text: last.Text}
	for i, x := range first.parts {
		part := domain.ProsePart{Text: x.text}
		varies := slices.ContainsFunc(lines, func(l Line) bool { return l.parts[i].text != x.text })
		if varies {
			part.Text, part.Varies = x.form, x.kind
		}
		switch least, most := span(lines, i); {
		case !varies:
		case x.kind == "":
			return p, false // the skeleton tells such lines apart
		case x.kind == domain.ProseDate:
			part.Least, part.Most = least-1, most+1 // a report may come a day later
		case x.kind == domain.ProseNumber && least <= 0:
			return p, false
		case x.kind == domain.ProseNumber:
			part.Least, part.Most = bounds(least, most, x.form)
			part.Same = sameAs(lines, p.Parts, i)
		}
		p.Parts = append(p.Parts, part)
	}
	return p, true
}

// span returns the least and the greatest number of a part.
func span(lines []Line, i int) (least, most float64) {
	least, most = lines[0].parts[i].count, lines[0].parts[i].count
	for _, l := range lines {
		least, most = min(least, l.parts[i].count), max(most, l.parts[i].count)
	}
	return least, most
}

// bounds are those of a number that varied: half of the least to twice the most that was
// accepted, and of a percentage no more than that.
func bounds(least, most float64, form string) (float64, float64) {
	if strings.HasSuffix(form, "%") {
		return least, most
	}
	return least / 2, most * 2
}

// sameAs finds an earlier number that was the same in every mail, so that "12 of 12"
// never stands for "7 of 12".
func sameAs(lines []Line, parts []domain.ProsePart, i int) int {
	for j := range parts {
		if parts[j].Varies != domain.ProseNumber {
			continue
		}
		if !slices.ContainsFunc(lines, func(l Line) bool { return l.parts[i].count != l.parts[j].count }) {
			return j + 1
		}
	}
	return 0
}

// Set is the prose that is understood in a mail. A nil Set understands nothing.
type Set struct {
	lines map[start][]domain.Prose
	print string
}

// start is what lines are found by: the place, the number of parts, and the first of them
// where it has to stay the same.
type start struct {
	place string
	parts int
	first string
}

// NewSet returns the set of what was learned of a sender, nil for nothing.
func NewSet(list []domain.Learned) *Set {
	if len(list) == 0 {
		return nil
	}
	s := &Set{print: domain.ProsePrint(list), lines: map[start][]domain.Prose{}}
	for _, l := range list {
		at := start{place: l.Place, parts: len(l.Parts)}
		if at.parts > 0 && l.Parts[0].Varies == "" {
			at.first = l.Parts[0].Text
		}
		s.lines[at] = append(s.lines[at], l.Prose)
	}
	return s
}

// Print identifies the set, "" for nothing (domain.ProsePrint).
func (s *Set) Print() string {
	if s == nil {
		return ""
	}
	return s.print
}

// Understands reports whether a line is prose of the set.
func (s *Set) Understands(l Line) bool {
	if s == nil || len(l.parts) == 0 {
		return false
	}
	is := func(p domain.Prose) bool { return covers(p, l) }
	at := start{l.Place, len(l.parts), l.parts[0].text}
	return slices.ContainsFunc(s.lines[at], is) || slices.ContainsFunc(s.lines[start{place: l.Place, parts: len(l.parts)}], is)
}

// covers reports whether a line is what a learned clause says, part by part.
func covers(p domain.Prose, l Line) bool {
	if p.Place != l.Place || len(p.Parts) != len(l.parts) {
		return false
	}
	for i, x := range p.Parts {
		now := l.parts[i]
		switch {
		case x.Varies == "":
			if now.text != x.Text {
				return false
			}
		case now.kind != x.Varies || now.form != x.Text:
			return false
		case x.Varies == domain.ProseNumber:
			if now.count < x.Least || now.count > x.Most || now.count <= 0 {
				return false
			}
			if x.Same > 0 && (x.Same > i || l.parts[x.Same-1].count != now.count) {
				return false
			}
		case x.Varies == domain.ProseDate:
			if now.count < x.Least || now.count > x.Most {
				return false
			}
		case x.Varies == domain.ProseTime:
			if strings.Trim(now.text, "0:.,") == "" {
				return false // a run that took no time did nothing
			}
		}
	}
	return true
}
