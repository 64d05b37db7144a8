package team

import (
	"runchecks/ui/shell"
	"runchecks/ui/words"
)

// Commands are what can be done.
func (x *Feature) Commands() []shell.Command {
	return []shell.Command{
		{
			ID: "team.show", Name: words.T("team.command_show"), Place: shell.File + 151, Key: "F8",
			Enabled: x.Model.MayLeave, Run: x.show,
		},
		{
			ID: "team.join", Name: words.T("team.command_join"), Place: shell.File + 152, Key: "Ctrl+Shift+J",
			Enabled: x.Model.MayJoin, Run: x.joinForm,
		},
		{
			ID: "team.create", Name: words.T("team.command_create"), Place: shell.File + 153, Key: "Ctrl+Shift+F",
			Enabled: x.Model.MayJoin, Run: x.createForm,
		},
		{
			ID: "team.invite", Name: words.T("team.command_invite"), Place: shell.File + 154, Key: "Ctrl+Shift+V",
			Enabled: x.Model.MayInvite, Run: x.inviteForm,
		},
		{
			ID: "team.leave", Name: words.T("team.command_leave"), Place: shell.File + 155, Key: "Shift+F8",
			Enabled: x.Model.MayLeave, Run: x.leave,
		},
	}
}
