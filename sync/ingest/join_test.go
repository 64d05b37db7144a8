package ingest_test

import (
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/sync/ingest"
)

// plan says what reading items again does to jobs.
func (n *nights) plan(items []ingest.Item) domain.JobPlan {
	n.Helper()
	look := n.in.Reprocess(false)
	if _, err := look.Batch(n.ctx, items); err != nil {
		n.Fatal(err)
	}
	jobs, total := map[domain.JobKey]domain.Job{}, map[domain.JobKey]int{}
	err := n.store.Read(n.ctx, func(q domain.Reader) error {
		rows, err := q.Jobs()
		if err != nil {
			return err
		}
		for _, j := range rows {
			runs, err := q.AllRuns(j.ID)
			if err != nil {
				return err
			}
			jobs[j.Key], total[j.Key] = j.Job, len(runs)
		}
		return nil
	})
	if err != nil {
		n.Fatal(err)
	}
	return rules.PlanJoins(look.Moves(), jobs, total)
}

func TestJobsWhoseReportsGetOneNameJoinBeforeTheyAreReadAgain(t *testing.T) {
	n := newNights(t)
	n.now = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	var items []ingest.Item
	for i := 1; i <= 3; i++ {
		items = append(items, n.report("SRV1 ok", n.night(-i)), n.report("SRV1 failed", n.night(-i).Add(time.Hour), failing))
	}
	items = append(items, n.report("SRV1 failed", n.night(-4), failing))
	n.receive(items...)
	n.approve("SRV1 ok", "SRV1 failed")
	n.review("SRV1 ok")
	for i := range items {
		items[i].Message.ID = int64(i + 1)
		items[i].Results[0].JobName = "SRV1"
	}
	plan := n.plan(items)
	if len(plan.Joins) != 1 || plan.Joins[0].Runs != 7 || plan.Joins[0].Name != "SRV1 failed" || plan.Joins[0].Becomes != "SRV1" {
		t.Fatalf("plan %+v", plan)
	}
	n.must(n.desk.Join(n.ctx, plan.Joins[0].Into, plan.Joins[0].Keys))
	changes, err := n.in.Reprocess(true).Batch(n.ctx, items)
	if err != nil || len(changes) != 0 {
		t.Errorf("nothing else changes: %+v, %v", changes, err)
	}
	job := n.jobs("SRV1 failed")[0]
	if job.State != domain.JobActive || job.Runs != 4 {
		t.Errorf("%s with %d waiting runs", job.State, job.Runs)
	}
	n.receive(n.report("SRV1", n.night(0)))
	if job = n.jobs("SRV1 failed")[0]; job.Runs != 5 {
		t.Errorf("%d waiting runs after the next report; jobs %+v", job.Runs, n.jobs("SRV1"))
	}
	n.must(n.desk.Undo(n.ctx))
	if a, b := n.jobs("SRV1 ok")[0], n.jobs("SRV1 failed")[0]; a.State != domain.JobActive || a.Runs != 0 || b.Runs != 5 {
		t.Errorf("undone: %s with %d, and %d waiting runs", a.State, a.Runs, b.Runs)
	}
}
