package when

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

var (
	spanClock = regexp.MustCompile(`^(?:(\d{1,3})[.d]\s*)?(\d{1,3}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?$`)
	spanPart  = regexp.MustCompile(`^(\d{1,6}(?:[.,]\d{1,9})?)\s*(\p{L}+)\.?[\s,;]*(?:(?:and|und|en|et|y|e)\s+)?`)
)

// spanUnits are the words for the units of a duration, in small letters.
var spanUnits = func() map[string]time.Duration {
	units := map[string]time.Duration{}
	for unit, words := range map[time.Duration]string{
		24 * time.Hour:   "d day days tag tage tagen dag dagen jour jours giorno giorni día días dia dias",
		time.Hour:        "h hr hrs hour hours std stunde stunden u uur uren heure heures ora ore hora horas",
		time.Minute:      "m min mins minute minutes minuten minuut minuto minuti minutos mn",
		time.Second:      "s sec secs second seconds sek sekunde sekunden seconde seconden secondes secondo secondi segundo segundos",
		time.Millisecond: "ms msec millisecond milliseconds millisekunden milliseconden",
	} {
		for w := range strings.FieldsSeq(words) {
			units[w] = unit
		}
	}
	return units
}()

// longest is how long a run may last that a report tells of.
const longest = 366 * 24 * time.Hour

// Span reads a text that is a duration and nothing else: 01:12:41, 1.02:03:04 with days, 1 h
// 12 min, "0 hours, 12 minutes, 41 seconds". Two numbers alone are hours and minutes.
func Span(text string) (time.Duration, bool) {
	text = strings.ToLower(strings.Join(strings.Fields(text), " "))
	if g := spanClock.FindStringSubmatch(text); g != nil {
		minutes, seconds := number(g[3]), number(g[4])
		d := time.Duration(number(g[1]))*24*time.Hour + hms(number(g[2]), minutes, seconds)
		return d, minutes < 60 && seconds < 60
	}
	total, last := time.Duration(0), 48*time.Hour
	for rest := text; rest != ""; {
		g := spanPart.FindStringSubmatch(rest)
		if g == nil {
			return 0, false
		}
		unit, ok := spanUnits[g[2]]
		n, err := strconv.ParseFloat(strings.Replace(g[1], ",", ".", 1), 64)
		if !ok || err != nil || unit >= last || n*float64(unit) > float64(longest) { // from the longest to the shortest
			return 0, false
		}
		total, last, rest = total+time.Duration(n*float64(unit)), unit, rest[len(g[0]):]
	}
	return total, text != "" && total <= longest
}
