package schedule

import (
	"cmp"
	"slices"
	"time"

	"runchecks/domain"
)

// moment is a time on the wall: a day counted from 1970 and a minute of it.
type moment struct{ day, minute int }

func (w *wall) moment(t time.Time) moment {
	all := w.minutes(t)
	return moment{floorDiv(all, dayMinutes), mod(all, dayMinutes)}
}

// run is a run on the calendar of the zone. Its day begins at the largest gap between
// runs on the 24-hour circle, so that 23:50 and 00:10 are the same evening.
type run struct {
	day    int // counted from 1970
	offset int // minutes after the beginning of the day
}

// Learn returns the schedule that the times of a job's real runs teach, in any order;
// those older than 180 days or after now play no part. Where they teach none it is
// irregular. Slots are rounded to five minutes: the tolerance is far wider.
//
// One thing goes beyond product.md: a slot whose last three opportunities passed
// unmet, while another slot of the same day was met at its last three, has moved.
// The old one would be missed for weeks, and the new one not be expected.
func Learn(runs []time.Time, now time.Time, loc *time.Location) domain.Schedule {
	irregular := domain.Schedule{Kind: domain.ScheduleIrregular}
	w := newWall(loc)
	today := w.moment(now)
	var local []moment
	for _, r := range rising(runs) {
		if m := w.moment(r); m.day > today.day-monthlyWindow && !r.After(now) {
			local = append(local, m)
		}
	}
	if len(local) < minDates {
		return irregular
	}
	switch gap := medianGap(local); {
	case gap >= leastMonthly:
		return monthly(local, today.day)
	case gap > weeklyCadence:
		return irregular // every other week: half of the weeks would pass for weekly
	}
	recent := local
	for len(recent) > 0 && recent[0].day <= today.day-weeklyWindow {
		recent = recent[1:]
	}
	if len(recent) < minDates {
		return irregular
	}
	return weekly(recent, today)
}

// medianGap is the median number of days between the dates with runs.
func medianGap(local []moment) int {
	var gaps []int
	for i := 1; i < len(local); i++ {
		if d := local[i].day - local[i-1].day; d > 0 {
			gaps = append(gaps, d)
		}
	}
	slices.Sort(gaps)
	return median(gaps)
}

// median returns the middle of a rising list, the upper one of two; 0 for none.
func median(rising []int) int {
	if len(rising) == 0 {
		return 0
	}
	return rising[len(rising)/2]
}

// dayStart is the minute at which a job's day begins: the middle of the largest gap
// between its runs on the 24-hour circle.
func dayStart(local []moment) int {
	all := make([]int, len(local))
	for i, t := range local {
		all[i] = t.minute
	}
	slices.Sort(all)
	widest, start := all[0]+dayMinutes-all[len(all)-1], (all[len(all)-1]+(all[0]+dayMinutes-all[len(all)-1])/2)%dayMinutes
	for i := 1; i < len(all); i++ {
		if gap := all[i] - all[i-1]; gap > widest {
			widest, start = gap, all[i-1]+gap/2
		}
	}
	return start
}

// slot is a cluster of runs on one weekday.
type slot struct {
	weekday time.Weekday // of the shifted day
	offset  int          // median, in minutes after the beginning of the shifted day
	offsets []int
	days    []int // distinct, rising
	chances int   // opportunities in the window
	lost    int   // opportunities that passed since it was met last
	fresh   bool  // met at each opportunity since it was met first, minDates at least
}

func weekly(local []moment, now moment) domain.Schedule {
	irregular := domain.Schedule{Kind: domain.ScheduleIrregular}
	start := dayStart(local)
	runs := make([]run, len(local))
	perDay := map[int]int{}
	for i, t := range local {
		day, offset := t.day, t.minute-start
		if offset < 0 {
			day, offset = day-1, offset+dayMinutes
		}
		runs[i] = run{day, offset}
		perDay[day]++
	}
	today, sinceStart := now.day, now.minute-start
	if sinceStart < 0 {
		today, sinceStart = today-1, sinceStart+dayMinutes
	}
	slots := clusters(runs, today, sinceStart)
	if often(slots, perDay, runs[0].day, today) {
		met := float64(len(perDay)) / float64(today-runs[0].day+1)
		return domain.Schedule{Kind: domain.ScheduleOften, Confidence: min(1, met)}
	}
	if len(slots) == 0 {
		return irregular
	}
	s := domain.Schedule{Kind: domain.ScheduleWeekly}
	even(slots)
	met, chances := 0, 0
	var deviations []int
	for _, c := range slots {
		minute, on := (start+c.offset+2)/5*5, c.weekday
		if minute >= dayMinutes {
			minute, on = minute-dayMinutes, (on+1)%7
		}
		s.Slots = append(s.Slots, domain.WeekSlot{Weekday: on, Minute: minute})
		met, chances = met+len(c.days), chances+c.chances
		for _, o := range c.offsets {
			deviations = append(deviations, max(o-c.offset, c.offset-o))
		}
	}
	slices.SortFunc(s.Slots, func(a, b domain.WeekSlot) int {
		return cmp.Or(cmp.Compare((a.Weekday+6)%7, (b.Weekday+6)%7), cmp.Compare(a.Minute, b.Minute))
	})
	s.Slots = slices.Compact(s.Slots)
	slices.Sort(deviations)
	s.Tolerance = tolerance(max(time.Minute, 2*time.Duration(median(deviations))*time.Minute))
	s.Confidence = min(1, float64(met)/float64(max(1, chances)))
	return s
}

// clusters returns the weekly slots that are believed.
func clusters(runs []run, today, sinceStart int) []*slot {
	var out []*slot
	first := runs[0].day
	for d := range 7 {
		var mine []run
		for _, r := range runs {
			if weekday(r.day) == time.Weekday(d) {
				mine = append(mine, r)
			}
		}
		slices.SortFunc(mine, func(a, b run) int { return cmp.Or(cmp.Compare(a.offset, b.offset), cmp.Compare(a.day, b.day)) })
		var of []*slot
		for i, r := range mine {
			if i == 0 || r.offset-mine[i-1].offset > clusterGap {
				of = append(of, &slot{weekday: time.Weekday(d)})
			}
			c := of[len(of)-1]
			c.offsets, c.days = append(c.offsets, r.offset), append(c.days, r.day)
		}
		var believed []*slot
		for _, c := range of {
			c.count(first, today, sinceStart)
			if len(c.days) >= minDates && (2*len(c.days) >= c.chances || c.fresh) {
				believed = append(believed, c)
			}
		}
		for _, c := range believed {
			moved := c.lost >= minDates && slices.ContainsFunc(believed, func(o *slot) bool { return o != c && o.fresh })
			if !moved {
				out = append(out, c)
			}
		}
	}
	return out
}

// count works out the opportunities of a cluster between the job's first day and today.
func (c *slot) count(first, today, sinceStart int) {
	slices.Sort(c.offsets)
	slices.Sort(c.days)
	c.days = slices.Compact(c.days)
	c.offset = median(c.offsets)
	last := c.days[len(c.days)-1]
	end := today
	if sinceStart < c.offset+clusterGap {
		end-- // today's run may still come
	}
	for day := first + int((7+c.weekday-weekday(first))%7); day <= max(end, last); day += 7 {
		c.chances++
		if day > last {
			c.lost++
		}
	}
	sinceMet := (max(end, last)-c.days[0])/7 + 1
	c.fresh = len(c.days) >= minDates && len(c.days) >= sinceMet
}

// often reports whether only "at least one run a day" can be expected: some day has
// more slots than a person would keep apart, or runs come so close that they are one
// cluster round the clock.
func often(slots []*slot, perDay map[int]int, first, today int) bool {
	count := map[time.Weekday]int{}
	for _, c := range slots {
		count[c.weekday]++
	}
	for _, n := range count {
		if n > maxSlots {
			return true
		}
	}
	var runs []int
	wide := 0
	for _, n := range perDay {
		runs = append(runs, n)
	}
	for _, c := range slots {
		if c.offsets[len(c.offsets)-1]-c.offsets[0] > 12*60 {
			wide++
		}
	}
	slices.Sort(runs)
	return wide > 0 && median(runs) > maxSlots && 2*len(perDay) >= today-first+1
}

// even gives slots of different weekdays that are within half an hour of each other
// the same time.
func even(slots []*slot) {
	byOffset := slices.SortedFunc(slices.Values(slots), func(a, b *slot) int { return cmp.Compare(a.offset, b.offset) })
	for i := 0; i < len(byOffset); {
		j := i + 1
		var all []int
		all = append(all, byOffset[i].offsets...)
		for j < len(byOffset) && byOffset[j].offset-byOffset[j-1].offset <= 30 {
			all = append(all, byOffset[j].offsets...)
			j++
		}
		slices.Sort(all)
		minute := median(all)
		for ; i < j; i++ {
			byOffset[i].offset = minute
		}
	}
}

// monthly learns the days of the month (product.md, section 5): seen in at least three
// months and in 60 % of the months of the window.
func monthly(local []moment, today int) domain.Schedule {
	s := domain.Schedule{Kind: domain.ScheduleMonthly}
	seen, used := map[int]bool{}, map[int]bool{}
	var times []int
	for _, m := range local {
		seen[m.day] = true
		times = append(times, m.minute)
	}
	first := local[0].day
	start, _ := civil(first)
	met, chances := 0, 0
	// From the last day down: a run on 30 April is the 31st of a job that has one.
	for day := 31; day >= 1; day-- {
		months, hits := 0, []int{}
		for month := 0; ; month++ {
			begin := time.Date(start.Year(), start.Month()+time.Month(month), 1, 0, 0, 0, 0, time.UTC)
			at := int(begin.Unix()/daySeconds) + min(day, monthLength(begin)) - 1
			if at > today {
				break
			}
			if at < first || used[at] {
				continue
			}
			if seen[at] {
				hits = append(hits, at)
			}
			if seen[at] || at < today {
				months++
			}
		}
		if len(hits) >= minDates && 10*len(hits) >= 6*months {
			s.Days = append(s.Days, day)
			met, chances = met+len(hits), chances+months
			for _, at := range hits {
				used[at] = true
			}
		}
	}
	if len(s.Days) == 0 {
		return domain.Schedule{Kind: domain.ScheduleIrregular}
	}
	slices.Sort(s.Days)
	slices.Sort(times)
	minute := median(times)
	var deviations []int
	for _, t := range times {
		deviations = append(deviations, abs(t-minute))
	}
	slices.Sort(deviations)
	s.Times = []int{min(latestMinute, (minute+2)/5*5)}
	s.Tolerance = tolerance(max(time.Minute, 2*time.Duration(median(deviations))*time.Minute))
	s.Confidence = float64(met) / float64(max(1, chances))
	return s
}
