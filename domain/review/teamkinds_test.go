package review_test

import (
	"slices"
	"testing"

	"runchecks/domain"
	"runchecks/domain/review"
)

func TestWhatAnOperatorMayDecideIsNoKindOfAdministratorsAlone(t *testing.T) {
	admin := review.AdminKinds()
	for _, kind := range []domain.DecisionKind{domain.DecideUnmark, domain.DecideArchive} {
		if !slices.Contains(admin, kind) {
			t.Errorf("%s is not among them: %v", kind, admin)
		}
	}
	for _, kind := range []domain.DecisionKind{
		domain.DecideReview, domain.DecideSuccess, domain.DecideTicket, domain.DecideRemark, domain.DecideAccept, domain.DecideUndo,
		domain.DecideRedo, domain.DecideApprove, domain.DecideOverride, domain.DecideRule, domain.DecideDelete, domain.DecideRole,
		domain.DecideSetting,
		domain.DecideAccount, domain.DecideRestore,
	} {
		if slices.Contains(admin, kind) {
			t.Errorf("%s is among them, and an operator may decide it", kind)
		}
	}
}
