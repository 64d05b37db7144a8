package features

import (
	"runchecks/ui/firststart"
	"runchecks/ui/keys"
	"runchecks/ui/words"
)

// firstStart are the three ways to begin. Each does what a command does.
func (w *Window) firstStart(board *keys.Board) *firststart.Page {
	key := func(command string, came keys.Key) func() string {
		return func() string { return string(board.Of(command, came)) }
	}
	add := func() bool { return w.Accounts.CanAdd() }
	return firststart.New([]firststart.Choice{
		{
			Title: words.T("firststart.mailbox"), Text: words.T("firststart.mailbox_text"), Button: words.T("accounts.command_mailbox"),
			Key: key("accounts.add-mailbox", keys.AddMailbox), Enabled: add, Run: func() { w.Accounts.AddMailbox() },
		},
		{
			Title: words.T("firststart.cove"), Text: words.T("firststart.cove_text"), Button: words.T("accounts.button_cove"),
			Key: key("accounts.add-cove", keys.AddCove), Enabled: add, Run: func() { w.Accounts.AddCove() },
		},
		{
			Title: words.T("firststart.demo"), Text: words.T("firststart.demo_text"), Button: words.T("profiles.command_demo"),
			Key: key("profiles.demo", keys.TryDemo), Enabled: func() bool { return w.Profiles.Can() }, Run: func() { w.Profiles.Demo() },
		},
	})
}
