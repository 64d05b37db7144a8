package definition

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"
)

func itoa(n int) string { return strconv.Itoa(n) }

// row is one object row: its columns, the groups of its pattern, or its lines.
type row struct {
	columns map[string]string
	groups  map[string]string
	block   *mail
	where   string
	words   string // the whole row
	end     int    // its last line
	more    string // what the lines below it add to its message
}

// mostValues bounds how many values one source finds in a body. A mail with more is
// not looked at whole.
const mostValues = 50_000

const tooMany = "the message tells one thing too often to be looked at whole"

// all returns everything that a source finds, in the order of the mail.
func (s source) all(x *mail, r *row) []found {
	var raw []found
	switch {
	case s.template != "":
		if r != nil {
			return []found{{text: strings.TrimSpace(expand(s.template, r.groups)), words: r.words, where: r.where}}
		}
		return []found{{text: s.template, words: s.template, where: "definition"}}
	case len(s.join) > 0:
		var texts []string
		var f found
		for _, part := range s.join {
			if got, _, ok := part.first(x, r); ok {
				texts = append(texts, got.text)
				f.words, f.where = got.words, got.where
			}
		}
		if f.text = strings.Join(texts, s.with); f.text != "" {
			raw = append(raw, f)
		}
	case len(s.column) > 0:
		if r == nil {
			return nil
		}
		for _, c := range s.column {
			if text, ok := r.columns[c]; ok {
				raw = append(raw, found{text: text, words: text, where: r.where + ", column " + c})
				break
			}
		}
	case len(s.label) > 0:
		at := x
		if r != nil && r.block != nil {
			at = r.block
		}
		for _, l := range s.label {
			if !x.says([]string{l}) {
				continue // the mail need not be parted into labels for it
			}
			raw = append(raw, at.index()[l]...)
		}
	case s.in == "body":
		at := x
		if r != nil && r.block != nil {
			at = r.block
		}
		return s.body(at)
	case s.in == "cell":
		return s.cells(x)
	default:
		if text, where, ok := x.place(s.in); ok && text != "" {
			raw = append(raw, found{text: text, words: text, where: where})
		}
	}
	if s.matches == nil {
		return raw
	}
	var out []found
	for _, f := range raw {
		if got, ok := s.apply(f.text); ok {
			got.where = f.where
			out = append(out, got)
		}
	}
	return out
}

func (s source) body(x *mail) []found {
	var out []found
	if !x.says(s.needs) {
		return nil
	}
	for _, l := range x.lines {
		if x.late() {
			break
		}
		got, ok := s.apply(l.text)
		if !ok && l.tight != "" {
			got, ok = s.apply(l.tight)
		}
		if ok {
			got.where = lineWords(l.n)
			if len(out) == mostValues {
				x.cut = tooMany
				break
			}
			out = append(out, got)
		}
	}
	return out
}

func (s source) cells(x *mail) []found {
	var out []found
	if !x.says(s.needs) {
		return nil
	}
	for _, t := range x.tables {
		for _, tr := range t.Rows {
			for _, c := range tr.Cells {
				if x.late() {
					return out
				}
				if len(out) == mostValues {
					x.cut = tooMany
					return out
				}
				if got, ok := s.apply(shorten(norm.NFC.String(c.Line()))); ok {
					got.where = "a table cell"
					out = append(out, got)
				}
			}
		}
	}
	return out
}

// apply takes the wanted part out of a text.
func (s source) apply(text string) (found, bool) {
	loc := s.matches.FindStringSubmatchIndex(text)
	if loc == nil {
		return found{}, false
	}
	if s.as != "" {
		return found{
			text:  strings.TrimSpace(expand(s.as, groupsOf(s.matches, s.matches.FindStringSubmatch(text)))),
			words: text[loc[0]:loc[1]],
		}, true
	}
	for i := 2; i < len(loc); i += 2 {
		if from, to := loc[i], loc[i+1]; from >= 0 && to > from {
			part := text[from:to]
			return found{
				text:    strings.TrimSpace(part),
				words:   part,
				touched: from > 0 && isDigit(text[from-1]) || to < len(text) && isDigit(text[to]),
			}, true
		}
	}
	return found{words: text[loc[0]:loc[1]]}, true
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// first returns the first text that a value finds.
func (v value) first(x *mail, r *row) (found, int, bool) {
	for _, s := range v {
		list := s.all(x, r)
		if s.last {
			slices.Reverse(list)
		}
		for _, f := range list {
			if f.text != "" {
				return f, s.line, true
			}
		}
	}
	return found{}, 0, false
}

// holds reports whether a condition holds, and the words that it holds for.
func (c condition) holds(x *mail, r *row) (found, bool) {
	test := func(f found) (found, bool) {
		if c.matches != nil {
			if loc := c.matches.FindStringIndex(f.text); loc != nil {
				f.words = f.text[loc[0]:loc[1]]
				if f.words == "" {
					f.words = f.text
				}
				return f, true
			}
			return f, false
		}
		f.words = c.contains
		return f, strings.Contains(folded(f.text), c.folded)
	}
	if (c.in == "cell" || c.in == "body") && !x.says(c.needs) || c.in == "subject" && !holdsOne(x.m.FoldedSubject(), c.needs) {
		return found{}, false
	}
	if c.in == "cell" {
		any := source{in: "cell", matches: everything}
		for _, f := range any.cells(x) {
			if got, ok := test(f); ok {
				return got, true
			}
		}
		return found{}, false
	}
	if c.in == "body" {
		for _, l := range x.lines {
			if x.late() {
				break
			}
			f, ok := test(found{text: l.text})
			if !ok && c.matches != nil && l.tight != "" {
				f, ok = test(found{text: l.tight})
			}
			if ok {
				f.where = lineWords(l.n)
				return f, true
			}
		}
		return found{}, false
	}
	for _, f := range (source{in: c.in, label: c.label, column: c.column}).all(x, r) {
		if got, ok := test(f); ok {
			return got, true
		}
	}
	return found{}, false
}

// everything takes a text as it is.
var everything = regexp.MustCompile(`(?s)^(.*)$`)

// shorten cuts a text that is too long to be looked at whole.
func shorten(s string) string { return strings.ToValidUTF8(s[:min(len(s), maxLine)], "") }

// grouped is a number with signs between its thousands.
var grouped = regexp.MustCompile(`^\s*[1-9]\d{0,2}(?:[.,'’ ]\d{3})+\s*$`)

var wholeNumber = regexp.MustCompile(`^\s*(\d{1,9})(?:$|[^\d.,:/-]|[.,]?(?:\s|$))`)

// number reads a count: digits that no other digit, sign of a date or decimal sign touches.
func number(f found) (int, bool) {
	if grouped.MatchString(f.text) && !f.touched {
		f.text = strings.NewReplacer(".", "", ",", "", "'", "", "’", "", " ", "").Replace(f.text)
	}
	g := wholeNumber.FindStringSubmatch(f.text)
	if g == nil || f.touched {
		return 0, false
	}
	n, err := strconv.Atoi(g[1])
	return n, err == nil
}
