package review

import (
	"context"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/domain/rules/schedule"
)

// scheduled is the payload of DecideSchedule.
type scheduled struct {
	change[domain.Schedule]
	Job domain.JobKey
}

// SetSchedule sets the schedule of a job by hand; nil gives it back to learning.
func (d *Desk) SetSchedule(ctx context.Context, job int64, s *domain.Schedule) (domain.Decision, error) {
	return d.decide(ctx, rules.ActSchedule, domain.DecideSchedule, func(q domain.Queries, e *entry) error {
		j, err := q.Job(job)
		if err != nil {
			return err
		}
		all, err := q.Schedules()
		if err != nil {
			return err
		}
		p := scheduled{Job: j.Key}
		if before, ok := all[job]; ok {
			p.Before = &before
		}
		if s == nil {
			if p.Before == nil {
				return conflict("The schedule of %s is learned from its runs already.", j.Name)
			}
			e.Summary = "schedule of " + j.Name + " is learned again"
		} else {
			after := *s
			after.ByHand, after.Confidence = true, 1
			if err := schedule.Validate(after); err != nil {
				return invalid("Cannot set the schedule: %v.", err)
			}
			p.After = &after
			e.Summary = "schedule of " + j.Name + " set: " + schedule.Words(after)
			if after.PausedUntil.After(e.At) {
				e.Summary += ", paused until " + after.PausedUntil.In(d.p.Location).Format("2 Jan 2006")
			}
		}
		e.Targets, e.payload = []string{string(j.Key)}, p
		return nil
	})
}

func (h *hand) schedule(d domain.Decision, undo bool) error {
	p, err := payload[scheduled](d)
	if err != nil {
		return err
	}
	_, after := p.ends(undo)
	return h.eachJob([]string{string(p.Job)}, func(j domain.Job) error { return h.tx.PutSchedule(j.ID, after) })
}
