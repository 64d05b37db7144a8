package review

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// Params are what a Desk needs. All fields but Definitions and Changed are required.
type Params struct {
	Store    domain.Store
	Clock    domain.Clock
	Actor    domain.Actor
	Profile  string
	Location *time.Location
	// Definitions keeps the profile's reader definitions; without it none can be changed.
	Definitions domain.Definitions
	// Changed is called after each decision that was kept, on the caller's goroutine.
	Changed func()
}

// Desk is where decisions are made, by one person in one profile. It is safe for
// concurrent use.
type Desk struct{ p Params }

// New returns a Desk, or an error naming what is missing.
func New(p Params) (*Desk, error) {
	switch {
	case p.Store == nil:
		return nil, errors.New("review desk: no store")
	case p.Clock == nil:
		return nil, errors.New("review desk: no clock")
	case p.Actor.Name == "":
		return nil, errors.New("review desk: no actor")
	case p.Location == nil:
		return nil, errors.New("review desk: no time zone")
	}
	if p.Changed == nil {
		p.Changed = func() {}
	}
	return &Desk{p: p}, nil
}

// Actor returns who decides here.
func (d *Desk) Actor() domain.Actor { return d.p.Actor }

// May reports whether this desk's role permits action.
func (d *Desk) May(action rules.Action) bool { return rules.Permitted(d.p.Actor.Role, action) }

func (d *Desk) permit(action rules.Action) error {
	if d.May(action) {
		return nil
	}
	return &domain.Error{Code: domain.CodePermission, Message: fmt.Sprintf("The role %s may not %s. An administrator can do it, or change the role of this profile.", d.p.Actor.Role, action)}
}

// decide runs one decision: permission, change, journal entry, event. change fills
// in targets, payload and summary of the entry it is given.
func (d *Desk) decide(ctx context.Context, action rules.Action, kind domain.DecisionKind, change func(domain.Changes, *entry) error) (domain.Decision, error) {
	if err := d.permit(action); err != nil {
		return domain.Decision{}, err
	}
	now := d.p.Clock()
	e := entry{Decision: domain.Decision{Profile: d.p.Profile, Actor: d.p.Actor.Name, At: now, Kind: kind, Targets: []string{}}}
	err := d.p.Store.Write(ctx, func(tx domain.Changes) error {
		newest, err := tx.Journal("", 1)
		if err != nil {
			return err
		}
		var last domain.DecisionID
		if len(newest) > 0 {
			last = newest[0].ID
		}
		e.ID = nextID(now, last)
		if err := change(tx, &e); err != nil {
			return err
		}
		payload, err := json.Marshal(e.payload)
		if err != nil {
			return err
		}
		e.Payload = payload
		return tx.AppendDecision(e.Decision)
	})
	if err != nil {
		return domain.Decision{}, err
	}
	d.p.Changed()
	return e.Decision, nil
}

// entry is a journal entry in the making.
type entry struct {
	domain.Decision
	payload any
}

// judge computes the effective status of one run again and stores it.
func judge(tx domain.Changes, run domain.Run, job domain.Job, overrides []domain.Override) error {
	reason, err := tx.SuccessMark(run.ID)
	if err != nil {
		return err
	}
	var mark *rules.Mark
	if reason != nil {
		mark = &rules.Mark{Reason: *reason}
	}
	effective := rules.Effective(run, job, mark, overrides)
	if effective == run.Effective {
		return nil
	}
	return tx.SetEffective(run.ID, effective)
}

// judgeWaiting computes every waiting problem run in reach of an override again
// (product.md, section 4: editing a rule re-judges unreviewed runs only).
func judgeWaiting(tx domain.Changes, o domain.Override) error {
	overrides, err := tx.Overrides()
	if err != nil {
		return err
	}
	filter := domain.ProblemFilter{Since: o.From, Job: o.Job, Product: o.Product, Type: o.Type, Waiting: true}
	return tx.ProblemRuns(filter, func(run domain.Run, job domain.Job) error {
		return judge(tx, run, job, overrides)
	})
}

func plural(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %ss", n, one)
}
