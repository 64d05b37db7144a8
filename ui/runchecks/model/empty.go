package model

import (
	"slices"
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
	StepClear EmptyStep = "clear-search"
	// StepAll ends what chips narrow, StepFine reviews the fine jobs.
	StepAll  EmptyStep = "all-chips"
	StepFine EmptyStep = "review-fine"
	// StepClose closes the day.
	StepClose EmptyStep = "close-day"
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
			words.T("runchecks.no_viewer"),
			words.T("runchecks.viewer_sees"),
			StepDaily,
		}, true
	}
	if n, _ := m.Fine(); n > 0 && m.SearchText == "" && !m.Narrowed() {
		return Empty{words.T("runchecks.no_problem_left"), words.T("runchecks.fine_left", "n", n), StepFine}, true
	}
	if len(m.AllRows) > 0 && m.Narrowed() {
		return Empty{words.T("runchecks.chips_empty", "status", m.chipWords()), m.searched(), StepAll}, true
	}
	if len(m.AllRows) > 0 {
		lines := []string{m.SearchFault(), m.SearchGap(), m.searched()}
		text := strings.Join(slices.DeleteFunc(lines, func(l string) bool { return l == "" }), "\n")
		return Empty{words.NothingFound(m.SearchText), text, StepClear}, true
	}
	if m.status.Progress != "" {
		return Empty{words.T("runchecks.syncing"), m.status.Progress, StepNone}, true
	}
	now := m.p.Clock().In(m.p.Location)
	var lines []string
	for _, r := range m.status.Reasons {
		if r.Kind != rules.ReasonWaiting { // newer than these rows: the list is being read again
			lines = append(lines, words.Reason(r, now))
			if e.Title == "" {
				e.Title, e.Step = words.T(emptyTitles[r.Kind]), r.Place
			}
		}
	}
	if len(lines) > 0 {
		e.Text = strings.Join(lines, "\n")
		return e, true
	}
	e = Empty{Title: words.T("runchecks.all_reviewed"), Text: ReviewedWords(m.status, now)}
	if n := m.status.Waiting; n > 0 {
		e.Text, e.Step = e.Text+"\n"+words.T("runchecks.in_inbox", "n", n), StepInbox
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
	if m.reviewed {
		return words.T("runchecks.jobs_wait_review", "jobs", words.Count(len(m.AllRows), "job"), "n", waiting)
	}
	return words.T("runchecks.wait_review", "n", waiting)
}

// emptyTitles are the ids of the titles.
var emptyTitles = map[rules.ReasonKind]string{
	rules.ReasonApprovals:        "runchecks.empty_approvals",
	rules.ReasonUnlinked:         "runchecks.empty_unlinked",
	rules.ReasonMoved:            "runchecks.empty_moved",
	rules.ReasonUnmatched:        "runchecks.empty_unmatched",
	rules.ReasonNoAccount:        "runchecks.empty_no_account",
	rules.ReasonAccountFailed:    "runchecks.empty_sync",
	rules.ReasonAccountSecret:    "runchecks.empty_sync",
	rules.ReasonAccountNever:     "runchecks.empty_sync",
	rules.ReasonAccountCancelled: "runchecks.empty_sync",
	rules.ReasonAccountStale:     "runchecks.empty_sync",
	rules.ReasonAccountPaused:    "runchecks.empty_sync",
	rules.ReasonOverdue:          "runchecks.empty_overdue",
}

// ReviewedWords says how much was reviewed since the night began.
func ReviewedWords(s Status, now time.Time) string {
	if s.Reviewed.Runs == 0 {
		return words.T("runchecks.every_run")
	}
	return words.T("runchecks.reviewed_since",
		"runs", words.Count(s.Reviewed.Runs, "run"),
		"since", words.SentenceDay(s.Night.From, now),
		"time", words.Clock(s.Reviewed.Last.In(now.Location())),
		"by", s.Reviewed.By,
	)
}
