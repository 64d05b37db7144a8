package words

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/domain/rules/schedule"
)

// Schedule says when a job runs, and until when it is paused. In English it is what
// schedule.Parse reads back.
func Schedule(s domain.Schedule, now time.Time, loc *time.Location) string {
	text := Times(s)
	if s.Kind != "" && s.PausedUntil.After(now) {
		return T("schedule.paused", "schedule", text, "day", Stamp(s.PausedUntil.In(loc), DayMonth))
	}
	return text
}

// Times says when a job runs, without a pause.
func Times(s domain.Schedule) string {
	switch s.Kind {
	case domain.ScheduleWeekly:
		return weekly(s.Slots)
	case domain.ScheduleMonthly:
		days := make([]string, len(s.Days))
		for i, d := range s.Days {
			if days[i] = Ordinal(d); d == lastOfMonth {
				days[i] = T("schedule.last_day")
			}
		}
		return at(T("schedule.monthly", "days", strings.Join(days, ", ")), s.Times)
	case domain.ScheduleNth:
		if s.Nth > 0 {
			return at(T("schedule.nth", "nth", Ordinal(s.Nth), "weekday", Weekday(s.Weekday)), s.Times)
		}
		return at(T("schedule.last", "weekday", Weekday(s.Weekday)), s.Times)
	case domain.ScheduleInterval:
		every := T("schedule.every_days", "n", s.Every)
		if weeks, day, ok := schedule.WeekOf(s); ok {
			every = T("schedule.every_weeks", "n", weeks, "weekday", Weekday(day))
		}
		return T("schedule.from", "every", at(every, s.Times), "date", s.Anchor)
	case domain.ScheduleOften:
		var days []string
		for d := time.Monday; d <= time.Monday+6; d++ {
			if slices.ContainsFunc(s.Slots, func(slot domain.WeekSlot) bool { return slot.Weekday == d%7 }) {
				days = append(days, Weekday(d%7))
			}
		}
		if len(days) == 0 {
			return T("schedule.often")
		}
		return T("schedule.often_days", "days", strings.Join(days, ", "))
	default:
		return T("schedule.irregular")
	}
}

// lastOfMonth is the day of a schedule that is the last one of any month.
const lastOfMonth = 31

func weekly(slots []domain.WeekSlot) string {
	groups := schedule.Groups(slots)
	if len(groups) == 1 && len(groups[0].Days) == 7 {
		return at(T("schedule.daily"), groups[0].Times)
	}
	parts := make([]string, len(groups))
	for i, g := range groups {
		var days []string
		for _, d := range g.Days {
			days = append(days, Weekday(d))
		}
		parts[i] = at(strings.Join(days, ", "), g.Times)
	}
	return T("schedule.weekly", "times", strings.Join(parts, "; "))
}

// at puts times of the day behind days, if there are any.
func at(days string, minutes []int) string {
	if len(minutes) == 0 {
		return days
	}
	times := make([]string, len(minutes))
	for i, m := range minutes {
		times[i] = fmt.Sprintf("%02d:%02d", m/60, m%60)
	}
	return T("schedule.at", "days", days, "times", strings.Join(times, ", "))
}

// Night names a night: "night of Saturday 28 November 2026", or the date alone where
// the profile's nights are calendar days.
func Night(n rules.Night) string {
	text := Stamp(n.Date, LongDate)
	if n.Calendar() {
		return text
	}
	return T("schedule.night_of", "day", text)
}
