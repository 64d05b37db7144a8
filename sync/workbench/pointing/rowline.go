package pointing

import (
	"errors"
	"regexp"
	"slices"
	"strings"
)

// This file makes objects of lines: each meaning is a group of one pattern.

// groups of the patterns of lines.
var lineGroups = map[Meaning]string{ObjectName: "name", ObjectType: "type", ObjectStatus: "word", ObjectMessage: "message"}

// lineList returns the list of lines that a line is a row of, nil for none.
func (l *Lesson) lineList(t Target) *List {
	for i := range l.plan.Lists {
		list := &l.plan.Lists[i]
		if list.From != fromLines {
			continue
		}
		if re := l.pattern(list.Matches); re != nil && re.MatchString(t.text) {
			return list
		}
	}
	return nil
}

// groupAt returns what a group of a list's pattern takes of the target's line; ok is
// false unless the target is a part of it.
func (l *Lesson) groupAt(list *List, t Target, name string) (string, bool) {
	re := l.pattern(list.Matches)
	i := re.SubexpIndex(name)
	g := re.FindStringSubmatchIndex(t.text)
	if i < 0 || g == nil || t.from < g[2*i] || t.to > g[2*i+1] {
		return "", false
	}
	return strings.TrimSpace(t.text[g[2*i]:g[2*i+1]]), true
}

// pointLine makes rows of lines: each meaning is a group of one pattern.
func (l *Lesson) pointLine(t Target, m Meaning) error {
	spans := map[string][2]int{lineGroups[m]: {t.from, t.to}}
	list := l.lineList(t)
	if list != nil {
		re := l.pattern(list.Matches)
		g := re.FindStringSubmatchIndex(t.text)
		for i, name := range re.SubexpNames() {
			if name != "" && name != lineGroups[m] && g[2*i] >= 0 && (g[2*i+1] <= t.from || g[2*i] >= t.to) {
				spans[name] = [2]int{g[2*i], g[2*i+1]}
			}
		}
	}
	text, err := l.linePattern(t.text, spans)
	if err != nil {
		return err
	}
	if list == nil {
		l.plan.Lists = append(l.plan.Lists, List{From: fromLines, Words: Words{}})
		list = &l.plan.Lists[len(l.plan.Lists)-1]
	}
	list.Matches = text
	list.Name, list.Type, list.Status, list.Message = "", "", "", ""
	for name := range spans {
		switch name {
		case "name":
			list.Name = name
		case "type":
			list.Type = name
		case "word":
			list.Status = name
		case "message":
			list.Message = name
		}
	}
	if list.Name == "" {
		return errors.New("say first which words of the line are the object's name")
	}
	if m == ObjectStatus {
		var texts []string
		for _, mail := range l.Mails {
			for _, r := range l.rows(mail.view(), list) {
				texts = append(texts, r.status)
			}
		}
		l.decideSure(list.Words, texts)
	}
	return nil
}

// linePattern writes the pattern of a line with named groups.
func (l *Lesson) linePattern(text string, spans map[string][2]int) (string, error) {
	whole, ok := spanOf(text, 0, len(text))
	if !ok {
		return "", errLong
	}
	fixed := l.school.stable(whole.words, l.Mails)
	type part struct {
		name string
		s    span
	}
	var parts []part
	for name, at := range spans {
		s, ok := spanOf(text, at[0], at[1])
		if !ok {
			return "", errLong
		}
		for i := s.first; i < s.end; i++ {
			fixed[i] = false
		}
		parts = append(parts, part{name, s})
	}
	slices.SortFunc(parts, func(a, b part) int { return a.s.first - b.s.first })
	if !slices.Contains(fixed, true) {
		return "", errors.New("nothing else in this line stays the same in other lines: select less of it")
	}
	var b strings.Builder
	b.WriteString("(?i)^")
	i := 0
	for n, p := range parts {
		if p.s.first < i {
			return "", errors.New("these words stand too close to others that are pointed at already")
		}
		for ; i < p.s.first; i++ {
			b.WriteString(word(whole.words[i], fixed[i]) + " +")
		}
		last := p.s.end == len(whole.words)
		b.WriteString(regexp.QuoteMeta(p.s.before) + "(?P<" + p.name + ">")
		switch {
		case last:
			b.WriteString(".+")
		case p.s.after != "" || fixed[p.s.end] || n+1 < len(parts) && parts[n+1].s.first == p.s.end && p.name != "name":
			b.WriteString(".+?")
		default:
			b.WriteString(`\S+` + strings.Repeat(` +\S+`, p.s.end-p.s.first-1))
		}
		b.WriteString(")" + regexp.QuoteMeta(p.s.after))
		if i = p.s.end; !last {
			b.WriteString(" +")
		}
	}
	for ; i < len(whole.words); i++ {
		b.WriteString(word(whole.words[i], fixed[i]))
		if i+1 < len(whole.words) {
			b.WriteString(" +")
		}
	}
	b.WriteByte('$')
	if b.Len() > mostPattern || l.pattern(b.String()) == nil {
		return "", errLong
	}
	return b.String(), nil
}
