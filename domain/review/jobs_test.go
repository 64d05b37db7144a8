package review_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/storage/storagetest"
)

// twoProblems are two jobs with a good and a bad run each, and one that is good.
func (b *fixture) twoProblems() (targets []review.Target, late func()) {
	b.Helper()
	var jobs []domain.Job
	for n, bad := range []bool{true, true, false} {
		job := b.job(fmt.Sprintf("customer%d", n), n+1)
		jobs = append(jobs, job)
		runs := []domain.Run{storagetest.Run(job, 1, night)}
		if bad {
			runs = append(runs, storagetest.Run(job, 2, night.Add(time.Hour), vss))
		}
		ids := b.put(runs...)
		targets = append(targets, review.Target{Job: job.ID, Last: ids[len(ids)-1]})
	}
	return targets, func() { b.put(storagetest.Run(jobs[0], 9, night.Add(3*time.Hour), vss)) }
}

func TestBulkSuccessMarksTheProblemsThatWereSeenAndIsOneUndo(t *testing.T) {
	b := newFixture(t, domain.RoleOperator)
	targets, late := b.twoProblems()
	late()
	before := b.open()
	if _, err := b.svc.MarkJobsSuccess(b.ctx, targets, " "); domain.CodeOf(err) != domain.CodeInvalid {
		t.Errorf("without a reason: %v", err)
	}
	d := b.must(b.svc.MarkJobsSuccess(b.ctx, targets, "planned work"))
	if inWords(d) != "2 jobs, 2 runs marked as success" || len(d.Targets) != 2 {
		t.Errorf("%s: %v", inWords(d), d.Targets)
	}
	b.want("the good runs and the late one wait", "Job 0001 Failed **, Job 0002 Success *, Job 0003 Success *")
	b.must(b.svc.Undo(b.ctx))
	b.want("after one undo", before)
	d = b.must(b.svc.MarkJobsSuccess(b.ctx, targets[1:], "planned work"))
	if inWords(d) != "1 run of Job 0002 marked as success" {
		t.Error(inWords(d))
	}
	if _, err := b.svc.MarkJobsSuccess(b.ctx, targets[1:], "planned work"); domain.CodeOf(err) != domain.CodeConflict {
		t.Errorf("a second time: %v", err)
	}
}

func TestBulkAcceptEndsForEachJobByItselfAndIsOneUndo(t *testing.T) {
	b := newFixture(t, domain.RoleOperator)
	targets, late := b.twoProblems()
	late()
	r := review.AcceptRequest{UntilSuccess: true, UntilWorse: true, Note: "a disk is ordered"}
	p, err := b.svc.PreviewAcceptJobs(b.ctx, targets, r)
	if err != nil || p.Jobs != 2 || len(p.Runs) != 2 {
		t.Errorf("preview of %d jobs, %d runs: %v", p.Jobs, len(p.Runs), err)
	}
	before := b.open()
	d := b.must(b.svc.AcceptJobs(b.ctx, targets, r))
	if !strings.HasPrefix(inWords(d), "accepted 2 jobs, 2 runs, until ") {
		t.Error(inWords(d))
	}
	b.want("the good runs and the late one wait", "Job 0001 Failed **, Job 0002 Success *, Job 0003 Success *")
	accepted, err := b.svc.Accepted(b.ctx)
	if err != nil || len(accepted) != 2 || accepted[0].Key.Entry() != d.ID || accepted[1].Key.Entry() != d.ID {
		t.Fatalf("%+v, %v", accepted, err)
	}
	b.must(b.svc.EndAccept(b.ctx, accepted[0].Key))
	if _, err := b.svc.UndoOne(b.ctx, d.ID); domain.CodeOf(err) != domain.CodeConflict {
		t.Errorf("undone under a later decision: %v", err)
	}
	b.must(b.svc.Undo(b.ctx))
	b.must(b.svc.Undo(b.ctx))
	b.want("after the undo", before)
	if accepted, err = b.svc.Accepted(b.ctx); err != nil || len(accepted) != 0 {
		t.Errorf("left: %+v, %v", accepted, err)
	}
}

func TestWhatWasNotSeenIsNotAccepted(t *testing.T) {
	b := newFixture(t, domain.RoleOperator)
	job := b.job("contoso", 1)
	warned := storagetest.Run(job, 1, night, storagetest.Object("fs04", domain.Warning, "slow"))
	seen := b.put(warned)[0]
	b.put(storagetest.Run(job, 2, night.Add(time.Hour), vss)) // came after the list was drawn, and is worse
	b.must(b.svc.Accept(b.ctx, review.AcceptRequest{Run: seen, Level: domain.AcceptJob, UntilWorse: true, Last: seen}))
	b.want("the failure waits", "Job 0001 Failed *")
	accepted, err := b.svc.Accepted(b.ctx)
	if err != nil || accepted[0].Status != domain.Warning {
		t.Errorf("%+v, %v", accepted, err)
	}
}

func TestAMarkGetsItsReasonAfterwardsAndUndoGivesTheOldOneBack(t *testing.T) {
	b := newFixture(t, domain.RoleOperator)
	id := b.put(storagetest.Run(b.job("contoso", 1), 1, night, vss))[0]
	b.must(b.svc.MarkSuccess(b.ctx, id, ""))
	b.must(b.svc.ExplainSuccess(b.ctx, id, "tape is changed by hand"))
	b.status(id, domain.SuccessOverride, "tape is changed by hand")
	b.must(b.svc.Undo(b.ctx))
	b.status(id, domain.SuccessOverride, "marked as success by kim")
	b.must(b.svc.Undo(b.ctx))
	b.status(id, domain.Failed, "")
	if _, err := b.svc.ExplainSuccess(b.ctx, id, "why"); domain.CodeOf(err) != domain.CodeConflict {
		t.Errorf("a run that is not marked: %v", err)
	}
}

func TestUnmarkOfSeveralJobsIsOneDecision(t *testing.T) {
	b := newFixture(t, domain.RoleAdmin)
	targets, _ := b.twoProblems()
	before := b.open()
	b.must(b.svc.MarkReviewed(b.ctx, targets))
	d := b.must(b.svc.Unmark(b.ctx, []int64{targets[0].Job, targets[1].Job, targets[2].Job, targets[0].Job}, true))
	if inWords(d) != "3 jobs, 5 runs unmarked" {
		t.Error(inWords(d))
	}
	b.want("all are back", before)
	b.must(b.svc.Undo(b.ctx))
	b.want("and gone again", "")
}

func TestAJobIsApprovedOnceHoweverManyMessagesNameIt(t *testing.T) {
	b := newFixture(t, domain.RoleOperator)
	err := b.store.Write(b.ctx, func(tx domain.Tx) error {
		for _, key := range []domain.JobKey{"k", "l"} {
			if _, err := tx.PutJob(domain.Job{Key: key, Product: "Veeam", Type: "Backup", Name: "new " + string(key), State: domain.JobPending}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	d := b.must(b.svc.Approve(b.ctx, []domain.JobKey{"k", "l", "k", "k"}, "Contoso"))
	if inWords(d) != "2 jobs approved for Contoso" || len(d.Targets) != 2 {
		t.Errorf("%s: %v", inWords(d), d.Targets)
	}
}
