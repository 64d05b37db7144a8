package rules

import (
	"math/rand/v2"
	"testing"
	"time"

	"runchecks/domain"
)

func TestTheNumbersOfAMorningAddUp(t *testing.T) {
	kinds := []domain.DecisionKind{
		domain.DecideReview, domain.DecideTicket, domain.DecideRemark, domain.DecideAccept, domain.DecideSuccess, domain.DecideOverride,
	}
	rng := rand.New(rand.NewPCG(3, 14))
	for range 300 {
		var reviews []domain.JobReview
		jobs, runs := map[int64]bool{}, 0
		for n := range rng.IntN(40) {
			r := domain.JobReview{
				Job: int64(rng.IntN(12)), Decision: domain.DecisionID(rune('a' + n)), Kind: kinds[rng.IntN(len(kinds))],
				At: time.Unix(int64(n), 0), By: []string{"kim", "sanne"}[rng.IntN(2)], Runs: 1 + rng.IntN(3),
				Status: domain.Statuses()[rng.IntN(len(domain.Statuses()))], Noted: rng.IntN(5) == 0,
			}
			r.Effective = r.Status
			if rng.IntN(4) == 0 {
				r.Effective = domain.SuccessOverride
			}
			reviews, jobs[r.Job], runs = append(reviews, r), true, runs+r.Runs
		}
		m := MorningOf(reviews)
		if m.Jobs != len(jobs) || m.Runs != runs || m.Problems()+m.Fine != m.Jobs {
			t.Fatalf("%+v", m)
		}
		if m.Documented+m.Accepted+m.Override+m.Silent != m.Problems() {
			t.Fatalf("what was done about the problems does not add up: %+v", m)
		}
		people := 0
		for _, p := range m.People {
			people += p.Runs
		}
		if people != runs {
			t.Fatalf("the people reviewed %d of %d runs", people, runs)
		}
	}
}

func TestAProblemCountsByWhatSaysMostAboutIt(t *testing.T) {
	review := func(job int64, kind domain.DecisionKind, s, effective domain.Status, noted bool) domain.JobReview {
		return domain.JobReview{Job: job, Kind: kind, Status: s, Effective: effective, Noted: noted, Runs: 1}
	}
	m := MorningOf([]domain.JobReview{
		review(1, domain.DecideReview, domain.Failed, domain.Failed, false), // without a note
		review(2, domain.DecideReview, domain.Failed, domain.Failed, true),  // with one
		review(3, domain.DecideTicket, domain.Warning, domain.Warning, false),
		review(4, domain.DecideAccept, domain.Missed, domain.Missed, false),
		review(5, domain.DecideReview, domain.Failed, domain.SuccessOverride, false),
		review(6, domain.DecideReview, domain.Success, domain.Success, false),
	})
	if m.Documented != 2 || m.Accepted != 1 || m.Override != 1 || m.Silent != 1 || m.Fine != 1 || m.Failed != 3 {
		t.Errorf("%+v", m)
	}
}
