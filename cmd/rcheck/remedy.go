package main

import (
	"strings"

	"runchecks/domain"
)

// remedies are the commands by which errors are set right, as a sentence that names one in
// quotation marks. NAME stands for what the error is about.
var remedies = map[domain.RemedyCode]string{
	domain.RemedyAddAccount:    "Add one with 'rcheck account add'.",
	domain.RemedyResumeAccount: "Resume it with 'rcheck account resume NAME'.",
	domain.RemedyConnectDesk:   "Connect it with 'rcheck desk connect'.",
	domain.RemedyMapCustomer:   "Choose its company with 'rcheck desk map --customer NAME'.",
	domain.RemedyProxy:         "'rcheck proxy' shows it, 'rcheck proxy set' sets it.",
	domain.RemedyReload:        "'rcheck jobs' lists what waits now.",
	domain.RemedyRestore:       "'rcheck restore' says what would be saved, and saves it.",
}

// errorText says an error, and by which command it is set right.
func errorText(err error) string {
	r, ok := domain.RemedyOf(err)
	if !ok {
		return err.Error()
	}
	name := r.Name
	if strings.ContainsAny(name, " \t") {
		name = `"` + name + `"`
	}
	return err.Error() + " " + strings.ReplaceAll(remedies[r.Code], "NAME", name)
}
