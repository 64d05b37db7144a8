package rules

import (
	"strconv"
	"strings"
	"time"

	"runchecks/domain"
)

// DefaultNightStart is the hour at which a night begins where nobody chose another.
const DefaultNightStart = 12

// Nights says which night a moment belongs to: the business day of product.md, section 1.
// A night begins at the hour Start in Location and carries the date of its end, so that
// the sheet of this morning holds last night's runs. The zero value counts calendar days
// in UTC.
type Nights struct {
	Location *time.Location
	Start    int // 0 to 23; at 0 a night is the calendar day
}

// NightsOf reads the setting of a profile; what is no hour is the default.
func NightsOf(setting string, loc *time.Location) Nights {
	hour, err := strconv.Atoi(strings.TrimSpace(setting))
	if err != nil || hour < 0 || hour > 23 {
		hour = DefaultNightStart
	}
	return Nights{Location: loc, Start: hour}
}

// ReadNights returns the nights of a profile.
func ReadNights(q domain.Reader, loc *time.Location) (Nights, error) {
	start, err := q.Setting(domain.SettingNightStart)
	if domain.CodeOf(err) == domain.CodeNotFound {
		err = nil
	}
	return NightsOf(start, loc), err
}

// Night is one business day; To is not included.
type Night struct {
	From, To time.Time
	// Date is local midnight of the date that the night carries: that of its last moment.
	Date time.Time
}

// Calendar reports whether a night is a calendar day.
func (n Night) Calendar() bool { return n.From.Equal(n.Date) }

// Of returns the night that holds a moment.
func (n Nights) Of(at time.Time) Night {
	local := at.In(n.location())
	night := n.On(local)
	if !local.Before(night.To) {
		return n.On(night.Date.AddDate(0, 0, 1))
	}
	return night
}

// On returns the night that carries the local date of day.
func (n Nights) On(day time.Time) Night {
	y, m, d := day.In(n.location()).Date()
	at := func(d, hour int) time.Time { return time.Date(y, m, d, hour, 0, 0, 0, n.location()) }
	if n.Start == 0 {
		return Night{From: at(d, 0), To: at(d+1, 0), Date: at(d, 0)}
	}
	return Night{From: at(d-1, n.Start), To: at(d, n.Start), Date: at(d, 0)}
}

// Since counts the nights from the one of a moment to the one of now: 0 is tonight, 1 the
// night before.
func (n Nights) Since(at, now time.Time) int {
	day := func(t time.Time) time.Time {
		y, m, d := n.Of(t).Date.Date()
		return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) // days of equal length, whatever the zone
	}
	return int(day(now).Sub(day(at)) / (24 * time.Hour))
}

func (n Nights) location() *time.Location {
	if n.Location == nil {
		return time.UTC
	}
	return n.Location
}
