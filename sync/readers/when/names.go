package when

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"

	"runchecks/sync/readers/lexicon"
)

// months holds the words that name a month in any language, as lexicon.Fold writes them.
var months = sync.OnceValue(func() map[string]int {
	out := map[string]int{}
	lexicon.Shipped().Each(func(phrase string, place lexicon.Place, class lexicon.Class, _ lexicon.Languages) {
		if place == lexicon.Date && class >= lexicon.January && class <= lexicon.December && utf8.RuneCountInString(phrase) >= 3 {
			out[phrase] = int(class-lexicon.January) + 1
		}
	})
	return out
})

// month returns 1 to 12, 0 for any other word.
func month(word string) int {
	if len(word) < 3 || len(word) > 40 {
		return 0
	}
	// Every word before a number is asked for: no memory is taken for plain ones.
	var space [40]byte
	lower := space[:0]
	for i := range len(word) {
		c := word[i]
		if c >= utf8.RuneSelf {
			return months()[lexicon.Fold(word)]
		}
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		lower = append(lower, c)
	}
	return months()[string(lower)]
}

// MonthIn returns the number of the month that a word names in the languages of the given
// codes, 0 for any other word.
func MonthIn(word string, codes ...string) int {
	l := lexicon.Shipped()
	var langs lexicon.Languages
	for _, c := range codes {
		langs |= l.Lang(c)
	}
	m := l.At([]string{lexicon.Fold(strings.Trim(word, "."))}, lexicon.Date, langs)
	if m.Foreign || m.Class < lexicon.January || m.Class > lexicon.December {
		return 0
	}
	return int(m.Class-lexicon.January) + 1
}

// Languages returns the codes of the languages whose months have names.
func Languages() []string {
	l := lexicon.Shipped()
	var out []string
	var langs lexicon.Languages
	l.Each(func(_ string, place lexicon.Place, class lexicon.Class, of lexicon.Languages) {
		if place == lexicon.Date && class == lexicon.January {
			langs |= of
		}
	})
	for _, code := range l.Names() {
		if langs.Has(l.Lang(code)) && code != "any" {
			out = append(out, code)
		}
	}
	return out
}

// halves holds what tells the half of the day in any language, and whether it is the
// second one: "pm", "午後", "μ.μ.".
var halves = sync.OnceValue(func() map[string]bool {
	out := map[string]bool{}
	lexicon.Shipped().Each(func(phrase string, place lexicon.Place, class lexicon.Class, _ lexicon.Languages) {
		if place == lexicon.Date && (class == lexicon.Morning || class == lexicon.Noon) {
			out[strings.ReplaceAll(phrase, ".", "")] = class == lexicon.Noon
		}
	})
	return out
})

// halfAfter reads the half of the day that text begins with, behind blanks: how many
// bytes it takes, 0 for none, and whether it is the second one.
func halfAfter(text string) (size int, second bool) {
	rest := strings.TrimLeft(text, " \u00a0\u202f")
	end := 0
	for end < len(rest) && end < 20 {
		r, n := utf8.DecodeRuneInString(rest[end:])
		if !unicode.IsLetter(r) && r != '.' {
			break
		}
		end += n
	}
	if end < 2 {
		return 0, false
	}
	second, ok := halves()[strings.ReplaceAll(lexicon.Fold(rest[:end]), ".", "")]
	if !ok {
		return 0, false
	}
	return len(text) - len(rest) + end, second
}

// halfBefore reads the half of the day that stands right before a time at the given place,
// as Chinese, Japanese and Korean write it: "午後 3:05".
func halfBefore(text string, at int) (from int, second, ok bool) {
	before := strings.TrimRight(text[:at], " \u00a0")
	from = len(before)
	for range 2 {
		r, size := utf8.DecodeLastRuneInString(before[:from])
		if !lexicon.Dense(r) {
			return at, false, false
		}
		from -= size
	}
	if second, ok = halves()[before[from:]]; ok {
		return from, second, true
	}
	return at, false, false
}

// ordinal is a pattern for what may stand behind the number of a day: "st", "º", a dot.
func ordinal() string {
	list := []string{`\.`}
	lexicon.Shipped().Each(func(phrase string, place lexicon.Place, class lexicon.Class, _ lexicon.Languages) {
		if place == lexicon.Date && class == lexicon.Ordinal {
			list = append(list, regexp.QuoteMeta(phrase))
		}
	})
	slices.SortFunc(list, func(a, b string) int { return cmp.Or(len(b)-len(a), strings.Compare(a, b)) })
	return "(?:" + strings.Join(list, "|") + ")?"
}

// maxSpoken bounds the texts in which "yesterday" is a date: values, not sentences.
const maxSpoken = 60

// spoken finds "today" and "yesterday" in any language: where the words stand and how many
// days ago that is.
func spoken(text string) (from, to, ago int) {
	l := lexicon.Shipped()
	var words [2]string
	for at := 0; at < len(text); {
		r, size := utf8.DecodeRuneInString(text[at:])
		if !unicode.IsLetter(r) {
			at += size
			continue
		}
		end, next := wordEnd(text, at), 0
		words[0], words[1] = lexicon.Fold(text[at:end]), ""
		if next = end + 1; next < len(text) && text[end] == ' ' {
			words[1] = lexicon.Fold(text[next:wordEnd(text, next)])
		}
		if lexicon.Dense(r) {
			words[0] = lexicon.Fold(text[at:min(end, at+6)]) // two letters of three bytes
			end = at + len(words[0])
		}
		if m := l.At(words[:], lexicon.Date, l.All()); !m.Foreign && (m.Class == lexicon.Today || m.Class == lexicon.Yesterday) {
			if m.Words == 2 {
				end = wordEnd(text, next)
			}
			if m.Class == lexicon.Yesterday {
				ago = 1
			}
			return at, end, ago
		}
		at = end
	}
	return 0, 0, 0
}

// wordEnd is where the word that begins at a place ends.
func wordEnd(text string, at int) int {
	for at < len(text) {
		r, size := utf8.DecodeRuneInString(text[at:])
		if !unicode.IsLetter(r) && !unicode.IsMark(r) && r != '\'' && r != '’' {
			break
		}
		at += size
	}
	return at
}

// The zone abbreviations that mean one thing only in backup reports.
var zones = map[string]*time.Location{}

func init() {
	for name, hours := range map[string]int{
		"UTC": 0, "GMT": 0, "WET": 0, "BST": 1, "WEST": 1, "CET": 1, "MEZ": 1, "CEST": 2, "MESZ": 2, "EET": 2, "EEST": 3, "MSK": 3,
		"EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
	} {
		zones[name] = time.FixedZone(name, hours*3600)
	}
	zones["UTC"], zones["GMT"] = time.UTC, time.UTC
}

// zone returns the zone of "Z", "+0200", "+02:00" or a known abbreviation, else nil.
func zone(s string) *time.Location {
	if s == "Z" {
		return time.UTC
	}
	if s[0] == '+' || s[0] == '-' {
		digits := strings.ReplaceAll(s[1:], ":", "")
		h, _ := strconv.Atoi(digits[:2])
		m, _ := strconv.Atoi(digits[2:])
		if h > 14 || m > 59 {
			return nil
		}
		seconds := h*3600 + m*60
		if s[0] == '-' {
			seconds = -seconds
		}
		return time.FixedZone("", seconds)
	}
	return zones[s]
}
