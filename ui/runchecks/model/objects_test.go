package model_test

import (
	"strings"
	"testing"

	"runchecks/domain"
	"runchecks/ui/runchecks/model"
)

func TestObjectsStandProblemsFirstAndSayWhatChanged(t *testing.T) {
	d := &domain.Details{
		Run: domain.Run{Result: domain.Result{Objects: []domain.Object{
			{
				Name:   "a",
				Status: domain.Success,
			},
			{Name: "b", Status: domain.Warning},
			{Name: "c", Status: domain.Failed},
			{Name: "d", Status: domain.Success},
		}}},
		Before: map[string]domain.Status{"a": domain.Success, "b": domain.Warning, "c": domain.Success},
	}
	var got []string
	for _, r := range model.Objects(d) {
		got = append(got, r.Name+":"+r.Note)
	}
	if list := strings.Join(got, " "); list != "c:was Success b: a: d:new" {
		t.Errorf("got %q", list)
	}
}
