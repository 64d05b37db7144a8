package review

import (
	"context"
	"slices"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// laterPayload is the payload of DecideLater: only of jobs that were, or are to be, put off.
type laterPayload struct {
	Before, After map[domain.JobKey]domain.Later
	Names         names `json:",omitzero"`
}

var laterKind = func() kind {
	apply, revert := both((*projector).later)
	return kind{
		apply:      apply,
		revert:     revert,
		undoable:   true,
		dependsOn:  makes("later:"),
		permission: asks(rules.ActReview),
		words: wordsOf(func(p laterPayload, d domain.Decision, _ *time.Location) (Phrase, bool) {
			what := phrase("jobs", d.TargetCount())
			var l domain.Later
			for _, l = range p.After {
				break // all are put off alike
			}
			when := phrase("later.next")
			switch {
			case l.Seen.IsZero():
				when = phrase("later.now")
			case !l.Until.IsZero():
				when = phrase("later.until", l.Until)
			}
			if d.TargetCount() == 1 {
				return phrase("later", p.Names.Job, when), true
			}
			return phrase("later", what, when), true
		}),
	}
}()

// LookLater puts jobs off: they wait on, and are to be looked at again at a time, or after
// their next run where it is zero. Runs that were not seen are none of what is put off.
func (svc *Service) LookLater(ctx context.Context, targets []Target, until time.Time) (domain.Decision, error) {
	if !until.IsZero() && !until.After(svc.p.Clock()) {
		return domain.Decision{}, invalid("refusal.later_over")
	}
	return svc.later(ctx, targets, func(r domain.JobRow) domain.Later {
		return domain.Later{Until: until.UTC().Truncate(time.Millisecond), Seen: r.Newest, Status: r.Status}
	})
}

// LookNow takes back that jobs are to be looked at later.
func (svc *Service) LookNow(ctx context.Context, targets []Target) (domain.Decision, error) {
	return svc.later(ctx, targets, func(domain.JobRow) domain.Later { return domain.Later{} })
}

func (svc *Service) later(ctx context.Context, targets []Target, put func(domain.JobRow) domain.Later) (domain.Decision, error) {
	return svc.decide(ctx, rules.ActReview, domain.DecideLater, func(q domain.Reader, e *entry) error {
		p := laterPayload{Before: map[domain.JobKey]domain.Later{}, After: map[domain.JobKey]domain.Later{}}
		for _, t := range targets {
			j, err := q.Job(t.Job)
			if err != nil {
				return err
			}
			waiting, err := q.WaitingRuns(t.Job, t.Last)
			if err != nil {
				return err
			}
			row := domain.JobRow{Job: j}
			for _, r := range waiting {
				row.Status = max(row.Status, r.Status)
				if r.At.After(row.Newest) {
					row.Newest = r.At
				}
			}
			after := put(row)
			if slices.Contains(e.Targets, string(j.Key)) || len(waiting) == 0 || after == j.Later {
				continue
			}
			if !j.Later.Seen.IsZero() {
				p.Before[j.Key] = j.Later
			}
			if !after.Seen.IsZero() {
				p.After[j.Key] = after
			}
			p.Names.Job = j.Name
			e.Targets = append(e.Targets, string(j.Key))
		}
		if len(e.Targets) == 0 {
			return nothingWaits("refusal.later_same")
		}
		e.payload = p
		return nil
	})
}

func (pr *projector) later(d domain.Decision, undo bool) error {
	p, err := payload[laterPayload](d)
	if err != nil {
		return err
	}
	return pr.eachJob(d.Targets, func(j domain.Job) error {
		if undo {
			return pr.tx.SetLater(j.ID, p.Before[j.Key])
		}
		return pr.tx.SetLater(j.ID, p.After[j.Key])
	})
}
