package rules

import (
	"cmp"
	"slices"
	"time"

	"runchecks/domain"
)

// Progress says how much of a night is decided: of all jobs that waited at any time since it
// began those that no longer wait. A job that gets a new run after it was decided counts
// again, in both once that is decided, too.
type Progress struct {
	Decided, Waited int
}

// ReadProgress returns the progress of the night of a moment; open are the jobs that wait.
func ReadProgress(q domain.Reader, open []domain.JobRow, nights Nights, now time.Time) (Progress, error) {
	night := nights.Of(now)
	reviews, err := q.ReviewsIn(night.From, night.To)
	return ProgressOf(reviews, open), err
}

// ProgressOf counts. A review decided its job where nothing stayed behind: a run that began
// before it and was reviewed later, or still waits, did.
func ProgressOf(reviews []domain.JobReview, open []domain.JobRow) (p Progress) {
	behind := map[int64]time.Time{} // of each job the oldest run that was reviewed later or waits
	for _, r := range open {
		if r.Runs == 0 {
			continue
		}
		behind[r.ID] = r.Oldest
		p.Waited++
	}
	newest := slices.Clone(reviews)
	slices.SortStableFunc(newest, func(a, b domain.JobReview) int {
		return cmp.Or(b.At.Compare(a.At), cmp.Compare(b.Decision, a.Decision))
	})
	for _, r := range newest {
		oldest, any := behind[r.Job]
		if !any || !oldest.Before(r.At) {
			p.Decided++
		}
		if !any || r.Oldest.Before(oldest) {
			behind[r.Job] = r.Oldest
		}
	}
	p.Waited += p.Decided
	return p
}
