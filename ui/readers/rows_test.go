package readers_test

import (
	"slices"
	"testing"

	"runchecks/domain"
	"runchecks/ui/readers"
)

func TestAnExplanationIsToldLineByLine(t *testing.T) {
	rows := readers.ResultRows(domain.Explanation{
		Matched: true,
		Results: []domain.Result{
			{
				Product:  "P",
				JobType:  "Backup",
				JobName:  "N",
				Kind:     domain.KindRun,
				Status:   domain.Failed,
				Evidence: domain.Evidence{Words: "n.i.O.", Where: "row a"},
				Objects:  []domain.Object{{Name: "a", Type: "Share", Status: domain.Failed, Message: "gone"}},
			},
		},
		Conditions: []domain.Finding{{Line: 3, Rule: "subject contains x", Held: false}},
		Found:      []domain.Finding{{Line: 9, Rule: "status", Words: "n.i.O.", Where: "row a"}},
	})
	want := []readers.ResultRow{
		{Status: domain.Failed, Held: true, Label: "P · Backup · N", Words: "n.i.O.", Where: "row a"},
		{Status: domain.Failed, Held: true, Label: "a", Words: "gone", Where: "Share"},
		{Label: "subject contains x", Line: 3},
		{Held: true, Label: "status", Words: "n.i.O.", Where: "row a", Line: 9},
	}
	if !slices.Equal(rows, want) {
		t.Errorf("got %+v", rows)
	}
}
