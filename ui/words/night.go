package words

import (
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// Standing says how a job, or an object of it, stands against its nights: lead is what is
// new, "" for what is known, and rest what follows it. Both are empty where there is nothing
// to say.
func Standing(s domain.Standing, nights rules.Nights, now time.Time) (lead, rest string) {
	if s.New {
		lead = T("night.new")
		if s.First {
			lead = T("night.new_job")
		}
	}
	switch {
	case !s.Since.IsZero() && (s.Nights > 0 || s.Status.Good()):
		rest = goodSince(s, now)
	case s.Back:
		rest = T("night.was_accepted")
	case s.New && s.Was != 0:
		rest = T("night.was", "status", ShortStatus(s.Was))
	case s.New && !s.Good.IsZero():
		rest = T("night.good_until", "day", nightDay(s.Good, nights, now))
	case s.Nights > 1:
		rest = NthNight(s.Nights)
		switch {
		case s.Never:
			rest += " · " + T("night.never")
		case !s.Good.IsZero():
			rest += " · " + T("night.good", "day", nightDate(nights.Of(s.Good).Date, now))
		}
	case s.Nights == 1 && s.Never && !s.First:
		rest = T("night.never")
	}
	if lead != "" && rest != "" {
		rest = "· " + rest
	}
	return lead, rest
}

func goodSince(s domain.Standing, now time.Time) string {
	at := When(s.Since, now)
	switch {
	case s.Tries < 2:
		return T("night.since", "time", at)
	case s.Tries == 2:
		return T("night.since_second", "time", at)
	case s.Tries == 3:
		return T("night.since_third", "time", at)
	}
	return T("night.since_tries", "time", at, "n", s.Tries)
}

// NthNight says in which night in a row something is so: "3rd night", "16 nights".
func NthNight(n int) string {
	switch n {
	case 2:
		return T("night.second")
	case 3:
		return T("night.third")
	case 4:
		return T("night.fourth")
	}
	return T("night.nights", "n", n)
}

// nightDay names the night of a moment as people call it in the morning of now.
func nightDay(at time.Time, nights rules.Nights, now time.Time) string {
	date := nights.Of(at).Date
	switch days := daysBetween(date, now.In(date.Location())); {
	case days <= 0:
		return Clock(at.In(date.Location()))
	case days == 1:
		return T("night.yesterday")
	case days < 7:
		return Weekday(date.Weekday())
	}
	return nightDate(date, now)
}

func nightDate(date, now time.Time) string {
	if date.Year() == now.In(date.Location()).Year() {
		return Stamp(date, DayMonth)
	}
	return Stamp(date, Date)
}

// daysBetween counts the dates from one to another, whatever the clock does between them.
func daysBetween(from, to time.Time) int {
	noon := func(t time.Time) time.Time { return time.Date(t.Year(), t.Month(), t.Day(), 12, 0, 0, 0, time.UTC) }
	return int(noon(to).Sub(noon(from)).Hours() / 24)
}
