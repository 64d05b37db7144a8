package profiles_test

import (
	"testing"

	"runchecks/ui/shell"
	"runchecks/ui/uitest"
)

func TestForms(t *testing.T) {
	uitest.Forms(t, map[string]func(*uitest.Desk){"form": uitest.On(shell.RunChecks, func(d *uitest.Desk) { d.Do("profiles.open") })})
}
