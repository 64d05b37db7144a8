package rules

import (
	"cmp"
	"slices"
	"time"

	"runchecks/domain"
)

// SyncIsRecent is how old a good sync may be for an empty list to be believed.
const SyncIsRecent = time.Hour

// Facts is what decides whether a list without rows may say that everything was reviewed
// (product.md, section 2).
type Facts struct {
	Now      time.Time
	Accounts []domain.Account
	// WaitingJobs and WaitingRuns are in the list.
	WaitingJobs, WaitingRuns int
	Approvals                domain.Approvals
	// Inbox is what the inbox asks for; of it Unmatched are the messages that no reader
	// understood and nobody placed.
	Inbox, Unmatched int
	// Unlinked devices wait for a decision; Moved ones are linked and belong to another
	// customer now.
	Unlinked, Moved int
	// Overdue runs were expected and did not come (Overdue).
	Overdue int
}

// ReasonKind says why an empty list is not the end of the work.
type ReasonKind string

// The reasons, the weightiest first: what somebody has to look at, then what nobody can
// see yet, then what may be late.
const (
	ReasonWaiting          ReasonKind = "runs wait for review"
	ReasonApprovals        ReasonKind = "jobs wait for approval"
	ReasonUnlinked         ReasonKind = "devices are not linked"
	ReasonMoved            ReasonKind = "devices changed to another customer"
	ReasonUnmatched        ReasonKind = "messages are unmatched"
	ReasonNoAccount        ReasonKind = "no account"
	ReasonAccountFailed    ReasonKind = "the sync of an account failed"
	ReasonAccountSecret    ReasonKind = "an account needs its password"
	ReasonAccountNever     ReasonKind = "an account was never synced"
	ReasonAccountCancelled ReasonKind = "the sync of an account was cancelled"
	ReasonAccountStale     ReasonKind = "an account was not synced lately"
	ReasonAccountPaused    ReasonKind = "an account is paused"
	ReasonOverdue          ReasonKind = "expected runs are overdue"
)

var weight = []ReasonKind{
	ReasonWaiting, ReasonApprovals, ReasonUnlinked, ReasonMoved, ReasonUnmatched, ReasonNoAccount, ReasonAccountFailed, ReasonAccountSecret,
	ReasonAccountNever, ReasonAccountCancelled, ReasonAccountStale, ReasonAccountPaused, ReasonOverdue,
}

// Place is where a reason is dealt with.
type Place string

// The places.
const (
	PlaceRunChecks  Place = "run checks"
	PlaceInbox      Place = "inbox"
	PlaceDevices    Place = "devices"
	PlaceAddAccount Place = "mailbox"
	PlaceSync       Place = "sync"
	PlaceSecret     Place = "password" // asks for the passwords and sign-ins that can be entered here
	PlaceAccounts   Place = "accounts"
	PlaceDaily      Place = "daily jobs"
)

// Reason is one thing that must be dealt with before everything is reviewed.
type Reason struct {
	Kind ReasonKind
	// Count is the number of jobs, devices, messages, runs or accounts, at least 1; 0 of
	// ReasonNoAccount.
	Count int
	// Runs and Problems count what waits in the jobs of ReasonWaiting (Runs only) and
	// ReasonApprovals; problems are runs that are not good.
	Runs, Problems int
	// Account is the one that a reason about an account is about.
	Account domain.Account
	Place   Place
}

// Settled lists every reason why a list without rows may not say that everything was
// reviewed, the weightiest first; none means that it may. Accounts with the same trouble
// keep their order.
func Settled(f Facts) (out []Reason) {
	add := func(r Reason) {
		if r.Count > 0 {
			out = append(out, r)
		}
	}
	add(Reason{Kind: ReasonWaiting, Count: f.WaitingJobs, Runs: f.WaitingRuns, Place: PlaceRunChecks})
	add(Reason{Kind: ReasonApprovals, Count: f.Approvals.Jobs, Runs: f.Approvals.Runs, Problems: f.Approvals.Problems, Place: PlaceInbox})
	add(Reason{Kind: ReasonUnlinked, Count: f.Unlinked, Place: PlaceDevices})
	add(Reason{Kind: ReasonMoved, Count: f.Moved, Place: PlaceDevices})
	add(Reason{Kind: ReasonUnmatched, Count: f.Unmatched, Place: PlaceInbox})
	if len(f.Accounts) == 0 {
		out = append(out, Reason{Kind: ReasonNoAccount, Place: PlaceAddAccount})
	}
	for _, a := range f.Accounts {
		if kind, place := AccountTrouble(a, f.Now); kind != "" {
			add(Reason{Kind: kind, Count: 1, Account: a, Place: place})
		}
	}
	add(Reason{Kind: ReasonOverdue, Count: f.Overdue, Place: PlaceDaily})
	slices.SortStableFunc(out, func(a, b Reason) int { return cmp.Compare(slices.Index(weight, a.Kind), slices.Index(weight, b.Kind)) })
	return out
}

// AccountTrouble says why the reports of an account may be missing, and where that is
// dealt with; "" for an account whose last sync was good and recent.
func AccountTrouble(a domain.Account, now time.Time) (ReasonKind, Place) {
	switch {
	case !a.Paused.IsZero():
		return ReasonAccountPaused, PlaceAccounts
	case a.Health.Code == domain.CodeSecret && a.Secret == domain.SecretKeychain:
		return ReasonAccountSecret, PlaceSecret
	case a.Health.Code == domain.CodeSecret: // it comes from elsewhere, such as the environment
		return ReasonAccountSecret, PlaceSync
	case a.Health.Code == domain.CodeCancelled:
		return ReasonAccountCancelled, PlaceSync
	case a.Health.LastError != "":
		return ReasonAccountFailed, PlaceSync
	case a.Health.LastSuccess.IsZero():
		return ReasonAccountNever, PlaceSync
	case now.Sub(a.Health.LastSuccess) > SyncIsRecent:
		return ReasonAccountStale, PlaceSync
	}
	return "", ""
}
