package settings_test

import (
	"testing"

	"runchecks/domain"
	"runchecks/ui/shell"
	"runchecks/ui/uitest"
)

func TestForms(t *testing.T) {
	uitest.Forms(t, map[string]func(*uitest.Desk){
		"roleForm": uitest.On(shell.RunChecks, func(d *uitest.Desk) { d.Do("settings.role") }),
		"mailForm": uitest.On(shell.RunChecks, func(d *uitest.Desk) { d.W.Settings.MailForm(domain.MailOut{}) }),
		"noticeForm": uitest.On(shell.RunChecks, func(d *uitest.Desk) {
			d.W.Settings.NoticeForm([]domain.Notice{{Name: "Office", Service: "ntfy"}})
		}),
		"proxyForm": uitest.On(shell.RunChecks, func(d *uitest.Desk) { d.W.Settings.ProxyForm(domain.Proxy{}) }),
	})
}
