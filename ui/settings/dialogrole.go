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

// changeRole changes the role of the profile, and the passphrase that stepping up asks for.
func (x *Feature) changeRole() {
	x.host.Background().Go(func(ctx context.Context) func() {
		has, err := x.p.Desk.HasPassphrase(ctx)
		return func() {
			if err != nil {
				x.host.Say(words.Failed(err))
				return
			}
			x.roleForm(has)
		}
	})
}

func either(yes bool, then, otherwise string) string {
	if yes {
		return then
	}
	return otherwise
}

func (x *Feature) roleForm(has bool) {
	desk := x.p.Desk
	now := desk.Actor().Role
	f := form.New(words.T("setting.role_title"), words.T("setting.role_change"))
	f.Note = words.T("setting.role_note")
	_, role := f.Choice(words.T("setting.role"), roleWords(), slices.Index(roles, now))
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
			return func() {
				if err != nil {
					x.host.Say(words.Failed(err))
					return
				}
				x.host.Say(words.Toast{Text: words.Decision(done, x.host.Location())})
				if to == domain.RoleViewer && x.host.Shown() == shell.RunChecks {
					x.host.Open(shell.Daily)
				}
				x.host.Changed()
			}
		})
		return true
	}
	x.host.Ask(f)
}
