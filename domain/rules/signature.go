package rules

import (
	"strings"
	"unicode"

	"runchecks/domain"
)

// signatureLength bounds a signature, in bytes: what tells errors apart stands in front.
const signatureLength = 200

// Signature reduces a message to what tells one cause from another: case, blanks,
// numbers, identifiers, what stands in quotes and places on a disk or network are
// left out, since they differ from night to night and from customer to customer.
// The empty message has the empty signature, which is no cause.
func Signature(message string) string {
	text := unquoted(domain.Fold(message))
	var words []string
	length := 0
	for _, word := range strings.Fields(text) {
		word = strings.Trim(word, ".,;:!?()[]{}<>*")
		switch {
		case word == "":
			continue
		case strings.ContainsAny(word, `\/@`):
			word = "…"
		case strings.ContainsFunc(word, unicode.IsDigit):
			word = numberless(word)
		}
		if len(words) > 0 && words[len(words)-1] == "…" && word == "…" {
			continue
		}
		if length += len(word) + 1; length > signatureLength {
			break
		}
		words = append(words, word)
	}
	if strings.Trim(strings.Join(words, ""), "…#") == "" {
		return ""
	}
	return strings.Join(words, " ")
}

// unquoted replaces what stands in quotes: names of machines, files, accounts.
func unquoted(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	for text != "" {
		at := strings.IndexAny(text, "\"'“‘«")
		if at < 0 {
			break
		}
		open := []rune(text[at:])[0]
		width := len(string(open))
		end := strings.IndexRune(text[at+width:], closing(open))
		// An apostrophe within a word opens nothing.
		if end < 0 || open == '\'' && at > 0 && text[at-1] != ' ' && text[at-1] != '(' {
			b.WriteString(text[:at+width])
			text = text[at+width:]
			continue
		}
		b.WriteString(text[:at])
		b.WriteString("…")
		text = text[at+width+end+len(string(closing(open))):]
	}
	b.WriteString(text)
	return b.String()
}

func closing(open rune) rune {
	switch open {
	case '“':
		return '”'
	case '‘':
		return '’'
	case '«':
		return '»'
	default:
		return open
	}
}

// numberless keeps error codes ("0x80070070", "vss_e_2") apart from counts, sizes,
// times and identifiers: a word of hexadecimal digits with 0x in front, or letters
// that end in up to three digits, is a code.
func numberless(word string) string {
	if strings.HasPrefix(word, "0x") && len(word) <= 12 {
		return word
	}
	letters := strings.TrimRightFunc(word, unicode.IsDigit)
	if n := len(word) - len(letters); n <= 3 && len(letters) >= 3 && !strings.ContainsFunc(letters, unicode.IsDigit) {
		return letters + "#"
	}
	return "#"
}
