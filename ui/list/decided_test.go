package list_test

import (
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/ui/list"
)

func TestTheLineAboutADecisionOffersUndoOnlyForKindsThatCanBeUndone(t *testing.T) {
	final := 0
	for _, kind := range domain.DecisionKinds() {
		if got := list.Decided(domain.Decision{Kind: kind}, time.UTC).Undo; got != review.CanUndo(kind) {
			t.Errorf("%s: undo is offered: %v", kind, got)
		}
		if kind != domain.DecideUndo && !review.CanUndo(kind) {
			final++
		}
	}
	if final == 0 {
		t.Error("every kind but undo can be undone: this test shows nothing")
	}
}
