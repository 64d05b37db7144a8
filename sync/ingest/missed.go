package ingest

import (
	"context"
	"slices"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/domain/rules/schedule"
)

// MissedCounts tells what a look at the schedules brought.
type MissedCounts struct {
	Made      int // Missed runs of slots
	Silent    int // Missed runs of silences
	Longer    int // of them: silent for a day more
	Withdrawn int // that a late run, or another schedule, made untrue
	Late      int // reviewed ones that got the note "arrived late"
}

// withdrawReach is how long a Missed run may still be withdrawn.
const withdrawReach = 30 * 24 * time.Hour

// noteLate is what a reviewed Missed run says once its run came after all.
const noteLate = "arrived late"

// Missed compares what was expected of every active job with what came
// (product.md, section 5): it makes Missed runs for slots that passed without a run
// in a time that complete syncs have covered, and for jobs that are silent for too long,
// and withdraws those that a late run or another schedule made untrue. Reviewed ones
// stay. It is one transaction.
func (in *Ingest) Missed(ctx context.Context) (MissedCounts, error) {
	var plan []missedChange
	err := in.store.Read(ctx, func(q domain.Reader) error {
		var err error
		plan, err = in.compare(ctx, q)
		return err
	})
	if err != nil || len(plan) == 0 {
		return MissedCounts{}, err
	}
	var counts MissedCounts
	err = in.store.Write(ctx, func(tx domain.Tx) error {
		counts = MissedCounts{}
		decided, err := readDecisions(tx)
		if err != nil {
			return err
		}
		for _, c := range plan {
			if err := c.do(tx, in, decided, &counts); err != nil {
				return err
			}
		}
		return nil
	})
	return counts, err
}

// missedChange is one change that a look at the schedules found.
type missedChange interface {
	do(tx domain.Tx, in *Ingest, decided *decisions, counts *MissedCounts) error
}

// slotChange is one Missed run to be made, withdrawn or noted.
type slotChange struct {
	job   domain.Job
	slot  time.Time     // to be made, where run is empty
	words string        // of the schedule
	run   domain.RunRef // to be withdrawn or noted
	late  bool          // its run came after all
}

func (c slotChange) do(tx domain.Tx, in *Ingest, decided *decisions, counts *MissedCounts) error {
	if c.run.ID == 0 {
		key := domain.SlotRunKey(c.job.Key, c.slot)
		run := domain.Run{
			Key: key, JobID: c.job.ID, Source: domain.SourceSchedule, At: c.slot,
			Result: domain.Result{
				Product: c.job.Product, JobType: c.job.Type, JobName: c.job.Name, Kind: domain.KindRun, Status: domain.Missed, NoObjects: domain.ObjectsNone, Confidence: domain.ConfidenceMedium,
				Error:    noted("noted.missed", c.slot.In(in.loc).Format("Mon 2 Jan 15:04"), c.words),
				Evidence: domain.Evidence{Words: c.words, Where: "schedule"},
			},
		}
		switch _, err := tx.RunByKey(key); {
		case err == nil:
			return nil
		case domain.CodeOf(err) != domain.CodeNotFound:
			return err
		}
		counts.Made++
		_, err := decided.record(tx, run, c.job, string(key), in.clock())
		return err
	}
	now, err := tx.Run(c.run.ID)
	if domain.CodeOf(err) == domain.CodeNotFound {
		return nil
	}
	if err != nil {
		return err
	}
	if now.Review == nil && now.Marked == "" {
		err := tx.DeleteRun(now.ID)
		if domain.CodeOf(err) != domain.CodeConflict {
			counts.Withdrawn++
			return err
		}
	}
	if !c.late || now.Note == noteLate {
		return nil
	}
	counts.Late++
	return tx.SetNote(now.ID, noteLate)
}

// compare finds what has to change, reading only.
func (in *Ingest) compare(ctx context.Context, q domain.Reader) ([]missedChange, error) {
	now := in.clock()
	list, err := q.ActiveJobs()
	if err != nil {
		return nil, err
	}
	coverage, err := q.Coverage()
	if err != nil {
		return nil, err
	}
	schedules, runs, err := schedule.ForJobs(q, now, in.loc)
	if err != nil {
		return nil, err
	}
	silences, err := readSilences(q)
	if err != nil {
		return nil, err
	}
	missed, err := q.MissedRuns(now.Add(-withdrawReach))
	if err != nil {
		return nil, err
	}
	var plan []missedChange
	for _, job := range list {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		s, covered, known := schedules[job.ID], coverage[job.ID], missed[job.ID]
		if covered.Never {
			continue
		}
		if covered.To.After(now) {
			covered.To = now
		}
		slots := in.compareJob(job, s, runs[job.ID], known, covered, now)
		for _, c := range slots {
			plan = append(plan, c)
		}
		silent := rules.SilentJob{
			Job: job, Schedule: s, Last: silences.last[job.ID].Run, Covered: covered, Days: silences.days,
			Missed: stillMissed(known, slots),
		}
		if silences.last[job.ID].Kind == domain.KindInformation && len(runs[job.ID]) == 0 && silent.SilentFor() > 0 {
			reports, err := q.JobRuns(job.ID, true, rules.HabitRuns)
			if err != nil {
				return nil, err
			}
			silent.News = !rules.Habit(reports, in.loc)
		}
		plan = append(plan, in.silenceChanges(silent, silences.known[job.ID])...)
	}
	return plan, nil
}

// compareJob finds what has to change for one job.
func (in *Ingest) compareJob(
	job domain.Job,
	s domain.Schedule,
	runs []time.Time,
	known []domain.RunRef,
	covered domain.Coverage,
	now time.Time,
) (plan []slotChange) {
	var missed []time.Time
	if len(runs) > 0 && !covered.To.IsZero() {
		since := runs[0]
		for _, from := range []time.Time{job.Since, covered.From.Add(-rules.HistoryAge)} {
			if from.After(since) {
				since = from
			}
		}
		// What nobody could observe is not missed.
		missed = slices.DeleteFunc(
			schedule.Missed(s, runs, since, covered.To, in.loc),
			func(slot time.Time) bool { return !covered.Observed(slot) },
		)
	}
	// Each Missed run that there is stands for the nearest slot that is missed still.
	taken := make([]bool, len(missed))
	for _, k := range known {
		nearest := -1
		for i, slot := range missed {
			if !taken[i] && slot.Sub(k.At).Abs() <= schedule.SameSlot &&
				(nearest < 0 || slot.Sub(k.At).Abs() < missed[nearest].Sub(k.At).Abs()) {
				nearest = i
			}
		}
		if nearest >= 0 {
			taken[nearest] = true
			continue
		}
		switch arrived, expected := in.arrived(s, k.At, runs, now); {
		case arrived:
			plan = append(plan, slotChange{job: job, run: k, late: true})
		case !expected && !k.Reviewed && !unlearned(s, k.At, runs):
			plan = append(plan, slotChange{job: job, run: k})
		}
	}
	words := schedule.Words(s)
	for i, slot := range missed {
		if !taken[i] {
			plan = append(plan, slotChange{job: job, slot: slot, words: words})
		}
	}
	return plan
}

// unlearned reports whether a learned schedule expects less than it did only because the
// job has been silent since: what was missed before still is.
func unlearned(s domain.Schedule, missed time.Time, runs []time.Time) bool {
	return !s.ByHand && (len(runs) == 0 || runs[len(runs)-1].Before(missed))
}

// arrived says of the slot that a Missed run stands for whether its run came after all,
// and whether the schedule still expects one there.
func (in *Ingest) arrived(s domain.Schedule, at time.Time, runs []time.Time, now time.Time) (arrived, expected bool) {
	slots := schedule.Slots(s, at.Add(-48*time.Hour), at.Add(48*time.Hour), in.loc)
	var near []time.Time
	for _, r := range runs {
		if r.Sub(at).Abs() <= 72*time.Hour {
			near = append(near, r)
		}
	}
	for _, hit := range schedule.Assign(s, slots, near, in.loc) {
		if hit.At.Sub(at).Abs() <= schedule.SameSlot && hit.At.Before(now) {
			expected = true
			arrived = arrived || !hit.Run.IsZero()
		}
	}
	return arrived, expected
}
