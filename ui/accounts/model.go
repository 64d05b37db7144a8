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

// Params are what the screen needs; Accounts is nil where no account can be added.
type Params struct {
	services.Base
	services.Syncs
	Accounts services.Accounts
}

// Model is the view model of the screen Accounts: every account with the state of
// its sync, and the log of its last ones.
type Model struct {
	list.List[domain.Account]
	p       Params
	running progress.Syncs
	log     []domain.SyncEntry
	logOf   int64
	trust   review.SenderTrust // of the account that log is of
}

// New returns the view model.
func New(p Params, changed func(list.Part)) *Model {
	m := &Model{List: list.New[domain.Account](p.Base, changed), p: p, running: progress.Syncs{}}
	m.Key = func(a *domain.Account) string { return a.Name }
	m.Words = func(a *domain.Account) map[string]string {
		state, _ := m.state(a)
		return map[string]string{"": a.Name + " " + a.Host + " " + a.User + " " + a.Health.LastError, "state": state}
	}
	m.SetColumns("name", m.columns()...)
	m.Read = func(ctx context.Context) (out []domain.Account, err error) {
		err = p.Store.Read(ctx, func(q domain.Reader) error {
			out, err = q.Accounts()
			return err
		})
		return out, err
	}
	m.Open = func(ctx context.Context, a domain.Account) (func(), error) {
		var log []domain.SyncEntry
		err := p.Store.Read(ctx, func(q domain.Reader) (err error) {
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
		return words.T("accounts.is_syncing"), words.Plain
	case !a.Paused.IsZero():
		return words.T("accounts.is_paused"), words.Warn
	case services.WaitsForSecret(*a):
		return words.T("accounts.has_no_secret", "secret", words.Secret(*a)), words.Warn
	case a.Health.Code == domain.CodeCancelled:
		return words.T("accounts.is_cancelled"), words.Warn
	case a.Health.LastError != "":
		return words.T("accounts.is_failed"), words.Bad
	case a.Health.LastSuccess.IsZero():
		return words.T("accounts.is_new"), words.Warn
	case m.Params.Clock().Sub(a.Health.LastSuccess) > rules.SyncIsRecent:
		return words.T("accounts.is_late"), words.Warn
	}
	return words.T("accounts.is_good"), words.Good
}

// plainWords says what went wrong without the words of a server.
func plainWords(a domain.Account) string {
	switch a.Health.Code {
	case domain.CodeNetwork:
		return words.T("accounts.unreachable")
	case domain.CodeSignIn:
		return words.T("accounts.refused")
	case domain.CodeSecret:
		return words.T("accounts.secret_missing", "secret", words.Secret(a))
	case domain.CodeNotFound:
		return words.T("accounts.folder_gone")
	case domain.CodeStorage:
		return words.T("accounts.not_stored")
	case domain.CodeDamaged:
		return words.T("accounts.damaged")
	case domain.CodeCancelled:
		return words.T("accounts.cancelled")
	}
	return words.T("accounts.failed")
}

// next says when an account is synced next, in a word and in full.
func (m *Model) next(a *domain.Account) (short, full string) {
	switch {
	case m.running[a.Name] != nil:
		return words.T("accounts.next_now"), words.T("accounts.next_now")
	case !a.Paused.IsZero():
		return words.T("accounts.never"), words.T("accounts.next_resumed", "key", m.Params.Keys.On(ID, keys.PauseAccount))
	case a.Health.Refused:
		return words.T("accounts.next_by_hand"), words.T("accounts.next_refused")
	case m.p.NextSync == nil:
		return "", ""
	}
	short = words.T("accounts.next_soon")
	if at := m.p.NextSync(); at.After(m.Params.Clock()) {
		short = words.Clock(at.In(m.Params.Location))
	}
	switch {
	case services.WaitsForSecret(*a):
		return short, words.T("accounts.next_secret", "time", short, "secret", words.Secret(*a))
	case a.Kind == domain.AccountIMAP && a.Health.LastError == "" && !a.Health.LastSuccess.IsZero():
		return short, words.T("accounts.next_mail", "time", short)
	}
	return short, short
}

// Title belongs to list.Screen, and so do the following.
func (m *Model) Title() string { return words.T("accounts.title") }

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
	on := m.Params.Keys.On
	mailbox, signIn, cove := on("", keys.AddMailbox), on("", keys.AddSignIn), on("", keys.AddCove)
	return m.WhenEmpty(words.T("accounts.empty", "mailbox", mailbox, "sign_in", signIn, "cove", cove))
}

// columns are what the list shows and what it can be sorted by.
func (m *Model) columns() []list.Column[domain.Account] {
	return []list.Column[domain.Account]{
		{
			ID: "state", Title: words.T("accounts.state"), Width: 112,
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
			ID: "name", Title: words.T("accounts.account"), Width: 120, Flex: 1.3,
			Compare: func(a, b *domain.Account) int { return list.CompareNames(a.Name, b.Name) },
			Cell: func(a *domain.Account) list.Cell {
				return list.Cell{Text: a.Name, Secondary: where(a), Bold: true}
			},
		},
		{
			ID: "good", Title: words.T("accounts.last_success"), Width: 86, Right: true,
			Compare: func(a, b *domain.Account) int {
				return cmp.Or(b.Health.LastSuccess.Compare(a.Health.LastSuccess), list.CompareNames(a.Name, b.Name))
			},
			Cell: func(a *domain.Account) list.Cell {
				if a.Health.LastSuccess.IsZero() {
					return list.Cell{Text: words.T("accounts.never"), Tone: words.Faint}
				}
				return list.Cell{Text: words.When(a.Health.LastSuccess, m.now()), Secondary: words.Ago(a.Health.LastSuccess, m.now())}
			},
		},
		{
			ID: "next", Title: words.T("accounts.next"), Width: 66, Right: true,
			Cell: func(a *domain.Account) list.Cell {
				short, _ := m.next(a)
				return list.Cell{Text: short, Tone: words.Faint}
			},
		},
		{
			ID: "wrong", Title: words.T("accounts.status"), Width: 120, Flex: 1,
			Cell: func(a *domain.Account) list.Cell {
				if one := m.running[a.Name]; one != nil {
					text, left := one.Pace.Text(one.Progress, m.Params.Clock())
					return list.Cell{Text: text, Secondary: left}
				}
				switch {
				case !a.Paused.IsZero():
					return list.Cell{
						Text:      words.T("accounts.paused_since", "time", words.SentenceDay(a.Paused, m.now())),
						Secondary: words.T("accounts.nothing_fetched"),
						Tone:      words.Warn,
					}
				case a.Health.Code == domain.CodeCancelled:
					return list.Cell{Text: plainWords(*a), Secondary: words.T("accounts.fetched_kept"), Tone: words.Warn}
				case a.Health.LastError != "":
					_, tone := m.state(a)
					more := words.T("accounts.more", "key", m.Params.Keys.On(ID, keys.ShowTrouble))
					return list.Cell{Text: plainWords(*a), Secondary: more, Tone: tone}
				}
				return list.Cell{Text: a.Health.Notice, Tone: words.Warn}
			},
		},
	}
}

// where is what an account is read from.
func where(a *domain.Account) string {
	switch a.Kind {
	case domain.AccountCove:
		return words.T("accounts.where_cove", "user", a.User, "server", a.Host)
	case domain.AccountTeam:
		return words.T("accounts.where_team", "team", a.Host)
	}
	server := fmt.Sprintf("%s:%d", a.Host, a.Port)
	if a.User == a.Name {
		return words.T("accounts.where_server", "server", server)
	}
	return words.T("accounts.where", "user", a.User, "server", server)
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
	return m.CanSync() && m.Row().Kind == domain.AccountIMAP && m.p.Older != nil
}

// OlderSince reads the date from which on mails are wanted, and says what fetching them
// does or why it cannot be done.
func (m *Model) OlderSince(text string) (since time.Time, says string, ok bool) {
	since, err := time.ParseInLocation(time.DateOnly, strings.TrimSpace(text), m.Params.Location)
	switch {
	case err != nil:
		return since, words.T("accounts.older_date", "example", m.now().AddDate(-1, 0, 0).Format(time.DateOnly)), false
	case since.After(m.Params.Clock()):
		return since, words.T("accounts.older_future"), false
	}
	return since, words.T("accounts.older", "date", words.Stamp(since, words.FullDate)), true
}

// FetchOlder asks for the mails of an account from since on.
func (m *Model) FetchOlder(account string, since time.Time) {
	if m.p.Older != nil {
		m.p.Older(account, since)
	}
}

// SyncAccount asks for a sync of an account.
func (m *Model) SyncAccount(name string) {
	if m.p.SyncOne == nil {
		m.p.Sync()
	} else {
		m.p.SyncOne(name)
	}
	m.Say(words.T("accounts.syncing", "account", name), false)
}

// CanChange reports whether the selected account may be changed, paused and removed.
func (m *Model) CanChange() bool {
	return m.Row() != nil && m.p.Accounts != nil && m.Params.Desk.May(rules.ActSettings)
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
		m.p.CancelSync()
		m.p.Sync() // the others go on
	}
}
