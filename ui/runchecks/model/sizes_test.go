package model_test

import (
	"strings"
	"testing"

	"runchecks/domain"
)

func TestASizeBelowATenthOfTheRunBeforeIsAHintAndNoStatus(t *testing.T) {
	s := newScreen(t, domain.RoleOperator)
	job := s.opened(vms(domain.Success, "", "files"), nil, vms(domain.Success, "", "files"))
	sized := func(bytes int64) domain.StoredSummary {
		return domain.StoredSummary{Summary: domain.Summary{
			Title: "fs01", Lines: []domain.SummaryLine{{Name: "Files and folders", Status: domain.Success, Selected: &bytes}},
		}}
	}
	err := s.Store.Write(t.Context(), func(tx domain.Tx) error {
		runs, err := tx.JobRuns(job.ID, true, 10)
		if err != nil {
			return err
		}
		if err := tx.PutSummary(runs[0].ID, sized(5<<30)); err != nil {
			return err
		}
		return tx.PutSummary(runs[2].ID, sized(100<<30)) // the one between says nothing
	})
	if err != nil {
		t.Fatal(err)
	}
	s.m.Reload()
	s.m.SelectRun(0)
	s.Settle()
	d := s.m.Details()
	if d == nil || d.Summary == nil {
		t.Fatal("the shown run has no summary")
	}
	if says := s.m.HeadOf(d); !strings.Contains(says.Since, "Files and folders: 5.0 GB, before it was 100.0 GB") ||
		d.Run.Effective.Status != domain.Success {
		t.Errorf("the head says %q of a run that is %s", says.Since, d.Run.Effective.Status)
	}
}
