package query

import (
	"strings"
	"unicode/utf8"

	"runchecks/domain"
)

// A Completion replaces a piece of the search, from Start to the cursor, by Text.
type Completion struct {
	Start int // in bytes
	Text  string
}

// mostOffers is how many completions are offered.
const mostOffers = 12

// Values gives what a key's value can be, such as the names of the customers, as they
// are written. It is asked for keys whose values are not fixed.
type Values func(Key) []string

// Complete offers what the word at the cursor can become: keys that begin with it, or
// values of its key that contain it, those that begin with it first. The cursor is a
// place in the text, in bytes; one beyond is the end.
func Complete(text string, cursor int, values Values) []Completion {
	cursor = min(max(cursor, 0), len(text))
	for cursor > 0 && cursor < len(text) && !utf8.RuneStart(text[cursor]) {
		cursor--
	}
	all := words(text[:cursor])
	if len(all) == 0 || endsBlank(text[:cursor], all[len(all)-1]) {
		return nil
	}
	w := all[len(all)-1]
	sign := ""
	if w.not {
		sign = "-"
	}
	if w.key == "" {
		return keysLike(w, sign)
	}
	typed := domain.Fold(w.value)
	var first, second []Completion
	for _, v := range valuesOf(Key(w.key), values) {
		folded := domain.Fold(v)
		one := Completion{Start: w.start, Text: sign + w.key + ":" + quote(v) + " "}
		switch {
		case strings.HasPrefix(folded, typed):
			first = append(first, one)
		case strings.Contains(folded, typed):
			second = append(second, one)
		}
	}
	first = append(first, second...)
	return first[:min(len(first), mostOffers)]
}

// endsBlank says whether the cursor stands behind the last word and not in it.
func endsBlank(text string, last word) bool {
	if last.phrase {
		return strings.Count(text[last.start:], `"`)%2 == 0
	}
	return strings.TrimRight(text, " \t") != text
}

func keysLike(w word, sign string) []Completion {
	typed := domain.Fold(w.value)
	if typed == "" || w.phrase {
		return nil
	}
	var out []Completion
	for _, k := range Keys() {
		if strings.HasPrefix(string(k), typed) {
			out = append(out, Completion{Start: w.start, Text: sign + string(k) + ":"})
		}
	}
	return out
}

// ValuesOf lists what the value of a key can be, or what it can be like; nil for one that is
// a text.
func ValuesOf(k Key) []string {
	switch k {
	case Status:
		return []string{"failed", "missed", "warning", "unknown", "success", "override"}
	case Is:
		return States()
	case Mine:
		return []string{"yes"}
	case Since, Before:
		return []string{"today", "yesterday", "7d", "4w"}
	case Silent, NoSuccess:
		return []string{"3d", "7d", "2w", "4w"}
	}
	return nil
}

func valuesOf(k Key, values Values) []string {
	if fixed := ValuesOf(k); fixed != nil || values == nil {
		return fixed
	}
	return values(k)
}

// quote puts a value into quotes where it has blanks. A quote inside cannot be typed, so it
// is a blank.
func quote(v string) string {
	v = strings.ReplaceAll(v, `"`, " ")
	if strings.ContainsAny(v, " \t\u00a0") {
		return `"` + v + `"`
	}
	return v
}
