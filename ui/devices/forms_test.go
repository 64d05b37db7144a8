package devices_test

import (
	"testing"

	"runchecks/ui/shell"
	"runchecks/ui/uitest"
)

func TestForms(t *testing.T) {
	uitest.Forms(t, map[string]func(*uitest.Desk){
		"deviceRulesForm": uitest.After(shell.Devices, "devices.rules"),
		"linkForm":        uitest.After(shell.Devices, "devices.link"),
		"linkToJob":       uitest.After(shell.Devices, "devices.link-to-job"),
	})
}
