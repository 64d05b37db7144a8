package accounts

import (
	"context"
	"strings"

	"runchecks/domain"
	"runchecks/ui/words"
)

// LoadBrought counts what came by an account and shows it, for whoever removes it.
func (m *Model) LoadBrought(a domain.Account, show func(domain.AccountContents)) {
	m.Params.Background.Go(func(ctx context.Context) func() {
		var b domain.AccountContents
		err := m.Params.Store.Read(ctx, func(q domain.Reader) (err error) {
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
		m.p.CancelSync()
	}
	m.Say(words.T("accounts.removing", "account", a.Name), false)
	m.Decisions.Add(func(ctx context.Context) func() {
		gone, brought, err := m.Params.Desk.RemoveAccount(ctx, a.Name, reports)
		var left error
		if err == nil {
			left = m.p.Accounts.Forget(ctx, gone)
		}
		return func() {
			switch {
			case err != nil:
				m.Fail(err)
				return
			case left != nil:
				m.ShowToast(words.FailedTo(words.T("accounts.secret_stays", "account", gone.Name, "secret", words.Secret(gone)), left))
			default:
				m.Say(removedWords(gone, brought, reports), false)
			}
			m.Reload()
		}
	})
}

func removedWords(a domain.Account, b domain.AccountContents, reports bool) string {
	messages, runs := words.Count(b.Messages-b.KeptMessages, "message"), words.Count(b.Runs-b.KeptRuns, "run")
	switch {
	case !reports:
		return words.T("accounts.removed", "account", a.Name, "runs", words.Count(b.Runs, "run"))
	case b.KeptRuns == 0:
		return words.T("accounts.removed_all", "account", a.Name, "messages", messages, "runs", runs)
	}
	return words.T("accounts.removed_some", "account", a.Name, "messages", messages, "runs", runs, "kept", words.Count(b.KeptRuns, "run"))
}

// RemoveWords says what removing an account does to what it brought, for the question.
func RemoveWords(b domain.AccountContents, reports bool) string {
	var lines []string
	switch {
	case b.Messages+b.Runs == 0:
		return words.T("accounts.remove_none")
	case !reports:
		lines = append(lines, words.T("accounts.remove_stays",
			"messages", words.Count(b.Messages, "message"), "runs", words.Count(b.Runs, "run")))
	case b.Messages+b.Runs == b.KeptMessages+b.KeptRuns:
		lines = append(lines, words.T("accounts.remove_decided"))
	default:
		lines = append(lines, words.T("accounts.remove_goes",
			"messages", words.Count(b.Messages-b.KeptMessages, "message"), "runs", words.Count(b.Runs-b.KeptRuns, "run")))
	}
	if reports && b.KeptRuns+b.KeptMessages > 0 {
		lines = append(lines, words.T("accounts.remove_kept",
			"messages", words.Count(b.KeptMessages, "message"), "runs", words.Count(b.KeptRuns, "run")))
	}
	if b.Jobs > 0 {
		lines = append(lines, words.T("accounts.remove_jobs", "jobs", words.Count(b.Jobs, "active job")))
	}
	return strings.Join(lines, "\n")
}
