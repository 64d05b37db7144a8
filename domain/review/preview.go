package review

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// previewReach is how far back a preview looks (product.md, section 2).
const previewReach = 90 * 24 * time.Hour

// previewRows bounds how many runs a preview lists.
const previewRows = 100

// errStopPreview ends a preview early: the context was cancelled by newer input.
var errStopPreview = errors.New("preview no longer wanted")

// Preview tells what Apply would change now, and what the rule of the request would have
// matched in the last 90 days, had it been there.
func (svc *Service) Preview(ctx context.Context, q OverrideRequest) (p domain.OverridePreview, err error) {
	err = svc.p.Store.Read(ctx, func(tx domain.Reader) error {
		o, _, err := svc.newOverride(tx, q)
		if err != nil {
			return err
		}
		p, err = svc.preview(ctx, tx, nil, &o)
		return err
	})
	return p, err
}

// PreviewRule tells what SaveRule would change now, and what the override would have
// matched in the last 90 days, had it been there with any date.
func (svc *Service) PreviewRule(ctx context.Context, o domain.Override) (p domain.OverridePreview, err error) {
	err = svc.p.Store.Read(ctx, func(tx domain.Reader) error {
		before, err := findOverride(tx, o.Key)
		if err != nil {
			return err
		}
		after, err := savedRule(before, o, svc.p.Clock().Truncate(time.Millisecond))
		if err != nil {
			return err
		}
		p, err = svc.preview(ctx, tx, before, after)
		return err
	})
	return p, err
}

// preview looks at what becomes of the waiting runs where a rule takes the place of
// another, as the decision does it, and at the last 90 days.
func (svc *Service) preview(ctx context.Context, tx domain.Reader, before, after *domain.Override) (p domain.OverridePreview, err error) {
	if p.Now, err = changedBy(ctx, tx, before, after, svc.p.Clock()); err != nil {
		return p, err
	}
	o := *after
	o.From, o.Until = time.Time{}, time.Time{}
	now := p.Now
	p, err = svc.matches(ctx, tx, o)
	p.Now = now
	return p, err
}

// changedBy says which waiting runs come to count otherwise: the same look as that of the
// decision. Runs of jobs that are in no list are judged too, and not told of.
func changedBy(ctx context.Context, tx domain.Reader, before, after *domain.Override, now time.Time) (c domain.OverrideChange, err error) {
	list, err := tx.Overrides()
	if err != nil {
		return c, err
	}
	if before != nil {
		list = slices.DeleteFunc(list, func(o domain.Override) bool { return o.Key == before.Key })
	}
	if after != nil {
		o := *after
		if o.Key == "" {
			newest, _, err := lastLink(tx)
			if err != nil {
				return c, err
			}
			o.Key = nextID(now, newest)
		}
		list = append(list, o)
	}
	book := rules.NewBook(list)
	seen, jobs := map[int64]bool{}, map[int64]bool{}
	for _, f := range inReach(before, after) {
		err := rejudged(tx, f, book, func(run domain.Run, job domain.Job, effective domain.Effective) error {
			if ctx.Err() != nil {
				return errStopPreview
			}
			if seen[run.ID] || job.State != domain.JobActive || !job.Customer.Active {
				return nil
			}
			seen[run.ID], jobs[job.ID] = true, true
			switch was, is := run.Effective.Status.Good(), effective.Status.Good(); {
			case !was && is:
				c.Success++
			case was && !is:
				c.Problem++
			}
			m := domain.OverrideMatch{
				Run:      run.Key,
				Customer: job.Customer.Name,
				Job:      job.Name,
				At:       run.At,
				Before:   run.Effective,
				After:    effective,
			}
			if after != nil {
				m.Message = firstReached(*after, run, job)
			}
			if m.Message == "" && before != nil {
				m.Message = firstReached(*before, run, job)
			}
			c.Rows = append(c.Rows, m)
			return nil
		})
		if err != nil {
			return c, err
		}
	}
	c.Runs, c.Jobs = len(seen), len(jobs)
	slices.SortFunc(c.Rows, func(a, b domain.OverrideMatch) int { return cmp.Or(b.At.Compare(a.At), cmp.Compare(a.Run, b.Run)) })
	c.Rows = c.Rows[:min(len(c.Rows), previewRows)]
	return c, nil
}

// Matches tells what an override matched in the last 90 days while it counted, or would
// have, whether it is switched on or not.
func (svc *Service) Matches(ctx context.Context, o domain.Override) (p domain.OverridePreview, err error) {
	err = svc.p.Store.Read(ctx, func(tx domain.Reader) error {
		p, err = svc.matches(ctx, tx, o)
		return err
	})
	return p, err
}

func (svc *Service) matches(ctx context.Context, tx domain.Reader, o domain.Override) (p domain.OverridePreview, err error) {
	since := svc.p.Clock().Add(-previewReach)
	if o.From.After(since) {
		since = o.From
	}
	o.Enabled = true
	jobs := map[domain.JobKey]bool{}
	book := rules.NewBook([]domain.Override{o})
	p.Of, err = tx.MatchingProblems(
		domain.ProblemFilter{Since: since, Until: o.Until, Job: o.Job, Product: o.Product, Type: o.Type},
		func(text string) bool { return rules.TextMatches(o.Mode, o.Text, text) },
		func(run domain.Run, job domain.Job) error {
			if ctx.Err() != nil {
				return errStopPreview
			}
			if !rules.Matches(book, run, job) {
				return nil
			}
			p.Runs++
			jobs[job.Key] = true
			p.Jobs = len(jobs)
			if len(p.Rows) < previewRows {
				p.Rows = append(
					p.Rows,
					domain.OverrideMatch{
						Run:      run.Key,
						Customer: job.Customer.Name,
						Job:      job.Name,
						At:       run.At,
						Message:  firstReached(o, run, job),
					},
				)
			}
			return nil
		},
	)
	return p, err
}

// firstReached returns the message of the first problem of a run that a rule covers.
func firstReached(o domain.Override, run domain.Run, job domain.Job) string {
	for _, p := range rules.Reached(o, run, job) {
		if p.Message != "" {
			return p.Message
		}
	}
	return ""
}
