package ingest

import (
	"slices"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// silences is what is known about the silence of all jobs.
type silences struct {
	days  int // what holds for the profile
	last  map[int64]domain.LastRun
	known map[int64][]domain.SilenceRun
}

func readSilences(q domain.Reader) (s silences, err error) {
	if s.days, err = domain.ReadSilence(q); err != nil {
		return s, err
	}
	if s.last, err = q.LastReports(); err != nil {
		return s, err
	}
	s.known, err = q.SilenceRuns()
	return s, err
}

// stillMissed returns the Missed runs of slots that are there after changes.
func stillMissed(known []domain.RunRef, changes []slotChange) []domain.RunRef {
	out := slices.DeleteFunc(slices.Clone(known), func(k domain.RunRef) bool {
		return slices.ContainsFunc(changes, func(c slotChange) bool { return c.run.ID == k.ID })
	})
	for _, c := range changes {
		if c.run.ID == 0 {
			out = append(out, domain.RunRef{At: c.slot})
		}
	}
	return out
}

// silenceChange is the Missed run of a silence, to be made, changed or withdrawn.
type silenceChange struct {
	job   domain.Job
	key   domain.RunKey
	run   int64  // to be changed or withdrawn, 0: to be made
	words string // "": to be withdrawn
}

// silenceChanges finds what has to change about the silence of a job: one Missed run
// tells it, day after day, until a run comes or its days are set anew. What is reviewed
// is left alone, and so is everything of a job that is paused.
func (in *Ingest) silenceChanges(job rules.SilentJob, known []domain.SilenceRun) (plan []missedChange) {
	if job.Covered.To.IsZero() || job.Schedule.Paused(in.clock()) {
		return nil
	}
	now := silenceChange{job: job.Job, key: domain.SilenceRunKey(job.Key, job.Begin())}
	if days := job.SilentFor(); days > 0 {
		now.words = rules.SilenceWords(days, job.Last, in.clock(), in.loc)
	}
	shown := false
	for _, k := range known {
		same := k.Key == now.key
		shown = shown || same
		since, _ := k.Key.SilentSince()
		c := silenceChange{job: job.Job, key: k.Key, run: k.ID}
		switch {
		case k.Reviewed || same && k.Words == now.words:
			continue
		case same:
			c.words = now.words
		case !job.Last.After(since):
			continue
		}
		plan = append(plan, c)
	}
	if now.words != "" && !shown {
		plan = append(plan, now)
	}
	return plan
}

func (c silenceChange) do(tx domain.Tx, in *Ingest, decided *decisions, counts *MissedCounts) error {
	if c.run == 0 {
		return c.begin(tx, in, decided, counts)
	}
	run, err := tx.Run(c.run)
	if domain.CodeOf(err) == domain.CodeNotFound || err == nil && run.Review != nil {
		return nil
	}
	if err != nil {
		return err
	}
	if c.words != "" {
		counts.Longer++
		run.Result = c.result()
		run.Effective = rules.Effective(run, c.job, decided.book)
		return decided.rewrite(tx, run, c.job, string(c.key))
	}
	err = tx.DeleteRun(c.run)
	if domain.CodeOf(err) == domain.CodeConflict {
		return nil // somebody decided about it
	}
	counts.Withdrawn++
	return err
}

func (c silenceChange) begin(tx domain.Tx, in *Ingest, decided *decisions, counts *MissedCounts) error {
	switch _, err := tx.RunByKey(c.key); {
	case err == nil:
		return nil
	case domain.CodeOf(err) != domain.CodeNotFound:
		return err
	}
	counts.Silent++
	run := domain.Run{Key: c.key, JobID: c.job.ID, Source: domain.SourceSchedule, At: in.clock(), Result: c.result()}
	_, err := decided.record(tx, run, c.job, string(c.key), in.clock())
	return err
}

func (c silenceChange) result() domain.Result {
	return domain.Result{
		Product: c.job.Product, JobType: c.job.Type, JobName: c.job.Name, Kind: domain.KindRun, Status: domain.Missed,
		NoObjects: domain.ObjectsNone, Confidence: domain.ConfidenceMedium, Error: c.words, // which says it all
	}
}
