package words

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Verb is the form of a verb that goes with a number.
func Verb(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// NonEmpty leaves out what is empty.
func NonEmpty(list ...string) []string {
	var out []string
	for _, s := range list {
		if s != "" {
			out = append(out, s)
		}
	}
	return out
}

// Capital writes the first letter of a text large.
func Capital(text string) string {
	if text == "" {
		return ""
	}
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:]
}

// Count is a number with what it counts: "1 job", "2 jobs". What is one of count.toml.
func Count(n int, what string) string {
	return T("count."+strings.ReplaceAll(what, " ", "_"), "n", n)
}

// Counted is what Count says, for a sentence that may ask for another case of it.
func Counted(n int, what string) Quantity {
	return Quantity{n, "count." + strings.ReplaceAll(what, " ", "_")}
}

// Amount is a number with what it counts, such as "12 linked".
type Amount struct {
	n    int
	word string
}

// N is the Amount of a number and what it counts, one of tally.toml.
func N(n int, word string) Amount { return Amount{n, word} }

// Tally joins what there is any of: "12 linked, 3 ignored", "" for nothing.
func Tally(parts ...Amount) string {
	var out []string
	for _, p := range parts {
		if p.n > 0 {
			out = append(out, T("tally."+strings.ReplaceAll(p.word, " ", "_"), "n", p.n))
		}
	}
	return strings.Join(out, ", ")
}

// Join puts more behind a text, if there is more.
func Join(text, more string) string {
	if more == "" {
		return text
	}
	return T("number.and_more", "text", text, "more", more)
}

// Number writes a number with its thousands apart.
func Number(n int) string { return Spoken().Number(int64(n)) }

// Ordinal is "1st", "2nd", "3rd" or what the language has for it.
func Ordinal(n int) string { return Spoken().Ordinal(n) }

// And joins names as the language lists them: "A, B and C".
func And(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last := len(names) - 1
	return T("number.and", "first", strings.Join(names[:last], ", "), "last", names[last])
}

// Decimal writes a number with one digit behind the language's mark.
func Decimal(x float64) string {
	return strings.Replace(fmt.Sprintf("%.1f", x), ".", T("number.decimal"), 1)
}
