package schedule

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"runchecks/domain"
)

// Words says a schedule as people do: "Daily 22:00", "Weekly: Mon, Wed, Fri 22:00",
// "Monthly: 1st, 15th 03:00", "2nd Tue of the month 22:00", "Every 3 days 21:30 from
// 2026-11-23", "Every 2 weeks: Mon 22:00 from 2026-11-23", "At least once a day",
// "Irregular". Parse reads all of them back. A pause is for the caller to say.
func Words(s domain.Schedule) string {
	switch s.Kind {
	case domain.ScheduleWeekly:
		return weekWords(s.Slots)
	case domain.ScheduleMonthly:
		var days []string
		for _, d := range s.Days {
			days = append(days, dayWords(d))
		}
		return "Monthly: " + strings.Join(days, ", ") + timesWords(s.Times)
	case domain.ScheduleNth:
		which := "Last"
		if s.Nth > 0 {
			which = Ordinal(s.Nth)
		}
		return which + " " + short(s.Weekday) + " of the month" + timesWords(s.Times)
	case domain.ScheduleInterval:
		return everyWords(s)
	case domain.ScheduleOften:
		var days []string
		for _, d := range week {
			if slices.ContainsFunc(s.Slots, func(slot domain.WeekSlot) bool { return slot.Weekday == d }) {
				days = append(days, short(d))
			}
		}
		if len(days) > 0 {
			return "At least once a day: " + strings.Join(days, ", ")
		}
		return "At least once a day"
	default:
		return "Irregular"
	}
}

// everyWords names the weekday where an interval is of two weeks or more.
func everyWords(s domain.Schedule) string {
	what := fmt.Sprintf("Every %d days", s.Every)
	if s.Every == 1 {
		what = "Every 1 day"
	}
	if weeks, day, ok := WeekOf(s); ok {
		what = fmt.Sprintf("Every %d weeks: %s", weeks, short(day))
	}
	return what + timesWords(s.Times) + " from " + s.Anchor
}

// dayWords is a day of a schedule: the 31st is the last one of any month.
func dayWords(n int) string {
	if n == 31 {
		return "last day"
	}
	return Ordinal(n)
}

// Ordinal is "1st", "2nd", "3rd", "4th".
func Ordinal(n int) string {
	switch {
	case n%10 == 1 && n%100 != 11:
		return fmt.Sprintf("%dst", n)
	case n%10 == 2 && n%100 != 12:
		return fmt.Sprintf("%dnd", n)
	case n%10 == 3 && n%100 != 13:
		return fmt.Sprintf("%drd", n)
	default:
		return fmt.Sprintf("%dth", n)
	}
}

func short(d time.Weekday) string { return d.String()[:3] }

func clock(minute int) string { return fmt.Sprintf("%02d:%02d", minute/60, minute%60) }

func timesWords(times []int) string {
	var out []string
	for _, t := range times {
		out = append(out, clock(t))
	}
	if len(out) == 0 {
		return ""
	}
	return " " + strings.Join(out, ", ")
}

// week is the order of the days.
var week = []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday, time.Saturday, time.Sunday}

// A Group is days of the week with the same times.
type Group struct {
	Days  []time.Weekday
	Times []int // minutes after midnight, rising
}

// Groups groups the days of a weekly schedule that have the same times, from Monday on.
func Groups(slots []domain.WeekSlot) (groups []Group) {
	times := map[time.Weekday][]int{}
	for _, s := range slots {
		times[s.Weekday] = append(times[s.Weekday], s.Minute)
	}
	for _, d := range week {
		if len(times[d]) == 0 {
			continue
		}
		slices.Sort(times[d])
		at := slices.IndexFunc(groups, func(g Group) bool { return slices.Equal(g.Times, times[d]) })
		if at < 0 {
			groups = append(groups, Group{nil, times[d]})
			at = len(groups) - 1
		}
		groups[at].Days = append(groups[at].Days, d)
	}
	return groups
}

// WeekOf is the weekday of an interval of whole weeks, of two or more, and their number; ok is
// false for an interval that counts days.
func WeekOf(s domain.Schedule) (weeks int, day time.Weekday, ok bool) {
	from, err := dayOf(s.Anchor)
	if err != nil || s.Every < 14 || s.Every%7 != 0 {
		return 0, 0, false
	}
	return s.Every / 7, weekday(from), true
}

func weekWords(slots []domain.WeekSlot) string {
	groups := Groups(slots)
	if len(groups) == 1 && len(groups[0].Days) == len(week) {
		return "Daily" + timesWords(groups[0].Times)
	}
	var out []string
	for _, g := range groups {
		var days []string
		for _, d := range g.Days {
			days = append(days, short(d))
		}
		out = append(out, strings.Join(days, ", ")+timesWords(g.Times))
	}
	return "Weekly: " + strings.Join(out, "; ")
}
