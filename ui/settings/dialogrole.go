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

var (
	roles     = []domain.Role{domain.RoleAdmin, domain.RoleOperator, domain.RoleViewer}
	roleWords = []string{"Admin: everything", "Operator: reviews, approves, documents", "Viewer: looks"}
)

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

func (x *Feature) roleForm(has bool) {
	desk := x.p.Desk
	now := desk.Actor().Role
	f := form.New("Role of this profile", "Change")
	f.Note = "A role keeps from mistakes. Whoever holds this computer and its files holds the data, too."
	_, role := f.Choice("Role", roleWords, slices.Index(roles, now))
	passphrase := f.Secret("Passphrase", map[bool]string{true: "the administrator passphrase, to step up", false: "none is set"}[has])
	form.Enable(passphrase, has)
	fresh := func() string { return "" }
	if desk.May(rules.ActSettings) {
		e := f.Secret("New passphrase", map[bool]string{true: "empty leaves it as it is", false: "sets one, empty for none"}[has])
		fresh = func() string { return e.Text }
	}
	f.Changed = func() {
		switch to := roles[role()]; {
		case to == now && fresh() == "":
			f.Say("Nothing is changed yet.", true)
		case fresh() != "":
			f.Say("Stepping up will ask for the new passphrase. It cannot be found again if it is lost.", false)
		default:
			f.Say("The role becomes "+words.RoleWord(to)+" at once.", false)
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
