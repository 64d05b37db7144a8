package words

import (
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/domain/rules/schedule"
)

// Schedule says when a job runs, and until when it is paused.
func Schedule(s domain.Schedule, now time.Time, loc *time.Location) string {
	if s.Kind == "" {
		return T("schedule.irregular")
	}
	text := schedule.Words(s)
	if s.PausedUntil.After(now) {
		return T("schedule.paused", "schedule", text, "day", Stamp(s.PausedUntil.In(loc), DayMonth))
	}
	return text
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
