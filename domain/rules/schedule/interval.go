package schedule

import (
	"slices"
	"time"

	"runchecks/domain"
)

// interval learns a job that runs every two to six days whatever the weekday: as
// weekly slots, each would be met half of the time and missed the other half.
func interval(runs []run, start, today int) (domain.Schedule, bool) {
	var days, gaps []int
	for i, r := range runs {
		if i == 0 || r.day != runs[i-1].day {
			days = append(days, r.day)
		}
	}
	for i := 1; i < len(days); i++ {
		gaps = append(gaps, days[i]-days[i-1])
	}
	if len(gaps) < 2*minDates {
		return domain.Schedule{}, false
	}
	every := median(slices.Sorted(slices.Values(gaps)))
	same := 0
	for _, g := range gaps {
		if g == every {
			same++
		}
	}
	if every < 2 || every > 6 || 10*same < 9*len(gaps) {
		return domain.Schedule{}, false
	}
	var offsets, deviations []int
	for i, r := range runs {
		if i == 0 || r.day != runs[i-1].day {
			offsets = append(offsets, r.offset)
		}
	}
	offsets = recent(offsets)
	slices.Sort(offsets)
	minute, shift := (start+median(offsets)+2)/5*5, 0
	if minute >= dayMinutes {
		minute, shift = minute-dayMinutes, 1
	}
	for _, o := range offsets {
		deviations = append(deviations, abs(o-median(offsets)))
	}
	slices.Sort(deviations)
	// The newest run says where the count stands.
	newest := days[len(days)-1]
	anchor, _ := civil(newest - (newest-days[0])/every*every + shift)
	chances := (today-days[0])/every + 1
	return domain.Schedule{
		Kind: domain.ScheduleInterval, Every: every, Anchor: anchor.Format(time.DateOnly), Times: []int{minute},
		Tolerance:  tolerance(max(time.Minute, 2*time.Duration(median(deviations))*time.Minute)),
		Confidence: min(1, float64(len(days))/float64(max(1, chances))),
	}, true
}

// minWeeks is how many runs a job must have that runs every second, third or fourth week.
const minWeeks = 4

// weeks learns a job that runs every second, third or fourth week on one weekday: all
// of its runs count weeks from each other, three quarters of those between the first
// and the last came, and half of those until today.
func weeks(local []moment, today int) (domain.Schedule, bool) {
	for _, c := range calendars(local) {
		for _, every := range []int{14, 21, 28} {
			var met, strays []int
			newest := c.days[len(c.days)-1]
			for _, day := range c.days {
				if mod(newest-day, every) == 0 {
					met = append(met, day)
				} else {
					strays = append(strays, day)
				}
			}
			between, until := (newest-met[0])/every+1, (today-met[0])/every+1
			if len(met) < minWeeks || 10*len(strays) > len(c.days) || 4*len(met) < 3*between || 2*len(met) < until {
				continue
			}
			anchor, _ := civil(met[0])
			return domain.Schedule{
				Kind: domain.ScheduleInterval, Every: every, Anchor: anchor.Format(time.DateOnly), Times: []int{c.minute},
				Tolerance: c.tolerance(), Confidence: float64(len(met)) / float64(max(until, len(met))),
			}, true
		}
	}
	return domain.Schedule{}, false
}
