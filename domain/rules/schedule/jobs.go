package schedule

import (
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
	// RealRuns visits the runs since a time that schedules are learned from, by job and
	// time; job 0 is every active job.
	RealRuns(job int64, since time.Time, visit func(job int64, at time.Time)) error
}

// ForJobs returns the schedule of every active job, the one set by hand or else what its
// runs taught, and the times of its runs since LearnReach, rising. A job without either is
// left out, which reads as irregular.
func ForJobs(h History, now time.Time, loc *time.Location) (map[int64]domain.Schedule, map[int64][]time.Time, error) {
	out, err := h.Schedules()
	if err != nil {
		return nil, nil, err
	}
	times := map[int64][]time.Time{}
	err = h.RealRuns(0, now.Add(-LearnReach), func(job int64, at time.Time) { times[job] = append(times[job], at) })
	for job, list := range times {
		if _, byHand := out[job]; !byHand {
			out[job] = Learn(list, now, loc)
		}
	}
	return out, times, err
}
