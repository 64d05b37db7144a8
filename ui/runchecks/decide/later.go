package decide

import (
	"context"
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/ui/words"
)

// LaterChoice is a time at which jobs can be looked at again: zero for after the next run, and
// Now for jobs that are put off and no longer should be.
type LaterChoice struct {
	Words string
	Until time.Time
	Now   bool
}

// The hours of the day that are offered.
const (
	laterToday    = 14
	laterTomorrow = 8
)

// LaterChoices are the times that are offered for the scope.
func (m *Model) LaterChoices() (out []LaterChoice) {
	now := m.p.Clock().In(m.p.Location)
	at := func(days, hour int) time.Time {
		y, month, d := now.Date()
		return time.Date(y, month, d+days, hour, 0, 0, 0, m.p.Location)
	}
	if today := at(0, laterToday); now.Before(today) {
		out = append(out, LaterChoice{Words: words.T("runchecks.later_today", "time", words.Clock(today)), Until: today})
	}
	tomorrow := at(1, laterTomorrow)
	out = append(out,
		LaterChoice{Words: words.T("runchecks.later_tomorrow", "time", words.Clock(tomorrow)), Until: tomorrow},
		LaterChoice{Words: words.T("runchecks.later_next")},
	)
	for _, j := range m.Scope().Jobs {
		if rules.PutOff(j, now) {
			return append(out, LaterChoice{Words: words.T("runchecks.later_now"), Now: true})
		}
	}
	return out
}

// LookLater puts the scope off: it stays in the list, goes to its end and waits on.
func (m *Model) LookLater(c LaterChoice) {
	targets := m.Scope().reach(DoLater).targets
	if len(targets) == 0 {
		return
	}
	m.Untick()
	m.Decide(nil, func(ctx context.Context) (domain.Decision, error) {
		if c.Now {
			return m.p.Desk.LookNow(ctx, targets)
		}
		return m.p.Desk.LookLater(ctx, targets, c.Until)
	}, nil)
}

// ReviewWithNote marks the scope as reviewed, with a note at each of its runs; false where
// there is none.
func (m *Model) ReviewWithNote(note string) bool {
	targets := m.Scope().reach(DoNote).targets
	if note = strings.TrimSpace(note); note == "" || len(note) > domain.MostReviewNote || len(targets) == 0 {
		return false
	}
	m.Untick()
	m.Decide(targets, func(ctx context.Context) (domain.Decision, error) {
		return m.p.Desk.ReviewWithNote(ctx, targets, note)
	}, nil)
	return true
}
