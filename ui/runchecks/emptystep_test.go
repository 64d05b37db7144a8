package runchecks_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"runchecks/ui/uitest"
)

func TestEnterTakesTheStepThatAnEmptyListOffers(t *testing.T) {
	d := uitest.New(t, 3)
	d.W.SetSearchText("nothing-has-this")
	d.Settle()
	if _, ok := d.W.RunChecks.Model.Empty(); !ok {
		t.Fatal("the list is not empty")
	}
	d.W.RunChecks.Focus()
	d.Key(fyne.KeyReturn)
	if _, ok := d.W.RunChecks.Model.Empty(); ok {
		t.Error("the search still stands")
	}
}
