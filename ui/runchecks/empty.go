package runchecks

import (
	"fmt"
	"strings"
	"time"

	"runchecks/domain/rules"
	"runchecks/ui/words"
)

// Empty is what an empty list says: the truth about why it is empty, and the
// screen or step that leads on.
type Empty struct {
	Title string
	Text  string // one line for each reason
	Step  EmptyStep
}

// EmptyStep is where the button of an empty list leads.
type EmptyStep = rules.Place

// The steps.
const (
	StepNone  EmptyStep = ""
	StepInbox           = rules.PlaceInbox
	StepSync            = rules.PlaceSync
	StepDaily           = rules.PlaceDaily
	// StepClear clears the search.
	StepClear EmptyStep = "clear search"
	// StepMailbox adds a mailbox.
	StepMailbox = rules.PlaceAddAccount
	// StepSecret asks for the passwords that accounts wait for.
	StepSecret = rules.PlaceSecret
	// StepAccounts leads to the accounts and their syncs.
	StepAccounts = rules.PlaceAccounts
	// StepDevices leads to what services tell of without a mail.
	StepDevices = rules.PlaceDevices
)

// Empty returns what to show in place of rows; ok is false while there are rows.
// "All reviewed" stands there only if nothing is left to look at, to decide or to wait
// for; else every reason is listed, the weightiest first (rules.Settled).
func (m *Model) Empty() (e Empty, ok bool) {
	if len(m.Rows()) > 0 || !m.Loaded {
		return e, false
	}
	if !m.p.Desk.May(rules.ActReview) {
		return Empty{
			"Run Checks is for Admins and Operators",
			"A Viewer sees the daily jobs, the jobs with their history, tickets and customers.",
			StepDaily,
		}, true
	}
	if len(m.AllRows) > 0 {
		why := m.SearchFault()
		if why != "" {
			why += "\n"
		}
		return Empty{"Nothing matches the search", why + m.searched(), StepClear}, true
	}
	if m.status.Progress != "" {
		return Empty{"Syncing…", m.status.Progress, StepNone}, true
	}
	now := m.p.Clock().In(m.p.Location)
	var lines []string
	for _, r := range m.status.Reasons {
		if r.Kind != rules.ReasonWaiting { // newer than these rows: the list is being read again
			lines = append(lines, words.Reason(r, now))
			if e.Title == "" {
				e.Title, e.Step = emptyTitles[r.Kind], r.Place
			}
		}
	}
	if len(lines) > 0 {
		e.Text = strings.Join(lines, "\n")
		return e, true
	}
	e = Empty{Title: "All reviewed", Text: ReviewedWords(m.status, now)}
	if n := m.status.Waiting; n > 0 {
		e.Text, e.Step = e.Text+"\n"+words.Count(n, "message")+" in the inbox "+words.Verb(n, "is", "are")+" about no run.", StepInbox
	}
	return e, true
}

// searched says how much a search left out.
func (m *Model) searched() string {
	waiting := 0
	for _, r := range m.AllRows {
		if r.Runs > 0 {
			waiting++
		}
	}
	text := words.Count(waiting, "job") + " " + words.Verb(waiting, "waits", "wait") + " for review."
	if m.reviewed {
		text = words.Count(len(m.AllRows), "job") + ", " + words.Number(waiting) + " " + words.Verb(waiting, "waits", "wait") + " for review."
	}
	return text
}

var emptyTitles = map[rules.ReasonKind]string{
	rules.ReasonApprovals:        "Nothing to review yet: jobs wait for approval",
	rules.ReasonUnlinked:         "Nothing to review, but devices are not linked",
	rules.ReasonMoved:            "Nothing to review, but a device moved",
	rules.ReasonUnmatched:        "Nothing to review, but the inbox is not empty",
	rules.ReasonNoAccount:        "No account yet",
	rules.ReasonAccountFailed:    "Nothing to review, but the sync is not good",
	rules.ReasonAccountSecret:    "Nothing to review, but the sync is not good",
	rules.ReasonAccountNever:     "Nothing to review, but the sync is not good",
	rules.ReasonAccountCancelled: "Nothing to review, but the sync is not good",
	rules.ReasonAccountStale:     "Nothing to review, but the sync is not good",
	rules.ReasonAccountPaused:    "Nothing to review, but the sync is not good",
	rules.ReasonOverdue:          "Nothing to review, but not everything has come",
}

// ReviewedWords says how much was reviewed since the night began.
func ReviewedWords(s Status, now time.Time) string {
	if s.Reviewed.Runs == 0 {
		return "Every run was looked at."
	}
	return fmt.Sprintf(
		"%s reviewed since %s, the last at %s by %s.",
		words.Count(s.Reviewed.Runs, "run"),
		words.SentenceDay(s.Night.From, now),
		s.Reviewed.Last.In(now.Location()).Format("15:04"),
		s.Reviewed.By,
	)
}
