package schedule

import (
	"cmp"
	"slices"
	"time"

	"runchecks/domain"
)

// A daily job is believed early (product.md, section 5), until its weekly slots can be.
const (
	youngDays  = 28 // days since a job's first run
	earlyDays  = 6
	earlyRuns  = 5   // of earlyDays
	earlyReach = 180 // minutes between the earliest and the latest of them
	// earlySure is the highest confidence of what is believed early.
	earlySure = 0.5
)

// early learns a young job that ran on five of six days at about the same time. A
// weekday that it was not seen on yet is expected unless it may be free: Saturday and
// Sunday, and Monday for the nights after working days. Belief ends when half of the
// expected runs did not come, or a quarter of those before the newest.
func early(local []moment, now moment) (domain.Schedule, bool) {
	none := domain.Schedule{}
	if now.day-local[0].day > youngDays {
		return none, false
	}
	var slots []domain.WeekSlot
	var deviations []int
	met, chances, wide := 0, 0, false
	parts := parts(local)
	for _, part := range parts {
		c := calendars(part)[0]
		begin, ok := streak(c.days)
		if !ok {
			continue
		}
		wide = wide || slices.Max(c.offsets)-slices.Min(c.offsets) > earlyReach
		days, m, n, until := c.weekdays(begin, now)
		if len(days) < earlyRuns || 2*m < n || 4*m < 3*until {
			continue
		}
		met, chances = met+m, chances+n
		for _, d := range days {
			slots = append(slots, domain.WeekSlot{Weekday: d, Minute: c.minute})
		}
		for _, o := range c.offsets {
			deviations = append(deviations, abs(o))
		}
	}
	if len(slots) == 0 || wide {
		return none, false
	}
	s := domain.Schedule{Kind: domain.ScheduleWeekly, Slots: slots, Confidence: earlySure * min(1, float64(met)/float64(max(1, chances)))}
	inOrder(s.Slots)
	slices.Sort(deviations)
	s.Tolerance = tolerance(max(time.Minute, 2*time.Duration(median(deviations))*time.Minute))
	return s, len(parts) <= maxSlots
}

// parts separates runs by the time of their day: a gap over 90 minutes on the
// 24-hour circle separates two.
func parts(local []moment) [][]moment {
	start := dayStart(local)
	byTime := slices.SortedFunc(slices.Values(local), func(a, b moment) int {
		return cmp.Or(cmp.Compare(mod(a.minute-start, dayMinutes), mod(b.minute-start, dayMinutes)), cmp.Compare(a.day, b.day))
	})
	var out [][]moment
	for i, m := range byTime {
		if i == 0 || mod(m.minute-start, dayMinutes)-mod(byTime[i-1].minute-start, dayMinutes) > clusterGap {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], m)
	}
	for _, part := range out {
		slices.SortFunc(part, func(a, b moment) int { return cmp.Or(cmp.Compare(a.day, b.day), cmp.Compare(a.minute, b.minute)) })
	}
	return out
}

// streak finds the first of six days with runs on five.
func streak(days []int) (begin int, ok bool) {
	for i := 0; i+earlyRuns <= len(days); i++ {
		if days[i+earlyRuns-1]-days[i] < earlyDays {
			return days[i], true
		}
	}
	return 0, false
}

// weekdays returns the days on which a job is expected that began on a day, how many
// of these came since, how many could have, and how many of them until the newest run.
func (c calendar) weekdays(begin int, now moment) (days []time.Weekday, met, chances, until int) {
	var seen, could, before [7]int
	end := now.day
	if now.minute < c.minute+clusterGap {
		end-- // today's run may still come
	}
	newest := c.days[len(c.days)-1]
	for day := begin; day <= max(end, newest); day++ {
		d := weekday(day)
		could[d]++
		if day <= newest {
			before[d]++
		}
		if _, ok := slices.BinarySearch(c.days, day); ok {
			seen[d]++
		}
	}
	free := func(d time.Weekday) bool {
		return d == time.Saturday || d == time.Sunday || d == time.Monday && c.minute < dayMinutes/2 && seen[time.Sunday] == 0
	}
	for _, d := range week {
		if seen[d] > 0 && 2*seen[d] >= before[d] || seen[d] == 0 && before[d] < 2 && !free(d) {
			days = append(days, d)
			met, chances, until = met+seen[d], chances+could[d], until+before[d]
		}
	}
	return days, met, chances, until
}
