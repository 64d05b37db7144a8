package lines

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"runchecks/ui/mailview/page"
)

// Context returns where a range stands in its line. A range over several lines counts as
// far as the first.
func (t *Text) Context(r page.Range) page.Context {
	from, to := t.offset(r.From), t.offset(r.To)
	line := t.sourceLine(from)
	start := strings.LastIndexByte(t.text[:from], '\n') + 1
	return page.Context{Text: line, From: from - start, To: min(to-start, len(line))}
}

// Step returns the end of the word after a place, or with a step back the begin of the word
// before it; the place itself where there is none.
func (t *Text) Step(at page.Pos, back bool) page.Pos {
	i := t.offset(at)
	if back {
		i = len(strings.TrimRightFunc(t.text[:i], unicode.IsSpace))
		i = strings.LastIndexFunc(t.text[:i], unicode.IsSpace) + 1
		if i > 0 {
			_, size := utf8.DecodeRuneInString(t.text[i-1:])
			i += size - 1
		}
		if strings.TrimSpace(t.text[i:]) == "" {
			return at
		}
		return t.place(0, i)
	}
	rest := strings.TrimLeftFunc(t.text[i:], unicode.IsSpace)
	if rest == "" {
		return at
	}
	i = len(t.text) - len(rest)
	if n := strings.IndexFunc(rest, unicode.IsSpace); n >= 0 {
		return t.place(0, i+n)
	}
	return t.place(0, len(t.text))
}
