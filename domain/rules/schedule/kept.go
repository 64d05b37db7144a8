package schedule

import (
	"slices"
	"time"

	"runchecks/domain"
)

// learned returns what Learn does of a job's runs, rising. Where they and the clock teach
// the same as the last time, that is taken from memory: learning from half a year of runs
// takes a hundred times as long.
func learned(memory *domain.ScheduleMemory, job int64, runs []time.Time, now time.Time, loc *time.Location) domain.Schedule {
	w := newWall(loc)
	minute := w.minutes(now)
	kept := memory.Of(job)
	if kept.Location != loc || now.Before(kept.At) || minute < kept.From || minute >= kept.Until || !sameRuns(kept.Runs, runs) {
		kept = domain.LearnedSchedule{
			Schedule: Learn(runs, now, loc), Runs: make([]int64, len(runs)), At: now, From: minute, Until: sameUntil(runs, now, w), Location: loc,
		}
		for i, r := range runs {
			kept.Runs[i] = r.UnixMilli()
		}
		memory.Keep(job, kept)
	}
	s := kept.Schedule
	s.Slots, s.Days, s.Times = slices.Clone(s.Slots), slices.Clone(s.Days), slices.Clone(s.Times)
	return s
}

func sameRuns(kept []int64, runs []time.Time) bool {
	if len(kept) != len(runs) {
		return false
	}
	for i, r := range runs {
		if kept[i] != r.UnixMilli() {
			return false
		}
	}
	return true
}

// sameUntil returns the first minute on the wall, after now, in which Learn may find
// something else in the same runs: when a date ends, when a job's day begins, and when it is
// too late for the next run of a slot, whose time is that of one of the runs. What is
// believed early, and runs in the future, are looked at anew each minute.
func sameUntil(runs []time.Time, now time.Time, w *wall) int {
	minute := w.minutes(now)
	today := floorDiv(minute, dayMinutes)
	var window []moment
	for _, r := range runs {
		if r.After(now) {
			return minute + 1
		}
		if m := w.moment(r); m.day > today-weeklyWindow {
			window = append(window, m)
		}
	}
	until := (today + 1) * dayMinutes
	if len(window) == 0 {
		return until
	}
	if today-window[0].day <= youngDays {
		return minute + 1
	}
	end := func(ofDay int) {
		if at := today*dayMinutes + mod(ofDay, dayMinutes); at > minute {
			until = min(until, at)
		}
	}
	end(dayStart(window))
	for _, m := range window {
		end(m.minute + clusterGap)
	}
	return until
}
