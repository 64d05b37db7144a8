package copies_test

import (
	"testing"

	"runchecks/ui/features"
	"runchecks/ui/shell"
	"runchecks/ui/uitest"
)

func TestForms(t *testing.T) {
	uitest.Forms(t, map[string]func(*uitest.Desk){
		"copiesForm": uitest.On(shell.RunChecks, func(d *uitest.Desk) { d.Do("copies.list") }),
	}, func(p *features.Params) { p.Copies, p.PutBack = twoCopies{}, func(string, bool) {} })
}
