package rules

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
)

var morning = time.Date(2026, 11, 28, 8, 0, 0, 0, time.UTC)

// account is one whose last sync was good, but for change.
func account(name string, change func(*domain.Account)) domain.Account {
	a := domain.Account{Name: name, Secret: domain.SecretKeychain, Health: domain.Health{LastSuccess: morning.Add(-10 * time.Minute)}}
	if change != nil {
		change(&a)
	}
	return a
}

func health(change func(*domain.Health)) func(*domain.Account) {
	return func(a *domain.Account) { change(&a.Health) }
}

func TestEveryReasonForAnEmptyListHasItsPlace(t *testing.T) {
	good := []domain.Account{account("mail", nil)}
	only := func(change func(*domain.Account)) []domain.Account { return []domain.Account{account("mail", change)} }
	for _, c := range []struct {
		name  string
		facts Facts
		want  string
	}{
		{"nothing is left", Facts{Accounts: good}, ""},
		{"runs wait", Facts{Accounts: good, WaitingJobs: 2, WaitingRuns: 5}, "runs wait for review 2/5/0 -> run checks"},
		{"jobs wait for approval", Facts{Accounts: good, Approvals: domain.Approvals{Jobs: 80, Runs: 2940, Problems: 31}}, "jobs wait for approval 80/2940/31 -> inbox"},
		{"jobs of history alone wait for approval", Facts{Accounts: good, Approvals: domain.Approvals{Jobs: 1}}, "jobs wait for approval 1/0/0 -> inbox"},
		{"a device is not linked", Facts{Accounts: good, Unlinked: 3}, "devices are not linked 3/0/0 -> devices"},
		{"a device moved", Facts{Accounts: good, Moved: 1}, "devices changed to another customer 1/0/0 -> devices"},
		{"messages are unmatched", Facts{Accounts: good, Unmatched: 8}, "messages are unmatched 8/0/0 -> inbox"},
		{"no account", Facts{}, "no account 0/0/0 -> mailbox"},
		{"runs are overdue", Facts{Accounts: good, Overdue: 4}, "expected runs are overdue 4/0/0 -> daily jobs"},
		{"the sync failed", Facts{Accounts: only(health(func(h *domain.Health) { h.LastError = "refused" }))}, "the sync of an account failed 1/0/0 mail -> sync"},
		{"a password is needed", Facts{Accounts: only(health(func(h *domain.Health) { h.Code = domain.CodeSecret }))}, "an account needs its password 1/0/0 mail -> password"},
		{"a password is needed in the environment", Facts{Accounts: only(func(a *domain.Account) { a.Health.Code, a.Secret = domain.CodeSecret, "env:X" })}, "an account needs its password 1/0/0 mail -> sync"},
		{"never synced", Facts{Accounts: only(health(func(h *domain.Health) { h.LastSuccess = time.Time{} }))}, "an account was never synced 1/0/0 mail -> sync"},
		{"the sync was cancelled", Facts{Accounts: only(health(func(h *domain.Health) { h.Code, h.LastError = domain.CodeCancelled, "cancelled" }))}, "the sync of an account was cancelled 1/0/0 mail -> sync"},
		{"synced an hour ago", Facts{Accounts: only(health(func(h *domain.Health) { h.LastSuccess = morning.Add(-time.Hour) }))}, ""},
		{"synced more than an hour ago", Facts{Accounts: only(health(func(h *domain.Health) { h.LastSuccess = morning.Add(-61 * time.Minute) }))}, "an account was not synced lately 1/0/0 mail -> sync"},
		{"paused, which counts before all else", Facts{Accounts: only(func(a *domain.Account) {
			a.Paused, a.Health.LastError, a.Health.Code = morning, "refused", domain.CodeSecret
		})}, "an account is paused 1/0/0 mail -> accounts"},
		{"one of two accounts failed", Facts{Accounts: append(only(health(func(h *domain.Health) { h.LastError = "refused" })), account("cove", nil))}, "the sync of an account failed 1/0/0 mail -> sync"},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.facts.Now = morning
			var got []string
			for _, r := range Settled(c.facts) {
				text := fmt.Sprintf("%s %d/%d/%d %s", r.Kind, r.Count, r.Runs, r.Problems, r.Account.Name)
				got = append(got, strings.TrimSpace(text)+" -> "+string(r.Place))
			}
			if strings.Join(got, "; ") != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestAllReasonsAreListedTheWeightiestFirstInEveryCombination(t *testing.T) {
	add := []func(*Facts){ // by weight
		func(f *Facts) { f.WaitingJobs, f.WaitingRuns = 1, 1 },
		func(f *Facts) { f.Approvals = domain.Approvals{Jobs: 1, Runs: 1} },
		func(f *Facts) { f.Unlinked = 1 },
		func(f *Facts) { f.Moved = 1 },
		func(f *Facts) { f.Unmatched = 1 },
		func(f *Facts) {
			f.Accounts = append(f.Accounts, account("failed", health(func(h *domain.Health) { h.LastError = "x" })))
		},
		func(f *Facts) {
			f.Accounts = append(f.Accounts, account("secret", health(func(h *domain.Health) { h.Code = domain.CodeSecret })))
		},
		func(f *Facts) {
			f.Accounts = append(f.Accounts, account("never", health(func(h *domain.Health) { *h = domain.Health{} })))
		},
		func(f *Facts) {
			f.Accounts = append(f.Accounts, account("paused", func(a *domain.Account) { a.Paused = morning }))
		},
		func(f *Facts) { f.Overdue = 1 },
	}
	kinds := []ReasonKind{
		ReasonWaiting, ReasonApprovals, ReasonUnlinked, ReasonMoved, ReasonUnmatched, ReasonAccountFailed, ReasonAccountSecret, ReasonAccountNever,
		ReasonAccountPaused, ReasonOverdue,
	}
	for set := range 1 << len(add) {
		f := Facts{Now: morning, Accounts: []domain.Account{account("good", nil)}}
		var want []ReasonKind
		for i := range add {
			if set&(1<<i) != 0 {
				add[len(add)-1-i](&f) // accounts come in the order opposite to their weight
				want = append(want, kinds[len(add)-1-i])
			}
		}
		slices.Reverse(want)
		var got []ReasonKind
		for _, r := range Settled(f) {
			got = append(got, r.Kind)
		}
		if !slices.Equal(got, want) {
			t.Fatalf("got %q, want %q", got, want)
		}
	}
}

func TestEveryReasonHasAWeight(t *testing.T) {
	if len(weight) != 13 {
		t.Errorf("%d kinds have a weight", len(weight))
	}
	for _, k := range []ReasonKind{ReasonNoAccount, ReasonAccountCancelled, ReasonAccountStale} {
		if !slices.Contains(weight, k) {
			t.Errorf("%q has no weight", k)
		}
	}
}
