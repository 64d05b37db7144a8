package team_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
)

// The figures of docs/performance.md, about teams: make bench-team.

// BenchmarkASeenDecision is from a decision of one until the list of another has it.
func BenchmarkASeenDecision(b *testing.B) {
	s := newShift(b)
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
	const entries = 100_000
	s := newShift(b)
	kim := s.member("kim", domain.RoleAdmin)
	team, _, err := kim.svc.Team(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	history(b, s, team, entries)
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
