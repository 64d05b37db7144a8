package review_test

import (
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/storage/storagetest"
)

// linked lists the runs of a ticket by its code, oldest first, as "job day".
func (b *fixture) linked(code string) string {
	b.Helper()
	var out []string
	err := b.store.Read(b.ctx, func(q domain.Reader) error {
		t, err := q.TicketByCode(code)
		if err != nil {
			return err
		}
		runs, err := q.TicketRuns(t.Key, 0)
		for _, r := range runs {
			out = append([]string{r.Job.Name[len("Job 000"):] + "@" + r.At.Format("2 15h")}, out...)
		}
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	return strings.Join(out, ", ")
}

func (b *fixture) ticket(code string) (t domain.Ticket) {
	b.Helper()
	err := b.store.Read(b.ctx, func(q domain.Reader) (err error) {
		t, err = q.TicketByCode(code)
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	return t
}

func TestUndoOfALinkLeavesTheLinksThatWereThereBefore(t *testing.T) {
	b := newFixture(t, domain.RoleOperator)
	one, two := b.job("adatum", 1), b.job("contoso", 2)
	first := b.put(storagetest.Run(one, 1, night, vss))[0]
	second := b.put(storagetest.Run(two, 1, night.Add(time.Hour), vss))[0]
	b.must(b.svc.CreateTicket(b.ctx, domain.Ticket{Code: "T1", Scopes: []domain.Scope{{Job: one.Key}}},
		review.Documented{Runs: []int64{first}}))
	d := b.must(b.svc.LinkTicket(b.ctx, b.ticket("T1").Key, review.Documented{Runs: []int64{first, second}}, false))
	if inWords(d) != "ticket T1 linked to 1 run" {
		t.Error(inWords(d))
	}
	if got := b.linked("T1"); got != "1@21 22h, 2@21 23h" {
		t.Errorf("linked %s", got)
	}
	b.must(b.svc.Undo(b.ctx))
	if got := b.linked("T1"); got != "1@21 22h" {
		t.Errorf("after undo %s", got)
	}
}

func TestATicketMadeFromARunCountsFromTheNightOfThatRun(t *testing.T) {
	b := newFixture(t, domain.RoleOperator)
	job := b.job("adatum", 1)
	var runs []int64
	for n := range 3 { // the newest last
		runs = append(runs, b.put(storagetest.Run(job, n, night.AddDate(0, 0, n-2), vss))...)
	}
	b.must(b.svc.CreateTicket(b.ctx, domain.Ticket{Code: "T1", Scopes: []domain.Scope{{Job: job.Key}}}, review.Documented{Runs: runs[1:2]}))
	if got, want := b.ticket("T1").ActiveFrom, time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC); !got.Equal(want) {
		t.Errorf("active from %v, want %v", got, want)
	}
	if got := b.linked("T1"); got != "1@20 22h, 1@21 22h" {
		t.Errorf("linked %s", got)
	}
}

func TestATicketAboutACustomerIsLinkedToWhatWaitsAndOnApproval(t *testing.T) {
	b := newFixture(t, domain.RoleOperator)
	known, pending := b.job("adatum", 1), b.job("contoso", 2)
	b.put(storagetest.Run(known, 1, night, vss), storagetest.Run(known, 2, night.Add(time.Hour)), storagetest.Run(pending, 1, night.Add(2*time.Hour), vss))
	err := b.store.Write(b.ctx, func(tx domain.Tx) error { return tx.SetJob(pending.ID, domain.JobPending, 0) })
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.svc.CreateTicket(b.ctx, domain.Ticket{Code: "T0", Scopes: []domain.Scope{{Customer: "nobody"}}},
		review.Documented{}); domain.CodeOf(err) != domain.CodeInvalid || !strings.Contains(err.Error(), "nobody") {
		t.Errorf("a customer that there is not: %v", err)
	}
	b.must(b.svc.CreateTicket(b.ctx, domain.Ticket{Code: "T1", Scopes: []domain.Scope{{Customer: "Adatum"}}}, review.Documented{}))
	if got := b.linked("T1"); got != "1@21 22h" {
		t.Errorf("made: linked %s", got)
	}
	b.must(b.svc.Approve(b.ctx, []domain.JobKey{pending.Key}, "adatum"))
	if got := b.linked("T1"); got != "1@21 22h, 2@22 00h" {
		t.Errorf("after the approval: linked %s", got)
	}
	b.must(b.svc.Undo(b.ctx))
	if got := b.linked("T1"); got != "1@21 22h" {
		t.Errorf("after its undo: linked %s", got)
	}
}

func TestATicketAboutAnObjectLinksOnlyRunsInWhichItIsBad(t *testing.T) {
	b := newFixture(t, domain.RoleOperator)
	job := b.job("adatum", 1)
	other := storagetest.Object("fs08", domain.Warning, "slow")
	run := b.put(storagetest.Run(job, 1, night, vss, other))[0]
	without := b.put(storagetest.Run(job, 2, night.Add(time.Hour), other), storagetest.Run(job, 3, night.Add(2*time.Hour), vss))[0]
	about := domain.Ticket{Code: "T0", Scopes: []domain.Scope{{Job: job.Key, Object: "fs04"}}}
	if _, err := b.svc.CreateTicket(b.ctx, about, review.Documented{Runs: []int64{without}}); domain.CodeOf(err) != domain.CodeInvalid {
		t.Errorf("made from a run in which it is good: %v", err)
	}
	from := review.Documented{Runs: []int64{run}, Jobs: []review.Target{{Job: job.ID}}}
	b.must(b.svc.CreateTicket(b.ctx, domain.Ticket{Code: "T1", Scopes: []domain.Scope{{Job: job.Key, Object: "FS04"}}}, from))
	if got := b.linked("T1"); got != "1@21 22h, 1@22 00h" {
		t.Errorf("linked %s", got)
	}
}

func TestATicketIsTakenOffARunAndStaysOff(t *testing.T) {
	b := newFixture(t, domain.RoleOperator)
	job := b.job("adatum", 1)
	run := b.put(storagetest.Run(job, 1, night, vss))[0]
	b.must(b.svc.CreateTicket(b.ctx, domain.Ticket{Code: "T1", Scopes: []domain.Scope{{Job: job.Key}}}, review.Documented{}))
	key := b.ticket("T1").Key
	d := b.must(b.svc.UnlinkTicket(b.ctx, key, run))
	if inWords(d) != "ticket T1 taken off 21 Nov 22:00 of Job 0001" {
		t.Error(inWords(d))
	}
	if _, err := b.svc.UnlinkTicket(b.ctx, key, run); domain.CodeOf(err) != domain.CodeConflict {
		t.Errorf("taken off twice: %v", err)
	}
	// Neither a wider scope nor a new reading of the report brings it back.
	k := b.ticket("T1")
	k.Scopes = append(k.Scopes, domain.Scope{Customer: "adatum"})
	b.must(b.svc.SaveTicket(b.ctx, k))
	err := b.store.Write(b.ctx, func(tx domain.Tx) error {
		return tx.LinkTicket(key, []domain.TicketLink{{Run: storagetest.Run(job, 1, night).Key}})
	})
	if err != nil || b.linked("T1") != "" {
		t.Errorf("linked again: %s, %v", b.linked("T1"), err)
	}
	b.must(b.svc.LinkTicket(b.ctx, key, review.Documented{Runs: []int64{run}}, false))
	if got := b.linked("T1"); got != "1@21 22h" {
		t.Errorf("by hand it is not linked: %s", got)
	}
	for _, want := range []string{"", "", "1@21 22h"} {
		b.must(b.svc.Undo(b.ctx))
		if got := b.linked("T1"); got != want {
			t.Errorf("after an undo %q, want %q", got, want)
		}
	}
}

func TestATicketAboutACustomerCoversItsJobsHoweverTheNameIsWritten(t *testing.T) {
	for _, name := range []string{"süd öst", "SÜD ÖST", " Süd\u00a0 Öst", "Sü\u200bd Öst"} {
		t.Run(name, func(t *testing.T) {
			b := newFixture(t, domain.RoleOperator)
			run := b.put(storagetest.Run(b.job("süd öst", 1), 1, night, vss))[0]
			b.must(b.svc.CreateTicket(b.ctx, domain.Ticket{Code: "T1", Scopes: []domain.Scope{{Customer: name}}}, review.Documented{}))
			if got := b.linked("T1"); got != "1@21 22h" {
				t.Errorf("the ticket is linked to %q, want run %d", got, run)
			}
		})
	}
}

func TestACustomerIsNotAddedASecondTimeByAnotherWayToWriteItsName(t *testing.T) {
	b := newFixture(t, domain.RoleAdmin)
	b.job("süd öst", 1)
	_, err := b.svc.SaveCustomers(b.ctx, []domain.Customer{{Name: "Sü\u200bd ÖST"}})
	if domain.CodeOf(err) != domain.CodeConflict {
		t.Errorf("got %v, want a conflict", err)
	}
}
