package ingest

import (
	"context"
	"maps"
	"slices"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/domain/rules/schedule"
)

// recentNights is how far back a look after a sync goes: older nights change only by a
// decision, or by being read again.
const recentNights = 14 * 24 * time.Hour

// Attempts finds the runs that were tried again in their night, and records the last
// attempt of each (product.md, section 1, Attempts): of every active job, or of those with
// these keys. It looks as far back as schedules are learned from; what is older stays as
// it is. It returns how many runs changed.
func (in *Ingest) Attempts(ctx context.Context, jobs ...domain.JobKey) (changed int, err error) {
	return in.lookForAttempts(ctx, schedule.LearnReach, jobs)
}

// RecentAttempts is Attempts for every active job and the nights of the last two weeks.
func (in *Ingest) RecentAttempts(ctx context.Context) (changed int, err error) {
	return in.lookForAttempts(ctx, recentNights, nil)
}

func (in *Ingest) lookForAttempts(ctx context.Context, reach time.Duration, jobs []domain.JobKey) (changed int, err error) {
	var change map[int64]int64
	err = in.store.Read(ctx, func(q domain.Reader) (err error) {
		change, err = in.attempts(ctx, q, in.clock().Add(-reach), jobs)
		return err
	})
	if err != nil || len(change) == 0 {
		return 0, err
	}
	return len(change), in.store.Write(ctx, func(tx domain.Tx) error {
		err := tx.SetAttempts(change)
		if domain.CodeOf(err) == domain.CodeNotFound {
			return nil // a run was removed meanwhile; the next look finds the rest
		}
		return err
	})
}

// attempts compares what is recorded of runs since a time with what they say.
func (in *Ingest) attempts(ctx context.Context, q domain.Reader, since time.Time, keys []domain.JobKey) (map[int64]int64, error) {
	now := in.clock()
	nights, err := rules.ReadNights(q, in.loc)
	if err != nil {
		return nil, err
	}
	since = nights.Of(since).To // the first night is there whole
	jobs, err := active(q, keys)
	if err != nil {
		return nil, err
	}
	times := map[int64][]time.Time{}
	for _, job := range jobs {
		ran, err := q.RealRuns(job, since)
		if err != nil {
			return nil, err
		}
		maps.Copy(times, ran)
	}
	earlier, err := q.EarlierAttempts()
	if err != nil {
		return nil, err
	}
	known, change := map[int64]int64{}, map[int64]int64{}
	for _, e := range earlier {
		known[e.Run] = e.Last
		if _, ok := times[e.Job]; ok && !e.At.Before(since) {
			change[e.Run] = 0 // unless it is found again
		}
	}
	for job, list := range times {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		several := severalIn(nights, list)
		if len(several) == 0 {
			continue
		}
		ran, err := schedule.ReadRuns(q, now, in.loc, job)
		if err != nil {
			return nil, err
		}
		s := ran.Of(job)
		for _, night := range several {
			if !rules.ExpectsOne(s, night, in.loc) {
				continue
			}
			runs, err := q.RunsIn(job, night.From, night.To)
			if err != nil {
				return nil, err
			}
			for run, last := range rules.Retries(runs) {
				if change[run] = last; known[run] == last {
					delete(change, run)
				}
			}
		}
	}
	return change, nil
}

// active returns the ids of those of the jobs that are active, 0 for all of them where no
// job is named.
func active(q domain.Reader, keys []domain.JobKey) (ids []int64, err error) {
	if len(keys) == 0 {
		return []int64{0}, nil
	}
	for _, key := range keys {
		job, err := q.JobByKey(key)
		switch {
		case domain.CodeOf(err) == domain.CodeNotFound:
		case err != nil:
			return nil, err
		case job.State == domain.JobActive:
			ids = append(ids, job.ID)
		}
	}
	return ids, nil
}

// severalIn returns the nights in which there is more than one of these times, which rise.
func severalIn(nights rules.Nights, times []time.Time) (out []rules.Night) {
	for i := 1; i < len(times); i++ {
		// A night is 25 hours long at most.
		if times[i].Sub(times[i-1]) >= 25*time.Hour {
			continue
		}
		night := nights.Of(times[i])
		if !times[i-1].Before(night.From) &&
			!slices.ContainsFunc(out[max(0, len(out)-1):], func(n rules.Night) bool { return n.From.Equal(night.From) }) {
			out = append(out, night)
		}
	}
	return out
}
