package accounts

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/ui/keys"
	"runchecks/ui/list"
	"runchecks/ui/words"
)

// Heading names the selected account.
func (m *Model) Heading() string {
	if a := m.Row(); a != nil {
		return a.Name
	}
	return ""
}

// Facts tells how the selected account stands, what went wrong in full, and how it is
// read.
func (m *Model) Facts() []words.DetailField {
	a := m.Row()
	if a == nil {
		return nil
	}
	now := m.now()
	state, tone := m.state(a)
	if one := m.running[a.Name]; one != nil {
		text, left := one.Pace.Text(one.Progress, m.Params.Clock())
		if one.Progress.Folder != "" {
			text = words.T("accounts.progress_in", "progress", text, "folder", one.Progress.Folder)
		}
		state = words.T("accounts.state_progress", "state", state, "progress", words.Join(text, left))
	}
	if !a.Paused.IsZero() {
		state = words.T("accounts.state_paused", "state", state, "time", words.SentenceDay(a.Paused, now))
	}
	facts := []words.DetailField{{Label: words.T("accounts.state"), Text: state, Tone: tone}}
	if a.Health.LastError != "" {
		text := words.T("accounts.went_wrong_more", "why", plainWords(*a), "key", m.Params.Keys.On(ID, keys.ShowTrouble))
		facts = append(facts, words.DetailField{Label: words.T("accounts.went_wrong"), Text: text, Tone: tone})
	}
	if a.Health.Refused {
		text := words.T("accounts.refusal", "change", keys.ChangeAccount, "sync", m.Params.Keys.On(ID, keys.SyncAccount))
		facts = append(facts, words.DetailField{Label: words.T("accounts.why_not_again"), Text: text, Tone: words.Warn})
	}
	if a.Health.Notice != "" {
		facts = append(facts, words.DetailField{Label: words.T("accounts.notice"), Text: a.Health.Notice, Tone: words.Warn})
	}
	last := words.T("accounts.never")
	if at := a.Health.LastSuccess; !at.IsZero() {
		last = words.Join(words.Day(at, now), words.Ago(at, now))
	}
	facts = append(facts, words.DetailField{Label: words.T("accounts.last_success"), Text: last})
	if !a.Health.LastTry.IsZero() && a.Health.LastError != "" {
		facts = append(facts, words.DetailField{Label: words.T("accounts.last_try"), Text: words.Day(a.Health.LastTry, now)})
	}
	if _, next := m.next(a); next != "" {
		facts = append(facts, words.DetailField{Label: words.T("accounts.next_sync"), Text: next})
	}
	facts = append(facts, words.DetailField{Label: words.T("accounts.read_from"), Text: where(a)})
	if a.Kind == domain.AccountIMAP {
		facts = append(
			facts,
			words.DetailField{Label: words.T("accounts.protection"), Text: ProtectionWords(a.Security)},
			words.DetailField{Label: words.T("accounts.folders"), Text: folderWords(a)},
		)
		if a.ID == m.logOf {
			facts = append(facts, words.DetailField{Label: words.T("accounts.senders"), Text: words.SenderTrust(m.trust)})
		}
	}
	return append(facts, words.DetailField{Label: words.T("accounts.signs_in"), Text: m.signsIn(a)})
}

func folderWords(a *domain.Account) string {
	text := strings.Join(a.Folders, ", ")
	if text == "" {
		text = "INBOX"
	}
	if a.MoveTo != "" {
		text = words.T("accounts.folders_moved", "folders", text, "folder", a.MoveTo)
	}
	return text
}

func (m *Model) signsIn(a *domain.Account) string {
	if a.Kind == domain.AccountTeam {
		return words.T("accounts.with_team")
	}
	if variable, ok := strings.CutPrefix(string(a.Secret), "env:"); ok {
		return words.T("accounts.with_variable", "variable", variable)
	}
	if m.p.Accounts != nil {
		if why := m.p.Accounts.SessionOnly(*a); why != nil {
			return SessionWords(*a, why)
		}
	}
	switch {
	case a.OAuth == nil && a.Kind == domain.AccountCove:
		return words.T("accounts.with_token")
	case a.OAuth == nil:
		return words.T("accounts.with_password")
	case a.OAuth.App:
		return words.T("accounts.as_application")
	case a.OAuth.Provider == domain.OAuthMicrosoft:
		return words.T("accounts.at_microsoft")
	case a.OAuth.Provider == domain.OAuthGoogle:
		return words.T("accounts.at_google")
	}
	return words.T("accounts.with_oauth")
}

func syncLogColumns() []list.Head {
	return []list.Head{
		{ID: "when", Title: words.T("accounts.log_ended"), Width: 128},
		{ID: "outcome", Title: words.T("accounts.log_outcome"), Width: 104},
		{ID: "came", Title: words.T("accounts.log_arrived"), Width: 150, Flex: 1},
		{ID: "took", Title: words.T("accounts.log_took"), Width: 72, Right: true},
	}
}

// Below is the log of the last syncs of the selected account.
func (m *Model) Below() list.DetailTable {
	b := list.DetailTable{Title: words.T("accounts.log"), Columns: syncLogColumns(), Empty: words.T("accounts.log_empty")}
	a := m.Row()
	if a == nil || a.ID != m.logOf {
		return b
	}
	for _, e := range m.log {
		b.Rows = append(b.Rows, logRow(e, m.now()))
	}
	b.Detail = words.Number(len(b.Rows))
	return b
}

func logRow(e domain.SyncEntry, now time.Time) []list.Cell {
	outcome, came := list.Cell{Text: words.T("accounts.is_good"), Tone: words.Good}, list.Cell{Text: arrivalText(e)}
	switch {
	case e.Cancelled:
		outcome = list.Cell{Text: words.T("accounts.is_cancelled"), Tone: words.Warn}
	case e.Error != "":
		outcome, came.Text = list.Cell{Text: words.T("accounts.is_failed"), Tone: words.Bad}, words.Stored(e.Said, e.Error)
	case e.Notice != "":
		came.Text = words.T("accounts.log_notice", "text", came.Text, "notice", e.Notice)
	}
	if e.Times > 1 {
		came.Text = words.T("accounts.log_times", "text", came.Text, "n", e.Times, "time", words.SentenceDay(e.Began, now))
	}
	return []list.Cell{{Text: words.Day(e.Ended, now)}, outcome, came, {Text: durationText(e.Duration), Tone: words.Faint}}
}

// arrivalText says what a sync brought.
func arrivalText(e domain.SyncEntry) string {
	var parts []string
	if e.Things == "" && e.Messages > 0 || e.Things != "" {
		parts = append(parts, words.Count(e.Messages, cmp.Or(e.Things, "message")))
	}
	if e.Runs > 0 {
		parts = append(parts, words.Count(e.Runs, "run"))
	}
	if e.Known > 0 {
		parts = append(parts, words.T("accounts.log_known", "n", e.Known))
	}
	if e.SetAside > 0 {
		parts = append(parts, words.T("accounts.log_inbox", "n", e.SetAside))
	}
	if e.Things != "" && e.Runs == 0 {
		parts = append(parts, words.T("accounts.log_no_run"))
	}
	if len(parts) == 0 {
		return words.T("accounts.log_nothing")
	}
	return strings.Join(parts, ", ")
}

func durationText(d time.Duration) string {
	switch {
	case d < time.Second:
		return fmt.Sprintf("%d ms", d.Milliseconds())
	case d < time.Minute:
		return words.T("accounts.seconds", "seconds", words.Decimal(d.Seconds()))
	}
	return words.ClockDuration(d)
}

// Trouble is all that is known about what went wrong with the selected account, to be
// read and copied; "" where nothing did.
func (m *Model) Trouble() string {
	a := m.Row()
	if a == nil || a.Health.LastError == "" && a.Health.Notice == "" {
		return ""
	}
	said := words.Stored(a.Health.Said, a.Health.LastError)
	lines := []string{plainWords(*a), said}
	if said != a.Health.LastError {
		lines = append(lines, a.Health.LastError) // what a server or library said stands in it
	}
	if a.Health.Code == domain.CodeCancelled {
		lines = []string{said}
	}
	if a.Health.LastError == "" {
		lines = nil
	}
	if a.Health.Notice != "" {
		lines = append(lines, a.Health.Notice)
	}
	lines = append(
		lines,
		"",
		words.T("accounts.trouble_account", "account", a.Name, "where", where(a)),
		words.T("accounts.trouble_try", "time", timeWords(a.Health.LastTry, m.Params.Location)),
		words.T("accounts.trouble_success", "time", timeWords(a.Health.LastSuccess, m.Params.Location)),
	)
	if a.Health.Code != "" {
		lines = append(lines, words.T("accounts.trouble_kind", "code", string(a.Health.Code)))
	}
	return strings.Join(lines, "\n")
}

func timeWords(at time.Time, loc *time.Location) string {
	if at.IsZero() {
		return words.T("accounts.never")
	}
	at = at.In(loc)
	return words.T("accounts.time_zone", "time", words.Stamp(at, words.DateSeconds), "zone", at.Format("MST"))
}
