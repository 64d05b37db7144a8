package model

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/domain/rules"
	"runchecks/ui/list"
	"runchecks/ui/progress"
	"runchecks/ui/services"
	"runchecks/ui/words"
)

// AccountStatus is one account in the status bar.
type AccountStatus struct {
	Name string
	Text string
	Good bool
	// Paused is true while nobody wants it to be synced.
	Paused bool
	// Waits is true while the account waits for its password or sign-in.
	Waits bool
}

// Status is what the status bar and the empty list tell.
type Status struct {
	Accounts  []AccountStatus
	Secrets   []domain.Account // that wait for a password or sign-in which can be entered here
	Waiting   int              // what the inbox asks for
	Unmatched int              // of it: messages that nobody understood
	Jobs      int              // jobs that wait for a decision
	Runs      int
	Unlinked  int // devices that wait to be linked
	Oldest    time.Time
	Undo      string             // what Undo would reverse, "" for nothing
	Reviewed  domain.ReviewCount // since the night began
	Night     rules.Night        // the one of now
	Done      rules.Progress     // of it
	Morning   rules.Morning      // what was decided in it
	Reasons   []rules.Reason     // why nobody may say yet that everything was reviewed, the weightiest first
	Progress  string             // a sync under way, "" for none
	Reread    string             // messages being read again, "" for none
	Stale     int                // messages that the readers in use have not read yet
	Old       string             // which account was not synced for long, and how long; "" for none
}

// Status returns the newest status.
func (m *Model) Status() Status { return m.status }

func (m *Model) reloadStatus(waiting *waitingJobs) {
	m.loadStatus.Again(func(ctx context.Context) func() {
		s, err := m.readStatus(ctx, waiting)
		return func() {
			if err != nil {
				m.Fail(err)
				return
			}
			s.Progress, s.Reread = m.status.Progress, m.status.Reread
			m.status = s
			m.changed(list.PartStatus)
		}
	})
}

func (m *Model) readStatus(ctx context.Context, waiting *waitingJobs) (Status, error) {
	var s Status
	now := m.p.Clock().In(m.p.Location)
	err := m.p.Store.Read(ctx, func(q domain.Reader) error {
		rows, err := waiting.by(q).OpenJobs()
		if err != nil {
			return err
		}
		s.Jobs = len(rows)
		for _, r := range rows {
			s.Runs += r.Runs
			if s.Oldest.IsZero() || r.Oldest.Before(s.Oldest) {
				s.Oldest = r.Oldest
			}
		}
		facts, err := review.SettledFacts(q, rows, now, m.p.Location)
		if err != nil {
			return err
		}
		for _, a := range facts.Accounts {
			s.Accounts = append(s.Accounts, accountStatus(a, now))
			if s.Old == "" {
				s.Old = oldAccount(a, now)
			}
		}
		s.Secrets = services.WaitingForSecret(facts.Accounts)
		s.Reasons = rules.Settled(facts)
		s.Waiting, s.Unmatched, s.Unlinked = facts.Inbox, facts.Unmatched, facts.Unlinked
		nights, err := rules.ReadNights(q, m.p.Location)
		if err != nil {
			return err
		}
		s.Night = nights.Of(now)
		s.Reviewed, err = q.ReviewedIn(s.Night.From, s.Night.To)
		if err != nil {
			return err
		}
		reviews, err := q.ReviewsIn(s.Night.From, s.Night.To)
		s.Done, s.Morning = rules.ProgressOf(reviews, rows), rules.MorningOf(reviews)
		return err
	})
	if err != nil {
		return s, err
	}
	if m.p.Workbench != nil {
		if s.Stale, err = m.p.Workbench.Stale(ctx); err != nil {
			return s, err
		}
	}
	last, ok, err := m.p.Desk.Undoable(ctx)
	if ok {
		s.Undo = words.Decision(last, m.p.Location)
	}
	return s, err
}

// oldAccount says of an account that was not synced for long that reports may be missing, ""
// where it is recent, or where nobody syncs it.
func oldAccount(a domain.Account, now time.Time) string {
	last := a.Health.LastSuccess
	if !a.Paused.IsZero() || last.IsZero() || now.Sub(last) <= rules.SyncIsRecent {
		return ""
	}
	return words.T("runchecks.account_old", "account", a.Name, "age", words.Age(last, now))
}

func accountStatus(a domain.Account, now time.Time) AccountStatus {
	kind, _ := rules.AccountTrouble(a, now)
	return AccountStatus{
		Name: a.Name, Text: words.Account(a, now), Good: kind == "", Paused: kind == rules.ReasonAccountPaused,
		Waits: kind == rules.ReasonAccountSecret, // nobody asks for it before it is resumed
	}
}

// SetProgress shows how far a sync is; it is called on the interface thread.
func (m *Model) SetProgress(p domain.SyncProgress) {
	if m.syncing == nil {
		m.syncing = progress.Syncs{}
	}
	m.syncing.Report(p, m.p.Clock())
	m.status.Progress = m.syncing.Text(m.p.Clock())
	synced := func(text string) { m.ShowToast(words.Toast{Text: text, Sync: true}) }
	switch {
	case p.Finished && errors.Is(p.Err, context.Canceled):
		synced(words.T("runchecks.sync_cancelled", "account", p.Account, "things", words.Count(p.Done, cmp.Or(p.Things, "message"))))
	case p.Finished && domain.CodeOf(p.Err) == domain.CodeSecret:
		toast := words.SyncFailed(p.Account, p.Err) // its state says what it waits for
		toast.Error, toast.Notice = false, true
		m.ShowToast(toast)
	case p.Finished && p.Err != nil:
		m.ShowToast(words.SyncFailed(p.Account, p.Err))
	case p.Finished:
		if p.New() > 0 {
			things, runs := words.Count(p.New(), cmp.Or(p.Things, "message")), words.Count(p.Runs, "run")
			synced(words.T("runchecks.sync_new", "account", p.Account, "things", things, "runs", runs))
		} else if m.Toast().Text == words.T("runchecks.syncing") {
			synced(words.T("runchecks.sync_nothing", "account", p.Account))
		}
	}
	m.changed(list.PartStatus)
}

// SetReread shows how far reading messages again is; it is called on the interface thread.
func (m *Model) SetReread(p domain.RereadProgress) {
	m.status.Reread = ""
	switch {
	case p.Finished && errors.Is(p.Err, context.Canceled):
		m.Say(words.T("runchecks.reread_cancelled"), false)
	case p.Finished && p.Err != nil:
		m.Fail(fmt.Errorf("reading messages again: %w", p.Err))
	case p.Finished && p.Result.Messages > 0:
		m.Say(words.T("runchecks.reread_done", "changes", strings.Join(words.Reread(p.Result, true), " ")), false)
	case !p.Finished:
		m.status.Reread = words.T("runchecks.rereading", "done", p.Done, "messages", words.Count(p.Total, "message"))
	}
	m.changed(list.PartStatus)
}

// Decisions is the middle of the status bar: what is left to decide.
func (s Status) Decisions(now time.Time) string {
	switch {
	case s.Jobs == 0 && len(s.Reasons) > 0 && s.Morning.Jobs > 0:
		return words.T("runchecks.every_reviewed")
	case s.Jobs == 0 && len(s.Reasons) > 0: // the empty list says what is
		return words.T("runchecks.nothing_yet")
	case s.Jobs == 0:
		return words.T("runchecks.nothing_waits")
	}
	jobs, runs := words.Count(s.Jobs, "job"), words.Count(s.Runs, "run")
	return words.T("runchecks.left", "jobs", jobs, "runs", runs, "age", words.Age(s.Oldest, now))
}
