package simulate

import (
	"fmt"
	"strings"
	"time"
)

// locale is how a server writes dates and numbers. Products keep their own words
// in English.
type locale uint8

const (
	american locale = iota
	british
	dutch
	german
)

var (
	dutchDays    = [...]string{"zondag", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag"}
	dutchMonths  = [...]string{"januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"}
	germanDays   = [...]string{"Sonntag", "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag"}
	germanMonths = [...]string{"Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"}
)

// long writes a date with weekday and month in words, and the time.
func (l locale) long(t time.Time) string {
	switch l {
	case british:
		return t.Format("Monday, 2 January 2006 15:04:05")
	case dutch:
		return fmt.Sprintf("%s %d %s %d %s", dutchDays[t.Weekday()], t.Day(), dutchMonths[t.Month()-1], t.Year(), l.clock(t))
	case german:
		return fmt.Sprintf("%s, %d. %s %d %s", germanDays[t.Weekday()], t.Day(), germanMonths[t.Month()-1], t.Year(), l.clock(t))
	}
	return t.Format("Monday, January 2, 2006 3:04:05 PM")
}

// clock writes the time of day.
func (l locale) clock(t time.Time) string {
	if l == american {
		return t.Format("3:04:05 PM")
	}
	return t.Format("15:04:05")
}

// short writes date and time in numbers.
func (l locale) short(t time.Time) string {
	switch l {
	case british:
		return t.Format("02/01/2006 15:04:05")
	case dutch:
		return t.Format("2-1-2006 15:04:05")
	case german:
		return t.Format("02.01.2006 15:04:05")
	}
	return t.Format("1/2/2006 3:04:05 PM")
}

// number writes a number with one decimal.
func (l locale) number(f float64) string {
	s := fmt.Sprintf("%.1f", f)
	if l == dutch || l == german {
		s = strings.Replace(s, ".", ",", 1)
	}
	return s
}

// gigabytes writes a size that is given in GB.
func (l locale) gigabytes(g float64) string {
	switch {
	case g == 0:
		return l.number(0) + " B"
	case g >= 1000:
		return l.number(g/1000) + " TB"
	case g >= 1:
		return l.number(g) + " GB"
	}
	return l.number(g*1000) + " MB"
}

// clockSpan writes a duration as h:mm:ss.
func clockSpan(d time.Duration) string {
	s := int(d.Round(time.Second).Seconds())
	return fmt.Sprintf("%d:%02d:%02d", s/3600, s/60%60, s%60)
}
