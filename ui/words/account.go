package words

import (
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// Secret is what an account signs in with, for people.
func Secret(a domain.Account) string {
	if a.OAuth != nil {
		return "sign-in"
	}
	return "password"
}

// Fault are the kinds of fault of a sync, in words that fit behind the name of an
// account and are never longer than a few.
func Fault(code domain.Code) string {
	switch code {
	case domain.CodeNetwork:
		return "cannot be reached"
	case domain.CodeSignIn:
		return "the sign-in is refused"
	case domain.CodeNotFound:
		return "a folder is gone"
	case domain.CodeStorage:
		return "cannot be stored"
	case domain.CodeDamaged:
		return "the database is damaged"
	case domain.CodeCancelled:
		return "the sync was cancelled"
	case domain.CodeSecret:
		return "needs its password or sign-in"
	default:
		return "the sync failed"
	}
}

// Account says how far an account may be relied on; the zone of now is that of the
// times in it.
func Account(a domain.Account, now time.Time) string {
	switch kind, _ := rules.AccountTrouble(a, now); kind {
	case rules.ReasonAccountPaused:
		return a.Name + ": paused since " + SentenceDay(a.Paused, now)
	case rules.ReasonAccountSecret:
		return a.Name + ": needs its " + Secret(a)
	case rules.ReasonAccountCancelled:
		return a.Name + ": the sync was cancelled"
	case rules.ReasonAccountFailed:
		return a.Name + ": " + Fault(a.Health.Code)
	case rules.ReasonAccountNever:
		return a.Name + ": never synced"
	case rules.ReasonAccountStale:
		return a.Name + ": last synced " + Ago(a.Health.LastSuccess, now)
	}
	return a.Name + " synced " + a.Health.LastSuccess.In(now.Location()).Format("15:04")
}
