package profiles_test

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"runchecks/ui/uitest"
)

func TestAnotherProfileIsOpenedByTwoKeys(t *testing.T) {
	d := uitest.New(t, 1)
	d.Do("profiles.open")
	d.Settle()
	d.Key(fyne.KeyReturn)
	d.Settle()
	if got := d.Computer.Opened(); !slices.Equal(got, []string{"Acme"}) {
		t.Errorf("%q", got)
	}
}

func TestANewProfileIsMadeAndOpened(t *testing.T) {
	d := uitest.New(t, 1)
	d.Do("profiles.open")
	d.Settle()
	d.Key(fyne.KeyRight) // of two the other one is chosen at first
	d.W.Canvas().FocusNext()
	d.TypeText("Northwind")
	d.Key(fyne.KeyReturn)
	d.Settle()
	if got := d.Computer.Opened(); !slices.Equal(got, []string{"Northwind"}) {
		t.Errorf("%q", got)
	}
}
