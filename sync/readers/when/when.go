// Package when reads the dates and times of report mails: many languages, many
// orders, mostly without a zone. It never uses the locale of the computer it runs
// on. Whether 11/9 is September or November is decided, in this order, by a value
// above 12, by the other dates of the same mail, and by which reading lies nearer
// to the date of the mail.
package when

import (
	"iter"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode"

	"runchecks/domain"
)

// Order is the order of day and month in numeric dates.
type Order int

// The orders. Undecided means that each date is decided by the hint.
const (
	Undecided Order = iota
	DayFirst
	MonthFirst
)

// Calendar reads the dates of one mail.
type Calendar struct {
	order Order
	hint  time.Time
}

// New looks through the texts of a mail for numeric dates that can only be read
// one way. Hint is the date of the mail and may be zero.
func New(hint time.Time, texts ...string) Calendar { return Of(hint, slices.Values(texts)) }

// Of is New of texts that nobody has in one place.
func Of(hint time.Time, texts iter.Seq[string]) Calendar {
	c := Calendar{hint: hint}
	var day, month int
	for t := range texts {
		if !mayHoldDate(t, "/-") {
			continue
		}
		for _, g := range numeric.FindAllStringSubmatch(t, 200) {
			a, b := number(g[1]), number(g[3])
			switch {
			case g[2] == ".":
			case g[0][0] == '_' && len(g[4]) == 2: // a time of day in a file name: log_30-06-2026_19-03-22
			case a > 12 && a <= 31 && b >= 1 && b <= 12:
				day++
			case b > 12 && b <= 31 && a >= 1 && a <= 12:
				month++
			}
		}
	}
	switch {
	case day > 0 && month == 0:
		c.order = DayFirst
	case month > 0 && day == 0:
		c.order = MonthFirst
	}
	return c
}

// mayHoldDate spares the pattern numeric most texts: one or two digits that begin there, one
// of the given separators out of "./-", a digit.
func mayHoldDate(s, separators string) bool {
	for i := 1; i+1 < len(s); i++ {
		if c := s[i]; c < '-' || c > '/' || !digit(s[i-1]) || !digit(s[i+1]) || strings.IndexByte(separators, c) < 0 {
			continue
		}
		from := i - 1
		if from > 0 && digit(s[from-1]) {
			from--
		}
		if from == 0 || !digit(s[from-1]) && strings.IndexByte(".:/-", s[from-1]) < 0 {
			return true
		}
	}
	return false
}

func digit(c byte) bool { return c >= '0' && c <= '9' }

var (
	yearFirst = regexp.MustCompile(`(?:^|[^\d])((?:19|20)\d{2})([-/._])(\d{1,2})[-/._](\d{1,2})(?:[T _-]{1,2}(\d{1,2})[:_-](\d{2})(?:[:_-](\d{2}))?)?`)
	numeric   = regexp.MustCompile(`(?:^|[^\d.:/-])(\d{1,2})([./-])(\d{1,2})[./-](\d{4}|\d{2})(?:[^\d]|$)`)
	// 19-5月-2024 and 2024年5月19日: the months of Chinese and Japanese systems.
	dayMoon  = regexp.MustCompile(`(?:^|[^\d])(\d{1,2})-\s?(\d{1,2})月-((?:19|20)\d{2})`)
	yearMoon = regexp.MustCompile(`(?:^|[^\d])((?:19|20)\d{2})[年년]\s?(\d{1,2})[月월]\s?(\d{1,2})[日일]`)
	unixDate = regexp.MustCompile(`(\p{L}{3})\s+(\d{1,2})\s+(\d{1,2}):(\d{2}):(\d{2})\s+(?:([A-Z]{3,4})\s+)?((?:19|20)\d{2})`)
	clock    = regexp.MustCompile(`(?:^|[^\d:.,])(\d{1,2})[:.](\d{2})(?:[:.](\d{2})([.,]\d{1,9})?)?(?:\s*([AaPp])\.?[Mm]\.?)?(?:\s*(Z\b|[+-]\d{2}:?\d{2}\b|[A-Z]{3,4}\b))?`)
)

// Dates with the names of months. The endings of numbers are the lexicon's.
var (
	dayMonth = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?:^|[^\d])(\d{1,2})` + ordinal() +
			`[\s-]+(?:de\s+|of\s+)?(\p{L}[\p{L}\p{M}]{2,14})\.?,?[\s-]+(?:de\s+)?((?:19|20)\d{2})`)
	})
	monthDay = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(\p{L}[\p{L}\p{M}]{2,14})\.?\s+(\d{1,2})` + ordinal() + `,?\s+((?:19|20)\d{2})`)
	})
	yearMonth = regexp.MustCompile(`(?:^|[^\d])((?:19|20)\d{2})\.?\s+(\p{L}[\p{L}\p{M}]{2,14})\.?\s+(\d{1,2})(?:[^\d:]|$)`)
)

// Stamp reads the first date in text and the time of day after it. Without a time
// of day, or without a date, it returns the zero Stamp.
func (c Calendar) Stamp(text string) domain.Stamp {
	d, rest, matched, ok := c.date(text)
	if !ok {
		return domain.Stamp{}
	}
	if d.timed {
		s := domain.Stamp{Time: d.at, Text: strings.TrimSpace(matched)}
		if d.zone != nil {
			s.Time = inZone(d.at, d.zone)
			s.Zoned = true
		} else if z, words := zoneAfter(rest); z != nil {
			s.Time = inZone(d.at, z)
			s.Zoned = true
			s.Text += words
		}
		return s
	}
	t, words, ok := clockIn(rest)
	if !ok || t.at > 40 {
		return domain.Stamp{}
	}
	s := domain.Stamp{
		Time: d.at.Add(t.of),
		Text: strings.TrimSpace(strings.TrimSpace(matched) + rest[:t.at] + words),
	}
	if t.zone != nil {
		s.Time = inZone(s.Time, t.zone)
		s.Zoned = true
	}
	return s
}

// Day reads the first date in text, at midnight, without needing a time.
func (c Calendar) Day(text string) (time.Time, bool) {
	d, _, _, ok := c.date(text)
	if !ok {
		return time.Time{}, false
	}
	y, m, day := d.at.Date()
	return time.Date(y, m, day, 0, 0, 0, 0, time.UTC), true
}

// date is a calendar day, with a time where the form itself contains one.
type date struct {
	at    time.Time
	timed bool
	zone  *time.Location
}

func (c Calendar) date(text string) (d date, rest, matched string, ok bool) {
	if !strings.ContainsAny(text, "0123456789") || strings.Trim(text, "0123456789: ") == "" {
		return date{}, "", "", false // no number, or a clock or count alone
	}
	year, bound := years(text)
	best := -1
	take := func(loc []int, y, m, day int, timed bool, of time.Duration) {
		if m < 1 || m > 12 || day < 1 || day > 31 || best >= 0 && loc[0] >= best {
			return
		}
		t := time.Date(y, time.Month(m), day, 0, 0, 0, 0, time.UTC)
		if t.Day() != day {
			return // 31 April
		}
		best = loc[0]
		d, rest, matched, ok = date{at: t.Add(of), timed: timed}, text[loc[1]:], text[loc[0]:loc[1]], true
	}
	if g := first(yearFirst, text, bound); g != nil {
		start := g[2]
		h, hok := sub(text, g, 5)
		if hok {
			mi, _ := sub(text, g, 6)
			se, _ := sub(text, g, 7)
			if h <= 23 && mi <= 59 && se <= 60 {
				take([]int{start, g[1]}, num(text, g, 1), num(text, g, 3), num(text, g, 4), true, hms(h, mi, se)+fraction(text[g[1]:]))
			}
		} else {
			take([]int{start, g[1]}, num(text, g, 1), num(text, g, 3), num(text, g, 4), false, 0)
		}
	}
	if best == 0 {
		return d, rest, matched, ok // no other stands before it
	}
	words := year && strings.ContainsFunc(text, unicode.IsLetter)
	if g := first(unixDate, text, words); g != nil {
		if m := month(text[g[2]:g[3]]); m > 0 {
			take(g[:2], num(text, g, 7), m, num(text, g, 2), true, hms(num(text, g, 3), num(text, g, 4), num(text, g, 5)))
			if ok && best == g[0] && g[12] >= 0 {
				d.zone = zones[text[g[12]:g[13]]]
			}
		}
	}
	if words && (strings.Contains(text, "月") || strings.Contains(text, "월")) {
		if g := dayMoon.FindStringSubmatchIndex(text); g != nil {
			take([]int{g[2], g[1]}, num(text, g, 3), num(text, g, 2), num(text, g, 1), false, 0)
		}
		if g := yearMoon.FindStringSubmatchIndex(text); g != nil {
			take([]int{g[2], g[1]}, num(text, g, 1), num(text, g, 2), num(text, g, 3), false, 0)
		}
	}
	for _, g := range all(dayMonth(), text, words) {
		if m := month(text[g[4]:g[5]]); m > 0 {
			take([]int{g[2], g[1]}, num(text, g, 3), m, num(text, g, 1), false, 0)
			break
		}
	}
	for _, g := range all(monthDay(), text, words) {
		if m := month(text[g[2]:g[3]]); m > 0 {
			take(g[:2], num(text, g, 3), m, num(text, g, 2), false, 0)
			break
		}
	}
	if best < 0 {
		if g := first(yearMonth, text, words); g != nil {
			take([]int{g[2], g[7]}, num(text, g, 1), month(text[g[4]:g[5]]), num(text, g, 3), false, 0)
		}
	}
	if g := first(numeric, text, mayHoldDate(text, "./-")); g != nil {
		a, b, y := num(text, g, 1), num(text, g, 3), num(text, g, 4)
		if y < 100 {
			y += 2000
		}
		day, mon := c.arrange(a, b, y, text[g[4]:g[5]])
		take([]int{g[2], g[9]}, y, mon, day, false, 0)
	}
	if best < 0 && !c.hint.IsZero() && len(text) <= maxSpoken {
		if from, to, ago := spoken(text); to > 0 {
			y, m, day := c.hint.AddDate(0, 0, -ago).Date()
			take([]int{from, to}, y, int(m), day, false, 0)
		}
	}
	return d, rest, matched, ok
}

// arrange tells the day from the month.
func (c Calendar) arrange(a, b, year int, separator string) (day, mon int) {
	switch {
	case separator == ".", a > 12:
		return a, b
	case b > 12:
		return b, a
	case a == b:
		return a, b
	case c.order == DayFirst:
		return a, b
	case c.order == MonthFirst:
		return b, a
	case !c.hint.IsZero():
		first := time.Date(year, time.Month(b), a, 12, 0, 0, 0, time.UTC)
		second := time.Date(year, time.Month(a), b, 12, 0, 0, 0, time.UTC)
		if c.hint.Sub(second).Abs() < c.hint.Sub(first).Abs() {
			return b, a
		}
	}
	return a, b
}

// Clock is a time of day, possibly on a later day.
type Clock struct {
	Of   time.Duration // since midnight
	Days int           // from a mark such as (+1)
	Mark bool          // the mark was there
}

var dayMark = regexp.MustCompile(`\(\s*\+\s*(\d{1,2})\s*\)`)

// TimeOfDay reads a text that is a time of day and nothing else but a day mark.
func TimeOfDay(text string) (Clock, bool) {
	var c Clock
	if g := dayMark.FindStringSubmatch(text); g != nil {
		c.Days, c.Mark = number(g[1]), true
		text = strings.Replace(text, g[0], "", 1)
	}
	text = strings.TrimSpace(text)
	t, words, ok := clockIn(text)
	if !ok || t.at != 0 || strings.TrimSpace(text[len(words):]) != "" {
		return Clock{}, false
	}
	c.Of = t.of
	return c, true
}

// After puts c on the first day on which it does not lie before start, or on the
// marked day counted from start's.
func (c Clock) After(start time.Time) time.Time {
	y, m, d := start.Date()
	t := time.Date(y, m, d, 0, 0, 0, 0, start.Location()).Add(c.Of)
	if c.Mark {
		return t.AddDate(0, 0, c.Days)
	}
	if t.Before(start) {
		t = t.AddDate(0, 0, 1)
	}
	return t
}

type clockTime struct {
	at   int // offset of the words in the text
	of   time.Duration
	zone *time.Location
}

func clockIn(text string) (clockTime, string, bool) {
	for _, g := range clock.FindAllStringSubmatchIndex(text, 3) {
		h, m := num(text, g, 1), num(text, g, 2)
		s, _ := sub(text, g, 3)
		end := g[5]
		if g[6] >= 0 {
			end = g[7]
		}
		var t clockTime
		if g[8] >= 0 {
			end = g[9]
		}
		if g[10] >= 0 {
			if h < 1 || h > 12 {
				continue
			}
			h %= 12
			if c := text[g[10]]; c == 'p' || c == 'P' {
				h += 12
			}
			end = g[10] + len(strings.TrimRight(text[g[10]:g[1]], " ")) // at least the letters
			if g[12] >= 0 {
				end = g[10] + len(strings.TrimRight(text[g[10]:g[12]], " "))
			}
		}
		from := g[2]
		if g[10] < 0 && h >= 1 && h <= 12 {
			var size int
			var second, ok bool
			if from, second, ok = halfBefore(text, g[2]); !ok {
				size, second = halfAfter(text[end:])
				end += size
			}
			if ok || size > 0 {
				if h %= 12; second {
					h += 12
				}
			}
		}
		if h > 23 || m > 59 || s > 60 {
			continue
		}
		if g[12] >= 0 {
			if z := zone(text[g[12]:g[13]]); z != nil {
				t.zone = z
				end = g[13]
			}
		}
		t.at = from
		t.of = hms(h, m, s)
		if g[8] >= 0 {
			t.of += fraction(text[g[8]:g[9]])
		}
		return t, text[from:end], true
	}
	return clockTime{}, "", false
}

var fractionForm = regexp.MustCompile(`^[.,](\d{1,9})`)

func fraction(text string) time.Duration {
	g := fractionForm.FindStringSubmatch(text)
	if g == nil {
		return 0
	}
	return time.Duration(number((g[1] + "000000000")[:9]))
}

var zoneForm = regexp.MustCompile(`^(?:[.,]\d{1,9})?\s*(Z\b|[+-]\d{2}:?\d{2}\b|[A-Z]{3,4}\b)`)

func zoneAfter(rest string) (*time.Location, string) {
	g := zoneForm.FindStringSubmatch(rest)
	if g == nil {
		return nil, ""
	}
	return zone(g[1]), g[0]
}

func inZone(t time.Time, z *time.Location) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), z)
}

func hms(h, m, s int) time.Duration {
	return time.Duration(h)*time.Hour + time.Duration(m)*time.Minute + time.Duration(s)*time.Second
}

func number(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

func num(text string, g []int, i int) int { n, _ := sub(text, g, i); return n }

func sub(text string, g []int, i int) (int, bool) {
	if g[2*i] < 0 {
		return 0, false
	}
	return number(text[g[2*i]:g[2*i+1]]), true
}

// years reports whether a text holds a year, 1900 to 2099, and one with a separator of dates
// and a digit behind it.
func years(text string) (year, bound bool) {
	for i := 0; i+4 <= len(text); i++ {
		if !(text[i] == '2' && text[i+1] == '0' || text[i] == '1' && text[i+1] == '9') || !digit(text[i+2]) || !digit(text[i+3]) {
			continue
		}
		year = true
		if i+5 < len(text) && strings.IndexByte("-/._", text[i+4]) >= 0 && digit(text[i+5]) {
			return true, true
		}
	}
	return year, false
}

// first returns the first match of a pattern where there may be one.
func first(pattern *regexp.Regexp, text string, may bool) []int {
	if !may {
		return nil
	}
	return pattern.FindStringSubmatchIndex(text)
}

// all returns the first matches of a pattern that needs letters, none where there are none.
func all(pattern *regexp.Regexp, text string, words bool) [][]int {
	if !words {
		return nil
	}
	return pattern.FindAllStringSubmatchIndex(text, 3)
}
