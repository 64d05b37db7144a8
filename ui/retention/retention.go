// Package retention is what goes by its age, in the window: what it would be, before anything
// goes, and bringing it back.
package retention

import (
	"context"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/ui/form"
	"runchecks/ui/services"
	"runchecks/ui/shell"
	"runchecks/ui/words"
)

// Keeper takes out what is older than its age.
type Keeper interface {
	// PlanRetention counts what would go, and changes nothing.
	PlanRetention(ctx context.Context) (domain.RetentionPlan, error)
	// Retain takes out what a plan said, and lets the same go by itself from then on.
	Retain(ctx context.Context, plan domain.RetentionPlan, told func(domain.RetentionPass)) (domain.RetentionPass, error)
	// UndoRetention brings back what went last.
	UndoRetention(ctx context.Context) (domain.RetentionPass, error)
}

// Feature is the retention in the window. Its methods are called on the interface thread.
type Feature struct {
	host   shell.Host
	p      services.Params
	keeper Keeper
	busy   bool
	// gone says that something went since the start, which can be brought back.
	gone bool
}

// New makes the feature; keeper is nil where nobody takes anything out.
func New(host shell.Host, p services.Params, keeper Keeper) *Feature {
	return &Feature{host: host, p: p, keeper: keeper}
}

// Commands are what can be done.
func (x *Feature) Commands() []shell.Command {
	return []shell.Command{
		{
			ID:      "retention.plan",
			Name:    words.T("retention.command_plan"),
			Place:   shell.File + 182,
			Key:     "Ctrl+F8",
			Enabled: func() bool { return x.keeper != nil && !x.busy },
			Run:     x.plan,
		},
		{
			ID:      "retention.undo",
			Name:    words.T("retention.command_undo"),
			Place:   shell.File + 184,
			Key:     "Ctrl+F7",
			Enabled: func() bool { return x.gone && !x.busy && x.p.Desk.May(rules.ActSettings) },
			Run:     x.bringBack,
		},
	}
}

// counted says how much goes, or went.
func counted(c domain.RetentionCounts) string {
	return words.T("retention.counted", "runs", words.Count(c.Runs, "run"), "mails", words.Count(c.Messages, "message"),
		"bodies", words.Count(c.Bodies, "message"), "originals", words.Count(c.Originals, "message"), "size", words.Size(c.Bytes))
}

// plan shows what would go, and takes it out where somebody says so.
func (x *Feature) plan() {
	f := form.New(words.T("retention.title"), words.T("retention.go"))
	f.Note = words.T("retention.note", "n", rules.KeptRuns)
	var plan domain.RetentionPlan
	f.Say(words.T("retention.looking"), true)
	f.Done = func() bool {
		x.retain(plan)
		return true
	}
	x.host.Ask(f)
	x.host.Background().Go(func(ctx context.Context) func() {
		found, err := x.keeper.PlanRetention(ctx)
		return func() {
			switch plan = found; {
			case err != nil:
				f.Say(words.ErrorLine(err), true)
			case !plan.Ages.Any():
				f.Say(words.T("retention.kept", "section", words.T("setting.section_retention")), true)
			case plan.Goes.None():
				f.Say(words.T("retention.nothing"), true)
			case !x.p.Desk.May(rules.ActSettings):
				f.Say(words.T("retention.not_allowed", "counted", counted(plan.Goes)), true)
			default:
				f.Say(words.T("retention.goes", "counted", counted(plan.Goes)), false)
			}
		}
	})
}

func (x *Feature) retain(plan domain.RetentionPlan) {
	x.busy = true
	x.host.Say(words.Toast{Text: words.T("retention.going")})
	x.host.Background().Go(func(ctx context.Context) func() {
		p, err := x.keeper.Retain(ctx, plan, nil)
		return func() {
			if x.busy = false; err != nil {
				x.host.Say(words.Failed(err))
				return
			}
			x.gone = true
			x.host.Say(words.Toast{Text: words.T("retention.gone", "counted", counted(p.RetentionCounts),
				"command", words.T("retention.command_undo"))})
		}
	})
}

func (x *Feature) bringBack() {
	x.busy = true
	x.host.Say(words.Toast{Text: words.T("retention.coming")})
	x.host.Background().Go(func(ctx context.Context) func() {
		p, err := x.keeper.UndoRetention(ctx)
		return func() {
			if x.busy = false; err != nil {
				x.host.Say(words.Failed(err))
				return
			}
			x.gone = false
			x.host.Say(words.Toast{Text: words.T("retention.back", "counted", counted(p.RetentionCounts))})
		}
	})
}
