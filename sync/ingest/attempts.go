package ingest

import (
	"context"
	"slices"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/domain/rules/schedule"
)

// Attempts finds the runs that were tried again in their night, and records the last
// attempt of each (product.md, section 1, Attempts): of every active job, or of those with
// these keys. It looks as far back as schedules are learned from; what is older stays as
// it is. It returns how many runs changed.
func (in *Ingest) Attempts(ctx context.Context, jobs ...domain.JobKey) (changed int, err error) {
	var change map[int64]int64
	err = in.store.Read(ctx, func(q domain.Queries) (err error) {
		change, err = in.attempts(ctx, q, jobs)
		return err
	})
	if err != nil || len(change) == 0 {
		return 0, err
	}
	return len(change), in.store.Write(ctx, func(tx domain.Changes) error {
		err := tx.SetAttempts(change)
		if domain.CodeOf(err) == domain.CodeNotFound {
			return nil // a run was removed meanwhile; the next look finds the rest
		}
		return err
	})
}

// attempts compares what is recorded with what the runs say.
func (in *Ingest) attempts(ctx context.Context, q domain.Queries, keys []domain.JobKey) (map[int64]int64, error) {
	now := in.clock()
	nights, err := rules.ReadNights(q, in.loc)
	if err != nil {
		return nil, err
	}
	byHand, times, err := in.expected(q, keys, now)
	if err != nil {
		return nil, err
	}
	earlier, err := q.EarlierAttempts()
	if err != nil {
		return nil, err
	}
	known, change := map[int64]int64{}, map[int64]int64{}
	for _, e := range earlier {
		known[e.Run] = e.Last
		if _, ok := times[e.Job]; ok && e.At.After(now.Add(-schedule.LearnReach)) {
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
		s, ok := byHand[job]
		if !ok {
			s = schedule.Learn(list, now, in.loc)
		}
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

// expected returns the schedules set by hand and the times of the runs of jobs, by job.
func (in *Ingest) expected(q domain.Queries, keys []domain.JobKey, now time.Time) (map[int64]domain.Schedule, map[int64][]time.Time, error) {
	byHand, err := q.Schedules()
	if err != nil {
		return nil, nil, err
	}
	times := map[int64][]time.Time{}
	read := func(job int64) error {
		return q.RealRuns(job, now.Add(-schedule.LearnReach), func(job int64, at time.Time) { times[job] = append(times[job], at) })
	}
	if len(keys) == 0 {
		return byHand, times, read(0)
	}
	for _, key := range keys {
		job, err := q.JobByKey(key)
		if domain.CodeOf(err) == domain.CodeNotFound {
			continue
		}
		if err == nil && job.State == domain.JobActive {
			err = read(job.ID)
		}
		if err != nil {
			return nil, nil, err
		}
	}
	return byHand, times, nil
}

// severalIn returns the nights in which there is more than one of these times, which rise.
func severalIn(nights rules.Nights, times []time.Time) (out []rules.Night) {
	for i := 1; i < len(times); i++ {
		// A night is 25 hours long at most.
		if times[i].Sub(times[i-1]) >= 25*time.Hour {
			continue
		}
		night := nights.Of(times[i])
		if !times[i-1].Before(night.From) && !slices.ContainsFunc(out[max(0, len(out)-1):], func(n rules.Night) bool { return n.From.Equal(night.From) }) {
			out = append(out, night)
		}
	}
	return out
}
