package review

import (
	"context"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// Day is how every job stands in one night (product.md, section 3, Daily jobs).
type Day struct {
	Night   rules.Night
	Tonight rules.Night // the one of now
	Jobs    []rules.DayJob
}

// Day reads the night that carries a local date; a zero date is tonight.
func (svc *Service) Day(ctx context.Context, date time.Time) (out Day, err error) {
	if err := svc.permit(rules.ActSee); err != nil {
		return out, err
	}
	now, loc := svc.p.Clock(), svc.p.Location
	err = svc.p.Store.Read(ctx, func(q domain.Reader) error {
		nights, err := rules.ReadNights(q, loc)
		if err != nil {
			return err
		}
		out.Tonight = nights.Of(now)
		out.Night = out.Tonight
		if !date.IsZero() {
			out.Night = nights.On(date)
		}
		e, err := expectations(q, now, loc)
		if err != nil {
			return err
		}
		judge, err := q.AttemptJudge()
		if err != nil {
			return err
		}
		if e.Last, err = q.LastRuns(); err != nil {
			return err
		}
		runs, err := q.DayRuns(out.Night.From, out.Night.To)
		out.Jobs = rules.Day(e, runs, judge, out.Night, now, loc)
		return err
	})
	return out, err
}
