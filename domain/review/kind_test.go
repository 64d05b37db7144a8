package review

import (
	"slices"
	"testing"

	"runchecks/domain"
)

func TestEveryKindOfDecisionIsWholeOrSaysWhyNot(t *testing.T) {
	all := domain.DecisionKinds()
	ofRunsAlone := []domain.DecisionKind{domain.DecideReview, domain.DecideUnmark}
	for _, k := range all {
		one, ok := kinds[k]
		switch {
		case k == domain.DecideUndo || k == domain.DecideRedo:
			continue // acts by the kind of what it undoes
		case !ok:
			t.Errorf("%s has no place in kinds", k)
		case k.Undoable() != (one.revert != nil):
			t.Errorf("%s says that it can be undone: %v; it has a way back: %v", k, k.Undoable(), one.revert != nil)
		case k.Undoable() && asks[k] == "":
			t.Errorf("%s does not say who may make it again", k)
		case k.Undoable() && one.apply == nil:
			t.Errorf("%s can be undone, but a rebuild does not make it again", k)
		case k.Undoable() && one.dependsOn == nil && !slices.Contains(ofRunsAlone, k):
			t.Errorf("%s does not say what it builds upon, so its undo takes away what later decisions need", k)
		}
	}
	for k := range kinds {
		if !slices.Contains(all, k) {
			t.Errorf("%s is missing from domain.DecisionKinds", k)
		}
	}
}
