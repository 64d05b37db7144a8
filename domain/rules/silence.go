package rules

import (
	"time"

	"runchecks/domain"
	"runchecks/domain/rules/schedule"
)

// SilentJob is what is known about a job that may be silent.
type SilentJob struct {
	domain.Job
	Schedule domain.Schedule
	// Last is the newest report.
	Last time.Time
	// News is true for a job that tells nothing but news, such as updates or alerts, as they
	// happen to come: its silence says nothing. See Habit.
	News    bool
	Covered domain.Coverage
	// Days is what holds for the profile, see domain.ReadSilence.
	Days int
	// Missed are the Missed runs of slots, from any time.
	Missed []domain.RunRef
}

// SilenceAfter returns after how many days of silence the job is Missed, 0 for never. A
// job with a schedule is missed by its slots, unless a person chose days for it.
func (j SilentJob) SilenceAfter() int {
	switch {
	case j.Job.Silence == domain.SilenceNever:
		return 0
	case j.Job.Silence > 0:
		return j.Job.Silence
	case j.Schedule.Kind != domain.ScheduleIrregular && j.Schedule.Kind != "" || j.Days == domain.SilenceNever:
		return 0
	default:
		return j.Days
	}
}

// Begin is when the silence began: with the job's last run, or with its return from the
// archive or the end of a pause, if that was later.
func (j SilentJob) Begin() time.Time {
	begin := j.Last
	for _, t := range []time.Time{j.Since, j.Schedule.PausedUntil} {
		if t.After(begin) {
			begin = t
		}
	}
	return begin
}

// SilentFor says for how many days a job is silent if that is longer than it may be
// (product.md, section 5), 0 if it is not. The days count from Begin, or from
// the end of a time in which a run may be unseen, up to what complete syncs have covered. A job is not silent
// while it is paused, nor where a missed slot since says so already: any of a job
// that has a schedule, one that waits of a job that has none any more.
func (j SilentJob) SilentFor() (days int) {
	after := j.SilenceAfter()
	if after == 0 || j.News || j.Last.IsZero() || j.Covered.To.IsZero() || j.Covered.Never || j.State != domain.JobActive ||
		!j.Customer.Active {
		return 0
	}
	if j.Schedule.Paused(j.Covered.To) {
		return 0
	}
	since := j.Begin()
	for _, gap := range j.Covered.Gaps {
		if gap.To.After(since) {
			since = gap.To
		}
	}
	for _, m := range j.Missed {
		if m.At.After(j.Last) && (!m.Reviewed || j.Schedule.Kind != domain.ScheduleIrregular && j.Schedule.Kind != "") {
			return 0
		}
	}
	days = int(j.Covered.To.Sub(since) / (24 * time.Hour))
	if days < after {
		return 0
	}
	return days
}

// HabitRuns is how many of a job's newest runs tell whether it has a habit.
const HabitRuns = 60

// Habit reports whether a job that brings information alone brings it by a habit, as the
// nightly verification of a store, so that its silence says something; runs are its newest.
func Habit(runs []domain.RunRow, loc *time.Location) bool {
	var times []time.Time
	var last time.Time
	for _, r := range runs {
		if r.Source == domain.SourceSchedule || r.Source == domain.SourceOffline {
			continue
		}
		if times = append(times, r.At); r.At.After(last) {
			last = r.At
		}
	}
	return schedule.Learn(times, last, loc).Kind != domain.ScheduleIrregular
}

// SilenceWords says since when a job is silent: "Silent for 16 days: the last run was on 13 Nov."
func SilenceWords(days int, last, now time.Time, loc *time.Location) string {
	layout := "2 Jan"
	if last.In(loc).Year() != now.In(loc).Year() {
		layout = "2 Jan 2006"
	}
	return noted("noted.silent", days, last.In(loc).Format(layout))
}
