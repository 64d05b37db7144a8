package model_test

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/storage/storagetest"
	"runchecks/ui/modeltest"
	"runchecks/ui/runchecks/decide"
	"runchecks/ui/words"
)

// number finds how many of a thing a label names, -1 where it names none.
func number(label, thing string) int {
	found := regexp.MustCompile(`([\d,]+) ` + thing + `s?\b`).FindStringSubmatch(label)
	if found == nil {
		return -1
	}
	n, _ := strconv.Atoi(strings.ReplaceAll(found[1], ",", ""))
	return n
}

// waiting are the runs that wait, by job.
func (s *screen) waiting() map[int64][]domain.RunRow {
	s.Helper()
	out := map[int64][]domain.RunRow{}
	err := s.Store.Read(context.Background(), func(q domain.Reader) error {
		jobs, err := q.Jobs()
		for _, j := range jobs {
			runs, err := q.JobRuns(j.ID, false, 0)
			if err != nil {
				return err
			}
			out[j.ID] = runs
		}
		return err
	})
	if err != nil {
		s.Fatal(err)
	}
	return out
}

// newest is the newest entry of the journal, and the jobs and runs that it is about.
func (s *screen) newest() (d domain.Decision, jobs map[int64]bool, runs map[int64]bool) {
	s.Helper()
	jobs, runs = map[int64]bool{}, map[int64]bool{}
	err := s.Store.Read(context.Background(), func(q domain.Reader) (err error) {
		if d, err = q.NewestDecision(); err == nil {
			d, err = q.Decision(d.ID)
		}
		if err != nil {
			return err
		}
		ids, err := q.RunIDs(d.Targets)
		for _, id := range ids {
			r, err := q.Run(id)
			if err != nil {
				return err
			}
			runs[id], jobs[r.JobID] = true, true
		}
		return err
	})
	if err != nil && domain.CodeOf(err) != domain.CodeNotFound {
		s.Fatal(err)
	}
	return d, jobs, runs
}

// mixed stores jobs with some runs each, of every status, some of them reviewed.
func (s *screen) mixed(rng *rand.Rand, n int) (jobs []domain.Job) {
	s.Helper()
	for i := 1; i <= n; i++ {
		job, err := storagetest.Job(context.Background(), s.Store, fmt.Sprintf("customer%d", i%4), i)
		if err != nil {
			s.Fatal(err)
		}
		jobs = append(jobs, job)
		for k := range 1 + rng.IntN(4) {
			status := []domain.Status{domain.Failed, domain.Warning, domain.Unknown, domain.Success, domain.Success}[rng.IntN(5)]
			r := storagetest.Run(
				job,
				k,
				modeltest.Night.Add(time.Duration(i+60*k)*time.Minute),
				storagetest.Object("vm", status, "message"),
			)
			if rng.IntN(5) == 0 {
				r.Review = &domain.Review{At: modeltest.Night, By: "alex", Decision: "00"}
			}
			s.PutRuns(r)
		}
	}
	return jobs
}

// do carries out an action as the window does.
func (s *screen) do(a decide.Action) {
	s.Helper()
	switch a {
	case decide.DoReview:
		s.m.MarkReviewed()
	case decide.DoSuccess:
		s.m.MarkSuccess(nil, func(b *decide.BulkSuccess) {
			if b.Apply(" ") || !b.Apply("planned work") {
				s.Error("a reason is not asked for, or not taken")
			}
		})
	case decide.DoAccept:
		s.m.Accept(func(d *decide.AcceptDialog) { d.Apply() })
	case decide.DoTicket:
		s.m.Document(func(x *decide.Documenting) { x.CreateTicket("T1", "", 0, false) })
	case decide.DoRemark:
		s.m.Document(func(x *decide.Documenting) { x.CreateRemark("known", time.Time{}, 0, true) })
	case decide.DoLater:
		s.m.LookLater(s.m.LaterChoices()[0])
	case decide.DoClaim:
		s.m.Claim("", s.m.ClaimChoices()[0])
	case decide.DoNote:
		s.m.ReviewWithNote("seen")
	case decide.DoUnmark, decide.DoUnmarkAll:
		s.m.Unmark(a == decide.DoUnmark)
	}
	s.Settle()
}

// Whatever is ticked, searched for and selected: a decision is about exactly what its
// button named, runs that came after the list was drawn stay, and one undo brings all back.
func TestWhatAButtonSaysIsWhatIsDecided(t *testing.T) {
	rounds := uint64(40)
	if testing.Short() {
		rounds = 12
	}
	done := map[decide.Action]int{}
	for seed := range rounds {
		for _, a := range decide.Actions() {
			t.Run(fmt.Sprintf("seed %d action %d", seed, a), func(t *testing.T) {
				rng := rand.New(rand.NewPCG(seed, uint64(a)))
				s := newScreen(t, domain.RoleAdmin)
				jobs := s.mixed(rng, 9)
				s.m.SetIncludeReviewed(rng.IntN(3) == 0)
				s.load()
				s.m.SetSearch([]string{"", "", "status:failed", "customer1"}[rng.IntN(4)])
				s.Settle()
				for range rng.IntN(5) {
					s.m.ToggleTick(rng.IntN(9))
				}
				s.m.Select(rng.IntN(9))
				s.Settle()

				scope := map[int64]domain.JobRow{}
				for i, r := range s.m.Rows() {
					if s.m.Ticked(i) || s.m.Ticks() == 0 && i == s.m.Selected() {
						scope[r.ID] = r
					}
				}
				bulk := s.m.Ticks() > 0
				label, can := s.m.Label(a), s.m.Can(a)
				seen := s.waiting()
				selected := int64(0)
				if at := s.m.SelectedRun(); at >= 0 {
					selected = s.m.Runs()[at].ID
				}
				list := s.list()
				for _, job := range jobs { // comes after the list was drawn
					s.PutRuns(
						storagetest.Run(job, 99, modeltest.Night.Add(9*time.Hour), storagetest.Object("vm", domain.Failed, "message")),
					)
				}
				before, _, _ := s.newest()
				s.do(a)
				d, about, runs := s.newest()
				if d.ID == before.ID {
					if can && a != decide.DoUnmark && a != decide.DoUnmarkAll { // nobody knows yet what is reviewed
						t.Fatalf("%q can be done, and nothing was: %s", label, s.m.Toast().Text)
					}
					return
				}
				if !can {
					t.Fatalf("%q cannot be done, and was: %s", label, review.Words(d, time.UTC))
				}
				done[a]++

				want, wantJobs := map[int64]bool{}, map[int64]bool{}
				for id := range scope {
					for _, r := range seen[id] {
						takes := map[decide.Action]bool{decide.DoReview: true, decide.DoNote: true, decide.DoRemark: true,
							decide.DoTicket: r.Status != domain.Success, decide.DoAccept: !r.Status.Good(), decide.DoSuccess: !r.Status.Good() &&
								(bulk || r.ID == selected)}[a]
						if takes {
							want[r.ID], wantJobs[id] = true, true
						}
					}
				}
				if (a == decide.DoTicket || a == decide.DoRemark || a == decide.DoSuccess) && !bulk {
					want[selected], wantJobs[jobOf(scope)] = true, true // the run that it is made from, though it be reviewed or good
				}
				if a == decide.DoUnmark || a == decide.DoUnmarkAll {
					for id := range about {
						if _, ok := scope[id]; !ok {
							t.Errorf("%q: job %d was not named", label, id)
						}
					}
				} else if !maps.Equal(runs, want) {
					t.Errorf("%q decided about %v, want %v: %s", label, sorted(runs), sorted(want), review.Words(d, time.UTC))
				}
				jobsNamed := len(scope)
				if a == decide.DoReview || a == decide.DoNote || a == decide.DoSuccess || a == decide.DoAccept {
					jobsNamed = max(1, len(wantJobs))
				}
				if n := number(label, "run"); n >= 0 && n != len(want) {
					t.Errorf("%q names %d runs, want %d", label, n, len(want))
				}
				if a == decide.DoLater {
					jobsNamed = 0
					for id := range scope {
						if len(seen[id]) > 0 {
							jobsNamed++
						}
					}
					if len(d.Targets) != jobsNamed {
						t.Errorf("%q put %d jobs off", label, len(d.Targets))
					}
				}
				if n := number(label, "job"); n != jobsNamed && (bulk || n >= 0) {
					t.Errorf("%q names %d jobs, want %d", label, n, jobsNamed)
				}
				for id, list := range s.waiting() {
					if len(list) == 0 || list[0].At != modeltest.Night.Add(9*time.Hour) {
						t.Errorf("job %d: the run that came later is gone", id)
					}
				}
				s.m.Undo()
				s.Settle()
				s.m.SetSearch(s.m.Search())
				after := s.waiting()
				for id := range seen {
					var a, b []int64
					for _, r := range seen[id] {
						a = append(a, r.ID)
					}
					for _, r := range after[id][1:] { // the first came later
						b = append(b, r.ID)
					}
					if !slices.Equal(a, b) {
						t.Errorf("job %d after the undo: %v waits, want %v (%s)", id, b, a, list)
					}
				}
			})
		}
	}
	for _, a := range decide.Actions() {
		if done[a] == 0 {
			t.Errorf("action %d was never carried out", a)
		}
	}
}

func jobOf(scope map[int64]domain.JobRow) (id int64) {
	for id = range scope {
	}
	return id
}

func sorted(set map[int64]bool) []int64 { return slices.Sorted(maps.Keys(set)) }

func TestADecisionKeepsThePlaceInTheList(t *testing.T) {
	s := newScreen(t, domain.RoleAdmin)
	s.Fill(6)
	s.load()
	job := s.m.Rows()[1].Job // job 4, with a good run too, which stays
	s.PutRuns(storagetest.Run(job, 2, modeltest.Night.Add(-time.Hour)))
	for _, tt := range []struct {
		name string
		do   func()
	}{
		{"accept", func() { s.m.Accept(func(d *decide.AcceptDialog) { d.Apply() }) }},
		{"mark as success", func() { s.m.MarkSuccess(nil, nil) }},
		{"bulk mark as success", func() {
			s.m.ToggleTick(1)
			s.m.MarkSuccess(nil, func(b *decide.BulkSuccess) { b.Apply("why") })
		}},
		{"a rule for the job", func() {
			s.Must(s.Desk.CreateOverride(context.Background(),
				review.OverrideRequest{Run: s.m.Details().Run.ID, Scope: review.ScopeJob, For: review.OneWeek, Text: "message",
					Mode: domain.MatchContains}))
			s.m.MarkSuccess(nil, nil)
		}},
	} {
		s.m.Reload()
		s.Settle()
		s.m.Select(1)
		s.Settle()
		s.want(tt.name+": before", "1 >4 2 5 3 6")
		tt.do()
		s.Settle()
		s.want(tt.name+": the next one is selected, in the same place", "1 >2 5 3 4 6")
		s.m.Undo()
		s.Settle()
		if tt.name == "a rule for the job" {
			s.m.Undo()
			s.Settle()
		}
		s.want(tt.name+": the undo selects what it brought back", "1 >4 2 5 3 6")
	}
}

func TestAnUndoSelectsTheRunThatItBroughtBack(t *testing.T) {
	s := newScreen(t, domain.RoleAdmin)
	s.Fill(3)
	s.load()
	job := s.m.Rows()[0].Job
	s.PutRuns(storagetest.Run(job, 2, modeltest.Night.Add(2*time.Hour)))
	s.load()
	s.m.Select(0)
	s.Settle()
	s.m.SelectRun(1) // the older one, which failed
	s.Settle()
	s.m.MarkSuccess(nil, nil)
	s.Settle()
	s.m.Select(2)
	s.Settle()
	s.m.Undo()
	s.Settle()
	s.want("after the undo", ">1 2 3")
	if s.m.SelectedRun() != 1 || s.m.Details().Run.Status != domain.Failed {
		t.Errorf("run %d is selected", s.m.SelectedRun())
	}
	s.m.SetSearch("status:warning")
	s.Settle()
	s.m.MarkReviewed()
	s.Settle()
	s.m.SetSearch("status:failed")
	s.Settle()
	s.m.Undo()
	s.Settle()
	if text := s.m.Toast().Text; !strings.HasSuffix(text, "(outside the search)") {
		t.Errorf("what came back cannot be seen, and nobody says so: %q", text)
	}
}

func TestTicksOnRowsThatAReloadHidesDoNotStopAnything(t *testing.T) {
	s := newScreen(t, domain.RoleOperator)
	s.Fill(3)
	s.load()
	s.m.SetSearch("status:failed")
	s.m.ToggleTick(0)
	job := s.m.Rows()[0].Job
	s.Settle()
	s.Must(s.Desk.MarkReviewed(context.Background(), []review.Target{{Job: job.ID}}))
	s.PutRuns(storagetest.Run(job, 5, modeltest.Night.Add(3*time.Hour)))
	s.load() // the job waits with a good run now, which the search hides
	if s.m.Ticks() != 0 {
		t.Errorf("%d ticks on what cannot be seen", s.m.Ticks())
	}
}

func TestTheListSaysThatReviewedRunsAreShown(t *testing.T) {
	s := newScreen(t, domain.RoleAdmin)
	s.Fill(4)
	s.load()
	if s.m.ReviewedLine() != "" || s.chips() != "*All 4, Failed 2, Missed 0, Warning 1, Success 1, New 3" {
		t.Errorf("%q, %q", s.m.ReviewedLine(), s.chips())
	}
	s.m.MarkReviewed()
	s.Settle()
	s.m.SetIncludeReviewed(true)
	s.Settle()
	if s.m.ReviewedLine() != "With reviewed: 4 jobs, 3 wait" || s.chips() != "*All 4, Failed 2, Missed 0, Warning 1, Success 1, New 2" {
		t.Errorf("%q, %q", s.m.ReviewedLine(), s.chips())
	}
	s.m.SetSearch("status:warning")
	s.Settle()
	if s.chips() != "*All 1, Failed 0, Missed 0, Warning 1, Success 0, New 1" {
		t.Errorf("%q", s.chips())
	}
	s.Indexed()
	s.m.SetSearch("nobody")
	s.Settle()
	if e, ok := s.m.Empty(); !ok || e.Text != "4 jobs, 3 wait for review." {
		t.Errorf("%+v", e)
	}
	s.m.SetIncludeReviewed(false)
	s.Settle()
	if s.m.ReviewedLine() != "" {
		t.Error("the line stays")
	}
}

func TestARuleFromAWarningCoversAFailureOnlyIfSomebodySaysSo(t *testing.T) {
	s := newScreen(t, domain.RoleOperator)
	s.Fill(6) // 1 and 4 failed, 2 and 5 warn, all with the same message
	s.load()
	s.m.Select(2)
	s.Settle()
	var d *decide.SuccessDialog
	s.m.MarkSuccess(func(x *decide.SuccessDialog) { d = x }, nil)
	s.Settle()
	q := d.Request()
	q.Scope, q.Text = review.ScopeAll, "message"
	choices := d.Severities()
	if choices[0].Worst != 0 ||
		!slices.ContainsFunc(
			choices,
			func(c decide.SeverityChoice) bool { return c.Worst == domain.Failed && c.Words == "Up to Failed" },
		) {
		t.Errorf("choices %+v", choices)
	}
	for worst, want := range map[domain.Status]string{
		choices[0].Worst: "1 waiting run of 1 job", domain.Failed: "3 waiting runs of 3 jobs",
	} {
		q.Worst = worst
		d.Set(q)
		s.Settle()
		p := d.Found()
		if got := words.FoundNow(p); got != want || len(p.Now.Rows) != p.Now.Runs || words.FoundBefore(p) == "" {
			t.Errorf("up to %v: %q, %q", worst, got, words.FoundBefore(p))
		}
		if m := p.Now.Rows[0]; !strings.HasSuffix(words.FoundCell(m, "becomes", time.UTC), " › Success (override)") ||
			words.FoundCell(m, "message", time.UTC) != "message" {
			t.Errorf("cells of %+v", m)
		}
	}
	q.Scope, q.Reason = review.ScopeRun, "tape is changed by hand"
	d.Set(q)
	d.Apply()
	s.Settle()
	if got := s.m.Toast().Text; !strings.Contains(got, "tape is changed by hand") {
		t.Errorf("only this run, with a reason: %q", got)
	}
}
