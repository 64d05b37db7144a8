package definition

import (
	"regexp"
	"strings"
	"unicode"

	"runchecks/domain"
	"runchecks/sync/readers/verdict"
)

// closed makes a definition look at every line of a mail: what a tool writes into its log
// is known, and a script that mails it may run other tools too, whose trouble no place of
// the definition looks for. A line that nothing understands proves no success.
type closed struct {
	known []*regexp.Regexp
	// labels are the folded labels of the definition's own places.
	labels map[string]bool
}

// Closed reports whether the definition looks at every line of a mail.
func (d *Definition) Closed() bool { return d.lines != nil }

// closedLines reads [lines] and adds what the definition's own places understand.
func (d *Definition) closedLines(x table) *closed {
	lines, ok := x.sub("lines")
	if !ok {
		return nil
	}
	c := &closed{labels: map[string]bool{}}
	for i, pattern := range lines.texts("known") {
		re, err := regexp.Compile(pattern)
		switch {
		case err != nil:
			lines.t.problem(
				lines.at("known"),
				"The pattern %d cannot be used: %s.",
				i+1,
				strings.TrimPrefix(err.Error(), "error parsing regexp: "),
			)
		case len(pattern) > maxPattern:
			lines.t.problem(lines.at("known"), "The pattern %d has more than %d characters.", i+1, maxPattern)
		case re.MatchString("") || re.MatchString("\x00"):
			lines.t.problem(lines.at("known"), "The pattern %d understands every line; begin it with ^ and say what stands there.", i+1)
		default:
			c.known = append(c.known, re)
		}
	}
	lines.done()
	for _, v := range []value{d.jobType, d.jobName, d.jobIdentity, d.runError, d.started.from, d.ended.from, d.duration} {
		c.learn(v)
	}
	for _, s := range d.statuses {
		c.learn(s.from)
		if s.when != nil {
			c.condition(*s.when)
		}
	}
	for _, n := range d.counts {
		c.learn(value{n.from})
	}
	if d.exit != nil {
		c.learn(d.exit.from)
	}
	c.learn(d.age.from)
	for _, o := range d.objects {
		if o.from == fromMail {
			c.learn(o.name)
			c.learn(o.kind)
			c.learn(o.note)
		}
		if o.from == fromLines {
			c.add(o.matches) // what follows a row is understood below it alone: it is no line of its own
		}
	}
	return c
}

func (c *closed) add(re *regexp.Regexp) {
	if re != nil {
		c.known = append(c.known, re)
	}
}

func (c *closed) condition(of condition) {
	if of.in == "body" {
		c.add(of.matches)
	}
	for _, l := range of.label {
		c.labels[l] = true
	}
}

func (c *closed) learn(v value) {
	for _, s := range v {
		if s.in == "body" {
			c.add(s.matches)
		}
		for _, l := range s.label {
			c.labels[l] = true
		}
		for _, part := range s.join {
			c.learn(part)
		}
	}
}

// printedDate is what the command date prints.
var printedDate = regexp.MustCompile(
	`^(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? .*\d{4}|\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:[+-]\d\d:?\d\d|Z| [A-Z]{2,5})?)$`)

// understands reports whether a line needs no further look.
func (c *closed) understands(l line) bool {
	if !strings.ContainsFunc(l.text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
		return true // a rule, an empty box
	}
	text := strings.TrimSpace(l.text)
	if printedDate.MatchString(text) {
		return true
	}
	for _, re := range c.known {
		if re.MatchString(l.text) || l.tight != "" && re.MatchString(l.tight) {
			return true
		}
	}
	if label, _, ok := split(l.text); ok && c.labels[strings.TrimRight(folded(label), ":= ")] {
		return true
	}
	return false
}

// look adds the first line that nothing understands.
func (c *closed) look(x *mail, tally *verdict.Tally, n notes) {
	for _, l := range x.lines {
		if x.late() {
			return
		}
		if !c.understands(l) {
			f := found{words: strings.TrimSpace(l.text), where: lineWords(l.n)}
			tally.Add(domain.Unknown, f.words, f.where)
			n.add(0, "a line that nothing understands", f)
			return
		}
	}
}
