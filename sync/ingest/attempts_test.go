package ingest_test

import (
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
)

// tries brings the runs of one night: minutes after its slot, and what became of fs04.
func (n *nights) tries(statuses ...domain.Status) {
	n.Helper()
	for i, s := range statuses {
		message := ""
		if s != domain.Success {
			message = "no space"
		}
		n.receive(n.item(n.night(0).Add(time.Duration(i)*40*time.Minute), domain.Object{Name: "fs04", Type: "VM", Status: s, Message: message}))
	}
	n.now = n.night(0).Add(10 * time.Hour)
	n.attempts()
}

func (n *nights) attempts() int {
	n.Helper()
	changed, err := n.in.RecentAttempts(n.ctx)
	if err != nil {
		n.Fatal(err)
	}
	return changed
}

// row is the job in the list; ok is false where nothing of it waits.
func (n *nights) row() (row domain.JobRow, ok bool) {
	n.Helper()
	err := n.store.Read(n.ctx, func(q domain.Reader) error {
		rows, err := q.OpenJobs()
		if len(rows) > 0 {
			row, ok = rows[0], true
		}
		return err
	})
	if err != nil {
		n.Fatal(err)
	}
	return row, ok
}

// reviewedBefore reviews what daily brought, so that the tries of the night are alone.
func (n *nights) reviewedBefore() {
	n.Helper()
	n.daily()
	n.must(n.desk.MarkReviewed(n.ctx, []review.Target{{Job: n.job().ID}}))
}

func TestThreeMailsOfOneNightAreOneRowJudgedByTheLast(t *testing.T) {
	n := newNights(t)
	n.reviewedBefore()
	n.tries(domain.Failed, domain.Failed, domain.Success)
	row, _ := n.row()
	if row.Runs != 1 || row.Status != domain.Success || row.Problems != 0 {
		t.Errorf("row %+v", row)
	}
	if runs := n.runs(); runs[0].Attempts != 3 || runs[1].LastAttempt != runs[0].ID || runs[2].LastAttempt != runs[0].ID || runs[3].Attempts != 1 {
		t.Errorf("runs %+v", runs[:4])
	}
	n.must(n.desk.SetAttemptJudge(n.ctx, domain.JudgeWorst))
	if row, _ := n.row(); row.Runs != 1 || row.Status != domain.Failed || row.Problems != 1 {
		t.Errorf("by the worst: %+v", row)
	}
	n.must(n.desk.Undo(n.ctx))
	d := n.must(n.desk.MarkReviewed(n.ctx, []review.Target{{Job: row.ID, Last: row.LastRun}}))
	if _, ok := n.row(); ok || review.Words(d, time.UTC) != "1 run of NW reviewed" || len(d.Targets) != 3 {
		t.Errorf("the row is there after its review: %+v", d)
	}
	sheet, err := n.desk.SignOff(n.ctx, n.now, "")
	if err != nil || len(sheet.Rows) != 1 || len(sheet.Rows[0].Earlier) != 2 || sheet.Rows[0].Open() || sheet.ReviewedIn.Runs != 1 {
		t.Errorf("sheet %+v, %v", sheet, err)
	}
	n.must(n.desk.Undo(n.ctx))
	if row, ok := n.row(); !ok || row.Runs != 1 || row.Status != domain.Success {
		t.Errorf("after undo: %+v", row)
	}
	day, err := n.desk.Day(n.ctx, n.now)
	if err != nil || len(day.Jobs) != 1 || day.Jobs[0].Runs != 1 || day.Jobs[0].Open != 1 || day.Jobs[0].State.Status != domain.Success || day.Jobs[0].Worst.Attempts != 3 {
		t.Errorf("day %+v, %v", day.Jobs, err)
	}
	sheet, err = n.desk.SignOff(n.ctx, n.now, "")
	if runs, _, open, problems := sheet.Counts(); err != nil || runs != 1 || open != 1 || problems != 0 {
		t.Errorf("%d runs, %d open, %d problems, %v", runs, open, problems, err)
	}
	if n.attempts() != 0 {
		t.Error("a second look finds something")
	}
}

func TestASuccessMarkOnTheLastTryTakesTheTriesBeforeItAlong(t *testing.T) {
	n := newNights(t)
	n.reviewedBefore()
	n.tries(domain.Failed, domain.Failed)
	before := n.runs()
	n.must(n.desk.MarkSuccess(n.ctx, before[0].ID, "known"))
	if row, ok := n.row(); ok {
		t.Errorf("left in the list: %+v", row)
	}
	n.must(n.desk.Undo(n.ctx))
	if row, _ := n.row(); row.Runs != 1 || row.Status != domain.Failed || row.Problems != 1 {
		t.Errorf("after undo: %+v", row)
	}
	d := n.must(n.desk.MarkJobsSuccess(n.ctx, []review.Target{{Job: n.job().ID}}, "known"))
	if _, ok := n.row(); ok || review.Words(d, time.UTC) != "1 run of NW marked as success" {
		t.Errorf("left in the list, %q", review.Words(d, time.UTC))
	}
}

func TestWhatWasTriedAgainWithSuccessIsNoProblemToBeMarked(t *testing.T) {
	n := newNights(t)
	n.reviewedBefore()
	n.tries(domain.Failed, domain.Success)
	if _, err := n.desk.MarkJobsSuccess(n.ctx, []review.Target{{Job: n.job().ID}}, "known"); domain.CodeOf(err) != domain.CodeConflict {
		t.Errorf("%v", err)
	}
}

func TestAnotherScheduleOrAnotherHourOfTheNightPartsTheAttempts(t *testing.T) {
	n := newNights(t)
	n.reviewedBefore()
	n.tries(domain.Failed, domain.Failed, domain.Success)
	twice := nightly(22 * 60)
	for d := range 7 {
		twice.Slots = append(twice.Slots, domain.WeekSlot{Weekday: time.Weekday(d), Minute: 4 * 60})
	}
	n.must(n.desk.SetSchedule(n.ctx, n.job().ID, &twice))
	if row, _ := n.row(); row.Runs != 3 || row.Status != domain.Failed {
		t.Errorf("of a job that runs twice a night: %+v", row)
	}
	n.must(n.desk.Undo(n.ctx))
	if row, _ := n.row(); row.Runs != 1 {
		t.Errorf("after undo: %+v", row)
	}
	n.must(n.desk.SetNightStart(n.ctx, 23)) // 22:00 and 22:40, then 23:20
	if row, _ := n.row(); row.Runs != 2 || row.Status != domain.Failed {
		t.Errorf("where a night begins at 23:00: %+v", row)
	}
}

func TestRunsOfAJobThatNobodyKnowsTheScheduleOfStayRuns(t *testing.T) {
	n := newNights(t)
	n.now = n.night(0).Add(-time.Hour)
	n.receive(n.item(n.night(-9)), n.item(n.night(-2)))
	n.must(n.desk.Approve(n.ctx, []domain.JobKey{n.job().Key}, "Northwind"))
	n.must(n.desk.MarkReviewed(n.ctx, []review.Target{{Job: n.job().ID}}))
	n.tries(domain.Failed, domain.Success)
	if row, _ := n.row(); row.Runs != 2 || row.Status != domain.Failed {
		t.Errorf("row %+v", row)
	}
}

func TestATryThatIsReadAgainAsAFailureIsShownAtOnce(t *testing.T) {
	n := newNights(t)
	n.reviewedBefore()
	n.tries(domain.Failed, domain.Success)
	last := n.runs()[0]
	err := n.store.Write(n.ctx, func(tx domain.Tx) error {
		run, err := tx.Run(last.ID)
		if err != nil {
			return err
		}
		run.Status, run.Effective.Status, run.Objects[0].Status = domain.Failed, domain.Failed, domain.Failed
		return tx.SetRun(run, strings.Repeat("x", 8))
	})
	if err != nil {
		t.Fatal(err)
	}
	if row, _ := n.row(); row.Runs != 2 || row.Status != domain.Failed {
		t.Errorf("before the next look: %+v", row)
	}
	n.attempts()
	if row, _ := n.row(); row.Runs != 1 || row.Status != domain.Failed {
		t.Errorf("after it: %+v", row)
	}
}

func TestOlderNightsAreLookedAtWhenTheJobIsApproved(t *testing.T) {
	n := newNights(t)
	n.now = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	for i := 60; i >= 1; i-- {
		if i%10 == 0 {
			n.receive(n.item(n.night(-i).Add(-20*time.Minute), domain.Object{Name: "fs04", Status: domain.Failed, Message: "x"}))
		}
		n.receive(n.item(n.night(-i), domain.Object{Name: "fs04", Status: domain.Success}))
	}
	n.must(n.desk.Approve(n.ctx, []domain.JobKey{n.job().Key}, "Northwind"))
	tried := 0
	for _, r := range n.runs() {
		if r.LastAttempt != 0 {
			tried++
		}
	}
	if tried != 6 || n.attempts() != 0 {
		t.Errorf("%d runs were tried again", tried)
	}
}
