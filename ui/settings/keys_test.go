package settings_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"runchecks/ui/keys"
	"runchecks/ui/settings"
	"runchecks/ui/shell"
	"runchecks/ui/uitest"
)

// chosen is the key that a command has now.
func chosen(t *testing.T, d *uitest.Desk, id string) keys.Key {
	t.Helper()
	for _, c := range d.W.Commands() {
		if c.ID == id {
			return c.Key
		}
	}
	t.Fatalf("there is no command %s", id)
	return ""
}

// choose presses a key in the field of a command, which the search of the page finds.
func choose(t *testing.T, d *uitest.Desk, name string, key rune) {
	t.Helper()
	d.W.Open(settings.ID)
	d.Settle()
	d.Do("window.search")
	for _, r := range name {
		d.Letter(r)
	}
	d.Key(fyne.KeyReturn)
	d.Key(fyne.KeyF6)
	d.Letter(key)
	d.Settle()
	d.Key(fyne.KeyEscape)
	d.Settle()
}

func TestAKeyIsChosenAndHoldsAtOnce(t *testing.T) {
	d := uitest.New(t, 3)
	choose(t, d, "Next problem", 'q')
	if k := chosen(t, d, "runchecks.next-problem"); k != "Q" {
		t.Fatalf("the key is %s", k)
	}
	d.W.Open(shell.RunChecks)
	d.Settle()
	before := d.W.RunChecks.Model.Selected()
	d.Letter('n')
	if d.W.RunChecks.Model.Selected() != before {
		t.Error("the old key still does it")
	}
	d.Letter('q')
	if d.W.RunChecks.Model.Selected() == before {
		t.Error("the new key does nothing")
	}
}

func TestAKeyThatIsTakenIsRefusedAndNamesTheCommand(t *testing.T) {
	d := uitest.New(t, 3)
	choose(t, d, "Next problem", 'e')
	if k := chosen(t, d, "runchecks.next-problem"); k != "N" {
		t.Errorf("the key is %s", k)
	}
	if reviewed := d.W.RunChecks.Model.Toast().Text; strings.Contains(reviewed, "reviewed") {
		t.Errorf("the key did what it belongs to: %s", reviewed)
	}
}

func TestAKeyThatMeansTheSameEverywhereIsRefused(t *testing.T) {
	d := uitest.New(t, 3)
	for _, r := range "j/?5" {
		choose(t, d, "Next problem", r)
		if k := chosen(t, d, "runchecks.next-problem"); k != "N" {
			t.Errorf("%c: the key is %s", r, k)
		}
	}
}

func TestUndoOnThePageBringsTheOldKeysBack(t *testing.T) {
	d := uitest.New(t, 3)
	choose(t, d, "Next problem", 'q')
	d.Do("settings.keys-reset")
	d.Settle()
	if k := chosen(t, d, "runchecks.next-problem"); k != "N" {
		t.Fatalf("after the reset the key is %s", k)
	}
	d.Do("window.undo")
	d.Settle()
	if k := chosen(t, d, "runchecks.next-problem"); k != "Q" {
		t.Fatalf("after undo the key is %s", k)
	}
	d.Do("window.undo")
	d.Settle()
	if k := chosen(t, d, "runchecks.next-problem"); k != "N" {
		t.Errorf("after the second undo the key is %s", k)
	}
}

func TestKeysThatCannotBeHadLeaveTheCommandsWithTheirOwn(t *testing.T) {
	for name, c := range map[string]struct {
		stored map[string]keys.Key
		want   keys.Key
	}{
		"taken by another":     {map[string]keys.Key{"runchecks.next-problem": "E"}, "N"},
		"no key":               {map[string]keys.Key{"runchecks.next-problem": "Hyper+9"}, "N"},
		"of every program":     {map[string]keys.Key{"runchecks.next-problem": "Ctrl+Z"}, "N"},
		"two changed places":   {map[string]keys.Key{"runchecks.next-problem": "P", "runchecks.previous-problem": "N"}, "P"},
		"two want the same":    {map[string]keys.Key{"runchecks.next-problem": "Q", "runchecks.previous-problem": "Q"}, "Q"},
		"an unknown command's": {map[string]keys.Key{"moon.land": "N"}, "N"},
	} {
		d := uitest.New(t, 1)
		board := d.W.Settings.Model.Params.Keys
		board.ChooseAll(c.stored)
		d.W.Rebind()
		got := chosen(t, d, "runchecks.next-problem")
		if name == "two want the same" {
			if other := chosen(t, d, "runchecks.previous-problem"); got == other {
				t.Errorf("%s: both have %s", name, got)
			}
			continue
		}
		if got != c.want {
			t.Errorf("%s: %s", name, got)
		}
	}
}
