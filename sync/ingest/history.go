package ingest

import (
	"context"
	"errors"
	"runchecks/domain"
)

// askHistory notes, for a device whose job has no run of it yet, that nobody knows what it
// did before: its history is asked for, where its source keeps one.
func (in *Ingest) askHistory(tx domain.Tx, d domain.Device, runs []DeviceRun) error {
	if !d.Source.Devices().History {
		return nil
	}
	now := in.clock()
	known, err := tx.SourceRuns(d.Job, d.Source, now.Add(-gapReach), now)
	if err != nil || len(known) > 0 {
		return err
	}
	to := now
	if len(runs) > 0 && runs[0].At.Before(to) {
		to = runs[0].At
	}
	from := now.Add(-gapReach)
	if !from.Before(to) {
		return nil
	}
	return tx.PutUnobservedSpan(domain.UnobservedSpan{Device: d.ID, Span: domain.Span{From: from, To: to}})
}

// Recovered stores runs that a device's history tells of and that ended in one of its
// gaps, and closes the gaps; why says why they could not be read, "" where they were.
func (in *Ingest) Recovered(ctx context.Context, d domain.Device, gaps []domain.UnobservedSpan, runs []DeviceRun, why string,
) (made int, err error) {
	err = in.store.Write(ctx, func(tx domain.Tx) error {
		made = 0
		decided, err := readDecisions(tx)
		if err != nil {
			return err
		}
		now, err := tx.DeviceByKey(d.Key)
		if err != nil || now.State != domain.DeviceLinked {
			return err
		}
		job, err := tx.Job(now.Job)
		if err != nil {
			return err
		}
		var inside []DeviceRun
		for _, r := range runs {
			for _, g := range gaps {
				if end := r.Result.Ended.Time; g.Contains(end) || g.Contains(r.At) {
					inside = append(inside, r)
					break
				}
			}
		}
		if made, err = in.storeRuns(tx, decided, job, now, inside, now.LinkedAt); err != nil {
			return err
		}
		for _, g := range gaps {
			switch {
			case why == "" || g.To.Before(in.clock().Add(-gapMemory)):
				err = errors.Join(err, tx.DeleteGap(g.Device, g.From))
			default:
				g.Why = why
				err = errors.Join(err, tx.PutUnobservedSpan(g))
			}
		}
		return err
	})
	return made, err
}
