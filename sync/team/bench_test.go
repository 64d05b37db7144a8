package team_test

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/sync/team"
	"runchecks/sync/team/teamtest"
)

// The figures of docs/performance.md, about teams: make bench-team.

// BenchmarkASeenDecision is from a decision of one until the list of another has it.
func BenchmarkASeenDecision(b *testing.B) {
	b.Run("in a database", func(b *testing.B) { seenDecision(b, newShift(b)) })
	b.Run("in a mailbox", func(b *testing.B) { seenDecision(b, newFolder(b)) })
}

func seenDecision(b *testing.B, s *shift) {
	b.Helper()
	kim, alex := s.member("kim", domain.RoleAdmin), s.member("alex", domain.RoleOperator)
	ctx, stop := context.WithCancel(b.Context())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		alex.exchange.Run(ctx, time.Hour)
	}()
	for n := 0; b.Loop(); n++ {
		b.StopTimer()
		kim.report(100 + n)
		alex.report(100 + n)
		b.StartTimer()
		kim.review(n % jobsOfAll)
		kim.sync()
		here := kim.team()
		for alex.team().Position < here.Position { // it is taken over in a moment
		}
	}
	stop()
	<-ended
}

func (c *colleague) team() domain.Team {
	c.Helper()
	t, _, err := c.svc.Team(c.Context())
	if err != nil {
		c.Fatal(err)
	}
	return t
}

// BenchmarkJoin is a computer that joins a team of many entries, with all reports.
func BenchmarkJoin(b *testing.B) {
	b.Run("in a database", func(b *testing.B) { joinTeam(b, newShift(b), 100_000) })
	b.Run("in a mailbox", func(b *testing.B) { joinTeam(b, newFolder(b), 100_000) })
}

func joinTeam(b *testing.B, s *shift, entries int) {
	b.Helper()
	kim := s.member("kim", domain.RoleAdmin)
	is, _, err := kim.svc.Team(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	history(b, s, is, entries)
	for n := 0; b.Loop(); n++ {
		b.StopTimer()
		name := fmt.Sprint("new ", n)
		b.StartTimer()
		began := time.Now()
		s.member(name, domain.RoleOperator)
		b.ReportMetric(float64(entries)/time.Since(began).Seconds(), "entries/s")
	}
}

// history fills the journal of a team.
func history(b *testing.B, s *shift, t domain.Team, entries int) {
	b.Helper()
	other := s.member("history", domain.RoleAdmin)
	if _, err := other.svc.LeaveTeam(b.Context()); err != nil {
		b.Fatal(err)
	}
	other.exchange.Close()
	s.people++
	t.Computer, t.Actor = domain.ComputerID(fmt.Sprintf("%026d", s.people)), "history"
	log := s.logAs("history")
	if _, err := log.Greet(b.Context(), domain.TeamMember{Computer: t.Computer}); err != nil {
		b.Fatal(err)
	}
	link := ""
	var batch []domain.Decision
	for n := range entries {
		d := domain.Decision{
			ID: domain.DecisionID(fmt.Sprintf("00M83X85ZGK2KZ9MCJ%08d", n)), Profile: "p", Actor: "history",
			At: time.UnixMilli(int64(n) + 1), Kind: domain.DecideReview, Payload: []byte(`{}`),
			Targets: []string{fmt.Sprintf("mail:<%d.%d@x>#0", n/jobsOfAll%200+1, n%jobsOfAll)},
		}
		d.Hash = d.Chain(link)
		link = d.Hash
		if batch = append(batch, d); len(batch) == 500 || n == entries-1 {
			if err := log.Append(b.Context(), t.Computer, batch); err != nil {
				b.Fatal(err)
			}
			batch = batch[:0]
		}
	}
}

// BenchmarkRejoin is a computer that was away for three days, with 500 decisions of its own
// about jobs that others decided about, too.
func BenchmarkRejoin(b *testing.B) {
	s := newShift(b)
	kim, alex := s.member("kim", domain.RoleAdmin), s.member("alex", domain.RoleOperator)
	night := 100
	for b.Loop() {
		b.StopTimer()
		for range 500 / jobsOfAll {
			night++
			kim.report(night)
			alex.report(night)
			for n := range jobsOfAll {
				alex.review(n)
				if n%3 == 0 {
					kim.review(n)
				}
			}
		}
		kim.sync()
		b.StartTimer()
		alex.sync()
	}
	if _, err := kim.exchange.Sync(b.Context()); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkAppend is an entry of one of 1,000 computers, 50 people with 20 each, which decide
// once a minute: 17 entries a second arrive at one database.
func BenchmarkAppend(b *testing.B) {
	const people, computers, every = 50, 20, time.Minute
	s := newShift(b)
	var logs []team.Log
	for n := range people {
		name := fmt.Sprint("p", n)
		log := s.logAs(name)
		logs = append(logs, log)
		for c := range computers {
			if _, err := log.Greet(b.Context(), domain.TeamMember{Computer: computerOf(n, c)}); err != nil {
				b.Fatal(err)
			}
		}
	}
	for b.Loop() {
		var mu sync.Mutex
		var took []time.Duration
		var all sync.WaitGroup
		for n := range people * computers {
			all.Go(func() {
				p, c := n%people, n/people
				time.Sleep(time.Duration(n) * every / (people * computers) / 4) // a quarter of a minute: four times as much as that
				d := teamtest.Decided(fmt.Sprint("p", p), 1)[0]
				d.ID = domain.DecisionID(fmt.Sprintf("%08d%018d", n, time.Now().UnixNano()%1e18))
				began := time.Now()
				if err := logs[p].Append(b.Context(), computerOf(p, c), []domain.Decision{d}); err != nil {
					b.Error(err)
				}
				mu.Lock()
				defer mu.Unlock()
				took = append(took, time.Since(began))
			})
		}
		all.Wait()
		slices.Sort(took)
		b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "ms/median")
		b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "ms/p99")
	}
}

func computerOf(person, n int) domain.ComputerID {
	return domain.ComputerID(fmt.Sprintf("C%05d%020d", person, n))
}

// BenchmarkDecide is a decision here: in no team, and in one that cannot be reached.
func BenchmarkDecide(b *testing.B) {
	for _, in := range []string{"no team", "a team"} {
		b.Run(in, func(b *testing.B) {
			s := newShift(b)
			kim := s.member("kim", domain.RoleAdmin)
			if in == "no team" {
				if _, err := kim.svc.LeaveTeam(b.Context()); err != nil {
					b.Fatal(err)
				}
			}
			for n := 0; b.Loop(); n++ {
				b.StopTimer()
				if n%jobsOfAll == 0 {
					kim.report(100 + n)
				}
				b.StartTimer()
				if _, err := kim.svc.MarkReviewed(b.Context(), []review.Target{{Job: kim.jobs[n%jobsOfAll].ID}}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
