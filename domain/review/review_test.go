package review_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/storage"
	"runchecks/storage/storagetest"
	"runchecks/storage/storagetest/fresh"
)

// inWords is what people read of an entry.
func inWords(d domain.Decision) string { return review.Words(d, time.UTC) }

// fixture is a service over an empty cache with a clock that moves a second a decision.
type fixture struct {
	*testing.T
	store *storage.DB
	svc   *review.Service
	ctx   context.Context
}

func newFixture(t *testing.T, role domain.Role) *fixture {
	t.Helper()
	store, err := fresh.Open(context.Background(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	b := &fixture{T: t, store: store, ctx: context.Background()}
	b.svc = b.newDesk("kim", role)
	return b
}

func (b *fixture) newDesk(name string, role domain.Role) *review.Service {
	b.Helper()
	now := storagetest.Now
	svc, err := review.New(review.Params{
		Store: b.store, Actor: domain.Actor{Name: name, Role: role}, Profile: "test", Location: time.UTC,
		Clock: func() time.Time { now = now.Add(time.Second); return now },
	})
	if err != nil {
		b.Fatal(err)
	}
	return svc
}

func (b *fixture) job(customer string, n int) domain.Job {
	b.Helper()
	j, err := storagetest.Job(b.ctx, b.store, customer, n)
	if err != nil {
		b.Fatal(err)
	}
	return j
}

func (b *fixture) put(runs ...domain.Run) []int64 {
	b.Helper()
	ids, err := storagetest.Put(b.ctx, b.store, runs...)
	if err != nil {
		b.Fatal(err)
	}
	return ids
}

// open returns the job list as "name status runs".
func (b *fixture) open() string {
	b.Helper()
	var out []string
	err := b.store.Read(b.ctx, func(q domain.Reader) error {
		rows, err := q.OpenJobs()
		for _, r := range rows {
			out = append(out, r.Name+" "+r.Status.String()+" "+strings.Repeat("*", r.Runs))
		}
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	return strings.Join(out, ", ")
}

func (b *fixture) want(what, list string) {
	b.Helper()
	if got := b.open(); got != list {
		b.Errorf("%s: the list is %q, want %q", what, got, list)
	}
}

func (b *fixture) must(d domain.Decision, err error) domain.Decision {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
	return d
}

var (
	night = storagetest.Now.Add(-10 * time.Hour)
	vss   = storagetest.Object("fs04", domain.Failed, "Failed to create VSS snapshot")
)

func TestMarkReviewedLeavesWhatArrivedLater(t *testing.T) {
	b := newFixture(t, domain.RoleOperator)
	job := b.job("contoso", 1)
	ids := b.put(storagetest.Run(job, 1, night, vss), storagetest.Run(job, 2, night.Add(time.Hour)))
	b.put(storagetest.Run(job, 3, night.Add(2*time.Hour)))
	b.must(b.svc.MarkReviewed(b.ctx, []review.Target{{Job: job.ID, Last: ids[1]}}))
	b.want("after the review", "Job 0001 Success *")
	b.must(b.svc.Undo(b.ctx))
	b.want("after undo", "Job 0001 Failed ***")
}

func TestBulkReviewIsOneDecisionAndOneUndo(t *testing.T) {
	b := newFixture(t, domain.RoleOperator)
	one, two := b.job("adatum", 1), b.job("contoso", 2)
	b.put(storagetest.Run(one, 1, night), storagetest.Run(two, 1, night), storagetest.Run(two, 2, night.Add(time.Hour)))
	d := b.must(b.svc.MarkReviewed(b.ctx, []review.Target{{Job: one.ID}, {Job: two.ID}}))
	if inWords(d) != "2 jobs, 3 runs reviewed" {
		t.Errorf("summary: %q", inWords(d))
	}
	b.want("after the review", "")
	if _, err := b.svc.MarkReviewed(b.ctx, []review.Target{{Job: one.ID}}); domain.CodeOf(err) != domain.CodeConflict {
		t.Errorf("reviewing nothing: got %v", err)
	}
	b.must(b.svc.Undo(b.ctx))
	b.want("after undo", "Job 0001 Success *, Job 0002 Success **")
}

func TestMarkSuccessClearsTheRunAndUndoBringsItBack(t *testing.T) {
	b := newFixture(t, domain.RoleOperator)
	job := b.job("contoso", 1)
	id := b.put(storagetest.Run(job, 1, night, vss))[0]
	b.must(b.svc.MarkSuccess(b.ctx, id, "known"))
	b.want("after the mark", "")
	b.status(id, domain.SuccessOverride, "known")
	b.must(b.svc.Undo(b.ctx))
	b.want("after undo", "Job 0001 Failed *")
	b.status(id, domain.Failed, "")
}

func (b *fixture) status(run int64, want domain.Status, reason string) {
	b.Helper()
	err := b.store.Read(b.ctx, func(q domain.Reader) error {
		r, err := q.Run(run)
		if r.Effective.Status != want || r.Effective.Reason != reason {
			b.Errorf("the run counts as %v (%q), want %v (%q)", r.Effective.Status, r.Effective.Reason, want, reason)
		}
		if r.Status != domain.Failed {
			b.Errorf("the raw status was changed to %v", r.Status)
		}
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
}

func TestASuccessCannotBeMarkedAsSuccess(t *testing.T) {
	b := newFixture(t, domain.RoleOperator)
	id := b.put(storagetest.Run(b.job("contoso", 1), 1, night))[0]
	if _, err := b.svc.MarkSuccess(b.ctx, id, ""); domain.CodeOf(err) != domain.CodeInvalid {
		t.Errorf("got %v", err)
	}
}

func TestOneCauseIsDecidedOnceForAllCustomers(t *testing.T) {
	b := newFixture(t, domain.RoleOperator)
	one, two, other := b.job("adatum", 1), b.job("contoso", 2), b.job("fabrikam", 3)
	disk := storagetest.Object("db01", domain.Failed, "Disk full")
	id := b.put(storagetest.Run(one, 1, night, vss))[0]
	b.put(storagetest.Run(two, 1, night.Add(-time.Hour), vss), storagetest.Run(other, 1, night, disk))
	q := review.OverrideRequest{Run: id, Scope: review.ScopeAll, For: review.OneWeek, Text: "vss snapshot"}

	preview, err := b.svc.Preview(b.ctx, q)
	if err != nil || preview.Runs != 2 || preview.Jobs != 2 || len(preview.Rows) != 2 {
		t.Errorf("preview: %+v, %v", preview, err)
	}
	b.must(b.svc.MarkSuccess(b.ctx, id, ""))
	b.must(b.svc.CreateOverride(b.ctx, q))
	b.want("after the override", "Job 0003 Failed *, Job 0002 Success (override) *")
	b.must(b.svc.Undo(b.ctx))
	b.want("after undoing the override", "Job 0002 Failed *, Job 0003 Failed *")
	b.must(b.svc.Undo(b.ctx))
	b.want("after undoing the mark", "Job 0001 Failed *, Job 0002 Failed *, Job 0003 Failed *")
}

func TestAnOverrideForAllJobsNeedsAText(t *testing.T) {
	b := newFixture(t, domain.RoleOperator)
	id := b.put(storagetest.Run(b.job("adatum", 1), 1, night, vss))[0]
	if _, err := b.svc.CreateOverride(b.ctx, review.OverrideRequest{Run: id, Scope: review.ScopeAll, For: review.OneWeek,
		Text: " "}); domain.CodeOf(err) != domain.CodeInvalid {
		t.Errorf("got %v", err)
	}
}

func TestAMissedRunCanOnlyBeMarkedByItself(t *testing.T) {
	b := newFixture(t, domain.RoleOperator)
	r := storagetest.Run(b.job("adatum", 1), 1, night)
	r.Source, r.Status, r.Effective.Status = domain.SourceSchedule, domain.Missed, domain.Missed
	id := b.put(r)[0]
	if _, err := b.svc.CreateOverride(b.ctx, review.OverrideRequest{Run: id, Scope: review.ScopeJob,
		For: review.OneWeek}); domain.CodeOf(err) != domain.CodeInvalid {
		t.Errorf("got %v", err)
	}
	b.must(b.svc.MarkSuccess(b.ctx, id, ""))
}

func TestUnmarkReturnsRunsAndUndoRestoresTheirReviews(t *testing.T) {
	b := newFixture(t, domain.RoleAdmin)
	job := b.job("contoso", 1)
	first := b.put(storagetest.Run(job, 1, night))
	b.must(b.svc.MarkReviewed(b.ctx, []review.Target{{Job: job.ID, Last: first[0]}}))
	b.put(storagetest.Run(job, 2, night.Add(time.Hour)))
	b.must(b.svc.MarkReviewed(b.ctx, []review.Target{{Job: job.ID}}))
	b.must(b.svc.Unmark(b.ctx, []int64{job.ID}, true))
	b.want("after unmarking the last review", "Job 0001 Success *")
	b.must(b.svc.Unmark(b.ctx, []int64{job.ID}, false))
	b.want("after unmarking all", "Job 0001 Success **")
	b.must(b.svc.Undo(b.ctx))
	b.must(b.svc.Undo(b.ctx))
	b.want("after undoing both", "")
	b.must(b.svc.Undo(b.ctx))
	b.want("after undoing the second review", "Job 0001 Success *")
}

func TestUndoKeepsToOnesOwnDecisions(t *testing.T) {
	b := newFixture(t, domain.RoleOperator)
	job := b.job("contoso", 1)
	b.put(storagetest.Run(job, 1, night))
	b.must(b.svc.MarkReviewed(b.ctx, []review.Target{{Job: job.ID}}))
	if _, err := b.newDesk("alex", domain.RoleOperator).Undo(b.ctx); domain.CodeOf(err) != domain.CodeNotFound {
		t.Errorf("got %v", err)
	}
	b.want("after alex tried", "")
}

func TestApproveMakesJobsActiveAndUndoReturnsThemToTheInbox(t *testing.T) {
	b := newFixture(t, domain.RoleOperator)
	err := b.store.Write(b.ctx, func(tx domain.Tx) error {
		job, err := tx.PutJob(domain.Job{Key: "k", Product: "Veeam", Type: "Backup", Name: "new", State: domain.JobPending})
		if err != nil {
			return err
		}
		_, err = tx.PutRun(storagetest.Run(job, 1, night), "f")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	b.must(b.svc.Approve(b.ctx, []domain.JobKey{"k"}, "Contoso"))
	b.want("after the approval", "new Success *")
	if _, err := b.svc.Approve(b.ctx, []domain.JobKey{"k"}, "Contoso"); domain.CodeOf(err) != domain.CodeConflict {
		t.Errorf("approving twice: got %v", err)
	}
	b.must(b.svc.Undo(b.ctx))
	b.want("after undo", "")
}

func TestTheTextOfTheDialogIsTheMostFrequentMessage(t *testing.T) {
	run := domain.Run{Result: domain.Result{Status: domain.Failed, Objects: []domain.Object{
		storagetest.Object("a", domain.Warning, "rare"), storagetest.Object("b", domain.Failed, "often  said"), storagetest.Object("c", domain.Failed, "often said"),
		storagetest.Object("d", domain.Success, "good"), storagetest.Object("e", domain.Failed, ""),
	}}}
	if got := review.SuggestTexts(run); len(got) != 2 || got[0] != "often said" || got[1] != "rare" {
		t.Errorf("got %q", got)
	}
}

// Every decision asks for the permission itself, whoever calls it.
func TestRolesAreCheckedWhereTheDecisionIsMade(t *testing.T) {
	tests := []struct {
		name     string
		operator bool
		viewer   bool
		call     func(*fixture) error
	}{
		{"mark reviewed", true, false, func(b *fixture) error { _, err := b.svc.MarkReviewed(b.ctx, nil); return err }},
		{"mark success", true, false, func(b *fixture) error { _, err := b.svc.MarkSuccess(b.ctx, 1, ""); return err }},
		{"override", true, false, func(b *fixture) error {
			_, err := b.svc.CreateOverride(b.ctx, review.OverrideRequest{})
			return err
		}},
		{"approve", true, false, func(b *fixture) error { _, err := b.svc.Approve(b.ctx, nil, "c"); return err }},
		{"make or change an override", true, false, func(b *fixture) error { _, err := b.svc.SaveRule(b.ctx, newRule("vss")); return err }},
		{"switch an override", true, false, func(b *fixture) error { _, err := b.svc.EnableRule(b.ctx, "x", true); return err }},
		{"delete an override", false, false, func(b *fixture) error { _, err := b.svc.DeleteRule(b.ctx, "x"); return err }},
		{"undo", true, false, func(b *fixture) error { _, err := b.svc.Undo(b.ctx); return err }},
		{"unmark", false, false, func(b *fixture) error { _, err := b.svc.Unmark(b.ctx, []int64{1}, false); return err }},
	}
	for _, tt := range tests {
		for role, may := range map[domain.Role]bool{domain.RoleAdmin: true, domain.RoleOperator: tt.operator, domain.RoleViewer: tt.viewer, "": false} {
			t.Run(tt.name+" as "+string(role), func(t *testing.T) {
				err := tt.call(newFixture(t, role))
				if refused := domain.CodeOf(err) == domain.CodePermission; refused == may {
					t.Errorf("refused: %v (%v)", refused, err)
				}
			})
		}
	}
}

func TestDecisionIDsRiseWhenTheClockStandsStillAcrossRestarts(t *testing.T) {
	b := newFixture(t, domain.RoleOperator)
	var last domain.DecisionID
	for n := range 5 {
		svc, err := review.New(review.Params{Store: b.store, Actor: domain.Actor{Name: "kim", Role: domain.RoleOperator}, Location: time.UTC,
			Clock: func() time.Time { return storagetest.Now.Add(-time.Duration(n) * time.Hour) }})
		if err != nil {
			t.Fatal(err)
		}
		job := b.job("contoso", n)
		b.put(storagetest.Run(job, 1, night))
		d := b.must(svc.MarkReviewed(b.ctx, []review.Target{{Job: job.ID}}))
		if len(d.ID) != 26 || d.ID <= last {
			t.Errorf("%q after %q", d.ID, last)
		}
		last = d.ID
	}
}
