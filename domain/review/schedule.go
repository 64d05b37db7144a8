package review

import (
	"context"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/domain/rules/schedule"
)

// schedulePayload is the payload of DecideSchedule.
type schedulePayload struct {
	change[domain.Schedule]
	Job   domain.JobKey
	Names names `json:",omitzero"`
}

var scheduleKind = func() kind {
	apply, revert := both((*projector).schedule)
	return kind{
		apply:      apply,
		revert:     revert,
		undoable:   true,
		dependsOn:  makes("job:"),
		permission: asks(rules.ActSchedule),
		words: wordsOf(func(p schedulePayload, d domain.Decision, _ *time.Location) (Phrase, bool) {
			switch after := p.After; {
			case after == nil:
				return phrase("schedule.learn", p.Names.Job), true
			case after.PausedUntil.After(d.At):
				return phrase("schedule.paused", p.Names.Job, schedule.Words(*after), after.PausedUntil), true
			default:
				return phrase("schedule.set", p.Names.Job, schedule.Words(*after)), true
			}
		}),
		follow: expectsJobs,
	}
}()

// SetSchedule sets the schedule of a job by hand; nil gives it back to learning.
func (svc *Service) SetSchedule(ctx context.Context, job int64, s *domain.Schedule) (domain.Decision, error) {
	return svc.decide(ctx, rules.ActSchedule, domain.DecideSchedule, func(q domain.Reader, e *entry) error {
		j, err := q.Job(job)
		if err != nil {
			return err
		}
		all, err := q.Schedules()
		if err != nil {
			return err
		}
		p := schedulePayload{Job: j.Key, Names: names{Job: j.Name}}
		if before, ok := all[job]; ok {
			p.Before = &before
		}
		if s == nil {
			if p.Before == nil {
				return conflict("refusal.schedule_learned", j.Name)
			}
		} else {
			before, err := svc.scheduleOf(q, job, e.At)
			if err != nil {
				return err
			}
			after := takeOver(before, *s, e.At)
			if err := schedule.Validate(after); err != nil {
				return invalid("refusal.cannot_set_schedule", err)
			}
			p.After = &after
		}
		e.Targets, e.payload = []string{string(j.Key)}, p
		return nil
	})
}

// scheduleOf returns the schedule that a job has.
func (svc *Service) scheduleOf(q domain.Reader, job int64, now time.Time) (domain.Schedule, error) {
	ran, err := schedule.ReadRuns(q, now, svc.p.Location, job)
	if err != nil {
		return domain.Schedule{}, err
	}
	return ran.Of(job), nil
}

// takeOver makes a schedule that a person sets of what they say and what was before.
// Nothing is missed from before it was set, unless it expects what was expected already
// (a pause changes no times); a pause holds from now on, and one that ends stays known,
// so that what it spared is not missed afterwards.
func takeOver(before, s domain.Schedule, now time.Time) domain.Schedule {
	s.ByHand, s.Confidence, s.Since = true, 1, now
	if s.SameTimes(before) {
		s.Since = before.Since
		if s.Tolerance == 0 {
			s.Tolerance = before.Tolerance
		}
	}
	switch {
	case s.PausedUntil.After(now) && before.Paused(now):
		s.PausedFrom = before.PausedFrom
	case s.PausedUntil.After(now):
		s.PausedFrom = now
	case before.Paused(now):
		s.PausedFrom, s.PausedUntil = before.PausedFrom, now
	default:
		s.PausedFrom, s.PausedUntil = before.PausedFrom, before.PausedUntil
	}
	return s
}

func (pr *projector) schedule(d domain.Decision, undo bool) error {
	p, err := payload[schedulePayload](d)
	if err != nil {
		return err
	}
	_, after := p.ends(undo)
	return pr.eachJob([]string{string(p.Job)}, func(j domain.Job) error { return pr.tx.PutSchedule(j.ID, after) })
}
