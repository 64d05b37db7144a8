package when

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// The months by their first letters, in the languages of our mails. Each list is
// compared by prefix after lower-casing, longest names first decided by order.
var monthNames = [12][]string{
	{"jan", "gen", "ene", "янв", "sty", "jän"},
	{"feb", "fév", "fev", "фев", "lut"},
	{"mar", "mrt", "maa", "mär", "maerz", "мар", "mrz"},
	{"apr", "avr", "abr", "апр", "kwi"},
	{"mai", "may", "mei", "mag", "maj", "май", "мая"},
	{"jun", "juin", "giu", "июн", "cze"},
	{"jul", "juil", "lug", "июл", "lip"},
	{"aug", "aoû", "aou", "ago", "авг", "sie"},
	{"sep", "set", "сен", "wrz"},
	{"oct", "okt", "ott", "out", "окт", "paź"},
	{"nov", "ноя", "lis"},
	{"dec", "dez", "dic", "déc", "дек", "gru"},
}

// Words that begin like a month but are weekdays or other words before a date.
var notMonths = map[string]bool{
	"mardi": true, "martes": true, "martedì": true, "martedi": true, "maandag": true, "mardì": true, "settimana": true, "setup": true, "mark": true, "lista": true, "list": true, "july-august": true,
}

// month returns 1 to 12, 0 for any other word.
func month(word string) int {
	word = strings.ToLower(word)
	if notMonths[word] || utf8.RuneCountInString(word) < 3 {
		return 0
	}
	for i, names := range monthNames {
		for _, n := range names {
			if strings.HasPrefix(word, n) {
				return i + 1
			}
		}
	}
	return 0
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
