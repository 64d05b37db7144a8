package schedule

import (
	"maps"
	"time"

	"runchecks/domain"
)

// LearnReach is how far back schedules are learned from (product.md, section 5).
const LearnReach = monthlyWindow * 24 * time.Hour

// SameSlot is how near two slots are the same one: the hour that is learned moves by
// minutes as more runs come.
const SameSlot = clusterGap * time.Minute

// History is what the schedules of all jobs are made from.
type History interface {
	// Schedules lists the schedules set by hand, by job.
	Schedules() (map[int64]domain.Schedule, error)
	// RealRuns returns when the runs came that schedules are learned from since a time, by
	// job, rising; job 0 is every active job.
	RealRuns(job int64, since time.Time) (map[int64][]time.Time, error)
	// ScheduleMemory keeps what was learned.
	ScheduleMemory() *domain.ScheduleMemory
}

// Runs are the times at which jobs ran, and what was set about them by hand.
type Runs struct {
	// Times are those since LearnReach, by job, rising.
	Times  map[int64][]time.Time
	byHand map[int64]domain.Schedule
	memory *domain.ScheduleMemory
	now    time.Time
	loc    *time.Location
}

// ReadRuns reads the runs of jobs by their ids, or of every active job where none is named.
func ReadRuns(h History, now time.Time, loc *time.Location, jobs ...int64) (*Runs, error) {
	byHand, err := h.Schedules()
	if err != nil {
		return nil, err
	}
	r := &Runs{Times: map[int64][]time.Time{}, byHand: byHand, memory: h.ScheduleMemory(), now: now, loc: loc}
	if len(jobs) == 0 {
		jobs = []int64{0}
	}
	for _, job := range jobs {
		times, err := h.RealRuns(job, now.Add(-LearnReach))
		if err != nil {
			return nil, err
		}
		maps.Copy(r.Times, times)
	}
	return r, nil
}

// Of returns the schedule of a job: the one set by hand, or else what its runs teach.
func (r *Runs) Of(job int64) domain.Schedule {
	if s, ok := r.byHand[job]; ok {
		return s
	}
	return learned(r.memory, job, r.Times[job], r.now, r.loc)
}

// ForJobs returns the schedule of every active job and the times of its runs since
// LearnReach, rising. A job that never ran and has none by hand is left out, which reads as
// irregular.
func ForJobs(h History, now time.Time, loc *time.Location) (map[int64]domain.Schedule, map[int64][]time.Time, error) {
	r, err := ReadRuns(h, now, loc)
	if err != nil {
		return nil, nil, err
	}
	out := maps.Clone(r.byHand)
	for job := range r.Times {
		out[job] = r.Of(job)
	}
	return out, r.Times, nil
}
