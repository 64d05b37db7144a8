package settings

import (
	"context"
	"slices"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/ui/form"
	"runchecks/ui/shell"
	"runchecks/ui/words"
)

var roles = []domain.Role{domain.RoleAdmin, domain.RoleOperator, domain.RoleViewer}

// roleWords say what each of the roles may.
func roleWords() []string {
	return []string{words.T("setting.role_admin"), words.T("setting.role_operator"), words.T("setting.role_viewer")}
}

// setRole changes the role of the profile. Where a passphrase guards the step, the form asks.
func (x *Feature) setRole(to domain.Role) {
	x.host.Background().Go(func(ctx context.Context) func() {
		has, err := x.p.Desk.HasPassphrase(ctx)
		var done domain.Decision
		ask := err == nil && has && slices.Index(roles, to) < slices.Index(roles, x.p.Desk.Actor().Role)
		if err == nil && !ask {
			done, err = x.p.Desk.SetRole(ctx, to, "")
		}
		return func() {
			if ask {
				x.Model.Reload() // the page shows the role that holds until then
				x.roleForm(has, to)
				return
			}
			x.roleChanged(done, err)
		}
	})
}

func (x *Feature) roleChanged(done domain.Decision, err error) {
	if err != nil {
		x.host.Say(words.Failed(err))
		x.Model.Reload()
		return
	}
	x.host.Say(words.Toast{Text: words.Decision(done, x.host.Location())})
	if x.p.Desk.Actor().Role == domain.RoleViewer && x.host.Shown() == shell.RunChecks {
		x.host.Open(shell.Daily)
	}
	x.view.makeSide()
	x.host.Changed()
}

// changeRole asks for another role, and for the passphrase that stepping up asks for.
func (x *Feature) changeRole() {
	x.host.Background().Go(func(ctx context.Context) func() {
		has, err := x.p.Desk.HasPassphrase(ctx)
		return func() {
			if err != nil {
				x.host.Say(words.Failed(err))
				return
			}
			x.roleForm(has, x.p.Desk.Actor().Role)
		}
	})
}

func either(yes bool, then, otherwise string) string {
	if yes {
		return then
	}
	return otherwise
}

func (x *Feature) roleForm(has bool, first domain.Role) {
	desk := x.p.Desk
	now := desk.Actor().Role
	f := form.New(words.T("setting.role_title"), words.T("setting.role_change"))
	f.Note = words.T("setting.role_note")
	_, role := f.Choice(words.T("setting.role"), roleWords(), slices.Index(roles, first))
	hint := either(has, words.T("setting.passphrase_hint"), words.T("setting.passphrase_none"))
	passphrase := f.Secret(words.T("setting.passphrase"), hint)
	form.Enable(passphrase, has)
	fresh := func() string { return "" }
	if desk.May(rules.ActSettings) {
		e := f.Secret(words.T("setting.passphrase_new"), either(has, words.T("setting.passphrase_keep"), words.T("setting.passphrase_set")))
		fresh = func() string { return e.Text }
	}
	f.Changed = func() {
		switch to := roles[role()]; {
		case to == now && fresh() == "":
			f.Say(words.T("setting.role_nothing"), true)
		case fresh() != "":
			f.Say(words.T("setting.role_passphrase_lost"), false)
		default:
			f.Say(words.T("setting.role_becomes", "role", words.RoleWord(to)), false)
		}
	}
	f.Done = func() bool {
		to, old, phrase := roles[role()], passphrase.Text, fresh()
		x.host.Background().Go(func(ctx context.Context) func() {
			var done domain.Decision
			var err error
			if phrase != "" {
				done, err = desk.SetPassphrase(ctx, old, phrase)
			}
			if err == nil && to != now {
				done, err = desk.SetRole(ctx, to, old)
			}
			return func() { x.roleChanged(done, err) }
		})
		return true
	}
	x.host.Ask(f)
}
