package model_test

import (
	"strings"
	"testing"

	"runchecks/domain"
)

func TestARunIsReadInTheOrderThatItIsLookedAt(t *testing.T) {
	s := newScreen(t, domain.RoleAdmin)
	if _, text := s.m.Reading(); text != "" {
		t.Errorf("without a run %q is read", text)
	}
	s.opened(vms(domain.Success, "", "fs01", "fs02"), append(vms(domain.Failed, "disk\nfull", "fs01"), vms(domain.Success, "", "fs02")...))
	title, text := s.m.Reading()
	at := -1
	for _, want := range []string{title, "Failed because", "OBJECTS", "Failed: fs01: disk full", "Success: fs02", "REPORT"} {
		next := strings.Index(text, want)
		if next <= at {
			t.Errorf("%q stands at %d, after %d:\n%s", want, next, at, text)
		}
		at = next
	}
}
