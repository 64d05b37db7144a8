package computer_test

import (
	"testing"

	"runchecks/ui/uitest"
)

func TestStartingWithTheComputerIsSaidAndTakenBackByTheSameCommand(t *testing.T) {
	d := uitest.New(t, 1)
	shown := func() string {
		d.W.Open("settings")
		d.Settle()
		for _, r := range d.W.Settings.Model.AllRows {
			if r.ID == "starts" {
				return r.Shown + " " + r.Hint
			}
		}
		return ""
	}
	for _, want := range []string{"off ", "on /autostart/run-checks.desktop", "off "} {
		if got := shown(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
		d.Do("computer.starts")
		d.Settle()
	}
}
