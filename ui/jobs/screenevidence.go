package jobs

import (
	"time"

	"runchecks/domain"
	"runchecks/ui/widget/slotcalendar"
)

// showEvidence draws the calendar behind the schedule of the selected job.
func (x *Feature) showEvidence() {
	slots, runs, since := x.Model.Evidence()
	if since.IsZero() {
		x.calendar.Set(time.Time{}, nil)
		return
	}
	loc := x.host.Location()
	first := since.In(loc)
	first = time.Date(first.Year(), first.Month(), first.Day(), 0, 0, 0, 0, loc)
	place := func(t time.Time) int {
		at := t.In(loc)
		return int(
			time.Date(
				at.Year(),
				at.Month(),
				at.Day(),
				12,
				0,
				0,
				0,
				time.UTC,
			).Sub(
				time.Date(first.Year(), first.Month(), first.Day(), 12, 0, 0, 0, time.UTC),
			).Hours() / 24,
		)
	}
	days := make([]slotcalendar.Day, place(x.host.Clock())+1)
	for _, r := range runs {
		if i := place(r.At); r.Source != domain.SourceSchedule && i >= 0 && i < len(days) && days[i].Kind == slotcalendar.Nothing {
			days[i] = slotcalendar.Day{
				Kind: slotcalendar.Extra,
				Text: "a run at " + r.At.In(loc).Format("15:04") + " that no slot expected",
			}
		}
	}
	for _, s := range slots {
		i := place(s.At)
		if i < 0 || i >= len(days) {
			continue
		}
		expected := "expected " + s.At.In(loc).Format("15:04")
		switch {
		case !s.Run.IsZero() && days[i].Kind != slotcalendar.Missing:
			days[i] = slotcalendar.Day{Kind: slotcalendar.Met, Text: expected + ", came " + s.Run.In(loc).Format("15:04")}
		case s.Run.IsZero() && s.Due:
			days[i] = slotcalendar.Day{Kind: slotcalendar.Missing, Text: expected + ", did not come"}
		case s.Run.IsZero() && days[i].Kind != slotcalendar.Missing:
			days[i] = slotcalendar.Day{Kind: slotcalendar.Coming, Text: expected + ", may still come"}
		}
	}
	x.calendar.Set(first, days)
}
