package team

import (
	"context"
	"strings"

	"fyne.io/fyne/v2"

	"runchecks/domain"
	"runchecks/ui/form"
	"runchecks/ui/words"
)

// show shows the team and its members.
func (x *Feature) show() {
	x.beside(func(ctx context.Context) (func(), error) {
		text, err := x.Model.Lines(ctx)
		return func() { x.host.ShowText(words.T("team.title", "name", x.Model.state.Team.Name), text) }, err
	})
}

// beside does what may take long beside the interface thread, and then on it what it
// returned; an error is said.
func (x *Feature) beside(do func(ctx context.Context) (then func(), err error)) {
	x.host.Background().Go(func(ctx context.Context) func() {
		then, err := do(ctx)
		return func() {
			if err != nil {
				x.host.Say(words.Failed(err))
				return
			}
			then()
		}
	})
}

// joinForm asks for an invitation. Its button says first what would come of it, and joins
// when it is pressed again.
func (x *Feature) joinForm() {
	f := form.New(words.T("team.join_title"), words.T("team.join"))
	f.Note = words.T("team.join_note")
	invitation := f.Lines(words.T("team.invitation"), "", "runchecks-team:…", 4)
	password := f.Secret(words.T("team.password"), words.T("team.password_hint"))
	f.Size = fyne.NewSize(640, 380)
	given := func() [2]string { return [2]string{strings.TrimSpace(invitation.Text), password.Text} }
	var looked [2]string
	f.Changed = func() {
		now := given()
		f.Say(words.T("team.join_both"), now[0] == "" || now[1] == "")
	}
	f.Done = func() bool {
		now := given()
		if now[0] == "" || now[1] == "" {
			return false
		}
		if looked != now {
			f.Say(words.T("team.looking"), true)
			x.host.Background().Go(func(ctx context.Context) func() {
				meeting, err := x.p.Team.Look(ctx, now[0], now[1])
				return func() {
					if err != nil {
						f.Say(words.ErrorLine(err), true)
						return
					}
					looked = now
					f.Say(Meeting(meeting)+" "+words.T("team.join_again"), false)
				}
			})
			return false
		}
		x.beside(func(ctx context.Context) (func(), error) {
			name, err := x.p.Team.Join(ctx, now[0], now[1])
			return func() {
				x.host.Say(words.Toast{Text: words.T("team.joined", "name", name)})
				x.host.Changed()
			}, err
		})
		return true
	}
	f.Changed()
	x.host.Ask(f)
}

// createForm asks where a team is made: in an empty database, or in a mailbox.
func (x *Feature) createForm() {
	x.beside(func(ctx context.Context) (func(), error) {
		names, addresses, err := x.p.Team.Mailboxes(ctx)
		return func() { x.createIn(names, addresses) }, err
	})
}

func (x *Feature) createIn(names, addresses []string) {
	f := form.New(words.T("team.create_title"), words.T("team.create"))
	f.Note = words.T("team.create_note")
	name := f.Text(words.T("team.name"), "", words.T("team.name_hint"))
	places := []string{words.T("team.in_database")}
	for _, one := range names {
		places = append(places, words.T("team.in_mailbox", "account", one))
	}
	_, place := f.Choice(words.T("team.place"), places, 0)
	address := f.Text(words.T("team.owner"), "", "postgres://owner@db.example.com/runchecks")
	password := f.Secret(words.T("team.owner_password"), words.T("team.owner_hint"))
	given := func() (title, where, secret string, ok bool) {
		title, where, secret = strings.TrimSpace(name.Text), strings.TrimSpace(address.Text), password.Text
		if at := place(); at > 0 {
			return title, addresses[at-1], "", title != ""
		}
		return title, where, secret, title != "" && where != "" && secret != ""
	}
	f.Changed = func() {
		_, _, _, ready := given()
		line := words.T("team.create_line")
		if place() > 0 {
			line = words.T("team.create_mailbox_line")
		}
		f.Say(line, !ready)
	}
	f.Done = func() bool {
		title, where, secret, ok := given()
		if !ok {
			return false
		}
		x.beside(func(ctx context.Context) (func(), error) {
			err := x.p.Team.Create(ctx, title, where, secret)
			return func() {
				x.host.Say(words.Toast{Text: words.T("team.created", "name", title)})
				x.host.Changed()
			}, err
		})
		return true
	}
	f.Changed()
	x.host.Ask(f)
}

// inviteForm asks whom to let in, and shows what they need.
func (x *Feature) inviteForm() {
	f := form.New(words.T("team.invite_title"), words.T("team.invite"))
	f.Note = words.T("team.invite_note")
	name := f.Text(words.T("team.who"), "", words.T("team.who_hint"))
	roles := []domain.Role{domain.RoleAdmin, domain.RoleOperator, domain.RoleViewer}
	var said []string
	for _, r := range roles {
		said = append(said, words.RoleWord(r))
	}
	_, role := f.Choice(words.T("team.role"), said, 1)
	owner := func() (where, secret string, ok bool) { return "", "", true }
	if !x.Model.InMailbox() {
		address := f.Text(words.T("team.owner"), "", "postgres://owner@db.example.com/runchecks")
		password := f.Secret(words.T("team.owner_password"), words.T("team.owner_hint"))
		owner = func() (where, secret string, ok bool) {
			where, secret = strings.TrimSpace(address.Text), password.Text
			return where, secret, where != "" && secret != ""
		}
	}
	ready := func() bool {
		_, _, ok := owner()
		return ok && strings.TrimSpace(name.Text) != ""
	}
	f.Changed = func() { f.Say(words.T("team.invite_line"), !ready()) }
	f.Done = func() bool {
		if !ready() {
			return false
		}
		who, as := strings.TrimSpace(name.Text), roles[role()]
		where, secret, _ := owner()
		x.beside(func(ctx context.Context) (func(), error) {
			invitation, theirs, err := x.p.Team.Invite(ctx, who, as, where, secret)
			return func() {
				x.host.ShowText(words.T("team.invited", "name", who),
					words.T("team.invited_text", "name", who, "invitation", invitation, "password", theirs))
			}, err
		})
		return true
	}
	f.Changed()
	x.host.Ask(f)
}

// leave leaves the team after a question: what comes of it cannot be undone here.
func (x *Feature) leave() {
	name := x.Model.state.Team.Name
	line := form.Small(words.T("team.leave_line"))
	x.host.Confirm(words.T("team.leave_question", "name", name), []fyne.CanvasObject{line}, words.T("team.leave"), func() {
		x.beside(func(ctx context.Context) (func(), error) {
			left, err := x.p.Team.Leave(ctx)
			return func() {
				x.host.Say(words.Toast{Text: words.T("team.left", "name", left)})
				x.host.Changed()
			}, err
		})
	})
}
