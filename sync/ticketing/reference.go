package ticketing

import (
	"strings"
	"unicode/utf16"
)

// maxReference bounds a reference, in bytes.
const maxReference = 64

const (
	referenceLine = "Run Checks reference: "
	titleCut      = "…"
	textCut       = "\n[The text was longer than a ticket takes and ends here.]"
)

// ValidReference reports whether a ticket can be found by it: letters, digits and hyphens, at most 64.
func ValidReference(m string) bool {
	return m != "" && len(m) <= maxReference && !strings.ContainsFunc(m, func(r rune) bool { return !ofReference(r) })
}

func ofReference(r rune) bool {
	return r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || r == '-'
}

// Bears reports whether a text has the reference, and not merely one that it is a part of.
func Bears(text, reference string) bool {
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return !ofReference(r) }) {
		if word == reference {
			return true
		}
	}
	return false
}

// Title returns a title on one line, in at most bound UTF-16 units.
func Title(title string, bound int) string {
	return cut(strings.Join(strings.Fields(title), " "), bound, titleCut)
}

// Description returns a text with the reference as its last line, in at most bound UTF-16 units.
func Description(text, reference string, bound int) string {
	last := referenceLine + reference
	body := strings.TrimSpace(strings.ToValidUTF8(text, "\ufffd"))
	if body == "" {
		return last
	}
	last = "\n\n" + last
	return cut(body, bound-Units(last), textCut) + last
}

// Units counts UTF-16 units, which is how the desks count.
func Units(s string) int {
	n := 0
	for _, r := range s {
		n += utf16.RuneLen(r)
	}
	return n
}

// cut returns s in at most bound units, with note at its end if it had more.
func cut(s string, bound int, note string) string {
	if Units(s) <= bound {
		return s
	}
	left, end := bound-Units(note), 0
	for i, r := range s {
		end = i
		if left -= utf16.RuneLen(r); left < 0 {
			break
		}
	}
	return s[:end] + note
}
