package runchecks

import (
	"runchecks/domain/review"
	"runchecks/ui/form"
	"runchecks/ui/keys"
	"runchecks/ui/shell"
	"runchecks/ui/words"
)

// causeCommands are what can be said of a cause in the list by causes: it holds for later
// nights, too.
func (x *Feature) causeCommands() []shell.Command {
	marks := func() bool { return x.shown() && x.Model.MayMark() }
	return []shell.Command{
		{
			ID: "runchecks.cause-name", Name: words.T("runchecks.cmd_cause_name"), Place: shell.Decide + 100, Key: "Alt+N", On: ID,
			Enabled: marks, Run: x.nameCause,
		},
		{
			ID: "runchecks.cause-join", Name: words.T("runchecks.cmd_cause_join"), Words: x.joinWords,
			Place: shell.Decide + 102, Key: "Alt+J", On: ID,
			Enabled: func() bool { return x.shown() && x.Model.Joins() > 0 }, Run: x.Model.JoinCauses,
		},
		{
			ID: "runchecks.cause-part", Name: words.T("runchecks.cmd_cause_part"), Place: shell.Decide + 104, Key: "Alt+Shift+J", On: ID,
			Enabled: func() bool { return x.shown() && x.Model.CanPart() }, Run: x.Model.PartCauses,
		},
		{
			ID: "runchecks.cause-out", Name: words.T("runchecks.cmd_cause_out"), Words: x.ownWords,
			Place: shell.Decide + 106, Key: "Alt+X", On: ID,
			Enabled: func() bool { _, _, ok := x.Model.Own(); return ok && x.shown() }, Run: x.Model.TakeOutForGood,
		},
	}
}

// joinWords says how many causes would be joined.
func (x *Feature) joinWords() string {
	if n := x.Model.Joins(); n > 0 {
		return words.T("runchecks.cause_join", "n", n)
	}
	return words.T("runchecks.cmd_cause_join")
}

// ownWords names the job that is taken out of its cause, or put back.
func (x *Feature) ownWords() string {
	job, back, ok := x.Model.Own()
	switch {
	case !ok:
		return words.T("runchecks.cmd_cause_out")
	case back:
		return words.T("runchecks.cause_back_do", "job", words.Clip(job, 30))
	}
	return words.T("runchecks.cause_out_do", "job", words.Clip(job, 30))
}

// nameCause asks how the selected cause is called.
func (x *Feature) nameCause() {
	row, ok := x.Model.SelectedGroup()
	if !ok {
		return
	}
	f := form.New(words.T("runchecks.cause_name_title"), words.T("runchecks.cause_name_do"))
	f.Note = words.Clip(row.Cause.Words(), 160)
	name := f.Text(words.T("runchecks.cause_name"), x.Model.CauseName(), words.T("runchecks.cause_name_hint"))
	f.Changed = func() {
		if len([]rune(name.Text)) > review.MostCauseName {
			f.Say(words.T("runchecks.cause_name_long", "n", review.MostCauseName), true)
			return
		}
		f.Say(words.T("runchecks.success_undo", "key", keys.Undo), false)
	}
	f.Done = func() bool {
		x.Model.NameCause(name.Text)
		return true
	}
	x.host.Ask(f)
}
