package settings_test

import (
	"testing"

	"runchecks/domain"
	"runchecks/ui/settings"
	"runchecks/ui/shell"
	"runchecks/ui/uitest"
)

func TestForms(t *testing.T) {
	uitest.Forms(t, map[string]func(*uitest.Desk){
		"valueForm": uitest.On(settings.ID, func(d *uitest.Desk) {
			d.W.Settings.Model.Select(1) // the hour at which a night begins
			d.Do("settings.change")
		}),
		"nightForm": uitest.On(shell.RunChecks, func(d *uitest.Desk) { d.Do("settings.night") }),
		"roleForm":  uitest.On(shell.RunChecks, func(d *uitest.Desk) { d.Do("settings.role") }),
		"proxyForm": uitest.On(shell.RunChecks, func(d *uitest.Desk) { d.W.Settings.ProxyForm(domain.Proxy{}) }),
	})
}
