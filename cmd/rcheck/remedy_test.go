package main

import (
	"strings"
	"testing"

	"runchecks/domain"
)

func TestEveryRemedyNamesACommandThatThereIs(t *testing.T) {
	for _, code := range domain.Remedies() {
		_, quoted, _ := strings.Cut(remedies[code], "'rcheck ")
		quoted, _, _ = strings.Cut(quoted, "'")
		if _, ok := find(strings.Fields(quoted)); !ok {
			t.Errorf("%s: %q names no command", code, remedies[code])
		}
	}
	if len(remedies) != len(domain.Remedies()) {
		t.Errorf("%d remedies are worded, there are %d", len(remedies), len(domain.Remedies()))
	}
}

func TestAnErrorIsFollowedByTheCommandThatSetsItRight(t *testing.T) {
	err := &domain.Error{Message: "The account is paused.", Remedy: domain.Remedy{Code: domain.RemedyResumeAccount, Name: "Night reports"}}
	if got, want := errorText(err), `The account is paused. Resume it with 'rcheck account resume "Night reports"'.`; got != want {
		t.Errorf("%q", got)
	}
	if got := errorText(&domain.Error{Message: "No."}); got != "No." {
		t.Errorf("%q", got)
	}
}
