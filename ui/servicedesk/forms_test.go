package servicedesk_test

import (
	"testing"

	"runchecks/domain"
	"runchecks/ui/runchecks/decide"
	"runchecks/ui/shell"
	"runchecks/ui/uitest"
)

func TestForms(t *testing.T) {
	uitest.Forms(t, map[string]func(*uitest.Desk){
		"ticketForm": uitest.On(shell.RunChecks, func(d *uitest.Desk) {
			d.W.RunChecks.Model.Document(func(x *decide.Documenting) { d.W.ServiceDesk.Send(x.Title, x, false) })
		}),
		"kindForm": uitest.On(shell.RunChecks, func(d *uitest.Desk) { d.W.ServiceDesk.KindForm() }),
		"loginForm": uitest.On(shell.RunChecks, func(d *uitest.Desk) {
			d.W.ServiceDesk.LoginForm(domain.DeskState{Kind: domain.DeskConnectWise})
		}),
		"defaultsForm": uitest.On(shell.RunChecks, func(d *uitest.Desk) { d.Do("servicedesk.set-up") }),
	})
}
