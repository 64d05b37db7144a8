package definition

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"runchecks/domain"
)

// folded is how all words are compared: Unicode form, case and blanks do not count.
func folded(s string) string { return domain.Fold(norm.NFC.String(s)) }

// source is one way to find a text in a mail.
type source struct {
	line     int
	template string // a plain text; ${group} stands for a group of the row's pattern
	in       string // subject, from, to, body or a header
	label    []string
	column   []string // folded names of a column, alternatives
	matches  *regexp.Regexp
	needs    []string // words, folded, of which one stands wherever matches holds; none for nothing
	as       string   // template for the groups of matches, "" for the first group
	join     []value  // what each of these finds, one after the other
	with     string   // what stands between them
	last     bool     // the last of all that is found, not the first
}

// value is a list of sources of which the first that finds something wins.
type value []source

// condition is something that holds for a mail, or a row, or not.
type condition struct {
	line     int
	rule     string // in words
	in       string
	label    []string
	column   []string
	contains string
	folded   string
	matches  *regexp.Regexp
	needs    []string // words, folded, of which one stands wherever the condition holds; none for nothing
}

// places that a source can be in; "header X" is one too.
var places = []string{"subject", "from", "to", "body", "cell"}

func (x table) in(must bool) string {
	in := x.text("in")
	switch {
	case in == "" && !must:
	case slices.Contains(places, in):
	case strings.HasPrefix(in, "header ") && len(in) > len("header "):
	case in == "":
		x.t.problem(x.path, "in is missing: \"subject\", \"from\", \"to\", \"body\", \"cell\" or \"header Name\".")
	default:
		x.t.problem(x.at("in"), "in must be \"subject\", \"from\", \"to\", \"body\", \"cell\" or \"header Name\", not %q.", in)
	}
	return in
}

// pattern compiles the regular expression under key, nil where there is none.
func (x table) pattern(key string) *regexp.Regexp {
	s := x.text(key)
	if s == "" {
		if x.has(key) {
			x.t.problem(x.at(key), "%s is empty.", key)
		}
		return nil
	}
	if utf8.RuneCountInString(s) > maxPattern {
		x.t.problem(x.at(key), "The pattern has more than %d characters.", maxPattern)
		return nil
	}
	re, err := regexp.Compile(s)
	if err != nil {
		x.t.problem(
			x.at(key),
			"The pattern cannot be used: %s. Write patterns in single quotes, such as '(?i)^Backup of (.+)$'.",
			strings.TrimPrefix(err.Error(), "error parsing regexp: "),
		)
		return nil
	}
	return re
}

// alternatives reads "one|two" as two folded names.
func (x table) alternatives(key string) []string {
	s := x.text(key)
	if s == "" {
		return nil
	}
	return alternatives(s)
}

func alternatives(s string) []string {
	var out []string
	for _, part := range strings.Split(s, "|") {
		if part = strings.TrimRight(folded(part), ":= "); part != "" {
			out = append(out, part)
		}
	}
	return out
}

// condition reads in, label or column with contains or matches.
func (x table) condition() condition {
	c := condition{
		line:     x.line(),
		label:    x.alternatives("label"),
		column:   x.alternatives("column"),
		contains: x.text("contains"),
		matches:  x.pattern("matches"),
	}
	c.in = x.in(len(c.label) == 0 && len(c.column) == 0)
	c.folded = folded(c.contains)
	where := c.in
	if len(c.label) > 0 {
		where = "label " + strings.Join(c.label, "|")
	}
	if len(c.column) > 0 {
		where = "column " + strings.Join(c.column, "|")
	}
	switch {
	case c.matches != nil && c.contains != "":
		x.t.problem(x.path, "Give either contains or matches.")
	case c.matches != nil:
		c.needs = literals(c.matches)
		c.rule = where + " matches " + c.matches.String()
		if c.matches.MatchString("") && c.in != "" {
			x.t.problem(x.at("matches"), "The pattern matches an empty text, so it holds for everything.")
		}
	case c.folded != "":
		c.needs = []string{c.folded}
		c.rule = fmt.Sprintf("%s contains “%s”", where, c.contains)
	case !x.has("matches"):
		x.t.problem(x.path, "contains or matches is missing, such as contains = \"My Tool\".")
	}
	return c
}

// values reads a list of values: each is a text, a table or a list of them.
func (x table) values(key string, groups []string) []value {
	v, _ := x.get(key)
	list, ok := v.([]any)
	if !ok {
		x.t.problem(x.at(key), "%s must be a list of places.", key)
	}
	var out []value
	for i, e := range list {
		out = append(out, x.valueOf(key, fmt.Sprintf("%s[%d]", x.at(key), i), e, groups))
	}
	return out
}

// value reads a text, a table or a list of them. groups names the groups of the
// pattern that a row matched, nil outside of rows.
func (x table) value(key string, groups []string) value {
	v, ok := x.get(key)
	if !ok {
		return nil
	}
	return x.valueOf(key, x.at(key), v, groups)
}

func (x table) valueOf(key, at string, v any, groups []string) value {
	one := func(path string, v any) source {
		switch v := v.(type) {
		case string:
			s := source{template: v}
			if p, ok := x.t.places[path]; ok {
				s.line = p.line
			}
			x.t.checkTemplate(path, v, groups)
			return s
		case map[string]any:
			sub := table{x.t, path, v}
			s := sub.source(groups)
			sub.done()
			return s
		default:
			x.t.problem(path, "%s must be a text, or a place such as { in = \"subject\", matches = '…(…)…' }.", key)
			return source{}
		}
	}
	list, ok := v.([]any)
	if !ok {
		return value{one(at, v)}
	}
	var out value
	for i, e := range list {
		out = append(out, one(fmt.Sprintf("%s[%d]", at, i), e))
	}
	return out
}

// source reads where a text is found. Other keys of the table are the caller's.
func (x table) source(groups []string) source {
	s := source{
		line:     x.line(),
		template: x.text("value"),
		label:    x.alternatives("label"),
		column:   x.alternatives("column"),
		matches:  x.pattern("matches"),
		as:       x.text("as"),
	}
	s.in = x.in(false)
	switch pick := x.text("pick"); pick {
	case "", "first":
	case "last":
		s.last = true
	default:
		x.t.problem(x.at("pick"), "pick must be \"first\" or \"last\".")
	}
	n := 0
	if x.has("join") {
		s.join, s.with = x.values("join", groups), x.text("with")
	}
	for _, given := range []bool{s.template != "", s.in != "", len(s.label) > 0, len(s.column) > 0, len(s.join) > 0} {
		if given {
			n++
		}
	}
	switch {
	case n == 0:
		x.t.problem(x.path, "It is not said where this stands: give in with matches, or label, or column.")
	case n > 1:
		x.t.problem(x.path, "Give only one of in, label, column, value and join.")
	case (s.in == "body" || s.in == "cell") && !x.has("matches"):
		x.t.problem(x.path, "in = %q needs matches: a pattern with the wanted part in round brackets.", s.in)
	}
	if s.matches != nil {
		s.needs = literals(s.matches)
		names := s.matches.SubexpNames()
		switch {
		case s.as != "":
			x.t.checkTemplate(x.at("as"), s.as, names)
		case len(names) < 2:
			x.t.problem(x.at("matches"), "The pattern needs the wanted part in round brackets, such as '^Backup of (.+)$'.")
		}
	} else if s.as != "" {
		x.t.problem(x.at("as"), "as needs matches.")
	}
	if s.template != "" {
		x.t.checkTemplate(x.at("value"), s.template, groups)
	}
	return s
}

var reference = regexp.MustCompile(`\$(?:\{(\w+)\}|(\w+))`)

// checkTemplate reports references to groups that the pattern does not have. A
// template outside of patterns (groups nil) has no references.
func (t *tree) checkTemplate(path, template string, groups []string) {
	if groups == nil {
		return
	}
	for _, g := range reference.FindAllStringSubmatch(template, -1) {
		name := g[1] + g[2]
		if slices.Contains(groups, name) {
			continue
		}
		var n int
		if _, err := fmt.Sscanf(name, "%d", &n); err == nil && n < len(groups) {
			continue
		}
		t.problem(path, "%q is no group of the pattern.", g[0])
	}
}

// expand fills a template with the groups of a pattern.
func expand(template string, groups map[string]string) string {
	if groups == nil || !strings.Contains(template, "$") {
		return template
	}
	return reference.ReplaceAllStringFunc(template, func(ref string) string { return groups[strings.Trim(ref, "${}")] })
}

// groupsOf returns the groups of a match by name and number.
func groupsOf(re *regexp.Regexp, found []string) map[string]string {
	out := map[string]string{}
	for i, name := range re.SubexpNames() {
		out[fmt.Sprint(i)] = found[i]
		if name != "" && out[name] == "" {
			out[name] = found[i]
		}
	}
	return out
}
