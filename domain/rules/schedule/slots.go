package schedule

import (
	"cmp"
	"slices"
	"time"

	"runchecks/domain"
)

// maxDays bounds how many days Slots looks at: ten years and a bit.
const maxDays = 3700

// plan is a schedule made ready to be asked day by day.
type plan struct {
	domain.Schedule
	week   [7][]int
	times  []int
	anchor int
}

// newPlan returns nil for a schedule that expects nothing.
func newPlan(s domain.Schedule) *plan {
	p := &plan{Schedule: s, times: s.Times}
	if len(p.times) == 0 {
		p.times = []int{wholeDay}
	}
	switch s.Kind {
	case domain.ScheduleWeekly:
		for _, slot := range s.Slots {
			p.week[mod(int(slot.Weekday), 7)] = append(p.week[mod(int(slot.Weekday), 7)], slot.Minute)
		}
	case domain.ScheduleInterval:
		var err error
		if p.anchor, err = dayOf(s.Anchor); err != nil || s.Every < 1 {
			return nil
		}
	case domain.ScheduleMonthly, domain.ScheduleNth, domain.ScheduleOften:
	default:
		return nil
	}
	return p
}

// whole reports whether runs may come at any time of their day.
func (p *plan) whole() bool {
	return p.Kind == domain.ScheduleOften || p.Kind != domain.ScheduleWeekly && len(p.Times) == 0
}

// on returns the minutes at which runs are expected on a day.
func (p *plan) on(day int) []int {
	switch p.Kind {
	case domain.ScheduleWeekly:
		return p.week[weekday(day)]
	case domain.ScheduleMonthly:
		date, last := civil(day)
		if slices.ContainsFunc(p.Days, func(d int) bool { return min(d, last) == date.Day() }) {
			return p.times
		}
	case domain.ScheduleNth:
		date, last := civil(day)
		if weekday(day) == p.Weekday && ((date.Day()+6)/7 == p.Nth || p.Nth == -1 && date.Day() > last-7) {
			return p.times
		}
	case domain.ScheduleInterval:
		if day >= p.anchor && (day-p.anchor)%p.Every == 0 {
			return p.times
		}
	case domain.ScheduleOften:
		if len(p.Slots) == 0 || slices.ContainsFunc(p.Slots, func(s domain.WeekSlot) bool { return s.Weekday == weekday(day) }) {
			return []int{wholeDay}
		}
	}
	return nil
}

// inOrder sorts slots by weekday, Monday first, and time.
func inOrder(slots []domain.WeekSlot) {
	slices.SortFunc(slots, func(a, b domain.WeekSlot) int {
		return cmp.Or(cmp.Compare((a.Weekday+6)%7, (b.Weekday+6)%7), cmp.Compare(a.Minute, b.Minute))
	})
}

// Slots returns the instants in [from, to), rising, at which runs are expected;
// those within a pause are left out. A run that may come at any time of
// its day (at least once a day, or a schedule of dates without times) has its slot
// at the last minute of that local day: it is due when the day is over, and it
// lies on the day that it is about. At most the last ten years before to are
// looked at.
func Slots(s domain.Schedule, from, to time.Time, loc *time.Location) []time.Time {
	return slots(newPlan(s), from, to, newWall(loc))
}

func slots(p *plan, from, to time.Time, w *wall) []time.Time {
	if p == nil {
		return nil
	}
	if p.Paused(from) {
		from = p.PausedUntil
	}
	if !from.Before(to) {
		return nil
	}
	last := w.day(to)
	var out []time.Time
	for day := max(w.day(from), last-maxDays); day <= last; day++ {
		for _, minute := range p.on(day) {
			if t := w.instant(day, minute); !t.Before(from) && t.Before(to) && !p.Paused(t) {
				out = append(out, t)
			}
		}
	}
	// A time that the clock skips comes after, or at, a later one.
	slices.SortFunc(out, time.Time.Compare)
	return slices.CompactFunc(out, time.Time.Equal)
}

// Next returns the first slot after a time, the end of a pause included; zero
// where there is none, or none within some 400 days.
func Next(s domain.Schedule, after time.Time, loc *time.Location) time.Time {
	p, w := newPlan(s), newWall(loc)
	if p == nil {
		return time.Time{}
	}
	from := after.Add(1)
	if p.Paused(from) {
		from = p.PausedUntil
	}
	if p.Kind == domain.ScheduleInterval {
		if start := w.instant(p.anchor, 0); start.After(from) {
			from = start
		}
	}
	// The longest wait is 366 days; mostly the first step finds something.
	for _, days := range []int{2, 33, 366} {
		to := from.AddDate(0, 0, days)
		if p.Paused(to) { // it begins in between
			to = p.PausedUntil.AddDate(0, 0, days)
		}
		if found := slots(p, from, to, w); len(found) > 0 {
			return found[0]
		}
		from = to
	}
	return time.Time{}
}
