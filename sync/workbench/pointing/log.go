package pointing

import (
	"slices"
	"strings"

	"runchecks/domain"
	"runchecks/sync/readers/lexicon"
)

// A log is closed: where a place or a list is found in lines, every other line must be
// known, for a script may run what no place looks at. Lines of these mails that say nothing
// bad are known by their form; those that may say something are asked for.

// inLines reports whether the plan reads lines of a log.
func (p *Plan) inLines() bool {
	return slices.ContainsFunc(p.Statuses, func(s Status) bool { return s.In == "body" && s.Is == "" }) ||
		slices.ContainsFunc(p.Lists, func(l List) bool { return l.From == fromLines })
}

// logLines adds the lines to the plan that say nothing, and keeps those that nobody decided.
func (l *Lesson) logLines() {
	p := l.plan
	l.open = nil
	log := p.inLines() && !slices.ContainsFunc(l.Mails, func(m *Mail) bool { return m.Message.HTML != "" })
	if !log || p.byHand("lines") {
		if !p.byHand("lines") {
			p.Known = nil
		}
		return
	}
	if p.Known == nil {
		p.Known = []string{}
	}
	asked := map[string]bool{}
	for _, m := range l.Mails {
		for _, line := range m.view().lines {
			if l.known(line) {
				continue
			}
			words := strings.Fields(line)
			shape, ok := l.knownShape(words)
			if asked[shape] {
				continue
			}
			asked[shape] = true
			if ok && !l.mayBeBad(line) && len(p.Known) < mostKnown {
				p.Known = append(p.Known, shape)
				continue
			}
			if len(l.open) < mostListed {
				l.open = append(l.open, line)
			}
		}
	}
}

// mayBeBad reports whether a line may say that something went wrong: by its verdict, or by
// a word of trouble in what is not understood.
func (l *Lesson) mayBeBad(line string) bool {
	v := l.school.r.Judge(line, lexicon.Sentence)
	switch v.Status {
	case 0, domain.Success:
		return false
	case domain.Unknown:
		for _, t := range l.school.r.Last() {
			switch t.Class {
			case lexicon.Failed, lexicon.Missed, lexicon.Warning, lexicon.Negation, lexicon.Downgrade, lexicon.Exception, lexicon.LeftOut,
				lexicon.Trouble, lexicon.BadNoun, lexicon.WarnNoun, lexicon.Without:
				return true
			}
		}
		return false
	}
	return true
}

// known reports whether a place of the plan, or a pattern, understands a line.
func (l *Lesson) known(line string) bool {
	if !strings.ContainsFunc(line, letterOrDigit) {
		return true
	}
	p := l.plan
	match := func(pattern string) bool {
		re := l.pattern(pattern)
		return re != nil && re.MatchString(line)
	}
	places := []Place{p.Job, p.Machine, p.Start, p.End, p.Duration}
	for _, s := range p.Statuses {
		places = append(places, s.Place)
	}
	for _, c := range p.Counts {
		places = append(places, Place{Label: c.Label})
	}
	for _, place := range places {
		if place.Label != "" && len(line) > len(place.Label) && same(line[:len(place.Label)], place.Label) {
			return true
		}
		if place.In == "body" && match(place.Matches) {
			return true
		}
	}
	for i := range p.Lists {
		if p.Lists[i].From == fromLines && match(p.Lists[i].Matches) {
			return true
		}
	}
	return slices.ContainsFunc(p.Known, match)
}

func letterOrDigit(r rune) bool {
	return r > 127 || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
}

// knownShape is the form of a line: its words, with a gap for each that varies by its
// form. ok is false where that would understand any line, or is too long.
func (l *Lesson) knownShape(words []string) (shape string, ok bool) {
	var b strings.Builder
	b.WriteString("(?i)^")
	for i, w := range words {
		if i > 0 {
			b.WriteString(" +")
		}
		varies := variable(w) && sure(bare(w)) == "" && bare(w) != "" || named(w) || l.school.customers[folded(bare(w))]
		if varies && w[0] >= '0' && w[0] <= '9' {
			b.WriteString(`\d\S*`)
			ok = true
			continue
		}
		ok = ok || !varies
		b.WriteString(word(w, !varies))
	}
	b.WriteByte('$')
	return b.String(), ok && b.Len() <= mostPattern && l.pattern(b.String()) != nil
}
