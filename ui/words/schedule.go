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
		return "Irregular"
	}
	text := schedule.Words(s)
	if s.PausedUntil.After(now) {
		text += ", paused until " + s.PausedUntil.In(loc).Format("2 Jan")
	}
	return text
}

// Night names a night: "night of Saturday 28 November 2026", or the date alone where
// the profile's nights are calendar days.
func Night(n rules.Night) string {
	text := n.Date.Format("Monday 2 January 2006")
	if n.Calendar() {
		return text
	}
	return "night of " + text
}
