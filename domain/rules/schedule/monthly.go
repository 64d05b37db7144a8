package schedule

import (
	"cmp"
	"slices"
	"time"

	"runchecks/domain"
)

// calendar is a job's runs with the date that each is about, so that midnight splits none.
type calendar struct {
	days    []int // distinct, rising
	minute  int   // of the slot, 0 to 1439, to five minutes
	offsets []int // of the runs, in minutes after the slot; negative before it
}

// calendars returns the dates that runs are about: those of the day on which the
// median run is. Where that one is within an hour of midnight they may as well be about
// the day on its other side (a job of the 30th at 23:55 often ends on the 31st).
func calendars(local []moment) []calendar {
	begin := dayStart(local)
	shifted := make([]moment, len(local))
	var times []int
	for i, m := range local {
		if m.minute < begin {
			m = moment{m.day - 1, m.minute + dayMinutes}
		}
		shifted[i] = m
		times = append(times, m.minute)
	}
	slices.Sort(times)
	usual := median(times)
	on := func(by int) calendar { // the dates are by days later than the shifted ones
		c := calendar{minute: min(max((usual-by*dayMinutes+2)/5*5, 0), dayMinutes-5)}
		for _, m := range shifted {
			c.days = append(c.days, m.day+by)
			c.offsets = append(c.offsets, m.minute-by*dayMinutes-c.minute)
		}
		c.days = slices.Compact(c.days)
		return c
	}
	own := floorDiv(usual, dayMinutes)
	out := []calendar{on(own)}
	if of := mod(usual, dayMinutes); of < minTolerance {
		out = append(out, on(own-1))
	} else if of >= dayMinutes-minTolerance {
		out = append(out, on(own+1))
	}
	return out
}

// tolerance is twice the median deviation, within its bounds.
func (c calendar) tolerance() time.Duration {
	var deviations []int
	for _, o := range c.offsets {
		deviations = append(deviations, abs(o))
	}
	slices.Sort(deviations)
	return tolerance(max(time.Minute, 2*time.Duration(median(deviations))*time.Minute))
}

// monthDay finds a day in a month, which t is in and last is its last day.
type monthDay func(t time.Time, last int) int

// fitted is how well a day of the month fits to a job.
type fitted struct {
	hits      []int
	chances   int // months in which it could have been met
	wandering int // of them: not met, while a run that it does not explain was within four days
}

// believed reports whether the day was seen in at least three months and in 60 % of
// them (product.md, section 5), and not moved about by weekends or by hand.
func (f fitted) believed() bool {
	return len(f.hits) >= minDates && 10*len(f.hits) >= 6*f.chances && 5*f.wandering <= f.chances
}

func (f fitted) better(other fitted) bool {
	byShare := cmp.Compare(len(f.hits)*other.chances, len(other.hits)*f.chances)
	return cmp.Or(byShare, cmp.Compare(len(f.hits), len(other.hits))) > 0
}

// fit compares a day of the month with a job's dates; those that are used are explained by another day.
func (c calendar) fit(find monthDay, used map[int]bool, today int) (f fitted) {
	first, _ := civil(c.days[0])
	for n := 0; ; n++ {
		month := time.Date(first.Year(), first.Month()+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
		at := int(month.Unix()/daySeconds) + find(month, monthLength(month)) - 1
		if at > today {
			return f
		}
		if at < c.days[0] || used[at] {
			continue
		}
		_, seen := slices.BinarySearch(c.days, at)
		switch {
		case seen:
			f.hits = append(f.hits, at)
			f.chances++
		case at < today: // today's may still come
			f.chances++
			near := func(day int) bool { return !used[day] && abs(day-at) <= 4 }
			if slices.ContainsFunc(c.days, near) {
				f.wandering++
			}
		}
	}
}

// dayOfMonth is a day that falls back to the month's last one.
func dayOfMonth(day int) monthDay {
	return func(_ time.Time, last int) int { return min(day, last) }
}

// daysOfMonth finds up to two days of the month that explain a job's dates, and what
// they leave unexplained.
func (c calendar) daysOfMonth(today int) (days []int, met, chances, strays int) {
	used := map[int]bool{}
	for range 2 {
		best, day := fitted{}, 0
		// From the last day down: a run on 30 April is the 31st of a job that has one.
		for d := 31; d >= 1; d-- {
			if f := c.fit(dayOfMonth(d), used, today); f.believed() && (day == 0 || f.better(best)) {
				best, day = f, d
			}
		}
		if day == 0 {
			break
		}
		days = append(days, day)
		met, chances = met+len(best.hits), chances+best.chances
		for _, at := range best.hits {
			used[at] = true
		}
	}
	slices.Sort(days)
	return days, met, chances, len(c.days) - len(used)
}

func (c calendar) monthly(days []int, met, chances int) domain.Schedule {
	return domain.Schedule{
		Kind: domain.ScheduleMonthly, Days: days, Times: []int{c.minute}, Tolerance: c.tolerance(),
		Confidence: float64(met) / float64(max(1, chances)),
	}
}

// monthly learns one or two days of the month, or one weekday of it ("2nd Tue of the
// month"), which must be seen in four months, since there are more of these to fit by chance.
func monthly(local []moment, today int) (best domain.Schedule, ok bool) {
	all := calendars(local)
	for _, c := range all {
		days, met, chances, _ := c.daysOfMonth(today)
		if s := c.monthly(days, met, chances); len(days) > 0 && (!ok || s.Confidence > best.Confidence) {
			best, ok = s, true
		}
	}
	if ok {
		return best, true
	}
	for _, c := range all {
		for _, nth := range []int{1, 2, 3, 4, -1} {
			for _, d := range week {
				f := c.fit(nthWeekday(nth, d), nil, today)
				if s := c.nth(nth, d, f); f.believed() && len(f.hits) > minDates && (!ok || s.Confidence > best.Confidence) {
					best, ok = s, true
				}
			}
		}
	}
	return best, ok
}

func (c calendar) nth(nth int, d time.Weekday, f fitted) domain.Schedule {
	return domain.Schedule{
		Kind: domain.ScheduleNth, Nth: nth, Weekday: d, Times: []int{c.minute}, Tolerance: c.tolerance(),
		Confidence: float64(len(f.hits)) / float64(max(1, f.chances)),
	}
}

// nthWeekday is the nth weekday of the month, -1 for the last.
func nthWeekday(nth int, d time.Weekday) monthDay {
	return func(t time.Time, last int) int {
		first := 1 + mod(int(d-t.AddDate(0, 0, 1-t.Day()).Weekday()), 7)
		if nth > 0 {
			return first + 7*(nth-1)
		}
		return first + (last-first)/7*7
	}
}

// mostTwice is more dates than two a month and a fifth of strays come to.
const mostTwice = 2*7 + 4

// twiceMonthly learns two days of the month, such as the 1st and the 15th, which
// explain at least four fifths of the dates with runs. Without them the schedule is irregular.
func twiceMonthly(local []moment, today int) (best domain.Schedule, ok bool) {
	best.Kind = domain.ScheduleIrregular
	for _, c := range calendars(local) {
		if len(c.days) > mostTwice {
			continue
		}
		days, met, chances, strays := c.daysOfMonth(today)
		if s := c.monthly(days, met, chances); len(days) == 2 && 5*strays <= len(c.days) && (!ok || s.Confidence > best.Confidence) {
			best, ok = s, true
		}
	}
	return best, ok
}
