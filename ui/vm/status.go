package vm

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
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
	Waiting   int              // messages in the inbox
	Unmatched int              // of them: nobody understood them
	Jobs      int              // jobs that wait for a decision
	Runs      int
	Oldest    time.Time
	Undo      string // what Undo would reverse, "" for nothing
	Today     int    // runs reviewed since local midnight
	LastBy    string
	LastAt    time.Time
	Progress  string // a sync under way, "" for none
	Reread    string // messages being read again, "" for none
	Unlinked  int    // devices that nobody decided about
	Moved     int    // linked devices that belong to another customer now
	Overdue   int    // expected runs that did not come and are not missed yet; counted while nothing waits
	Stale     int    // messages that the readers in use have not read yet
}

// syncIsRecent is how old a good sync may be for the empty list to be believed.
const syncIsRecent = time.Hour

// journalReach is how many decisions are read for the day's count.
const journalReach = 1000

// Status returns the newest status.
func (m *RunChecks) Status() Status { return m.status }

func (m *RunChecks) reloadStatus() {
	m.loadStatus.want(func(ctx context.Context) func() {
		s, err := m.readStatus(ctx)
		return func() {
			if err != nil {
				m.fail(err)
				return
			}
			s.Progress, s.Reread = m.status.Progress, m.status.Reread
			m.status = s
			m.changed(PartStatus)
		}
	})
}

func (m *RunChecks) readStatus(ctx context.Context) (Status, error) {
	var s Status
	now := m.p.Clock().In(m.p.Location)
	err := m.p.Store.Read(ctx, func(q domain.Queries) error {
		accounts, err := q.Accounts()
		if err != nil {
			return err
		}
		for _, a := range accounts {
			s.Accounts = append(s.Accounts, accountStatus(a, now))
		}
		s.Secrets = waiting(accounts)
		if s.Waiting, s.Unmatched, err = q.InboxCount(); err != nil {
			return err
		}
		if s.Unlinked, s.Moved, err = q.DeviceCounts(); err != nil {
			return err
		}
		rows, err := q.OpenJobs()
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
		if s.Jobs == 0 {
			if s.Overdue, err = overdue(q, now, m.p.Location); err != nil {
				return err
			}
		}
		decisions, err := q.Journal("", journalReach)
		if err != nil {
			return err
		}
		midnight := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, now.Location())
		for _, d := range decisions {
			if (d.Kind == domain.DecideReview || d.Kind == domain.DecideSuccess) && d.UndoneBy == "" && !d.At.Before(midnight) {
				s.Today += len(d.Targets)
				if s.LastAt.IsZero() {
					s.LastAt, s.LastBy = d.At, d.Actor
				}
			}
		}
		return nil
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
		s.Undo = last.Summary
	}
	return s, err
}

func accountStatus(a domain.Account, now time.Time) AccountStatus {
	s := AccountStatus{Name: a.Name, Paused: !a.Paused.IsZero()}
	s.Waits = waits(a) && !s.Paused // nobody asks for it before it is resumed
	switch {
	case s.Paused:
		s.Text = a.Name + ": paused since " + sentenceDay(a.Paused, now)
	case s.Waits:
		s.Text = a.Name + ": needs its " + SecretWord(a)
	case a.Health.Code == domain.CodeCancelled:
		s.Text = a.Name + ": the sync was cancelled"
	case a.Health.LastError != "":
		s.Text = a.Name + ": " + firstSentence(a.Health.LastError)
	case a.Health.LastSuccess.IsZero():
		s.Text = a.Name + ": never synced"
	case now.Sub(a.Health.LastSuccess) > syncIsRecent:
		s.Text = a.Name + ": last synced " + Ago(a.Health.LastSuccess, now)
	default:
		s.Text, s.Good = a.Name+" synced "+a.Health.LastSuccess.In(now.Location()).Format("15:04"), true
	}
	return s
}

func firstSentence(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	if runes := []rune(line); len(runes) > 90 {
		return string(runes[:89]) + "…"
	}
	return line
}

// Ago says how long ago something was, roughly.
func Ago(at, now time.Time) string {
	switch d := now.Sub(at); {
	case d < time.Minute:
		return "just now"
	case d < 2*time.Hour:
		return fmt.Sprintf("%d min ago", int(d.Minutes()))
	case d < 48*time.Hour:
		return fmt.Sprintf("%d h ago", int(d.Hours()))
	default:
		return fmt.Sprintf("%d days ago", int(d.Hours()/24))
	}
}

// SetProgress shows how far a sync is; it is called on the interface thread.
func (m *RunChecks) SetProgress(p domain.SyncProgress) {
	switch {
	case p.Finished && errors.Is(p.Err, context.Canceled):
		m.status.Progress = ""
		m.say(fmt.Sprintf("%s: sync cancelled; %s stored", p.Account, count(p.Done, cmp.Or(p.Things, "message"))), false)
	case p.Finished && domain.CodeOf(p.Err) == domain.CodeSecret:
		m.status.Progress = "" // its state says what it waits for
		m.toast = Toast{Text: p.Account + " was not synced: " + p.Err.Error(), Notice: true}
		m.changed(PartToast)
	case p.Finished && p.Err != nil:
		m.status.Progress = ""
		m.fail(fmt.Errorf("%s: %w", p.Account, p.Err))
	case p.Finished:
		m.status.Progress = ""
		if p.Done > 0 {
			m.say(fmt.Sprintf("%s: %s, %s", p.Account, count(p.Done, cmp.Or(p.Things, "message")), count(p.Runs, "run")), false)
		} else if m.toast.Text == "Syncing…" {
			m.say(p.Account+": nothing new", false)
		}
	default:
		if m.syncing != p.Account {
			m.syncing, m.pace = p.Account, pace{}
		}
		m.pace.see(p, m.p.Clock())
		text, left := m.pace.words(p, m.p.Clock())
		m.status.Progress = p.Account + ": " + text
		if left != "" {
			m.status.Progress += ", " + left
		}
	}
	if p.Finished {
		m.syncing = ""
	}
	m.changed(PartStatus)
}

// SetReread shows how far reading messages again is; it is called on the interface thread.
func (m *RunChecks) SetReread(p domain.RereadProgress) {
	m.status.Reread = ""
	switch {
	case p.Finished && errors.Is(p.Err, context.Canceled):
		m.say("Reading again was cancelled; the rest waits to be read again.", false)
	case p.Finished && p.Err != nil:
		m.fail(fmt.Errorf("reading messages again: %w", p.Err))
	case p.Finished && p.Result.Messages > 0:
		m.say("Read again: "+strings.Join(RereadLines(p.Result, "changed"), " "), false)
	case !p.Finished:
		m.status.Reread = fmt.Sprintf("reading again: %s of %s messages", Number(p.Done), Number(p.Total))
	}
	m.changed(PartStatus)
}

// Decisions is the middle of the status bar: what is left to decide.
func (s Status) Decisions(now time.Time) string {
	if s.Jobs == 0 {
		return "no decisions left"
	}
	return fmt.Sprintf("%s left · %s · oldest %s", count(s.Jobs, "decision"), count(s.Runs, "run"), strings.TrimSuffix(Ago(s.Oldest, now), " ago"))
}

// Empty is what an empty list says: the truth about why it is empty, and the
// screen or step that leads on.
type Empty struct {
	Title string
	Text  string
	Step  EmptyStep
}

// EmptyStep is where the button of an empty list leads.
type EmptyStep string

// The steps.
const (
	StepNone  EmptyStep = ""
	StepInbox EmptyStep = "inbox"
	StepSync  EmptyStep = "sync"
	StepClear EmptyStep = "clear search"
	StepDaily EmptyStep = "daily jobs"
	// StepMailbox adds a mailbox.
	StepMailbox EmptyStep = "mailbox"
	// StepSecret asks for the passwords that accounts wait for.
	StepSecret EmptyStep = "password"
	// StepAccounts leads to the accounts and their syncs.
	StepAccounts EmptyStep = "accounts"
	// StepDevices leads to what services tell of without a mail.
	StepDevices EmptyStep = "devices"
)

// Empty returns what to show in place of rows; ok is false while there are rows.
// "All reviewed" stands there only if every account was synced well and recently
// no message is left that nobody understood and no expected run is overdue
// (product.md, section 2).
func (m *RunChecks) Empty() (e Empty, ok bool) {
	if len(m.rows) > 0 || !m.loaded {
		return e, false
	}
	if !m.p.Desk.May(rules.ActReview) {
		return Empty{"Run Checks is for Admins and Operators", "A Viewer sees the daily jobs, the jobs with their history, tickets and customers.", StepDaily}, true
	}
	if len(m.all) > 0 {
		return Empty{"Nothing matches the search", count(len(m.all), "job") + " wait for review.", StepClear}, true
	}
	if m.status.Progress != "" {
		return Empty{"Syncing…", m.status.Progress, StepNone}, true
	}
	if len(m.status.Accounts) == 0 {
		return Empty{"No account yet", "Reports are fetched from a mailbox, or from Cove (File, Add an account of Cove…).\nOr start with --demo for a workspace with simulated servers.", StepMailbox}, true
	}
	for _, a := range m.status.Accounts {
		if !a.Good {
			step := StepSync
			if a.Paused {
				step = StepAccounts
			}
			if a.Waits && len(m.status.Secrets) > 0 {
				step = StepSecret
			}
			return Empty{"Nothing to review, but the sync is not good", a.Text + "\nReports may be missing.", step}, true
		}
	}
	if m.status.Unmatched > 0 {
		return Empty{"Nothing to review, but the inbox is not empty", count(m.status.Unmatched, "message") + " that no reader understands may be reports.", StepInbox}, true
	}
	if m.status.Overdue > 0 {
		return Empty{"Nothing to review, but not everything has come", count(m.status.Overdue, "expected run") + " did not come yet. It is missed once a sync has looked long enough after its time.", StepDaily}, true
	}
	if m.status.Moved > 0 {
		return Empty{"Nothing to review, but a device moved", count(m.status.Moved, "device") + " changed to another customer. Its job stays where it is until somebody decides.", StepDevices}, true
	}
	text := "Every run was looked at."
	if m.status.Today > 0 {
		text = fmt.Sprintf("%s today, the last at %s by %s.", count(m.status.Today, "run"), m.status.LastAt.In(m.p.Location).Format("15:04"), m.status.LastBy)
	}
	step := StepNone
	if m.status.Unlinked > 0 {
		text += "\n" + count(m.status.Unlinked, "device") + " wait to be linked to a job: nobody sees their runs until then."
		step = StepDevices
	}
	if m.status.Waiting > 0 {
		text += "\n" + count(m.status.Waiting, "message") + " in the inbox wait for approval."
		step = StepInbox
	}
	return Empty{"All reviewed", text, step}, true
}
