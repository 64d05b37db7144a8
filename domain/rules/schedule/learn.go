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
	gap := medianGap(local)
	if gap >= leastMonthly {
		if s, ok := monthly(local, today.day); ok {
			return s
		}
	}
	if gap > weeklyCadence { // as weekly slots, half of the weeks would be missed
		if s, ok := weeks(local, today.day); ok {
			return s
		}
		s, _ := twiceMonthly(local, today.day)
		return s
	}
	window := local
	for len(window) > 0 && window[0].day <= today.day-weeklyWindow {
		window = window[1:]
	}
	if len(window) < minDates {
		return irregular
	}
	s := weekly(window, today)
	if young, ok := early(window, today); ok {
		if s.Kind == domain.ScheduleIrregular || s.Kind == domain.ScheduleWeekly && len(s.Slots) < len(young.Slots) {
			return young
		}
	}
	if s.Kind == domain.ScheduleIrregular {
		s, _ = twiceMonthly(local, today.day)
	}
	return s
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
	runs    []run
	offsets []int // of the first run of each day, rising: retries come after it
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
		perDay[t.day]++
	}
	today, sinceStart := now.day, now.minute-start
	if sinceStart < 0 {
		today, sinceStart = today-1, sinceStart+dayMinutes
	}
	slots, explained := clusters(runs, today, sinceStart)
	if often(slots, perDay) {
		return oftenOn(perDay, local[0].day, now.day)
	}
	if s, ok := interval(runs, start, today); ok {
		return s
	}
	if len(slots) == 0 || 4*explained < 3*len(runs) || scattered(slots) {
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
	inOrder(s.Slots)
	s.Slots = slices.Compact(s.Slots)
	slices.Sort(deviations)
	s.Tolerance = tolerance(max(time.Minute, 2*time.Duration(median(deviations))*time.Minute))
	s.Confidence = min(1, float64(met)/float64(max(1, chances)))
	return s
}

// clusters returns the weekly slots that are believed, and how many runs they, and
// those that they moved from, explain. Where most runs are left over, a few slots that
// fit are chance.
func clusters(runs []run, today, sinceStart int) (out []*slot, explained int) {
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
			c.runs = append(c.runs, r)
		}
		var believed []*slot
		for _, c := range of {
			c.count(first, today, sinceStart)
			if len(c.days) >= minDates && (2*len(c.days) >= c.chances || c.fresh) {
				believed = append(believed, c)
			}
		}
		for _, c := range believed {
			explained += len(c.runs)
			moved := c.lost >= minDates && slices.ContainsFunc(believed, func(o *slot) bool { return o != c && o.fresh })
			if !moved {
				out = append(out, c)
			}
		}
	}
	return out, explained
}

// count works out the opportunities of a cluster between the job's first day and today.
func (c *slot) count(first, today, sinceStart int) {
	slices.SortFunc(c.runs, func(a, b run) int { return cmp.Or(cmp.Compare(a.day, b.day), cmp.Compare(a.offset, b.offset)) })
	for i, r := range c.runs {
		if i == 0 || r.day != c.runs[i-1].day {
			c.days, c.offsets = append(c.days, r.day), append(c.offsets, r.offset)
		}
	}
	c.offsets = recent(c.offsets)
	slices.Sort(c.offsets)
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
	if c.fresh = len(c.days) >= minDates && len(c.days) >= sinceMet; c.fresh {
		c.chances = sinceMet
	}
}

// scattered reports whether slots are met by chance rather than by a schedule. A job
// that has one fails for some days on end; one without comes and goes (of a coin that
// is tossed each day, a quarter of the tosses ends a streak), or comes at any hour.
// It goes beyond product.md, section 5: half of the opportunities are enough, but not
// every second one.
func scattered(slots []*slot) bool {
	met, all, wide := 0, 0, 0
	for _, c := range slots {
		met, all = met+len(c.days), all+c.chances-c.lost // what passed since the newest may be silence
		var deviations []int
		for _, o := range c.offsets {
			deviations = append(deviations, abs(o-c.offset))
		}
		slices.Sort(deviations)
		if median(deviations) > anyHour {
			wide++
		}
	}
	switch {
	case met >= all:
		return false
	case 2*wide > len(slots) && 10*met < 9*all:
		return true
	}
	type chance struct {
		at  int
		met bool
	}
	chances := make([]chance, 0, all)
	for _, c := range slots {
		newest := c.days[len(c.days)-1]
		for day := newest - 7*(c.chances-c.lost-1); day <= newest; day += 7 {
			_, ok := slices.BinarySearch(c.days, day)
			chances = append(chances, chance{day*dayMinutes + c.offset, ok})
		}
	}
	slices.SortFunc(chances, func(a, b chance) int { return cmp.Compare(a.at, b.at) })
	breaks := 0
	for i := 1; i < len(chances); i++ {
		if !chances[i].met && chances[i-1].met {
			breaks++
		}
	}
	return 7*breaks > all || 12*breaks > all && 4*met < 3*all
}

// anyHour is the median deviation, in minutes, of runs that come within seven hours of
// each other: a working day.
const anyHour = 105

// recent drops the times from before a job moved by less than what keeps two slots
// apart: where the last runs agree with each other, and those before did, but not with them.
func recent(offsets []int) []int {
	if len(offsets) < 2*minDates {
		return offsets
	}
	tail := offsets[len(offsets)-minDates:]
	lowest, highest := slices.Min(tail), slices.Max(tail)
	before := slices.Sorted(slices.Values(offsets[:len(offsets)-minDates]))
	var deviations []int
	for _, o := range before {
		deviations = append(deviations, abs(o-median(before)))
	}
	slices.Sort(deviations)
	if highest-lowest > movedBy || 2*median(deviations) > movedBy || abs(median(before)-(lowest+highest)/2) <= movedBy {
		return offsets
	}
	at := len(offsets) - minDates
	for at > 0 && abs(offsets[at-1]-(lowest+highest)/2) <= movedBy {
		at--
	}
	return offsets[at:]
}

// movedBy is how far, in minutes, a job must have moved to be expected elsewhere.
const movedBy = 30

// spread is how far apart the runs of a cluster are, in minutes.
func (c *slot) spread() int {
	byOffset := func(a, b run) int { return cmp.Compare(a.offset, b.offset) }
	return slices.MaxFunc(c.runs, byOffset).offset - slices.MinFunc(c.runs, byOffset).offset
}

// often reports whether only "at least one run a day" can be expected: some day has
// more slots than a person would keep apart, or runs come so close that they are one
// cluster round the clock.
func often(slots []*slot, perDay map[int]int) bool {
	count := map[time.Weekday]int{}
	wide := false
	for _, c := range slots {
		count[c.weekday]++
		wide = wide || c.spread() > 12*60
	}
	for _, n := range count {
		if n > maxSlots {
			return true
		}
	}
	var runs []int
	for _, n := range perDay {
		runs = append(runs, n)
	}
	slices.Sort(runs)
	return wide && median(runs) > maxSlots
}

// oftenOn expects at least one run on each weekday that has them in at least half of
// the weeks.
func oftenOn(perDay map[int]int, first, today int) domain.Schedule {
	var seen, chances [7]int
	for day := first; day < today; day++ {
		chances[weekday(day)]++
		if perDay[day] > 0 {
			seen[weekday(day)]++
		}
	}
	s := domain.Schedule{Kind: domain.ScheduleOften}
	met, all := 0, 0
	for _, d := range week {
		if seen[d] >= minDates && 2*seen[d] >= chances[d] {
			s.Slots = append(s.Slots, domain.WeekSlot{Weekday: d})
			met, all = met+seen[d], all+chances[d]
		}
	}
	switch len(s.Slots) {
	case 0:
		return domain.Schedule{Kind: domain.ScheduleIrregular}
	case 7:
		s.Slots = nil
	}
	s.Confidence = float64(met) / float64(max(1, all))
	return s
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
