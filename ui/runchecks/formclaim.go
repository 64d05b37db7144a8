package runchecks

import (
	"runchecks/ui/form"
	"runchecks/ui/keys"
	"runchecks/ui/runchecks/model"
	"runchecks/ui/words"
)

// claim asks who looks after the scope, and until when.
func (x *Feature) claim() {
	choices := x.Model.ClaimChoices()
	said := make([]string, len(choices))
	for i, c := range choices {
		said[i] = c.Words
	}
	f := form.New(words.T("runchecks.claim_title"), x.Model.Label(model.DoClaim))
	f.Note = words.T("runchecks.claim_note")
	_, at := f.Choice(words.T("runchecks.claim_until"), said, 0)
	who := f.Text(words.T("runchecks.claim_who"), "", words.T("runchecks.claim_hint"))
	f.Changed = func() { f.Say(words.T("runchecks.success_undo", "key", keys.Undo), false) }
	f.Done = func() bool {
		x.Model.Claim(who.Text, choices[at()])
		return true
	}
	x.host.Ask(f)
}
