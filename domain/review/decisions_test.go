package review_test

import (
	"database/sql"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/storage/storagetest"
)

// withPassphrases returns a svc over the same cache that keeps passphrases.
func (b *fixture) withPassphrases() *review.Service {
	b.Helper()
	now := storagetest.Now
	svc, err := review.New(review.Params{
		Store: b.store, Actor: domain.Actor{Name: "kim", Role: domain.RoleAdmin}, Profile: "test", Location: time.UTC, Passphrases: plain{},
		Clock: func() time.Time { now = now.Add(time.Second); return now },
	})
	if err != nil {
		b.Fatal(err)
	}
	return svc
}

func TestADecisionThatALaterOneBuildsUponIsNotUndone(t *testing.T) {
	b := newFixture(t, domain.RoleAdmin)
	job := b.job("adatum", 1)
	b.put(storagetest.Run(job, 1, night, vss))
	kim, alex := b.svc, b.newDesk("alex", domain.RoleAdmin)
	made := b.must(kim.CreateTicket(b.ctx, domain.Ticket{Code: "T1", Scopes: []domain.Scope{{Job: job.Key}}}, review.Documented{}))
	key := domain.DecisionID(made.Targets[0])
	resolved := b.must(alex.ResolveTicket(b.ctx, key))
	_, err := kim.Undo(b.ctx)
	if domain.CodeOf(err) != domain.CodeConflict || !strings.Contains(err.Error(), "alex") || !strings.Contains(err.Error(), "ticket T1 resolved") {
		t.Fatalf("undo of the ticket: %v", err)
	}
	if _, err := kim.UndoOne(b.ctx, resolved.ID); domain.CodeOf(err) != domain.CodePermission {
		t.Errorf("undo of somebody else's decision: %v", err)
	}
	b.must(alex.Undo(b.ctx))
	b.must(kim.Undo(b.ctx))
	if _, err := kim.UndoOne(b.ctx, made.ID); domain.CodeOf(err) != domain.CodeConflict {
		t.Errorf("undone twice: %v", err)
	}
}

func TestASingleDecisionOfTheMiddleCanBeUndone(t *testing.T) {
	b := newFixture(t, domain.RoleOperator)
	one, two := b.job("adatum", 1), b.job("contoso", 2)
	b.put(storagetest.Run(one, 1, night, vss), storagetest.Run(two, 1, night, vss))
	first := b.must(b.svc.MarkReviewed(b.ctx, []review.Target{{Job: one.ID}}))
	b.must(b.svc.MarkReviewed(b.ctx, []review.Target{{Job: two.ID}}))
	b.must(b.svc.UndoOne(b.ctx, first.ID))
	b.want("the first alone is back", "Job 0001 Failed *")
}

// runsOf leaves the rows of runs: the jobs of a bench were approved by nobody, so that a
// rebuild finds them pending.
func runsOf(rows []string) (out []string) {
	for _, r := range rows {
		if strings.HasPrefix(r, "run ") {
			out = append(out, r)
		}
	}
	return out
}

func TestUndoOfUnmarkGivesAReviewedRunTheStatusThatItHad(t *testing.T) {
	b := newFixture(t, domain.RoleAdmin)
	job := b.job("adatum", 1)
	id := b.put(storagetest.Run(job, 1, night, vss))[0]
	b.must(b.svc.MarkReviewed(b.ctx, []review.Target{{Job: job.ID}}))
	b.must(b.svc.SaveRule(b.ctx, newRule("vss")))
	b.status(id, domain.Failed, "")
	before := b.projections()
	b.must(b.svc.Unmark(b.ctx, []int64{job.ID}, false))
	b.status(id, domain.SuccessOverride, "known")
	b.must(b.svc.Undo(b.ctx))
	if found := difference(before, b.projections()); found != "" {
		t.Errorf("after the undo:\n%s", found)
	}
	if _, err := b.svc.Rebuild(b.ctx); err != nil {
		t.Fatal(err)
	}
	if found := difference(runsOf(before), runsOf(b.projections())); found != "" {
		t.Errorf("after a rebuild:\n%s", found)
	}
}

func TestUndoOfUnmarkBringsNoReviewBackThatWasTakenBackItself(t *testing.T) {
	b := newFixture(t, domain.RoleAdmin)
	job := b.job("adatum", 1)
	b.put(storagetest.Run(job, 1, night, vss))
	kim, alex := b.svc, b.newDesk("alex", domain.RoleAdmin)
	b.must(kim.MarkReviewed(b.ctx, []review.Target{{Job: job.ID}}))
	b.must(alex.Unmark(b.ctx, []int64{job.ID}, false))
	b.must(kim.Undo(b.ctx))
	b.must(alex.Undo(b.ctx))
	b.want("nobody says that it was looked at", "Job 0001 Failed *")
	before := b.projections()
	if _, err := b.svc.Rebuild(b.ctx); err != nil {
		t.Fatal(err)
	}
	if found := difference(runsOf(before), runsOf(b.projections())); found != "" {
		t.Errorf("after a rebuild:\n%s", found)
	}
}

func TestUndoOfANewSenderGivesAReviewedRunTheStatusThatItHad(t *testing.T) {
	b := newFixture(t, domain.RoleAdmin)
	job := b.job("adatum", 1)
	run := storagetest.Run(job, 1, night, vss)
	run.Sender = domain.Sender{Check: domain.SenderFail, Words: "mx: dmarc=fail", Doubt: "The sender is not verified."}
	id := b.put(run)[0]
	b.must(b.svc.MarkReviewed(b.ctx, []review.Target{{Job: job.ID}}))
	b.must(b.svc.SaveRule(b.ctx, newRule("vss")))
	b.status(id, domain.Failed, "")
	before := b.projections()
	d := b.must(b.svc.AcceptSender(b.ctx, id))
	b.status(id, domain.SuccessOverride, "known")
	decided := b.projections()
	b.must(b.svc.Undo(b.ctx))
	if found := difference(before, b.projections()); found != "" {
		t.Errorf("after the undo:\n%s", found)
	}
	// What another person changes meanwhile is no reason to count otherwise after the redo.
	b.must(b.newDesk("alex", domain.RoleAdmin).EnableRule(b.ctx, b.only().Key, false))
	b.must(b.svc.Redo(b.ctx))
	if found := difference(runsOf(decided), runsOf(b.projections())); found != "" {
		t.Errorf("after the redo:\n%s", found)
	}
	b.must(b.svc.UndoOne(b.ctx, d.ID))
	if found := difference(runsOf(before), runsOf(b.projections())); found != "" {
		t.Errorf("after the second undo:\n%s", found)
	}
	if _, err := b.svc.Rebuild(b.ctx); err != nil {
		t.Fatal(err)
	}
	if found := difference(runsOf(before), runsOf(b.projections())); found != "" {
		t.Errorf("after a rebuild:\n%s", found)
	}
}

func TestRedoTakesBackUndoAfterUndoUntilSomethingElseIsDecided(t *testing.T) {
	b := newFixture(t, domain.RoleAdmin)
	one, two := b.job("adatum", 1), b.job("contoso", 2)
	b.put(storagetest.Run(one, 1, night, vss), storagetest.Run(two, 1, night, vss))
	if _, ok, err := b.svc.Redoable(b.ctx); ok || err != nil {
		t.Errorf("something to redo: %v, %v", ok, err)
	}
	first := b.must(b.svc.MarkReviewed(b.ctx, []review.Target{{Job: one.ID}}))
	b.must(b.svc.MarkReviewed(b.ctx, []review.Target{{Job: two.ID}}))
	b.must(b.svc.Undo(b.ctx))
	b.must(b.svc.Undo(b.ctx))
	b.want("both undone", "Job 0001 Failed *, Job 0002 Failed *")
	if d, ok, err := b.svc.Redoable(b.ctx); !ok || err != nil || d.ID != first.ID {
		t.Errorf("to redo: %+v, %v, %v", d, ok, err)
	}
	if d := b.must(b.svc.Redo(b.ctx)); inWords(d) != "made again: 1 run of Job 0001 reviewed" || d.Kind != domain.DecideRedo {
		t.Errorf("%+v", d)
	}
	b.want("the first again", "Job 0002 Failed *")
	b.must(b.svc.Redo(b.ctx))
	b.want("the second again", "")
	if _, err := b.svc.Redo(b.ctx); domain.CodeOf(err) != domain.CodeNotFound {
		t.Errorf("a third: %v", err)
	}
	b.must(b.svc.Undo(b.ctx))
	b.want("the second undone again", "Job 0002 Failed *")
	b.must(b.svc.CreateRemark(b.ctx, domain.Remark{Text: "x", Scopes: []domain.Scope{{Job: one.Key}}}, review.Documented{}))
	if _, err := b.svc.Redo(b.ctx); domain.CodeOf(err) != domain.CodeNotFound {
		t.Errorf("after another decision: %v", err)
	}
	if c, err := b.svc.VerifyJournal(b.ctx, nil); err != nil || c.Broken != "" {
		t.Errorf("chain %+v, %v", c, err)
	}
}

func TestRedoAsksTheRoleThatTheDecisionAsked(t *testing.T) {
	b := newFixture(t, domain.RoleAdmin)
	job := b.job("adatum", 1)
	b.put(storagetest.Run(job, 1, night, vss))
	b.must(b.svc.Archive(b.ctx, []int64{job.ID}, true))
	b.must(b.svc.Undo(b.ctx))
	if _, err := b.newDesk("kim", domain.RoleOperator).Redo(b.ctx); domain.CodeOf(err) != domain.CodePermission {
		t.Errorf("an operator archived a job by redo: %v", err)
	}
	b.must(b.svc.Redo(b.ctx))
	b.want("archived", "")
}

func TestRedoBringsBackWhatAnAcceptanceHadDoneByItself(t *testing.T) {
	b := newFixture(t, domain.RoleOperator)
	job := b.job("adatum", 1)
	run := b.put(storagetest.Run(job, 1, night, vss))[0]
	d := b.must(b.svc.Accept(b.ctx, review.AcceptRequest{Run: run, Level: domain.AcceptJob, UntilWorse: true}))
	later := storagetest.Run(job, 2, night.Add(time.Hour), vss)
	later.Review = &domain.Review{At: storagetest.Now, By: "kim", Decision: d.ID, Note: "known problem, accepted"}
	b.put(later)
	before := b.projections()
	b.must(b.svc.Undo(b.ctx))
	b.want("taken back, the later run too", "Job 0001 Failed **")
	b.must(b.svc.Redo(b.ctx))
	if found := difference(before, b.projections()); found != "" {
		t.Errorf("after redo:\n%s", found)
	}
}

func TestATamperedJournalIsFoundOut(t *testing.T) {
	for name, tamper := range map[string]string{
		"changed":  "UPDATE journal SET actor = 'nobody' WHERE payload LIKE '%Job 0002%'",
		"taken":    "DELETE FROM journal WHERE payload LIKE '%Job 0002%'",
		"the last": "UPDATE journal SET summary = 'nothing' WHERE id = (SELECT max(id) FROM journal)",
	} {
		t.Run(name, func(t *testing.T) {
			b := newFixture(t, domain.RoleAdmin)
			for n := range 4 {
				j := b.job("adatum", n)
				b.put(storagetest.Run(j, 1, night, vss))
				b.must(b.svc.MarkReviewed(b.ctx, []review.Target{{Job: j.ID}}))
			}
			if c, err := b.svc.VerifyJournal(b.ctx, nil); err != nil || c.Broken != "" || c.Entries != 4 || len(c.LastHash) != 64 {
				t.Fatalf("before: %+v, %v", c, err)
			}
			db, err := sql.Open("sqlite", b.store.Path())
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = db.Close() }()
			for _, q := range []string{"DROP TRIGGER journal_is_never_changed", "DROP TRIGGER journal_is_never_deleted", tamper} {
				if _, err := db.Exec(q); err != nil {
					t.Fatal(err)
				}
			}
			if c, err := b.svc.VerifyJournal(b.ctx, nil); err != nil || c.Broken == "" {
				t.Errorf("after: %+v, %v", c, err)
			}
		})
	}
}

func TestEntriesFromBeforeTheChainAreVouchedForByTheNext(t *testing.T) {
	b := newFixture(t, domain.RoleAdmin)
	err := b.store.Write(b.ctx, func(tx domain.Tx) error {
		return tx.AppendDecision(domain.Decision{ID: "01", Actor: "kim", Kind: domain.DecideReview, Payload: []byte("null"), Summary: "old"})
	})
	if err != nil {
		t.Fatal(err)
	}
	j := b.job("adatum", 1)
	b.put(storagetest.Run(j, 1, night, vss))
	b.must(b.svc.MarkReviewed(b.ctx, []review.Target{{Job: j.ID}}))
	if c, err := b.svc.VerifyJournal(b.ctx, nil); err != nil || c.Broken != "" || c.Unlinked != 1 || c.Entries != 2 {
		t.Errorf("%+v, %v", c, err)
	}
}

func TestTheSheetOfADayTellsWhoLookedAtWhat(t *testing.T) {
	b := newFixture(t, domain.RoleOperator)
	one, two := b.job("adatum", 1), b.job("contoso", 2)
	b.put(storagetest.Run(one, 1, night, vss), storagetest.Run(one, 2, night.Add(-48*time.Hour), vss), storagetest.Run(two, 1, night))
	b.must(b.svc.CreateTicket(b.ctx, domain.Ticket{Code: "T1", Scopes: []domain.Scope{{Job: one.Key}}},
		review.Documented{Jobs: []review.Target{{Job: one.ID}}, Review: true}))
	s, err := b.svc.SignOff(b.ctx, storagetest.Now, "")
	if err != nil {
		t.Fatal(err)
	}
	runs, reviewed, open, problems := s.Counts()
	if runs != 2 || reviewed != 1 || open != 1 || problems != 1 || len(s.Tickets) != 1 || s.LastHash == "" {
		t.Errorf("sheet %+v", s)
	}
	if r := s.Rows[0]; r.Customer != "adatum" || r.By != "kim" || len(r.Tickets) != 1 || r.Tickets[0] != "T1" {
		t.Errorf("first row %+v", r)
	}
	only, err := b.svc.SignOff(b.ctx, storagetest.Now, "CONTOSO")
	if err != nil || len(only.Rows) != 1 || len(only.Tickets) != 0 {
		t.Errorf("of one customer: %+v, %v", only, err)
	}
	if _, err := b.svc.SignOff(b.ctx, storagetest.Now, "nobody"); domain.CodeOf(err) != domain.CodeNotFound {
		t.Errorf("of nobody: %v", err)
	}
}

func TestCustomersAreNeverLostInAMerge(t *testing.T) {
	b := newFixture(t, domain.RoleAdmin)
	one, two := b.job("Adatum", 1), b.job("Adatum BV", 2)
	b.must(b.svc.CreateRemark(b.ctx, domain.Remark{Text: "x", Scopes: []domain.Scope{{Customer: "Adatum BV"}, {Customer: "Adatum"}}},
		review.Documented{}))
	before := b.projections()
	b.must(b.svc.MergeCustomers(b.ctx, two.Customer.ID, one.Customer.ID))
	err := b.store.Read(b.ctx, func(q domain.Reader) error {
		list, err := q.Customers()
		if len(list) != 1 {
			t.Errorf("customers %+v", list)
		}
		job, err2 := q.Job(two.ID)
		if job.Customer.Name != "Adatum" {
			t.Errorf("job of %s", job.Customer.Name)
		}
		remarks, err3 := q.Remarks()
		if len(remarks[0].Scopes) != 1 {
			t.Errorf("scopes %+v", remarks[0].Scopes)
		}
		for _, e := range []error{err2, err3} {
			if e != nil {
				return e
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	b.must(b.svc.Undo(b.ctx))
	if d := difference(before, b.projections()); d != "" {
		t.Errorf("after the undo:\n%s", d)
	}
	if _, err := b.svc.SaveCustomers(b.ctx, []domain.Customer{{Name: " adatum "}}); domain.CodeOf(err) != domain.CodeConflict {
		t.Errorf("a name twice: %v", err)
	}
	if _, err := b.svc.SaveCustomers(b.ctx, []domain.Customer{{Name: strings.Repeat("x", 201)}}); domain.CodeOf(err) != domain.CodeInvalid {
		t.Errorf("a name too long: %v", err)
	}
}

func TestATicketCodeIsTakenOnceWhateverItsCase(t *testing.T) {
	b := newFixture(t, domain.RoleOperator)
	job := b.job("adatum", 1)
	scopes := []domain.Scope{{Job: job.Key}}
	b.must(b.svc.CreateTicket(b.ctx, domain.Ticket{Code: "T1", Scopes: scopes}, review.Documented{}))
	if _, err := b.svc.CreateTicket(b.ctx, domain.Ticket{Code: " t1 ", Scopes: scopes},
		review.Documented{}); domain.CodeOf(err) != domain.CodeConflict {
		t.Errorf("made twice: %v", err)
	}
	second := b.must(b.svc.CreateTicket(b.ctx, domain.Ticket{Code: "T2", Scopes: scopes}, review.Documented{}))
	if _, err := b.svc.SaveTicket(b.ctx, domain.Ticket{Key: domain.DecisionID(second.Targets[0]), Code: "t1",
		Scopes: scopes}); domain.CodeOf(err) != domain.CodeConflict {
		t.Errorf("renamed to it: %v", err)
	}
}

func TestAClockThatWasSetBackKeepsTheOrderOfDecisions(t *testing.T) {
	b := newFixture(t, domain.RoleOperator)
	now := storagetest.Now
	svc, err := review.New(review.Params{Store: b.store, Actor: domain.Actor{Name: "kim", Role: domain.RoleAdmin},
		Location: time.UTC, Clock: func() time.Time { now = now.Add(-time.Hour); return now }})
	if err != nil {
		t.Fatal(err)
	}
	for n := range 3 {
		j := b.job("adatum", n)
		b.put(storagetest.Run(j, 1, night, vss))
		b.must(svc.MarkReviewed(b.ctx, []review.Target{{Job: j.ID}}))
	}
	b.must(svc.Undo(b.ctx))
	b.want("the last one is back", "Job 0002 Failed *")
	if c, err := svc.VerifyJournal(b.ctx, nil); err != nil || c.Broken != "" {
		t.Errorf("chain %+v, %v", c, err)
	}
}
