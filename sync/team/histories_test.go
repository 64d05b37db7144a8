package team_test

import (
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/storage/storagetest"
)

var moreHistories = flag.Int(
	"histories",
	0,
	"how many random histories are tried with each keeper of journals, instead of the usual number",
)

// number is how many of something random are tried.
func number(usual int) int {
	switch {
	case *moreHistories > 0:
		return *moreHistories
	case testing.Short():
		return 1
	}
	return usual
}

func TestRandomHistoriesComeToTheSameWithEveryKeeper(t *testing.T) {
	for seed := range number(20) {
		t.Run(fmt.Sprint("anywhere ", seed), func(t *testing.T) { randomHistory(t, newBad(t, uint64(seed)), uint64(seed), 3) })
	}
	for seed := range number(3) {
		t.Run(fmt.Sprint("in a database ", seed), func(t *testing.T) { randomHistory(t, newShift(t), uint64(seed)+1000, 3) })
		t.Run(fmt.Sprint("in a mailbox ", seed), func(t *testing.T) { randomHistory(t, newFolder(t), uint64(seed)+2000, 3) })
	}
}

func TestTwentyPeopleComeToTheSame(t *testing.T) {
	if testing.Short() {
		t.Skip("twenty caches")
	}
	t.Run("in a database", func(t *testing.T) { randomHistory(t, newShift(t), 3000, 20) })
	t.Run("in a mailbox", func(t *testing.T) { randomHistory(t, newFolder(t), 4000, 20) })
}

// randomHistory lets some people, at least three, decide, exchange, lose connections and read
// reports in a random order, and compares what they see in the end.
func randomHistory(t *testing.T, s *shift, seed uint64, number int) {
	rng := rand.New(rand.NewPCG(seed, 7))
	people := []*colleague{s.member("kim", domain.RoleAdmin)}
	for n := 1; n < number; n++ {
		people = append(people, s.member(fmt.Sprint("alex ", n), domain.RoleOperator))
	}
	people[1].now = people[1].now.AddDate(4, 0, 0)     // a clock four years ahead
	people[2].now = people[2].now.Add(-30 * time.Hour) // and one that is behind
	misbehave(s, true)
	nights := make([]int, len(people))
	for range 20 * number {
		who := rng.IntN(len(people))
		c := people[who]
		switch rng.IntN(8) {
		case 0, 1:
			_, _ = c.exchange.Sync(t.Context()) // it may fail in any way
		case 2:
			nights[who]++
			c.report(20 + nights[who])
			if _, err := c.svc.CatchUp(t.Context()); err != nil {
				t.Fatal(err)
			}
		case 3:
			if rng.IntN(4) == 0 {
				putBack(s, 1+rng.IntN(6))
			}
			c.exchange.Close()
		default:
			c.decideAnything(rng)
		}
	}
	misbehave(s, false)
	for night := range 60 {
		for i, c := range people {
			if night+1 > nights[i] && night < slices.Max(nights) {
				c.report(20 + night + 1)
			}
		}
	}
	for range 4 {
		for _, c := range people {
			if _, err := c.exchange.Sync(t.Context()); err != nil { // a connection of before
				c.sync()
			}
			if _, err := c.svc.CatchUp(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
	}
	want := people[0].shown()
	for _, c := range people {
		if _, count, err := c.svc.Team(t.Context()); err != nil || count.Unsent > 0 || count.Awaiting > 0 {
			t.Errorf("%+v, %v", count, err)
		}
		got := c.shown()
		if !slices.Equal(got, want) {
			t.Errorf("what they see differs:\n%s", differ(want, got))
		}
		if err := c.svc.HoldRole(t.Context(), domain.RoleAdmin); err != nil { // an administrator alone rebuilds
			t.Fatal(err)
		}
		if _, err := c.svc.Rebuild(t.Context()); err != nil {
			t.Fatal(err)
		}
		if again := c.shown(); !slices.Equal(got, again) {
			t.Errorf("a rebuild makes something else:\n%s", differ(got, again))
		}
	}
	same(t, people...)
}

func misbehave(s *shift, yes bool) {
	if b, ok := s.keeper.(bad); ok {
		b.Calm(!yes)
	}
}

// putBack puts an older copy of the journal back, where the keeper has a way to.
func putBack(s *shift, lose int) {
	s.Helper()
	switch k := s.keeper.(type) {
	case bad:
		k.PutBack(lose)
	case database:
		server.Do(s, k.name, "ALTER TABLE runchecks.entry DISABLE TRIGGER ALL",
			fmt.Sprintf("DELETE FROM runchecks.entry WHERE position > (SELECT max(position) - %d FROM runchecks.entry)", lose),
			"SELECT setval('runchecks.position', (SELECT greatest(max(position), 1) FROM runchecks.entry))",
			"ALTER TABLE runchecks.entry ENABLE TRIGGER ALL")
	}
}

// decideAnything makes a decision; one that is refused is none.
func (c *colleague) decideAnything(rng *rand.Rand) {
	c.Helper()
	ctx, job := c.Context(), c.jobs[rng.IntN(len(c.jobs))]
	target := []review.Target{{Job: job.ID}}
	var err error
	switch rng.IntN(9) {
	case 0, 1, 2:
		_, err = c.svc.MarkReviewed(ctx, target)
	case 3:
		_, err = c.svc.CreateRemark(ctx, domain.Remark{
			Text: fmt.Sprint("remark ", rng.IntN(1000)), Scopes: []domain.Scope{{Job: job.Key}},
		}, review.Documented{Review: rng.IntN(2) == 0})
	case 4:
		_, err = c.svc.CreateTicket(
			ctx,
			domain.Ticket{Code: fmt.Sprint("T", rng.IntN(10)), Scopes: []domain.Scope{{Job: job.Key}}},
			review.Documented{},
		)
	case 5:
		_, err = c.svc.AcceptJobs(ctx, target, review.AcceptRequest{UntilSuccess: true})
	case 6:
		_, err = c.svc.Undo(ctx)
	case 7:
		_, err = c.svc.Redo(ctx)
	case 8:
		err = c.changeSomething(rng)
	}
	var known *domain.Error
	if err != nil && !errors.As(err, &known) {
		c.Fatal(err)
	}
}

// changeSomething changes or removes what somebody made.
func (c *colleague) changeSomething(rng *rand.Rand) error {
	var remarks []domain.Remark
	var tickets []domain.Ticket
	err := c.store.Read(c.Context(), func(q domain.Reader) (err error) {
		if remarks, err = q.Remarks(); err != nil {
			return err
		}
		tickets, err = q.OpenTickets()
		return err
	})
	switch {
	case err != nil:
	case rng.IntN(2) == 0 && len(remarks) > 0:
		r := remarks[rng.IntN(len(remarks))]
		if rng.IntN(2) == 0 {
			_, err = c.svc.DeleteRemark(c.Context(), r.Key)
		} else {
			r.Text += "!"
			_, err = c.svc.SaveRemark(c.Context(), r)
		}
	case len(tickets) > 0:
		_, err = c.svc.ResolveTicket(c.Context(), tickets[rng.IntN(len(tickets))].Key)
	}
	return err
}

// shown are the rows that people see: not what a computer knows of itself alone.
func (c *colleague) shown() []string {
	c.Helper()
	t, ok := c.TB.(*testing.T)
	if !ok {
		c.Fatal("rows are compared in tests alone")
	}
	return slices.DeleteFunc(storagetest.Dump(t, c.store.Path()), func(row string) bool {
		return slices.ContainsFunc([]string{"team ", "team_entry ", "awaited ", "account "}, func(own string) bool {
			return strings.HasPrefix(row, own)
		})
	})
}

// differ lists what one has and the other has not.
func differ(a, b []string) string {
	var out []string
	for _, row := range a {
		if !slices.Contains(b, row) {
			out = append(out, "- "+row)
		}
	}
	for _, row := range b {
		if !slices.Contains(a, row) {
			out = append(out, "+ "+row)
		}
	}
	return strings.Join(out[:min(len(out), 20)], "\n")
}
