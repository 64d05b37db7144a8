package review_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
)

// decideKind makes an example of one kind, about what the random numbers of both say.
func (c *colleague) decideKind(kind domain.DecisionKind, seed uint64) (domain.Decision, bool) {
	c.Helper()
	rng := c.rng
	defer func() { c.rng = rng }()
	c.rng = rand.New(rand.NewPCG(seed, 3))
	t := turn{chaos: c.chaos, seen: c.look(), svc: c.svc}
	t.job, t.run = pick(c.chaos, t.jobs), pick(c.chaos, t.runs)
	t.target = []review.Target{{Job: t.job.ID}, {Job: pick(c.chaos, t.jobs).ID}}
	t.from = review.Documented{Review: true, Runs: []int64{t.run.ID}}
	t.scope = domain.Scope{Job: t.job.Key}
	d, err := examples[kind](t)()
	if code := domain.CodeOf(err); err != nil && (code == domain.CodeInternal || code == domain.CodeStorage) {
		c.Fatalf("a decision of the kind %s failed: %v", kind, err)
	}
	return d, err == nil
}

// texts are the texts of people that can be read somewhere: in remarks and tickets, or of
// decisions that have nothing left to do in the journal.
func (c *colleague) texts() string {
	c.Helper()
	s := c.look()
	var b strings.Builder
	for _, r := range s.remarks {
		b.WriteString(r.Text + "\n")
	}
	for _, t := range s.tickets {
		b.WriteString(t.Code + " " + t.Description + "\n")
	}
	return b.String()
}

// Two people decide about the same before they hear of each other, of every kind against
// every other: both come to the same, by whichever way they hear of it, and what a person
// wrote is still there.
func TestEveryPairOfKindsComesToTheSameForBoth(t *testing.T) {
	kinds := domain.DecisionKinds()
	tried, refused := map[string]bool{}, map[string]bool{}
	rounds := histories(1, 1)
	for round := range rounds {
		team := newTeam(t, 9000+round, "kim", "alex")
		journal := join(t, team)
		kim, alex := team[0], team[1]
		settle := func() {
			for range 3 {
				for _, c := range team {
					list, err := c.svc.Unsent(c.ctx, 0)
					if err != nil {
						t.Fatal(err)
					}
					journal.append(c.id, list...)
					c.hear(journal, len(journal.entries))
				}
			}
		}
		n := 0
		for _, first := range kinds {
			for _, second := range kinds {
				if testing.Short() && (n+int(round))%7 != 0 {
					n++
					continue
				}
				n++
				pair := fmt.Sprint(first, " and ", second)
				seed := uint64(n) + round*10_000
				if n%10 == 0 {
					now := kim.now.Add(time.Hour)
					for _, c := range team {
						c.rng = rand.New(rand.NewPCG(seed, 11)) // the same reports for both
						c.now = now
						c.report()
					}
				}
				var a, b domain.Decision
				var ok1, ok2 bool
				for try := range uint64(12) { // what is refused leaves nothing behind
					if !ok1 {
						a, ok1 = kim.decideKind(first, seed+try<<32)
					}
					if !ok2 {
						b, ok2 = alex.decideKind(second, seed+try<<32)
					}
				}
				if !ok1 || !ok2 {
					refused[pair] = true
				} else {
					tried[pair] = true
				}
				settle()
				if d := difference(kim.shownRows(), alex.shownRows()); d != "" {
					t.Fatalf("%s: kim decided “%s”, alex “%s”, and they differ:\n%s", pair,
						review.Words(a, time.UTC), review.Words(b, time.UTC), d)
				}
				if kim.texts() != alex.texts() {
					t.Errorf("%s: kim reads %q, alex %q", pair, kim.texts(), alex.texts())
				}
			}
		}
		for _, c := range team {
			before := c.shownRows()
			if _, err := c.svc.Rebuild(c.ctx); err != nil {
				t.Fatal(err)
			}
			if d := difference(before, c.shownRows()); d != "" {
				t.Errorf("%s after a rebuild:\n%s", c.id, d)
			}
		}
	}
	t.Logf("%d of %d pairs met", len(tried), len(kinds)*len(kinds))
	if !testing.Short() && len(tried) < len(kinds)*len(kinds)*3/4 {
		var never []string
		for pair := range refused {
			if !tried[pair] {
				never = append(never, pair)
			}
		}
		slices.Sort(never)
		t.Errorf("of %d pairs only %d met; one of these was always refused: %v", len(kinds)*len(kinds), len(tried), never)
	}
}
