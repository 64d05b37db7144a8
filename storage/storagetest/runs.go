package storagetest

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
)

// Runs runs what a store must hold of runs and their reviews.
func Runs(t *testing.T, open func(t *testing.T) domain.Store) {
	ctx := context.Background()

	t.Run("a run comes back as it was stored", func(t *testing.T) {
		s := open(t)
		job := newJob(t, s, "contoso", 1)
		want := Run(job, 1, night, bad, Object("dc01", domain.Success, ""))
		want.Error, want.Stated = "two lines\nof reason", domain.Warning
		want.Started = domain.Stamp{Time: night, Text: "Saturday, 21 November"}
		id := put(t, s, want)[0]
		read(t, s, func(q domain.Reader) error {
			got, err := q.Run(id)
			if err != nil {
				return err
			}
			if got.Key != want.Key || got.Status != domain.Failed || got.Stated != domain.Warning || got.Error != want.Error ||
				got.Started != want.Started ||
				got.Review != nil ||
				got.Evidence != want.Evidence {
				t.Errorf("got %+v", got)
			}
			if len(got.Objects) != 2 || got.Objects[0] != bad {
				t.Errorf("objects: %+v", got.Objects)
			}
			return nil
		})
	})

	t.Run("objects come back in their order, however many there are", func(t *testing.T) {
		s := open(t)
		job := newJob(t, s, "contoso", 1)
		for n, count := range []int{0, 1, 15, 16, 17, 32, 47} {
			var want []domain.Object
			for i := range count {
				want = append(want, Object(fmt.Sprintf("vm%d", i%7), domain.Success, fmt.Sprintf("%d of %d", i, count)))
			}
			id := put(t, s, Run(job, n, night.Add(time.Duration(n)*time.Minute), want...))[0]
			read(t, s, func(q domain.Reader) error {
				got, err := q.Run(id)
				if !slices.Equal(got.Objects, want) {
					t.Errorf("of %d: %+v", count, got.Objects)
				}
				return err
			})
		}
	})

	t.Run("a run key is taken once", func(t *testing.T) {
		s := open(t)
		job := newJob(t, s, "contoso", 1)
		put(t, s, Run(job, 1, night))
		if _, err := Put(ctx, s, Run(job, 1, night)); domain.CodeOf(err) != domain.CodeConflict {
			t.Errorf("got %v, want a conflict", err)
		}
	})

	t.Run("details tell what each object was in the previous run", func(t *testing.T) {
		s := open(t)
		job := newJob(t, s, "contoso", 1)
		put(t, s, Run(job, 1, night.Add(-24*time.Hour), Object("fs04", domain.Success, "")))
		id := put(t, s, Run(job, 2, night, bad))[0]
		read(t, s, func(q domain.Reader) error {
			d, err := q.Details(id)
			if d.Before["fs04"] != domain.Success {
				t.Errorf("before: %v", d.Before)
			}
			return err
		})
	})

	t.Run("a run read again keeps its key, review and mark", func(t *testing.T) {
		s := open(t)
		job, err := Job(ctx, s, "contoso", 1)
		if err != nil {
			t.Fatal(err)
		}
		run := Run(job, 1, Now, Object("a", domain.Failed, "x"), Object("b", domain.Success, ""))
		run.Review = &domain.Review{At: Now, By: "kim", Decision: "01"}
		ids, err := Put(ctx, s, run)
		if err != nil {
			t.Fatal(err)
		}
		again := Run(job, 1, Now.Add(time.Hour), Object("c", domain.Warning, "y"))
		again.ID, again.Reader = ids[0], "better"
		if err := s.Write(ctx, func(tx domain.Tx) error { return tx.SetRun(again, "new") }); err != nil {
			t.Fatal(err)
		}
		read(t, s, func(q domain.Reader) error {
			got, err := q.Run(ids[0])
			if got.Key != run.Key || got.Review == nil || got.Review.Decision != "01" || got.Status != domain.Warning ||
				got.Reader != "better" || len(got.Objects) != 1 || got.Objects[0].Name != "c" {
				t.Errorf("got %+v", got)
			}
			return err
		})
	})

	t.Run("only a run that nobody decided about is removed", func(t *testing.T) {
		s := open(t)
		job, err := Job(ctx, s, "contoso", 1)
		if err != nil {
			t.Fatal(err)
		}
		decided := Run(job, 1, Now)
		decided.Review = &domain.Review{At: Now, Decision: "01"}
		ids, err := Put(ctx, s, decided, Run(job, 2, Now, Object("a", domain.Failed, "x")))
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Write(ctx, func(tx domain.Tx) error { return tx.DeleteRun(ids[0]) }); domain.CodeOf(err) != domain.CodeConflict {
			t.Errorf("decided: %v", err)
		}
		if err := s.Write(ctx, func(tx domain.Tx) error { return tx.DeleteRun(ids[1]) }); err != nil {
			t.Error(err)
		}
		read(t, s, func(q domain.Reader) error {
			if _, err := q.Run(ids[1]); domain.CodeOf(err) != domain.CodeNotFound {
				t.Errorf("removed: %v", err)
			}
			_, err := q.Run(ids[0])
			return err
		})
	})

	t.Run("the marks of jobs are their runs since a time, newest first", func(t *testing.T) {
		s := open(t)
		one, two, other := newJob(t, s, "contoso", 1), newJob(t, s, "contoso", 2), newJob(t, s, "contoso", 3)
		ids := put(t, s,
			Run(one, 1, night.Add(-48*time.Hour)), Run(one, 2, night.Add(-time.Hour), bad), Run(one, 3, night),
			Run(two, 1, night, Object("x", domain.Warning, "y")), Run(other, 1, night, bad),
		)
		write(t, s, func(tx domain.Tx) error { return tx.SetAttempts(map[int64]int64{ids[1]: ids[2]}) })
		read(t, s, func(q domain.Reader) error {
			got := map[int64][]domain.RunMark{}
			err := q.RunMarks([]int64{two.ID, one.ID}, night.Add(-24*time.Hour), func(job int64, marks []domain.RunMark) {
				got[job] = marks
			})
			want := map[int64][]domain.RunMark{
				one.ID: {{At: night, Status: domain.Success}, {At: night.Add(-time.Hour), Status: domain.Failed, Earlier: true}},
				two.ID: {{At: night, Status: domain.Warning}},
			}
			if !maps.EqualFunc(got, want, slices.Equal) {
				t.Errorf("got %+v\nwant %+v", got, want)
			}
			return err
		})
	})

	t.Run("the past of a job is its runs of a time, newest first, and their objects by the words of each", func(t *testing.T) {
		s := open(t)
		one, two := newJob(t, s, "contoso", 1), newJob(t, s, "adatum", 2)
		late := Run(one, 3, night, Object("vm", domain.Failed, "disk full"), Object("db", domain.Success, "fine"))
		late.Started, late.Ended = domain.Stamp{Time: night, Zoned: true}, domain.Stamp{Time: night.Add(time.Hour), Zoned: true}
		seen := Run(one, 2, night.Add(-24*time.Hour), Object("vm", domain.Warning, "disk nearly full"))
		seen.Review = &domain.Review{At: Now, By: "kim", Decision: "01"}
		ids := put(t, s, Run(one, 1, night.Add(-48*time.Hour)), seen, late, Run(two, 4, night), Run(one, 5, Now))
		write(t, s, func(tx domain.Tx) error { return tx.SetAttempts(map[int64]int64{ids[1]: ids[2]}) })
		read(t, s, func(q domain.Reader) error {
			runs, err := q.PastRuns(one.ID, night.Add(-24*time.Hour), Now, 10)
			if err != nil {
				return err
			}
			want := []domain.PastRun{
				{ID: ids[2], At: night, Status: domain.Failed, Source: late.Source, Kind: late.Kind,
					Duration: time.Hour, Objects: 2, Problems: 1},
				{ID: ids[1], At: seen.At, Status: domain.Warning, Reviewed: true, Earlier: true, Source: seen.Source, Kind: seen.Kind,
					Objects: 1, Problems: 1, Duration: runs[len(runs)-1].Duration},
			}
			if !slices.Equal(runs, want) {
				t.Errorf("got %+v\nwant %+v", runs, want)
			}
			if first, err := q.PastRuns(one.ID, night.Add(-24*time.Hour), Now, 1); err != nil || len(first) != 1 || first[0].ID != ids[2] {
				t.Errorf("of one: %+v, %v", first, err)
			}
			objects, err := q.PastObjects([]int64{ids[1], ids[2]}, 10)
			if want := []domain.PastObject{
				{Run: ids[2], Name: "vm", Status: domain.Failed, Message: "disk full"},
				{Run: ids[2], Name: "db", Status: domain.Success},
				{Run: ids[1], Name: "vm", Status: domain.Warning, Message: "disk nearly full"},
			}; !slices.Equal(objects, want) {
				t.Errorf("got %+v\nwant %+v", objects, want)
			}
			if first, err := q.PastObjects(ids, 2); err != nil || len(first) != 2 || first[1].Name != "db" {
				t.Errorf("of two: %+v, %v", first, err)
			}
			return err
		})
	})

	t.Run("a day's runs are those of its span, newest first", func(t *testing.T) {
		s := open(t)
		job := newJob(t, s, "contoso", 1)
		done := Run(job, 2, Now.Add(-time.Hour), bad)
		done.Review = &domain.Review{At: Now, By: "kim", Decision: "01"}
		put(t, s, Run(job, 1, Now.Add(-2*time.Hour)), done, Run(job, 3, Now), Run(job, 4, Now.Add(-25*time.Hour)))
		read(t, s, func(q domain.Reader) error {
			got, err := q.DayRuns(Now.Add(-24*time.Hour), Now)
			if len(got) != 2 || got[0].Review == nil || got[0].Review.By != "kim" || got[0].Problems != 1 || got[1].Review != nil {
				t.Errorf("got %+v", got)
			}
			return err
		})
	})

	t.Run("what people reviewed in a time is counted, whatever the decision, and not what came reviewed", func(t *testing.T) {
		s := open(t)
		job := newJob(t, s, "contoso", 1)
		var runs []domain.Run
		for n := range 6 {
			runs = append(runs, Run(job, n, night.Add(time.Duration(n)*time.Minute)))
		}
		runs[0].Review = &domain.Review{At: Now, Note: "imported as history"}
		runs[1].Review = &domain.Review{At: Now.Add(time.Minute), By: "kim", Decision: "03"} // by an acceptance, when it came
		ids := put(t, s, runs...)
		at := func(hours int) time.Time { return Now.Add(time.Duration(hours) * time.Hour) }
		write(t, s, func(tx domain.Tx) error {
			for i, d := range []domain.Decision{
				{ID: "01", Actor: "kim", Kind: domain.DecideReview, At: at(-2)}, {ID: "02", Actor: "alex", Kind: domain.DecideTicket,
					At: at(-1)}, {ID: "03", Actor: "kim", Kind: domain.DecideAccept, At: at(0)},
			} {
				d.Payload = []byte("null")
				if err := tx.AppendDecision(d); err != nil {
					return err
				}
				if err := tx.SetReview(ids[2+i:3+i], &domain.Review{At: d.At, By: d.Actor, Decision: d.ID}); err != nil {
					return err
				}
			}
			return nil
		})
		want := func(from, to time.Time, want domain.ReviewCount) {
			t.Helper()
			read(t, s, func(q domain.Reader) error {
				got, err := q.ReviewedIn(from, to)
				if got.Runs != want.Runs || got.By != want.By || !got.Last.Equal(want.Last) {
					t.Errorf("got %+v, want %+v", got, want)
				}
				return err
			})
		}
		want(at(-3), at(1), domain.ReviewCount{Runs: 3, Last: at(0), By: "kim"})
		want(at(-2), at(0), domain.ReviewCount{Runs: 2, Last: at(-1), By: "alex"})
		want(at(1), at(2), domain.ReviewCount{})
		read(t, s, func(q domain.Reader) error {
			got, err := q.ReviewsIn(at(-2), at(1))
			if len(got) != 3 || got[0].Decision != "01" || got[2].Decision != "03" {
				t.Fatalf("%+v", got)
			}
			r := got[1]
			if r.Job != job.ID || r.Runs != 1 || r.By != "alex" || r.Kind != domain.DecideTicket || !r.At.Equal(at(-1)) ||
				!r.Oldest.Equal(night.Add(3*time.Minute)) || r.Status != runs[3].Status || r.Effective != runs[3].Effective.Status {
				t.Errorf("%+v", r)
			}
			return err
		})
		write(t, s, func(tx domain.Tx) error { return tx.SetReview(ids[4:5], nil) })
		want(at(-3), at(1), domain.ReviewCount{Runs: 2, Last: at(-1), By: "alex"})
	})

	t.Run("what waits and is no success is judged without history", func(t *testing.T) {
		s := open(t)
		job, other := newJob(t, s, "contoso", 1), newJob(t, s, "adatum", 2)
		reviewed := Run(job, 3, night, bad)
		reviewed.Review = &domain.Review{At: Now, By: "kim"}
		ids := put(
			t,
			s,
			Run(job, 1, night, bad, Object("dc01", domain.Success, ""), Object("ex01", domain.Warning, "slow")),
			Run(job, 2, night),
			reviewed,
			Run(other, 1, night, bad),
		)
		read(t, s, func(q domain.Reader) error {
			return q.WaitingProblems(domain.ProblemFilter{Job: job.Key}, func(r domain.Run, j domain.Job) error {
				if r.ID != ids[0] || j.ID != job.ID || len(r.Objects) != 2 || r.Objects[1].Message != "slow" {
					t.Errorf("run %+v of %s", r, j.Name)
				}
				return nil
			})
		})
		write(t, s, func(tx domain.Tx) error {
			return tx.SetEffective(ids[:2], domain.Effective{Status: domain.SuccessOverride, Reason: "known"})
		})
		read(t, s, func(q domain.Reader) error {
			r, err := q.Run(ids[0])
			if r.Effective.Reason != "known" || r.Effective.Status != domain.SuccessOverride {
				t.Errorf("effective %+v", r.Effective)
			}
			return err
		})
	})

	t.Run("problems are found by what they say, newest first, and all are counted", func(t *testing.T) {
		s := open(t)
		job, other := newJob(t, s, "contoso", 1), newJob(t, s, "adatum", 2)
		slow, good := Object("ex01", domain.Warning, "slow"), Object("dc01", domain.Success, "slow")
		failed, old := Run(job, 4, night.Add(3*time.Hour), good), Run(job, 5, night.AddDate(0, -6, 0), slow)
		late := Run(job, 7, night.AddDate(0, 0, 9), slow)
		failed.Status, failed.Error = domain.Failed, "too slow"
		ids := put(
			t, s, Run(job, 1, night, bad, slow, slow), Run(job, 2, night, good), Run(other, 3, night.Add(time.Hour), slow), failed, old,
			Run(job, 6, night.Add(4*time.Hour), bad), late,
		)
		read(t, s, func(q domain.Reader) error {
			for _, c := range []struct {
				f    domain.ProblemFilter
				says func(string) bool
				want []int64
				of   int
			}{
				{domain.ProblemFilter{}, isSlow, []int64{ids[3], ids[2], ids[0]}, 4},
				{domain.ProblemFilter{Job: job.Key}, isSlow, []int64{ids[3], ids[0]}, 3},
				{domain.ProblemFilter{Job: job.Key}, anything, []int64{ids[5], ids[3], ids[0]}, 3},
				{domain.ProblemFilter{Product: "nobody's"}, isSlow, nil, 0},
			} {
				var got []int64
				c.f.Since, c.f.Until = night.AddDate(0, -1, 0), night.AddDate(0, 0, 9)
				of, err := q.MatchingProblems(c.f, c.says, func(r domain.Run, j domain.Job) error {
					got = append(got, r.ID)
					if r.JobID != j.ID || r.ID == ids[0] && len(r.Objects) != 3 || r.ID == ids[3] && (len(r.Objects) != 0 || r.Error != "too slow") {
						t.Errorf("%+v of %s", r, j.Name)
					}
					return nil
				})
				if err != nil {
					return err
				}
				if !slices.Equal(got, c.want) || of != c.of {
					t.Errorf("%+v: runs %v of %d, want %v of %d", c.f, got, of, c.want, c.of)
				}
			}
			return nil
		})
	})
}

func isSlow(text string) bool { return strings.Contains(text, "slow") }

func anything(string) bool { return true }
