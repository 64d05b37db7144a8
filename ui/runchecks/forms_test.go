package runchecks_test

import (
	"testing"

	"runchecks/domain"
	"runchecks/ui/shell"
	"runchecks/ui/uitest"
)

func TestForms(t *testing.T) {
	uitest.Forms(t, map[string]func(*uitest.Desk){
		"askTicket": uitest.After(shell.RunChecks, "runchecks.ticket"),
		"askRemark": uitest.After(shell.RunChecks, "runchecks.remark"),
		"askAccept": uitest.After(shell.RunChecks, "runchecks.accept"),
		"whichTicket": uitest.On(shell.RunChecks, func(d *uitest.Desk) {
			d.W.RunChecks.WhichTicket([]domain.Ticket{{Key: "1", Code: "T1"}, {Key: "2", Code: "T2"}})
		}),
		"askView": uitest.On(shell.RunChecks, func(d *uitest.Desk) {
			d.W.RunChecks.Model.SetSearch("customer")
			d.Settle()
			d.Do("runchecks.view-save")
		}),
		"askOverride": uitest.After(shell.RunChecks, "runchecks.success"),
		"askSuccess": uitest.On(shell.RunChecks, func(d *uitest.Desk) {
			d.W.RunChecks.Model.ToggleTick(0)
			d.W.RunChecks.Model.MarkSuccess(nil, d.W.RunChecks.AskSuccess)
			d.W.RunChecks.Model.ClearTicks()
		}),
		"nameCause": uitest.On(shell.RunChecks, func(d *uitest.Desk) {
			d.W.RunChecks.Model.SwitchGroups()
			d.Settle()
			d.Do("runchecks.cause-name")
		}),
		"lookLater":      uitest.After(shell.RunChecks, "runchecks.later"),
		"claim":          uitest.After(shell.RunChecks, "runchecks.claim"),
		"reviewWithNote": uitest.After(shell.RunChecks, "runchecks.review-note"),
		"wordForm":       uitest.On(shell.RunChecks, func(d *uitest.Desk) { d.Do("prose.word") }),
		"proseForm": uitest.On(shell.RunChecks, func(d *uitest.Desk) {
			d.W.RunChecks.ProseForm([]domain.Learned{{Sender: "a@x.example"}})
		}),
	})
}
