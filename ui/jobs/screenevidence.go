package jobs

import (
	"time"

	"runchecks/domain"
	"runchecks/ui/widget/slotcalendar"
	"runchecks/ui/words"
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
				Text: words.T("jobs.slot_extra", "time", words.Clock(r.At.In(loc))),
			}
		}
	}
	for _, s := range slots {
		i := place(s.At)
		if i < 0 || i >= len(days) {
			continue
		}
		expected := words.Clock(s.At.In(loc))
		switch {
		case !s.Run.IsZero() && days[i].Kind != slotcalendar.Missing:
			came := words.Clock(s.Run.In(loc))
			days[i] = slotcalendar.Day{Kind: slotcalendar.Met, Text: words.T("jobs.slot_met", "time", expected, "came", came)}
		case s.Run.IsZero() && s.Due:
			days[i] = slotcalendar.Day{Kind: slotcalendar.Missing, Text: words.T("jobs.slot_missing", "time", expected)}
		case s.Run.IsZero() && days[i].Kind != slotcalendar.Missing:
			days[i] = slotcalendar.Day{Kind: slotcalendar.Coming, Text: words.T("jobs.slot_coming", "time", expected)}
		}
	}
	x.calendar.Set(first, days)
}
