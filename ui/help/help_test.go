package help_test

import (
	"context"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"runchecks/domain"
	"runchecks/ui/features"
	"runchecks/ui/shell"
	"runchecks/ui/uitest"
)

func withHelp(t *testing.T) *uitest.Desk {
	t.Helper()
	return uitest.NewAs(t, domain.RoleAdmin, func(store domain.Store) { uitest.Fill(t, store, 1) }, diagnosed)
}

func diagnosed(p *features.Params) {
	p.Diagnose = func(context.Context) (string, error) { return "Run Checks, masked: <host 1>", nil }
}

func TestThePagesAreSearchedByKeysAndClosedByEscape(t *testing.T) {
	d := withHelp(t)
	d.Do("help.pages")
	d.Settle()
	if d.W.Help.Shown() != "README.md" {
		t.Fatalf("it shows %q", d.W.Help.Shown())
	}
	d.TypeText("retention")
	d.Settle()
	first := d.W.Help.Shown()
	d.Key(fyne.KeyDown)
	d.Settle()
	if first == "" || d.W.Help.Shown() == first {
		t.Errorf("the search shows %q, and Down then %q", first, d.W.Help.Shown())
	}
	d.Key(fyne.KeyEscape)
	if d.W.Covered() || d.W.Help.Shown() != "" {
		t.Error("Escape does not close it")
	}
}

func TestWhatIsReportedIsShownWholeBeforeItIsSaved(t *testing.T) {
	d := withHelp(t)
	d.Do("help.report")
	d.Settle()
	f := d.W.OpenForm()
	if f == nil || !strings.Contains(f.Note, "Nothing is sent") {
		t.Fatal("it is not shown")
	}
}

func TestForms(t *testing.T) {
	uitest.Forms(t, map[string]func(*uitest.Desk){
		"report": uitest.On(shell.RunChecks, func(d *uitest.Desk) { d.Do("help.report") }),
	}, diagnosed)
}
