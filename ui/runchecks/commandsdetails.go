package runchecks

import (
	"runchecks/ui/keys"
	"runchecks/ui/shell"
	"runchecks/ui/words"
)

// detailCommands are about what stands beside the list: the runs and nights of the job, its
// objects, its report.
func (x *Feature) detailCommands() []shell.Command {
	return []shell.Command{
		{
			ID: "runchecks.night-before", Name: words.T("runchecks.night_before"), Place: shell.View + 41, Key: keys.NightBefore, On: ID,
			Enabled: func() bool { return x.selected() && x.Model.CanMoveNight(-1) }, Run: func() { x.Model.MoveNight(-1) },
		},
		{
			ID: "runchecks.night-after", Name: words.T("runchecks.night_after"), Place: shell.View + 42, Key: keys.NightAfter, On: ID,
			Enabled: func() bool { return x.selected() && x.Model.CanMoveNight(1) }, Run: func() { x.Model.MoveNight(1) },
		},
		{
			ID: "runchecks.runs", Name: words.T("runchecks.runs_column"), Place: shell.View + 48, Key: "R", On: ID,
			Enabled: x.shown, Run: func() { x.view.TurnRuns() },
		},
		{
			ID: "runchecks.review-shown", Name: words.T("runchecks.review_shown"), Place: shell.Decide + 12, Key: keys.ReviewShown, On: ID,
			Enabled: x.Model.CanReviewShown, Run: x.Model.ReviewShown,
		},
		{
			ID: "runchecks.copy-message", Name: words.T("runchecks.copy_message"), Place: shell.File + 82, Key: "Alt+C", On: ID,
			Enabled: func() bool { return x.selected() && x.Model.Message() != "" }, Run: x.copyMessage,
		},
	}
}

// copyMessage puts the reason of the shown run on the clipboard.
func (x *Feature) copyMessage() {
	if text := x.Model.Message(); text != "" {
		x.host.CopyText(text)
		x.host.Say(words.Toast{Text: words.T("runchecks.message_copied")})
	}
}

// read shows the run as text that is read in order and copied.
func (x *Feature) read() {
	title, text := x.Model.Reading()
	x.host.ShowText(words.T("runchecks.read_title", "job", title), text)
}
