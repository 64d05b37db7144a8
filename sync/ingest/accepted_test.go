package ingest_test

import (
	"fmt"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/sync/ingest"
)

// report is a report of one of several jobs.
func (n *nights) report(job string, at time.Time, objects ...domain.Object) ingest.Item {
	item := n.item(at, objects...)
	item.Results[0].JobName = job
	return item
}

// full is the error that all jobs share; the numbers in it change every night.
func full(object string, s domain.Status, at time.Time) domain.Object {
	return domain.Object{Name: object, Type: "VM", Status: s, Message: fmt.Sprintf("Disk is full, %d MB of 4096 left", at.Day())}
}

// waiting lists the names of the jobs that have waiting runs, and whether the acceptance
// holds.
func (n *nights) waiting() (jobs string, holds bool) {
	n.Helper()
	err := n.store.Read(n.ctx, func(q domain.Reader) error {
		rows, err := q.OpenJobs()
		for _, r := range rows {
			jobs += r.Name + " "
		}
		if err != nil {
			return err
		}
		active, err := q.ActiveAcceptances()
		holds = len(active) == 1
		return err
	})
	if err != nil {
		n.Fatal(err)
	}
	return jobs, holds
}

// everyNight are the reports of a night in which nothing is new. D works once a week.
func (n *nights) everyNight(night int) {
	n.Helper()
	n.now = time.Date(2026, 11, 1+night, 22, 0, 0, 0, time.UTC)
	items := []ingest.Item{
		n.report("A", n.now, full("vm1", domain.Warning, n.now), full("vm2", domain.Failed, n.now)),
		n.report("B", n.now.Add(time.Minute), full("vm1", domain.Warning, n.now)),
		n.report("C", n.now.Add(2*time.Minute), full("vm1", domain.Failed, n.now)),
	}
	if night%7 == 1 {
		items = append(items, n.report("D", n.now.Add(3*time.Minute), full("vm1", domain.Warning, n.now)))
	}
	n.receive(items...)
	n.now = n.now.Add(10 * time.Hour)
}

func (n *nights) jobs(names ...string) (out []domain.JobRow) {
	n.Helper()
	err := n.store.Read(n.ctx, func(q domain.Reader) error {
		all, err := q.Jobs()
		for _, name := range names {
			for _, j := range all {
				if j.Name == name {
					out = append(out, j)
				}
			}
		}
		return err
	})
	if err != nil {
		n.Fatal(err)
	}
	return out
}

func (n *nights) review(names ...string) {
	n.Helper()
	var targets []review.Target
	for _, j := range n.jobs(names...) {
		targets = append(targets, review.Target{Job: j.ID})
	}
	n.must(n.desk.MarkReviewed(n.ctx, targets))
}

func (n *nights) approve(names ...string) {
	n.Helper()
	var keys []domain.JobKey
	for _, j := range n.jobs(names...) {
		keys = append(keys, j.Key)
	}
	n.must(n.desk.Approve(n.ctx, keys, "Northwind"))
}

func TestAnErrorOfAllJobsStaysAcceptedWhileNothingChangesWhateverWasReviewed(t *testing.T) {
	for reviewed, names := range map[string][]string{"nothing": nil, "one job": {"A"}, "all but one": {"A", "B", "D"}} {
		for change, tt := range map[string]struct {
			reports func(n *nights, at time.Time) []ingest.Item
			waits   string
		}{
			"nothing is new": {func(*nights, time.Time) []ingest.Item { return nil }, ""},
			"a good night of one job": {func(n *nights, at time.Time) []ingest.Item {
				return []ingest.Item{n.report("A", at, domain.Object{Name: "vm1", Status: domain.Success})}
			}, "A "},
			"another job": {func(n *nights, at time.Time) []ingest.Item {
				return []ingest.Item{n.report("E", at, full("vm1", domain.Warning, at))}
			}, "E "},
			"another object": {func(n *nights, at time.Time) []ingest.Item {
				return []ingest.Item{n.report("B", at, full("vm9", domain.Warning, at))}
			}, "B "},
			"worse for one object": {func(n *nights, at time.Time) []ingest.Item {
				return []ingest.Item{n.report("B", at, full("vm1", domain.Failed, at))}
			}, "B "},
			"another error": {func(n *nights, at time.Time) []ingest.Item {
				return []ingest.Item{n.report("B", at, domain.Object{Name: "vm1", Status: domain.Warning, Message: "Access denied"})}
			}, "B "},
		} {
			t.Run(reviewed+" was reviewed, then "+change, func(t *testing.T) {
				n := newNights(t)
				n.receive(n.report("E", time.Date(2026, 10, 1, 22, 0, 0, 0, time.UTC)))
				n.everyNight(1)
				n.approve("A", "B", "C", "D", "E")
				n.review("E")
				if len(names) > 0 {
					n.review(names...)
				}
				n.must(n.desk.Accept(n.ctx, review.AcceptRequest{Run: n.jobs("C")[0].LastRun, Level: domain.AcceptError, UntilWorse: true, UntilNewObject: true}))
				for night := 2; night < 10; night++ {
					n.everyNight(night)
					if jobs, holds := n.waiting(); jobs != "" || !holds {
						t.Fatalf("night %d: %q waits, accepted still: %v", night, jobs, holds)
					}
				}
				n.receive(tt.reports(n, n.now)...)
				jobs, holds := n.waiting()
				ended := change == "another job" || change == "another object" || change == "worse for one object"
				if jobs != tt.waits || holds == ended {
					t.Errorf("%q waits, accepted still: %v", jobs, holds)
				}
			})
		}
	}
}

func TestReportsOfAJobThatNobodyApprovedAreNotAcceptedAndEndNothing(t *testing.T) {
	n := newNights(t)
	n.everyNight(1)
	n.approve("A", "B", "C", "D")
	n.must(n.desk.Accept(n.ctx, review.AcceptRequest{Run: n.jobs("C")[0].LastRun, Level: domain.AcceptError, UntilWorse: true, UntilNewObject: true}))
	n.receive(n.report("Forged", n.now, full("vm1", domain.Failed, n.now)))
	if jobs, holds := n.waiting(); jobs != "" || !holds {
		t.Errorf("%q waits, accepted still: %v", jobs, holds)
	}
	n.approve("Forged")
	if jobs, _ := n.waiting(); jobs != "Forged " {
		t.Errorf("after the approval %q waits", jobs)
	}
}
