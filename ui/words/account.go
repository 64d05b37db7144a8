package words

import (
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// Secret is what an account signs in with, for people.
func Secret(a domain.Account) string {
	if a.OAuth != nil {
		return T("account.sign_in")
	}
	return T("account.password")
}

// Fault are the kinds of fault of a sync, in words that fit behind the name of an
// account and are never longer than a few.
func Fault(code domain.Code) string {
	switch code {
	case domain.CodeNetwork:
		return T("account.unreachable")
	case domain.CodeSignIn:
		return T("account.refused")
	case domain.CodeNotFound:
		return T("account.folder_gone")
	case domain.CodeStorage:
		return T("account.not_stored")
	case domain.CodeDamaged:
		return T("account.damaged")
	case domain.CodeCancelled:
		return T("account.cancelled")
	case domain.CodeSecret:
		return T("account.needs_secret")
	default:
		return T("account.failed")
	}
}

// Account says how far an account may be relied on; the zone of now is that of the
// times in it.
func Account(a domain.Account, now time.Time) string {
	switch kind, _ := rules.AccountTrouble(a, now); kind {
	case rules.ReasonAccountPaused:
		return T("account.is_paused", "account", a.Name, "since", SentenceDay(a.Paused, now))
	case rules.ReasonAccountSecret:
		if a.OAuth != nil {
			return T("account.is_waiting_sign_in", "account", a.Name)
		}
		return T("account.is_waiting_password", "account", a.Name)
	case rules.ReasonAccountCancelled:
		return T("account.is_faulty", "account", a.Name, "fault", Fault(domain.CodeCancelled))
	case rules.ReasonAccountFailed:
		return T("account.is_faulty", "account", a.Name, "fault", Fault(a.Health.Code))
	case rules.ReasonAccountNever:
		return T("account.is_new", "account", a.Name)
	case rules.ReasonAccountStale:
		return T("account.is_stale", "account", a.Name, "ago", Ago(a.Health.LastSuccess, now))
	}
	return T("account.is_synced", "account", a.Name, "time", Clock(a.Health.LastSuccess.In(now.Location())))
}
