package shell_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"runchecks/domain"
	"runchecks/ui/shell"
	"runchecks/ui/uitest"
)

func TestThePaletteLeadsToJobsAndCustomers(t *testing.T) {
	d := uitest.New(t, 6)
	for typed, want := range map[string]func() (screen, selected string){
		"job 0004": func() (string, string) {
			at := d.W.RunChecks.Model.Selected()
			return shell.RunChecks, d.W.RunChecks.Model.Rows()[at].Name
		},
		"customer000": func() (string, string) {
			if row := d.W.Customers.Model.Row(); row != nil {
				return d.W.Customers.ID(), row.Name
			}
			return d.W.Customers.ID(), ""
		},
	} {
		d.Afresh(shell.RunChecks)
		d.Do("window.palette")
		d.Settle()
		for _, r := range typed {
			d.W.Canvas().Focused().TypedRune(r)
		}
		d.Key(fyne.KeyReturn)
		d.Settle()
		screen, selected := want()
		if d.W.Shown() != screen || domain.Fold(selected) != typed {
			t.Errorf("%s leads to %q on %s", typed, selected, d.W.Shown())
		}
	}
}

func TestWhatIsWrongWithASearchDoesNotWidenTheWindow(t *testing.T) {
	d := uitest.New(t, 6)
	before := d.W.Screen().Content().MinSize().Width
	d.W.SetSearchText("foo:x")
	d.Settle()
	if d.W.RunChecks.Model.SearchFault() == "" {
		t.Fatal("the search has no fault")
	}
	if after := d.W.Screen().Content().MinSize().Width; after > before {
		t.Errorf("%v wide, %v with the fault", before, after)
	}
}
