package review_test

import (
	"math/rand/v2"
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

// pairs meets two kinds in a team that has decided some things before.
type pairs struct {
	testing.TB
	team    []*colleague
	journal *sharedJournal
	met     int
}

func newPairs(t *testing.T, seed uint64) *pairs {
	t.Helper()
	p := &pairs{TB: t, team: newTeam(t, seed, "kim", "alex")}
	p.journal = join(t, p.team)
	for n := range 40 { // so that there is something of most kinds
		c := p.team[n%2]
		c.services = []*review.Service{c.svc}
		c.decide()
		p.settle()
	}
	return p
}

// settle exchanges until both have all.
func (p *pairs) settle() {
	p.Helper()
	for range 2 {
		for _, c := range p.team {
			list, err := c.svc.Unsent(c.ctx, 0)
			if err != nil {
				p.Fatal(err)
			}
			p.journal.append(c.id, list...)
			c.hear(p.journal, len(p.journal.entries))
		}
	}
}

// report brings the same reports to both.
func (p *pairs) report(seed uint64) {
	p.Helper()
	now := p.team[0].now.Add(time.Hour)
	for _, c := range p.team {
		c.rng = rand.New(rand.NewPCG(seed, 11))
		c.now = now
		c.report()
	}
}

// meet lets both decide before they hear of each other.
func (p *pairs) meet(first, second domain.DecisionKind, seed uint64) {
	p.Helper()
	kim, alex := p.team[0], p.team[1]
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
	if ok1 && ok2 {
		p.met++
	}
	p.settle()
	if d := difference(kim.shownRows(), alex.shownRows()); d != "" {
		p.Fatalf("%s and %s: kim decided “%s”, alex “%s”, and they differ:\n%s", first, second,
			review.Words(a, time.UTC), review.Words(b, time.UTC), d)
	}
	if kim.texts() != alex.texts() {
		p.Errorf("%s and %s: kim reads %q, alex %q", first, second, kim.texts(), alex.texts())
	}
}

// Two people decide about the same before they hear of each other, of every kind against
// every other: both come to the same, by whichever way they hear of it, and so does a rebuild.
// Usually each kind meets some of the others; with -histories 1 it meets all.
func TestEveryPairOfKindsComesToTheSameForBoth(t *testing.T) {
	kinds := domain.DecisionKinds()
	step := int(8 - min(7, histories(0, 0)*7))
	met, all := 0, 0
	for i, first := range kinds {
		if testing.Short() && i%8 != 0 {
			continue
		}
		t.Run(string(first), func(t *testing.T) {
			p := newPairs(t, 9000+uint64(i))
			for j, second := range kinds {
				if (i+j)%step != 0 && second != first {
					continue
				}
				all++
				if j%4 == 0 {
					p.report(uint64(i*100 + j))
				}
				p.meet(first, second, uint64(i*1000+j))
			}
			for _, c := range p.team {
				before := c.shownRows()
				if _, err := c.svc.Rebuild(c.ctx); err != nil {
					t.Fatal(err)
				}
				if d := difference(before, c.shownRows()); d != "" {
					t.Errorf("%s after a rebuild:\n%s", c.id, d)
				}
			}
			met += p.met
		})
	}
	t.Logf("%d of %d pairs met", met, all)
	if met < all/2 {
		t.Errorf("of %d pairs only %d met: the others were refused", all, met)
	}
}
