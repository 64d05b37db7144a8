package generic

import (
	"strings"

	"runchecks/domain"
	"runchecks/sync/readers/grammar"
	"runchecks/sync/readers/lexicon"
)

// maxParallel is how many lines with a verdict are compared with each other. A log with more
// of them lists files, which are no objects.
const maxParallel = 120

// stated is a line of text that states a verdict.
type stated struct {
	text   string
	words  string // of the verdict
	status domain.Status
}

// parallel finds the names in lines that say the same of different things: "Processing
// alpha ... done", "Processing beta ... failed: no route". What such lines have in common
// is no name; what differs before the verdict, or behind it, is one.
func (c *collector) parallel() {
	if len(c.stated) == maxParallel {
		return
	}
	var before, behind []subjectOfLine
	for _, s := range c.stated {
		at := strings.Index(s.text, s.words)
		if at < 0 || s.words == "" {
			continue
		}
		left := withoutAuxiliaries(strings.FieldsFunc(s.text[:at], between))
		right := s.text[at+len(s.words):]
		if len(left) > 0 {
			before = append(before, subjectOfLine{words: left, reason: reasonIn(right), status: s.status})
		}
		if name := strings.FieldsFunc(upTo(right, ":(,;"), between); len(name) > 0 && len(left) < 2 {
			behind = append(behind, subjectOfLine{words: append([]string{s.words}, name...), status: s.status})
		}
	}
	if !c.differ(before) {
		c.differ(behind)
	}
}

// subjectOfLine are the words in which lines of one kind differ.
type subjectOfLine struct {
	words  []string
	reason string
	status domain.Status
}

// differ notes the names by which lines differ that begin with the same words. It returns
// false where there are not two.
func (c *collector) differ(lines []subjectOfLine) bool {
	type rest struct {
		name string
		i    int
	}
	groups := map[string][]rest{}
	for i, l := range lines {
		for p := 1; p < len(l.words) && p <= 6; p++ {
			if name := l.words[p:]; len(name) <= 3 {
				key := lexicon.Fold(strings.Join(l.words[:p], " "))
				groups[key] = append(groups[key], rest{strings.Join(name, " "), i})
			}
		}
	}
	found := false
	for i, l := range lines {
		for p := min(len(l.words)-1, 6); p > 0; p-- { // the longest beginning that another line has, too
			name := strings.Join(l.words[p:], " ")
			others := false
			for _, r := range groups[lexicon.Fold(strings.Join(l.words[:p], " "))] {
				others = others || r.i != i && !strings.EqualFold(r.name, name) && c.nameable(r.name)
			}
			if !others {
				continue
			}
			if c.nameable(name) && c.proper(name) && !measured(name) && !dated(name) {
				c.pending(name, l.status, l.reason)
				found = true
			}
			break
		}
	}
	return found
}

// between reports whether a rune stands between the words of a line and is no part of a
// name.
func between(r rune) bool { return strings.ContainsRune(" \t\"'«»„“”|=*>…", r) }

// withoutAuxiliaries drops what stands between a name and its verdict, dots, dashes, "has been",
// and the level of a log before both.
func withoutAuxiliaries(words []string) []string {
	for len(words) > 0 {
		last := strings.TrimRight(words[len(words)-1], ".:-–—[(!,;")
		if last != "" && !auxiliaries(lexicon.Fold(last)) {
			words[len(words)-1] = last
			break
		}
		words = words[:len(words)-1]
	}
	for len(words) > 0 {
		first := strings.Trim(words[0], "-–—*[]()#:")
		if first != "" && !levels[lexicon.Fold(first)] && !badLevels[lexicon.Fold(first)] {
			break
		}
		words = words[1:]
	}
	return words
}

// badLevels are what logs write before lines about a trouble.
var badLevels = setOf("error err warn warning fatal critical crit notice alert emerg ok success")

// upTo returns a text up to the first of some marks that a blank or the end follows, or to
// a dash between blanks.
func upTo(s, marks string) string {
	s = strings.TrimLeft(s, " :-–—!.]")
	for i, r := range s {
		if next := i + 1; strings.ContainsRune(marks, r) && (r == '(' || next >= len(s) || s[next] == ' ') {
			return s[:i]
		}
	}
	if left, _, ok := strings.Cut(s, " - "); ok {
		return left
	}
	return strings.TrimRight(s, " .!")
}

// reasonIn returns what stands behind a verdict and a colon, a dash or in brackets.
func reasonIn(s string) string {
	for _, mark := range []string{": ", " - ", " – ", " — ", " ("} {
		if _, reason, ok := strings.Cut(s, mark); ok && hasLetters(reason) {
			if mark == " (" {
				reason, _, _ = strings.Cut(reason, ")")
			}
			return strings.TrimSpace(reason)
		}
	}
	return ""
}

// owner is a name that stands in brackets behind its kind in the lines of a log: "(VM:srv2)
// Export failed".
type owner struct {
	name      string
	good, bad bool
	doubt     bool          // something was said that takes a success back
	last      domain.Status // what was said last
}

// owned notes what a line says of the name that it holds in brackets, from what was said of
// it on.
func (c *collector) owned(text string, logged bool, before int) {
	if name, ok := tagged(text); ok && logged {
		c.own(name, before)
		return
	}
	open := strings.IndexAny(text, "([")
	for n := 0; open >= 0 && n < 3; n++ {
		rest := text[open+1:]
		end := strings.IndexAny(rest, ")]")
		if end < 0 {
			return
		}
		kind, name, ok := strings.Cut(rest[:end], ":")
		if ok && len(kind) < 25 && name != "" && len(name) < 80 && hasLetters(name) {
			switch c.role(kind, lexicon.Label) {
			case lexicon.Machine, lexicon.Object:
				c.own(unquote(name), before)
				return
			}
		}
		next := strings.IndexAny(rest[end:], "([")
		if next < 0 {
			return
		}
		open += 1 + end + next
	}
}

// tagged returns the name in square brackets with which a line of a log begins: "[vm-crm]
// Export completed", also behind a level. Levels, and what programs call their threads, are
// none.
func tagged(text string) (string, bool) {
	if first, rest, ok := strings.Cut(text, " "); ok {
		if level := lexicon.Fold(strings.Trim(first, "[]():|-")); levels[level] || badLevels[level] {
			text = strings.TrimLeft(rest, " \t:|-")
		}
	}
	if !strings.HasPrefix(text, "[") {
		return "", false
	}
	name, rest, ok := strings.Cut(text[1:], "]")
	low := lexicon.Lower(name)
	for _, w := range []string{"thread", "worker", "pool", "task", "main", "job", "pid", "exec", "proc"} {
		if strings.HasPrefix(low, w) {
			return "", false
		}
	}
	return name, ok && strings.TrimSpace(rest) != "" && hostLike(name)
}

func (c *collector) own(name string, before int) {
	c.unlike = true
	at, known := c.ownerAt[name]
	if !known {
		if len(c.owners) == maxJobRows {
			return
		}
		if at = len(c.owners); c.ownerAt == nil {
			c.ownerAt = map[string]int{}
		}
		c.ownerAt[name] = at
		c.owners = append(c.owners, owner{name: name})
	}
	for _, s := range c.said[before:] {
		c.owners[at].good = c.owners[at].good || s.status == domain.Success
		c.owners[at].bad = c.owners[at].bad || s.status > domain.Unknown
		if s.status != domain.Unknown {
			c.owners[at].last = s.status
		}
		switch s.reason {
		case grammar.Denied, grammar.InTrouble, grammar.ByException, grammar.Bent:
			c.owners[at].doubt = c.owners[at].doubt || s.status == domain.Unknown
		}
	}
}

// status is what the lines say together: a success behind a trouble is a warning, a trouble
// behind a success is none.
func (o owner) status() domain.Status {
	switch {
	case o.bad && o.last == domain.Success:
		return domain.Warning
	case o.bad:
		return domain.Failed
	case o.doubt:
		return domain.Unknown
	case o.good:
		return domain.Success
	}
	return domain.Unknown
}
