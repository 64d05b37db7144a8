package autotask_test

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
			d.W.RunChecks.Model.Document(func(x *decide.Documenting) { d.W.Autotask.Send(x.Title, x, false) })
		}),
		"loginForm":    uitest.On(shell.RunChecks, func(d *uitest.Desk) { d.W.Autotask.LoginForm(domain.AutotaskState{}) }),
		"defaultsForm": uitest.On(shell.RunChecks, func(d *uitest.Desk) { d.Do("autotask.set-up") }),
	})
}
