package ingest_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/sync/ingest"
)

// again reads message id again with these results.
func (r *room) again(write bool, id int64, results ...domain.Result) []domain.RereadChange {
	r.Helper()
	item := ingest.Item{FromAddress: "backup@example.com", Results: results, Message: domain.Message{ID: id, Reader: "better", Readers: "2"}, Unmatched: "nobody knows it"}
	changes, err := r.ingest.Reprocess(write).Batch(context.Background(), []ingest.Item{item})
	if err != nil {
		r.Fatal(err)
	}
	return changes
}

// runs describes the runs of message 1: key, job, status, reviewed.
func (r *room) runs() (out []string) {
	r.Helper()
	err := r.store.Read(context.Background(), func(q domain.Reader) error {
		list, err := q.MessageRuns(1)
		for _, run := range list {
			job, err := q.Job(run.JobID)
			if err != nil {
				return err
			}
			reviewed := ""
			if run.Review != nil {
				reviewed = " reviewed " + string(run.Review.Decision)
			}
			out = append(out, fmt.Sprintf("%s %s %s%s", run.Key, job.Name, run.Status, reviewed))
		}
		return err
	})
	if err != nil {
		r.Fatal(err)
	}
	return out
}

func (r *room) want(list ...string) {
	r.Helper()
	if got := r.runs(); !slices.Equal(got, list) {
		r.Errorf("got  %q\nwant %q", got, list)
	}
}

// decide marks the n-th run of message 1 as reviewed by a decision.
func (r *room) decide(n int) {
	r.Helper()
	err := r.store.Write(context.Background(), func(tx domain.Tx) error {
		list, err := tx.MessageRuns(1)
		if err != nil {
			return err
		}
		return tx.SetReview([]int64{list[n].ID}, &domain.Review{At: night, By: "kim", Decision: "01"})
	})
	if err != nil {
		r.Fatal(err)
	}
}

func result(job string, status domain.Status, objects ...domain.Object) domain.Result {
	return domain.Result{Product: "Veeam", JobType: "Backup", JobName: job, Kind: domain.KindRun, Status: status, Objects: objects, Started: domain.Stamp{Time: night, Zoned: true}}
}

func TestABetterReaderChangesARunAndLeavesItsReview(t *testing.T) {
	r := newRoom(t)
	r.add(mail("1@x", "NW", night, domain.Success))
	r.decide(0)
	bad := domain.Object{Name: "fs04", Status: domain.Failed, Message: "no space"}
	changes := r.again(true, 1, result("NW", domain.Failed, bad))
	if len(changes) != 1 || !changes[0].NewStatus || !changes[0].NewObjects || changes[0].NewJob || !changes[0].Worse() {
		t.Errorf("changes %+v", changes)
	}
	r.want("mail:1@x#0 NW Failed reviewed 01")
}

func TestLookingChangesNothing(t *testing.T) {
	r := newRoom(t)
	r.add(mail("1@x", "NW", night, domain.Success))
	if changes := r.again(false, 1, result("Other", domain.Failed), result("Third", domain.Success)); len(changes) != 3 {
		t.Errorf("changes %+v", changes)
	}
	r.want("mail:1@x#0 NW Success")
	if jobs := r.jobs(); len(jobs) != 1 {
		t.Errorf("jobs %+v", jobs)
	}
}

func TestLookingSaysWhatWritingDoes(t *testing.T) {
	r := newRoom(t)
	r.add(mail("1@x", "NW", night, domain.Success))
	results := []domain.Result{result("First", domain.Success), result("NW", domain.Warning)}
	looked, written := r.again(false, 1, results...), r.again(true, 1, results...)
	if fmt.Sprint(looked) != fmt.Sprint(written) {
		t.Errorf("looked  %+v\nwritten %+v", looked, written)
	}
	if more := r.again(true, 1, results...); len(more) != 0 {
		t.Errorf("the second time %+v", more)
	}
}

func TestAnUnmatchedMessageBecomesARun(t *testing.T) {
	r := newRoom(t)
	item := mail("1@x", "", night, domain.Success)
	item.Results, item.Unmatched = nil, "nobody knows it"
	r.add(item)
	changes := r.again(true, 1, result("NW", domain.Success))
	if len(changes) != 1 || changes[0].Kind != domain.RereadNew || changes[0].After.Job != "NW" {
		t.Errorf("changes %+v", changes)
	}
	r.want("mail:1@x#0 NW Success")
	if back := r.again(true, 1); len(back) != 1 || back[0].Kind != domain.RereadGone {
		t.Errorf("back %+v", back)
	}
	r.want()
	if jobs := r.jobs(); len(jobs) != 0 {
		t.Errorf("a job without runs waits for approval: %+v", jobs)
	}
}

func TestARenamedJobTakesItsRunAndReviewAlong(t *testing.T) {
	r := newRoom(t)
	r.add(mail("1@x", "generic", night, domain.Success))
	r.decide(0)
	changes := r.again(true, 1, result("Nightly", domain.Success))
	if len(changes) != 1 || !changes[0].NewJob || changes[0].Before.Job != "generic" || changes[0].After.Job != "Nightly" {
		t.Errorf("changes %+v", changes)
	}
	r.want("mail:1@x#0 Nightly Success reviewed 01")
}

func TestAReviewStaysWithItsJobWhenTheReadingHasMoreRuns(t *testing.T) {
	r := newRoom(t)
	r.add(mail("1@x", "NW", night, domain.Failed))
	r.decide(0)
	r.again(true, 1, result("Earlier in the report", domain.Success), result("NW", domain.Failed))
	r.want("mail:1@x#0 NW Failed reviewed 01", "mail:1@x#1 Earlier in the report Success")
}

func TestARunThatSomebodyDecidedAboutIsNeverRemoved(t *testing.T) {
	r := newRoom(t)
	item := mail("1@x", "NW", night, domain.Failed)
	item.Results = append(item.Results, result("SW", domain.Failed))
	r.add(item)
	r.decide(1)
	changes := r.again(true, 1)
	if len(changes) != 2 || changes[0].Kind != domain.RereadGone || changes[1].Kind != domain.RereadKept {
		t.Errorf("changes %+v", changes)
	}
	r.want("mail:1@x#1 SW Failed reviewed 01")
}

func TestAReaderThatFailsTakesNothingBack(t *testing.T) {
	r := newRoom(t)
	r.add(mail("1@x", "NW", night, domain.Failed))
	item := ingest.Item{Unreadable: "The reader failed.", Message: domain.Message{ID: 1, Readers: "2"}}
	if _, err := r.ingest.Reprocess(true).Batch(context.Background(), []ingest.Item{item}); err != nil {
		t.Fatal(err)
	}
	r.want("mail:1@x#0 NW Failed")
}

func TestTwoMailsAboutOneRunStayOneRun(t *testing.T) {
	r := newRoom(t)
	r.add(mail("1@x", "NW", night, domain.Success), mail("2@x", "NW", night, domain.Success))
	pass := r.ingest.Reprocess(true)
	for id := int64(1); id <= 2; id++ {
		item := ingest.Item{FromAddress: "backup@example.com", Results: []domain.Result{result("NW", domain.Warning)}, Message: domain.Message{ID: id, Reader: "better"}}
		changes, err := pass.Batch(context.Background(), []ingest.Item{item})
		if err != nil {
			t.Fatal(err)
		}
		if want := 2 - int(id); len(changes) != want {
			t.Errorf("message %d: %d changes, want %d", id, len(changes), want)
		}
	}
}

func TestHistoryThatIsReadForTheFirstTimeStartsAsReviewed(t *testing.T) {
	r := newRoom(t)
	item := mail("1@x", "", night.Add(-30*24*time.Hour), domain.Success)
	item.Results, item.Unmatched = nil, "nobody knows it"
	item.Message.Account, item.Message.Folder = 1, "INBOX"
	r.add(item)
	x := result("NW", domain.Failed)
	x.Started.Time = night.Add(-30 * 24 * time.Hour)
	r.again(true, 1, x)
	r.want("mail:1@x#0 NW Failed reviewed ")
}
