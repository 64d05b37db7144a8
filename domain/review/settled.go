package review

import (
	"context"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/domain/rules/schedule"
)

// Settled lists every reason why nobody may say that everything was reviewed, the
// weightiest first; none means that it was (product.md, section 2).
func (svc *Service) Settled(ctx context.Context) (out []rules.Reason, err error) {
	if err := svc.permit(rules.ActSee); err != nil {
		return nil, err
	}
	err = svc.p.Store.Read(ctx, func(q domain.Reader) error {
		rows, err := q.OpenJobs()
		if err != nil {
			return err
		}
		facts, err := SettledFacts(q, rows, svc.p.Clock(), svc.p.Location)
		out = rules.Settled(facts)
		return err
	})
	return out, err
}

// SettledFacts gathers what rules.Settled decides by; rows are the jobs that wait.
// Overdue runs are looked for only while no job waits: that reads the history of every
// job, and a list with rows says nothing about its end.
func SettledFacts(q domain.Reader, rows []domain.JobRow, now time.Time, loc *time.Location) (f rules.Facts, err error) {
	f = rules.Facts{Now: now, WaitingJobs: len(rows)}
	for _, r := range rows {
		f.WaitingRuns += r.Runs
	}
	if f.Accounts, err = q.Accounts(); err != nil {
		return f, err
	}
	if f.Approvals, err = q.Approvals(); err != nil {
		return f, err
	}
	if f.Inbox, f.Unmatched, err = q.InboxCount(); err != nil {
		return f, err
	}
	if f.Unlinked, f.Moved, err = q.DeviceCounts(); err != nil || len(rows) > 0 {
		return f, err
	}
	e, err := expectations(q, now, loc)
	if err != nil {
		return f, err
	}
	recent, err := q.DayRuns(now.Add(-rules.OverdueReach), now)
	f.Overdue = rules.Overdue(e, recent, now, loc)
	return f, err
}

// expectations gathers what is known about when jobs run.
func expectations(q domain.Reader, now time.Time, loc *time.Location) (e rules.Expectations, err error) {
	if e.Jobs, err = q.Jobs(); err != nil {
		return e, err
	}
	if e.Schedules, e.Times, err = schedule.ForJobs(q, now, loc); err != nil {
		return e, err
	}
	e.Coverage, err = q.Coverage()
	return e, err
}
