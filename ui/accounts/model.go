// Package accounts is the screen Accounts: where reports are fetched from, how their syncs
// stand, and what a person says when adding, mending and removing one.
package accounts

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/domain/rules"
	"runchecks/ui/keys"
	"runchecks/ui/list"
	"runchecks/ui/progress"
	"runchecks/ui/services"
	"runchecks/ui/words"
)

// Model is the view model of the screen Accounts: every account with the state of
// its sync, and the log of its last ones.
type Model struct {
	list.List[domain.Account]
	running progress.Syncs
	log     []domain.SyncEntry
	logOf   int64
	trust   review.SenderTrust // of the account that log is of
}

// New returns the view model.
func New(p services.Params, changed func(list.Part)) *Model {
	m := &Model{List: list.New[domain.Account](p, changed), running: progress.Syncs{}}
	m.Key = func(a *domain.Account) string { return a.Name }
	m.Words = func(a *domain.Account) map[string]string {
		state, _ := m.state(a)
		return map[string]string{"": a.Name + " " + a.Host + " " + a.User + " " + a.Health.LastError, "state": state}
	}
	m.SetColumns("name", m.columns()...)
	m.Read = func(ctx context.Context) (out []domain.Account, err error) {
		err = p.Store.Read(ctx, func(q domain.Queries) error {
			out, err = q.Accounts()
			return err
		})
		return out, err
	}
	m.Open = func(ctx context.Context, a domain.Account) (func(), error) {
		var log []domain.SyncEntry
		err := p.Store.Read(ctx, func(q domain.Queries) (err error) {
			log, err = q.SyncLog(a.ID, 0)
			return err
		})
		if err != nil || a.Kind != domain.AccountIMAP {
			return func() { m.log, m.logOf, m.trust = log, a.ID, review.SenderTrust{} }, err
		}
		trust, err := p.Desk.SenderTrust(ctx, a.Name)
		return func() { m.log, m.logOf, m.trust = log, a.ID, trust }, err
	}
	return m
}

func (m *Model) now() time.Time { return m.Params.Clock().In(m.Params.Location) }

// state says in a word how an account stands.
func (m *Model) state(a *domain.Account) (string, words.Tone) {
	switch {
	case m.running[a.Name] != nil:
		return "● syncing", words.Plain
	case !a.Paused.IsZero():
		return "○ paused", words.Warn
	case services.WaitsForSecret(*a):
		return "! no " + words.Secret(*a), words.Warn
	case a.Health.Code == domain.CodeCancelled:
		return "○ cancelled", words.Warn
	case a.Health.LastError != "":
		return "✕ failed", words.Bad
	case a.Health.LastSuccess.IsZero():
		return "? never synced", words.Warn
	case m.Params.Clock().Sub(a.Health.LastSuccess) > rules.SyncIsRecent:
		return "! late", words.Warn
	}
	return "✓ good", words.Good
}

// plainWords says what went wrong without the words of a server.
func plainWords(a domain.Account) string {
	switch a.Health.Code {
	case domain.CodeNetwork:
		return "The server cannot be reached."
	case domain.CodeSignIn:
		return "The server refuses the sign-in."
	case domain.CodeSecret:
		return "Its " + words.Secret(a) + " is missing."
	case domain.CodeNotFound:
		return "A folder is not there any more."
	case domain.CodeStorage:
		return "The reports cannot be stored here."
	case domain.CodeDamaged:
		return "The database is damaged."
	case domain.CodeCancelled:
		return "The sync was cancelled."
	}
	return "The sync failed."
}

// next says when an account is synced next, in a word and in full.
func (m *Model) next(a *domain.Account) (short, full string) {
	switch {
	case m.running[a.Name] != nil:
		return "now", "now"
	case !a.Paused.IsZero():
		return "never", "when it is resumed (P)"
	case a.Health.Refused:
		return "by hand", "not by itself"
	case m.Params.NextSync == nil:
		return "", ""
	}
	short = "soon"
	if at := m.Params.NextSync(); at.After(m.Params.Clock()) {
		short = at.In(m.Params.Location).Format("15:04")
	}
	switch {
	case services.WaitsForSecret(*a):
		return short, short + ", once its " + words.Secret(*a) + " is there"
	case a.Kind == domain.AccountIMAP && a.Health.LastError == "" && !a.Health.LastSuccess.IsZero():
		return short, short + ", and when mail arrives"
	}
	return short, short
}

// Title belongs to list.Screen, and so do the following.
func (m *Model) Title() string { return "Accounts and their syncs" }

// Detail counts the accounts, and those that nobody may rely on.
func (m *Model) Detail() string {
	good, paused := 0, 0
	for i := range m.AllRows {
		switch _, tone := m.state(&m.AllRows[i]); {
		case !m.AllRows[i].Paused.IsZero():
			paused++
		case tone == words.Good, m.running[m.AllRows[i].Name] != nil:
			good++
		}
	}
	return words.Join(words.Number(len(m.AllRows)), words.Tally(words.N(len(m.AllRows)-good-paused, "not good"), words.N(paused, "paused")))
}

// EmptyText explains the empty list.
func (m *Model) EmptyText() string {
	return m.WhenEmpty(
		fmt.Sprintf("No account yet. Reports are fetched from mailboxes (%s; Microsoft 365 and Google %s) and from Cove (%s).",
			keys.AddMailbox, keys.AddSignIn, keys.AddCove),
	)
}

// columns are what the list shows and what it can be sorted by.
func (m *Model) columns() []list.Column[domain.Account] {
	return []list.Column[domain.Account]{
		{
			ID: "state", Title: "State", Width: 112,
			Compare: func(a, b *domain.Account) int {
				sa, _ := m.state(a)
				sb, _ := m.state(b)
				return cmp.Or(strings.Compare(sa, sb), list.CompareNames(a.Name, b.Name))
			},
			Cell: func(a *domain.Account) list.Cell {
				text, tone := m.state(a)
				return list.Cell{Text: text, Tone: tone, Bold: tone == words.Bad}
			},
		},
		{
			ID: "name", Title: "Account", Width: 120, Flex: 1.3,
			Compare: func(a, b *domain.Account) int { return list.CompareNames(a.Name, b.Name) },
			Cell: func(a *domain.Account) list.Cell {
				return list.Cell{Text: a.Name, Secondary: where(a), Bold: true}
			},
		},
		{
			ID: "good", Title: "Last good", Width: 86, Right: true,
			Compare: func(a, b *domain.Account) int {
				return cmp.Or(b.Health.LastSuccess.Compare(a.Health.LastSuccess), list.CompareNames(a.Name, b.Name))
			},
			Cell: func(a *domain.Account) list.Cell {
				if a.Health.LastSuccess.IsZero() {
					return list.Cell{Text: "never", Tone: words.Faint}
				}
				return list.Cell{Text: words.When(a.Health.LastSuccess, m.now()), Secondary: words.Ago(a.Health.LastSuccess, m.now())}
			},
		},
		{
			ID: "next", Title: "Next", Width: 66, Right: true,
			Cell: func(a *domain.Account) list.Cell {
				short, _ := m.next(a)
				return list.Cell{Text: short, Tone: words.Faint}
			},
		},
		{
			ID: "wrong", Title: "Under way, or wrong", Width: 120, Flex: 1,
			Cell: func(a *domain.Account) list.Cell {
				if one := m.running[a.Name]; one != nil {
					text, left := one.Pace.Text(one.Progress, m.Params.Clock())
					return list.Cell{Text: text, Secondary: left}
				}
				switch {
				case !a.Paused.IsZero():
					return list.Cell{
						Text:      "Paused since " + words.SentenceDay(a.Paused, m.now()),
						Secondary: "Nothing is fetched.",
						Tone:      words.Warn,
					}
				case a.Health.Code == domain.CodeCancelled:
					return list.Cell{Text: plainWords(*a), Secondary: "What was fetched is kept.", Tone: words.Warn}
				case a.Health.LastError != "":
					_, tone := m.state(a)
					return list.Cell{Text: plainWords(*a), Secondary: "W says more", Tone: tone}
				}
				return list.Cell{Text: a.Health.Notice, Tone: words.Warn}
			},
		},
	}
}

// where is what an account is read from.
func where(a *domain.Account) string {
	if a.Kind == domain.AccountCove {
		return a.User + " at " + a.Host
	}
	if a.User == a.Name {
		return fmt.Sprintf("on %s:%d", a.Host, a.Port)
	}
	return fmt.Sprintf("%s on %s:%d", a.User, a.Host, a.Port)
}

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
	facts := []words.DetailField{{Label: "State", Text: state, Tone: tone}}
	if one := m.running[a.Name]; one != nil {
		text, left := one.Pace.Text(one.Progress, m.Params.Clock())
		if one.Progress.Folder != "" {
			text += " in " + one.Progress.Folder
		}
		facts[0].Text += ": " + text
		if left != "" {
			facts[0].Text += ", " + left
		}
	}
	if !a.Paused.IsZero() {
		facts[0].Text += " since " + words.SentenceDay(a.Paused, now) + ": nothing is fetched, and nobody hears of reports that do not come"
	}
	if a.Health.LastError != "" {
		facts = append(
			facts,
			words.DetailField{Label: "What went wrong", Text: plainWords(*a) + " W says in full what is known.", Tone: tone},
		)
	}
	if a.Health.Refused {
		facts = append(
			facts,
			words.DetailField{
				Label: "Why not again",
				Text:  "It is not tried by itself: repeated refusals lock the user. Mend it (Enter), or sync it by hand (S).",
				Tone:  words.Warn,
			},
		)
	}
	if a.Health.Notice != "" {
		facts = append(facts, words.DetailField{Label: "Notice", Text: a.Health.Notice, Tone: words.Warn})
	}
	if a.Health.LastSuccess.IsZero() {
		facts = append(facts, words.DetailField{Label: "Last good sync", Text: "never"})
	} else {
		facts = append(
			facts,
			words.DetailField{
				Label: "Last good sync",
				Text:  words.Day(a.Health.LastSuccess, now) + ", " + words.Ago(a.Health.LastSuccess, now),
			},
		)
	}
	if !a.Health.LastTry.IsZero() && a.Health.LastError != "" {
		facts = append(facts, words.DetailField{Label: "Last try", Text: words.Day(a.Health.LastTry, now)})
	}
	if _, next := m.next(a); next != "" {
		facts = append(facts, words.DetailField{Label: "Next sync", Text: next})
	}
	facts = append(facts, words.DetailField{Label: "Read from", Text: where(a)})
	if a.Kind == domain.AccountIMAP {
		facts = append(
			facts,
			words.DetailField{Label: "Protection", Text: ProtectionWords(a.Security)},
			words.DetailField{Label: "Folders", Text: folderWords(a)},
		)
		if a.ID == m.logOf {
			facts = append(facts, words.DetailField{Label: "Senders", Text: words.SenderTrust(m.trust)})
		}
	}
	return append(facts, words.DetailField{Label: "Signs in", Text: m.signsIn(a)})
}

func folderWords(a *domain.Account) string {
	text := strings.Join(a.Folders, ", ")
	if text == "" {
		text = "INBOX"
	}
	if a.MoveTo != "" {
		text += "; what was read is moved to " + a.MoveTo
	}
	return text
}

func (m *Model) signsIn(a *domain.Account) string {
	if variable, ok := strings.CutPrefix(string(a.Secret), "env:"); ok {
		return "with what the environment variable " + variable + " holds"
	}
	if m.Params.Accounts != nil {
		if why := m.Params.Accounts.SessionOnly(*a); why != nil {
			return SessionWords(*a, why)
		}
	}
	switch {
	case a.OAuth == nil && a.Kind == domain.AccountCove:
		return "with a token from the keychain"
	case a.OAuth == nil:
		return "with a password from the keychain"
	case a.OAuth.Provider == domain.OAuthMicrosoft:
		return "at Microsoft 365"
	case a.OAuth.Provider == domain.OAuthGoogle:
		return "at Google"
	}
	return "with OAuth2"
}

var syncLogColumns = []list.Head{
	{ID: "when", Title: "Ended", Width: 128},
	{ID: "outcome", Title: "Outcome", Width: 104},
	{ID: "came", Title: "What came, or went wrong", Width: 150, Flex: 1},
	{ID: "took", Title: "Took", Width: 72, Right: true},
}

// Below is the log of the last syncs of the selected account.
func (m *Model) Below() list.DetailTable {
	b := list.DetailTable{Title: "The last syncs", Columns: syncLogColumns, Empty: "It was not synced yet."}
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
	outcome, came := list.Cell{Text: "✓ good", Tone: words.Good}, list.Cell{Text: cameWords(e)}
	switch {
	case e.Cancelled:
		outcome = list.Cell{Text: "○ cancelled", Tone: words.Warn}
	case e.Error != "":
		outcome, came.Text = list.Cell{Text: "✕ failed", Tone: words.Bad}, e.Error
	case e.Notice != "":
		came.Text += ". " + e.Notice
	}
	if e.Times > 1 {
		came.Text = fmt.Sprintf("%s (%s times since %s)", came.Text, words.Number(e.Times), words.SentenceDay(e.Began, now))
	}
	return []list.Cell{{Text: words.Day(e.Ended, now)}, outcome, came, {Text: tookWords(e.Took), Tone: words.Faint}}
}

// cameWords says what a sync brought.
func cameWords(e domain.SyncEntry) string {
	var parts []string
	if e.Things == "" && e.Messages > 0 || e.Things != "" {
		parts = append(parts, words.Count(e.Messages, cmp.Or(e.Things, "message")))
	}
	if e.Runs > 0 {
		parts = append(parts, words.Count(e.Runs, "run"))
	}
	if e.Known > 0 {
		parts = append(parts, words.Number(e.Known)+" known already")
	}
	if e.SetAside > 0 {
		parts = append(parts, words.Number(e.SetAside)+" in the inbox")
	}
	if e.Things != "" && e.Runs == 0 {
		parts = append(parts, "no new run")
	}
	if len(parts) == 0 {
		return "nothing new"
	}
	return strings.Join(parts, ", ")
}

func tookWords(d time.Duration) string {
	switch {
	case d < time.Second:
		return fmt.Sprintf("%d ms", d.Milliseconds())
	case d < time.Minute:
		return fmt.Sprintf("%.1f s", d.Seconds())
	}
	return words.Took(d)
}

// Account returns the selected account, nil for none.
func (m *Model) Account() *domain.Account { return m.Row() }

// SetProgress shows how far a sync is; it is called on the interface thread.
func (m *Model) SetProgress(p domain.SyncProgress) {
	m.running.Report(p, m.Params.Clock())
	if p.Finished {
		m.Reload()
		return
	}
	m.Changed(list.PartRows)
	if a := m.Row(); a != nil && a.Name == p.Account {
		m.Changed(list.PartFacts)
	}
}

// Running reports whether a sync is under way.
func (m *Model) Running() bool { return len(m.running) > 0 }

// CanSync reports whether the selected account can be synced by itself.
func (m *Model) CanSync() bool {
	a := m.Row()
	return a != nil && a.Paused.IsZero() && m.running[a.Name] == nil
}

// Sync asks for a sync of the selected account.
func (m *Model) Sync() {
	if m.CanSync() {
		m.SyncAccount(m.Row().Name)
	}
}

// CanFetchOlder reports whether older mails of the selected account can be fetched.
func (m *Model) CanFetchOlder() bool {
	return m.CanSync() && m.Row().Kind == domain.AccountIMAP && m.Params.Older != nil
}

// OlderSince reads the date from which on mails are wanted, and says what fetching them
// does or why it cannot be done.
func (m *Model) OlderSince(text string) (since time.Time, words string, ok bool) {
	since, err := time.ParseInLocation(time.DateOnly, strings.TrimSpace(text), m.Params.Location)
	switch {
	case err != nil:
		return since, "Type a date such as " + m.now().AddDate(-1, 0, 0).Format(time.DateOnly) + ".", false
	case since.After(m.Params.Clock()):
		return since, "That date is still to come.", false
	}
	return since, "Mails from " + since.Format(
		"2 January 2006",
	) + " on are fetched where they were not before. Their runs are history: they start as reviewed.", true
}

// FetchOlder asks for the mails of an account from since on.
func (m *Model) FetchOlder(account string, since time.Time) {
	if m.Params.Older != nil {
		m.Params.Older(account, since)
	}
}

// SyncAccount asks for a sync of an account.
func (m *Model) SyncAccount(name string) {
	if m.Params.SyncOne == nil {
		m.Params.Sync()
	} else {
		m.Params.SyncOne(name)
	}
	m.Say("Syncing "+name+"…", false)
}

// CanChange reports whether the selected account may be changed, paused and removed.
func (m *Model) CanChange() bool {
	return m.Row() != nil && m.Params.Accounts != nil && m.Params.Desk.May(rules.ActSettings)
}

// Pause pauses the selected account, or resumes and syncs it. A sync of it that is under
// way ends.
func (m *Model) Pause() {
	if !m.CanChange() {
		return
	}
	a := *m.Row()
	pause := a.Paused.IsZero()
	m.Decide(func(ctx context.Context) (domain.Decision, error) {
		d, err := m.Params.Desk.PauseAccount(ctx, a.Name, pause)
		if err == nil {
			m.Params.Background.Show(func() { m.pausedNow(a.Name, pause) })
		}
		return d, err
	})
}

func (m *Model) pausedNow(name string, pause bool) {
	switch {
	case !pause:
		m.SyncAccount(name)
	case m.running[name] != nil:
		m.Params.CancelSync()
		m.Params.Sync() // the others go on
	}
}

// LoadBrought counts what came by an account and shows it, for whoever removes it.
func (m *Model) LoadBrought(a domain.Account, show func(domain.AccountContents)) {
	m.Params.Background.Go(func(ctx context.Context) func() {
		var b domain.AccountContents
		err := m.Params.Store.Read(ctx, func(q domain.Queries) (err error) {
			b, err = q.AccountContents(a.ID)
			return err
		})
		return func() {
			if err != nil {
				m.Fail(err)
				return
			}
			show(b)
		}
	})
}

// Remove forgets an account and its secret, and with reports what it brought as far as
// nobody decided about it.
func (m *Model) Remove(a domain.Account, reports bool) {
	if m.running[a.Name] != nil {
		m.Params.CancelSync()
	}
	m.Say("Removing "+a.Name+"…", false)
	m.Decisions.Add(func(ctx context.Context) func() {
		gone, brought, err := m.Params.Desk.RemoveAccount(ctx, a.Name, reports)
		var left error
		if err == nil {
			left = m.Params.Accounts.Forget(ctx, gone)
		}
		return func() {
			switch {
			case err != nil:
				m.Fail(err)
				return
			case left != nil:
				m.Fail(fmt.Errorf("%s is removed, but its %s could not be: %w", gone.Name, words.Secret(gone), left))
			default:
				m.Say(removedWords(gone, brought, reports), false)
			}
			m.Reload()
		}
	})
}

func removedWords(a domain.Account, b domain.AccountContents, reports bool) string {
	if !reports {
		return a.Name + " was removed; " + words.Count(b.Runs, "run") + " stay"
	}
	text := a.Name + " was removed with " + words.Count(
		b.Messages-b.KeptMessages,
		"message",
	) + " and " + words.Count(
		b.Runs-b.KeptRuns,
		"run",
	)
	if b.KeptRuns > 0 {
		text += "; " + words.Count(b.KeptRuns, "run") + " that somebody decided about stay"
	}
	return text
}

// RemoveWords says what removing an account does to what it brought, for the question.
func RemoveWords(b domain.AccountContents, reports bool) string {
	var lines []string
	switch {
	case b.Messages+b.Runs == 0:
		return "It brought nothing yet."
	case !reports:
		lines = append(
			lines,
			fmt.Sprintf(
				"%s and %s stay: they can be looked at, reviewed and searched as before.",
				words.Count(b.Messages, "message"),
				words.Count(b.Runs, "run"),
			),
		)
	case b.Messages+b.Runs == b.KeptMessages+b.KeptRuns:
		lines = append(lines, "Nothing is removed with it: somebody decided about everything that it brought.")
	default:
		lines = append(
			lines,
			fmt.Sprintf(
				"%s and %s are removed from this computer, those among them that came by another account as well. That cannot be undone.",
				words.Count(b.Messages-b.KeptMessages, "message"),
				words.Count(b.Runs-b.KeptRuns, "run"),
			),
		)
	}
	if reports && b.KeptRuns+b.KeptMessages > 0 {
		lines = append(
			lines,
			fmt.Sprintf(
				"%s and %s stay: somebody decided about them, and the journal vouches for it.",
				words.Count(b.KeptMessages, "message"),
				words.Count(b.KeptRuns, "run"),
			),
		)
	}
	if b.Jobs > 0 {
		lines = append(
			lines,
			fmt.Sprintf(
				"The newest reports of %s came by it. Unless they come by another account, nobody notices when those jobs stop.",
				words.Count(b.Jobs, "active job"),
			),
		)
	}
	return strings.Join(lines, "\n")
}

// Trouble is all that is known about what went wrong with the selected account, to be
// read and copied; "" where nothing did.
func (m *Model) Trouble() string {
	a := m.Row()
	if a == nil || a.Health.LastError == "" && a.Health.Notice == "" {
		return ""
	}
	lines := []string{plainWords(*a), a.Health.LastError}
	if a.Health.Code == domain.CodeCancelled {
		lines = lines[1:]
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
		"Account: "+a.Name+" ("+where(a)+")",
		"Last try: "+timeWords(a.Health.LastTry, m.Params.Location),
		"Last good sync: "+timeWords(a.Health.LastSuccess, m.Params.Location),
	)
	if a.Health.Code != "" {
		lines = append(lines, "Kind of fault: "+string(a.Health.Code))
	}
	return strings.Join(lines, "\n")
}

func timeWords(at time.Time, loc *time.Location) string {
	if at.IsZero() {
		return "never"
	}
	return at.In(loc).Format("2 Jan 2006 15:04:05 MST")
}
