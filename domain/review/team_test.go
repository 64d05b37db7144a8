package review_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
)

// sharedJournal is the journal of a team: an order of entries, each of them once.
type sharedJournal struct {
	entries []domain.Placed
	known   map[domain.DecisionID]bool
}

func (l *sharedJournal) append(c domain.ComputerID, list ...domain.Decision) {
	for _, d := range list {
		if l.known[d.ID] {
			continue
		}
		l.known[d.ID] = true
		l.entries = append(l.entries, domain.Placed{Position: int64(len(l.entries)+1) * 3, Computer: c, Decision: d})
	}
}

func (l *sharedJournal) since(position int64) []domain.Placed {
	at := slices.IndexFunc(l.entries, func(p domain.Placed) bool { return p.Position > position })
	if at < 0 {
		return nil
	}
	return l.entries[at:]
}

// colleague is a computer of a team.
type colleague struct {
	*chaos
	id domain.ComputerID
}

// send gives the journal of the team what it does not have yet.
func (c *colleague) send(l *sharedJournal) {
	c.Helper()
	list, err := c.svc.Unsent(c.ctx, 0)
	if err != nil {
		c.Fatal(err)
	}
	list = slices.DeleteFunc(list, func(d domain.Decision) bool { return l.known[d.ID] })
	l.append(c.id, list[:min(len(list), 1+c.rng.IntN(4))]...)
}

// hear takes over what others decided, at most some entries at a time.
func (c *colleague) hear(l *sharedJournal, most int) review.Taken {
	c.Helper()
	team, _, err := c.svc.Team(c.ctx)
	if err != nil {
		c.Fatal(err)
	}
	list := l.since(team.Position)
	taken, err := c.svc.TakeOver(c.ctx, list[:min(most, len(list))])
	if err != nil {
		c.Fatalf("%s takes over: %v", c.id, err)
	}
	return taken
}

// newTeam makes computers that have the same reports, each with a person of its own.
func newTeam(t *testing.T, seed uint64, names ...string) []*colleague {
	t.Helper()
	var out []*colleague
	for _, name := range names {
		c := &colleague{chaos: newChaos(t, seed), id: domain.ComputerID("computer of " + name)}
		for range 8 {
			c.now = c.now.Add(time.Hour)
			c.report()
		}
		svc, err := review.New(review.Params{
			Store: c.store, Clock: func() time.Time { return c.now }, Actor: domain.Actor{Name: name, Role: domain.RoleAdmin},
			Profile: "test", Location: time.UTC, Definitions: c.shelf, Words: c.words, Passphrases: plain{},
		})
		if err != nil {
			t.Fatal(err)
		}
		c.svc, c.services = svc, []*review.Service{svc}
		out = append(out, c)
	}
	for i, c := range out {
		c.rng = rand.New(rand.NewPCG(seed, uint64(i)+100))
	}
	return out
}

func join(t *testing.T, team []*colleague) *sharedJournal {
	t.Helper()
	for _, c := range team {
		err := c.svc.JoinTeam(c.ctx, domain.Team{ID: "team", Name: "Team", Engine: domain.TeamPostgres, Computer: c.id})
		if err != nil {
			t.Fatal(err)
		}
	}
	return &sharedJournal{known: map[domain.DecisionID]bool{}}
}

// shownRows are the rows that people see: not what a computer knows of itself alone.
func (c *colleague) shownRows() []string {
	return slices.DeleteFunc(c.projections(), func(row string) bool {
		for _, own := range []string{"team ", "team_entry ", "awaited ", "account ", "autotask ",
			"setting key='role'", "setting key='passphrase'", "setting key='language'"} {
			if strings.HasPrefix(row, own) {
				return true
			}
		}
		return false
	})
}

func TestEveryComputerOfATeamComesToTheSame(t *testing.T) {
	total := map[domain.DecisionKind]int{}
	for seed := range histories(3, 20) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			team := newTeam(t, seed+5000, "kim", "alex", "sam")
			journal := join(t, team)
			for range 90 {
				c := team[turnOf(team)]
				c.now = c.now.Add(time.Duration(1+c.rng.IntN(7200)) * time.Second)
				switch c.rng.IntN(5) {
				case 0:
					c.send(journal)
				case 1:
					c.hear(journal, 1+c.rng.IntN(12))
				default:
					c.decide()
				}
			}
			for range 60 {
				for _, c := range team {
					c.send(journal)
				}
			}
			for _, c := range team {
				c.hear(journal, len(journal.entries))
				maps.Copy(total, c.done)
			}
			want := team[0].shownRows()
			for _, c := range team[1:] {
				if d := difference(want, c.shownRows()); d != "" {
					t.Errorf("%s and %s differ:\n%s", team[0].id, c.id, d)
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
				chain, err := c.svc.VerifyJournal(c.ctx, nil)
				if err != nil || chain.Faulty() || chain.Entries != len(journal.entries) {
					t.Errorf("%s: %d of %d entries, %v, %+v", c.id, chain.Entries, len(journal.entries), err, chain.Findings)
				}
			}
		})
	}
}

// turnOf picks whose turn it is.
func turnOf(team []*colleague) int { return team[0].rng.IntN(len(team)) }
