package review_test

import (
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/storage/storagetest"
)

// It is eight in the morning of 22 November.
var (
	evening   = storagetest.Now.Add(-11 * time.Hour) // 21 Nov 21:00
	small     = storagetest.Now.Add(-6 * time.Hour)  // 22 Nov 02:00
	afternoon = storagetest.Now.Add(-17 * time.Hour) // 21 Nov 15:00
	noon      = storagetest.Now.Add(-21 * time.Hour) // 21 Nov 11:00: the night before
)

func TestTheSheetOfThisMorningHoldsTheRunsOfLastNight(t *testing.T) {
	b := newFixture(t, domain.RoleAdmin)
	j := b.job("adatum", 1)
	b.put(storagetest.Run(j, 1, evening, vss), storagetest.Run(j, 2, small), storagetest.Run(j, 3, afternoon), storagetest.Run(j, 4, noon))
	sheet := func(day time.Time) (s domain.SignOff, runs, open int) {
		t.Helper()
		s, err := b.svc.SignOff(b.ctx, day, "")
		if err != nil {
			t.Fatal(err)
		}
		runs, _, open, _ = s.Counts()
		return s, runs, open
	}
	if s, runs, open := sheet(time.Time{}); s.Day != "2026-11-22" || runs != 3 || open != 3 || !s.From.Equal(storagetest.Now.Add(-20*time.Hour)) || s.Calendar() {
		t.Errorf("sheet of %s with %d runs, %d open", s.Day, runs, open)
	}
	if _, runs, _ := sheet(storagetest.Now.AddDate(0, 0, -1)); runs != 1 {
		t.Errorf("%d runs in the night before", runs)
	}
	d := b.must(b.svc.SetNightStart(b.ctx, 0))
	if inWords(d) != "a night begins at 00:00, no longer at 12:00" {
		t.Errorf("summary %q", inWords(d))
	}
	if s, runs, _ := sheet(time.Time{}); runs != 1 || !s.Calendar() {
		t.Errorf("%d runs on the calendar day", runs)
	}
	b.must(b.svc.Undo(b.ctx))
	if _, runs, _ := sheet(time.Time{}); runs != 3 {
		t.Errorf("%d runs after undo", runs)
	}
}

func TestTheHourOfTheNightIsRefusedWhereItIsNoneOrTheSame(t *testing.T) {
	b := newFixture(t, domain.RoleAdmin)
	for hour, want := range map[int]domain.Code{-1: domain.CodeInvalid, 24: domain.CodeInvalid, 12: domain.CodeConflict} {
		if _, err := b.svc.SetNightStart(b.ctx, hour); domain.CodeOf(err) != want {
			t.Errorf("%d: %v", hour, err)
		}
	}
	first := b.must(b.svc.SetNightStart(b.ctx, 18))
	b.must(b.svc.SetNightStart(b.ctx, 6))
	if _, err := b.svc.UndoOne(b.ctx, first.ID); domain.CodeOf(err) != domain.CodeConflict {
		t.Errorf("an hour was undone below a newer one: %v", err)
	}
}

func TestWhatWaitsForApprovalAndWhatWasRemarkedStandsOnTheSheet(t *testing.T) {
	b := newFixture(t, domain.RoleOperator)
	one, two := b.job("adatum", 1), b.job("contoso", 2)
	b.put(storagetest.Run(one, 1, evening, vss), storagetest.Run(two, 1, evening))
	b.must(b.svc.CreateRemark(b.ctx, domain.Remark{Text: "disk is ordered", Scopes: []domain.Scope{{Job: one.Key}}},
		review.Documented{Jobs: []review.Target{{Job: one.ID}}}))
	err := b.store.Write(b.ctx, func(tx domain.Tx) error {
		for i, key := range []string{"good", "bad", "deleted"} {
			job, err := tx.PutJob(domain.Job{Key: domain.JobKey(key), Name: key, Sender: "x@y", State: domain.JobPending})
			if err != nil {
				return err
			}
			m, err := tx.PutMessage(domain.Message{Key: key, State: domain.MessageRead}, b.store.Pack([]byte("raw")))
			if err != nil {
				return err
			}
			r := storagetest.Run(job, 1, evening)
			if r.Message = m; i > 0 {
				r.Status, r.Effective.Status = domain.Failed, domain.Failed
			}
			if _, err := tx.PutRun(r, key); err != nil {
				return err
			}
			if key == "deleted" {
				if err := tx.SetDeleted([]int64{m}, evening); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	s, err := b.svc.SignOff(b.ctx, time.Time{}, "")
	if err != nil {
		t.Fatal(err)
	}
	if s.Approvals != (domain.Approvals{Jobs: 2, Runs: 2, Problems: 1}) || len(s.Pending) != 2 || s.Pending[0].Job != "bad" || s.Pending[0].Status != domain.Failed || s.Pending[1].Runs != 1 {
		t.Errorf("approvals %+v, %+v", s.Approvals, s.Pending)
	}
	if len(s.Remarks) != 1 || s.Remarks[0].Text != "disk is ordered" || strings.Join(s.Rows[0].Remarks, "") != "disk is ordered" || len(s.Rows[1].Remarks) != 0 {
		t.Errorf("remarks %+v, rows %+v", s.Remarks, s.Rows)
	}
	only, err := b.svc.SignOff(b.ctx, time.Time{}, "contoso")
	if err != nil || len(only.Remarks) != 0 || len(only.Pending) != 0 || only.Approvals.Jobs != 2 {
		t.Errorf("the sheet of one customer shows what is another's: %+v, %v", only, err)
	}
}

func TestARunThatASuccessOfTheDayHidesIsNotOpenOnTheSheet(t *testing.T) {
	b := newFixture(t, domain.RoleOperator)
	j := b.job("adatum", 1)
	ids := b.put(storagetest.Run(j, 1, evening), storagetest.Run(j, 2, small, vss))
	if err := b.store.Write(b.ctx, func(tx domain.Tx) error { return tx.SetHidden(map[int64]int64{ids[1]: ids[0]}) }); err != nil {
		t.Fatal(err)
	}
	b.must(b.svc.MarkReviewed(b.ctx, []review.Target{{Job: j.ID}}))
	s, err := b.svc.SignOff(b.ctx, time.Time{}, "")
	if runs, reviewed, open, _ := s.Counts(); err != nil || runs != 2 || reviewed != 1 || open != 0 {
		t.Errorf("%d runs, %d reviewed, %d open, %v", runs, reviewed, open, err)
	}
	day, err := b.svc.Day(b.ctx, time.Time{})
	if err != nil || len(day.Jobs) != 1 || day.Jobs[0].Open != 0 || day.Jobs[0].State.Status != domain.Success || day.Jobs[0].Runs != 2 {
		t.Errorf("day %+v, %v", day.Jobs, err)
	}
}
