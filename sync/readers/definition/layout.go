package definition

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"runchecks/sync/readers/when"
)

// layout is how a time is written, such as "dd.MM.yyyy HH:mm:ss".
type layout struct {
	pattern   *regexp.Regexp
	fields    []string
	languages []string // whose months are meant, nil for all
}

// The fields of a layout, longest first.
var layoutFields = []struct{ token, pattern string }{
	{"yyyy", `(\d{4})`}, {"yy", `(\d{2})`}, {"MMMM", `(\p{L}+)\.?`}, {"MMM", `(\p{L}+)\.?`}, {"MM", `(\d{2})`}, {"M", `(\d{1,2})`},
	{"dddd", `\p{L}+\.?`}, {"ddd", `\p{L}+\.?`}, {"dd", `(\d{2})`}, {"d", `(\d{1,2})`}, {"HH", `(\d{2})`}, {"H", `(\d{1,2})`}, {"hh", `(\d{2})`}, {"h", `(\d{1,2})`},
	{"mm", `(\d{2})`}, {"ss", `(\d{2})`}, {"tt", `([AaPp])\.?[Mm]\.?`},
}

// newLayout reads a layout. Letters that are no field stand in single quotes.
func newLayout(text string, languages []string) (layout, error) {
	var l layout
	var b strings.Builder
	b.WriteString(`(?:^|[^\d])`)
	have := map[byte]bool{}
next:
	for i := 0; i < len(text); {
		for _, f := range layoutFields {
			if strings.HasPrefix(text[i:], f.token) {
				b.WriteString(f.pattern)
				if strings.Contains(f.pattern, "(") {
					l.fields = append(l.fields, f.token)
					have[f.token[0]] = true
				}
				i += len(f.token)
				continue next
			}
		}
		switch c := text[i]; {
		case c == '\'':
			end := strings.IndexByte(text[i+1:], '\'')
			if end < 0 {
				return l, fmt.Errorf("The layout %q has a quote without an end.", text) //nolint:revive,staticcheck // a sentence for the editor
			}
			b.WriteString(regexp.QuoteMeta(text[i+1 : i+1+end]))
			i += end + 2
		case c == ' ':
			b.WriteString(`\s+`)
			i++
		case c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z':
			return l, fmt.Errorf("The layout %q has the letter %q, which is no field; the fields are yyyy, MM, MMM, dd, HH, hh, mm, ss, tt.", text, c) //nolint:revive,staticcheck // a sentence for the editor
		default:
			b.WriteString(regexp.QuoteMeta(string(c)))
			i++
		}
	}
	for _, f := range []byte("yMdm") {
		if !have[f] {
			return l, fmt.Errorf("The layout %q does not say the day and the time; write it for example as dd.MM.yyyy HH:mm.", text) //nolint:revive,staticcheck // a sentence for the editor
		}
	}
	l.languages = languages
	var err error
	l.pattern, err = regexp.Compile(b.String())
	return l, err
}

// read reads the first time in text that is written so.
func (l layout) read(text string) (at time.Time, words string, ok bool) {
	loc := l.pattern.FindStringSubmatchIndex(text)
	if loc == nil {
		return time.Time{}, "", false
	}
	year, month, day, hour, minute, second, half := 0, 0, 0, 0, 0, 0, ""
	for i, f := range l.fields {
		s := text[loc[2*i+2]:loc[2*i+3]]
		n, _ := strconv.Atoi(s)
		switch f[0] {
		case 'y':
			if year = n; n < 100 {
				year += 2000
			}
		case 'M':
			if month = n; n == 0 {
				month = l.month(s)
			}
		case 'd':
			day = n
		case 'H', 'h':
			hour = n
		case 'm':
			minute = n
		case 's':
			second = n
		case 't':
			half = strings.ToLower(s)
		}
	}
	if half == "p" && hour < 12 {
		hour += 12
	} else if half == "a" && hour == 12 {
		hour = 0
	}
	at = time.Date(year, time.Month(month), day, hour, minute, second, 0, time.UTC)
	if at.Day() != day || int(at.Month()) != month || hour > 23 || minute > 59 || second > 59 {
		return time.Time{}, "", false
	}
	return at, strings.TrimSpace(text[loc[2]:loc[1]]), true
}

func (l layout) month(word string) int {
	if l.languages == nil {
		return when.Month(word)
	}
	return when.MonthIn(word, l.languages...)
}
