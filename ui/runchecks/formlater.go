package runchecks

import (
	"strings"

	"runchecks/ui/form"
	"runchecks/ui/keys"
	"runchecks/ui/runchecks/decide"
	"runchecks/ui/words"
)

// lookLater asks when the scope is to be looked at again.
func (x *Feature) lookLater() {
	choices := x.Model.LaterChoices()
	said := make([]string, len(choices))
	for i, c := range choices {
		said[i] = c.Words
	}
	f := form.New(words.T("runchecks.later_title"), x.Model.Label(decide.DoLater))
	f.Note = words.T("runchecks.later_note")
	_, at := f.Choice(words.T("runchecks.later_when"), said, 0)
	f.Changed = func() { f.Say(words.T("runchecks.success_undo", "key", keys.Undo), false) }
	f.Done = func() bool {
		x.Model.LookLater(choices[at()])
		return true
	}
	x.host.Ask(f)
}

// reviewWithNote asks for the note of a review.
func (x *Feature) reviewWithNote() {
	f := form.New(words.T("runchecks.note_title"), x.Model.Label(decide.DoReview))
	note := f.Text(words.T("runchecks.note"), "", words.T("runchecks.note_hint"))
	f.Changed = func() { f.SetEnabled(strings.TrimSpace(note.Text) != "") }
	f.Done = func() bool { return x.Model.ReviewWithNote(note.Text) }
	x.host.Ask(f)
}

// claim asks who looks after the scope, and until when.
func (x *Feature) claim() {
	choices := x.Model.ClaimChoices()
	said := make([]string, len(choices))
	for i, c := range choices {
		said[i] = c.Words
	}
	f := form.New(words.T("runchecks.claim_title"), x.Model.Label(decide.DoClaim))
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
