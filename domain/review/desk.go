package review

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// Params are what a Desk needs. Store, Clock, Actor and Location are required.
type Params struct {
	Store    domain.Store
	Clock    domain.Clock
	Actor    domain.Actor
	Profile  string
	Location *time.Location
	// Definitions keeps the profile's reader definitions; without it none can be changed.
	Definitions domain.Definitions
	// Words keeps the profile's files of words; without it none can be changed.
	Words domain.Definitions
	// Passphrases seals the administrator's passphrase; without it none can be set.
	Passphrases Passphrases
	// Import is called after decisions about devices, and after their undo, to make and
	// judge runs by them. It touches no network; nil does nothing.
	Import func(ctx context.Context) error
	// Attempts is called after decisions about when jobs run, and after their undo, to find
	// the runs that were tried again in their night: of these jobs, or of all. It touches no
	// network; nil does nothing.
	Attempts func(ctx context.Context, jobs ...domain.JobKey) error
	// Undecided says why nothing may be decided here, "" where it may: a clock that is not
	// the computer's would date decisions wrongly.
	Undecided string
	// Prose is called after decisions about prose, and after their undo: stored messages may
	// read differently now. It may be nil.
	Prose func()
	// Changed is called after each decision that was kept, on the caller's goroutine.
	Changed func()
}

// Desk is where decisions are made, by one person in one profile. It is safe for
// concurrent use.
type Desk struct {
	p    Params
	mu   sync.Mutex
	role domain.Role
}

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
	return &Desk{p: p, role: p.Actor.Role}, nil
}

// Actor returns who decides here, in the role that counts now.
func (d *Desk) Actor() domain.Actor {
	d.mu.Lock()
	defer d.mu.Unlock()
	return domain.Actor{Name: d.p.Actor.Name, Role: d.role}
}

// May reports whether this desk's role permits action.
func (d *Desk) May(action rules.Action) bool { return rules.Permitted(d.Actor().Role, action) }

// Permit refuses, with CodePermission, what this desk's role may not do: for whoever has to
// ask before a decision is made, since making it begins outside of the cache.
func (d *Desk) Permit(action rules.Action) error { return d.permit(action) }

func (d *Desk) permit(action rules.Action) error {
	if d.May(action) {
		return nil
	}
	return Refused(d.Actor().Role, action)
}

// Refused says, with CodePermission, that a role may not do something.
func Refused(role domain.Role, action rules.Action) error {
	return &domain.Error{
		Code:    domain.CodePermission,
		Message: fmt.Sprintf("The role %s may not %s. An administrator can do it, or change the role of this profile.", role, action),
	}
}

// entry is a journal entry in the making.
type entry struct {
	domain.Decision
	payload any
	// ids are the runs that Targets names, where whoever plans knows them already.
	ids []int64
	// counted are these runs as people count them.
	counted rowCount
	// undone is the kind of the decision that this one undoes.
	undone domain.DecisionKind
}

// aboutDevices reports whether runs of devices have to be made or judged after it.
func (e *entry) aboutDevices() bool {
	for _, kind := range []domain.DecisionKind{e.Kind, e.undone} {
		if kind == domain.DecideLink || kind == domain.DecideDeviceRules {
			return true
		}
	}
	return false
}

// expects returns the jobs of which it says when they run; none of them means all, where
// changed is true.
func (e *entry) expects() (jobs []domain.JobKey, changed bool) {
	for _, kind := range []domain.DecisionKind{e.Kind, e.undone} {
		switch kind {
		case domain.DecideSetting:
			return nil, slices.Contains(e.Targets, rules.SettingNightStart)
		case domain.DecideSender: // what is not believed is nobody's attempt
			return nil, true
		case domain.DecideSchedule, domain.DecideApprove, domain.DecideArchive:
			for _, key := range e.Targets {
				jobs = append(jobs, domain.JobKey(key))
			}
			return jobs, len(jobs) > 0
		}
	}
	return nil, false
}

// decide makes one decision: permission, plan, change, journal entry, event. plan
// only looks and says in the entry what is to be done; carrying it out is the same
// code that makes the decision again in a rebuild.
func (d *Desk) decide(
	ctx context.Context,
	action rules.Action,
	kind domain.DecisionKind,
	plan func(domain.Queries, *entry) error,
) (domain.Decision, error) {
	return d.decideWith(ctx, action, kind, plan, func(domain.Changes) error { return nil })
}

// decideWith also changes something that is no projection of the journal.
func (d *Desk) decideWith(
	ctx context.Context,
	action rules.Action,
	kind domain.DecisionKind,
	plan func(domain.Queries, *entry) error,
	beside func(domain.Changes) error,
) (domain.Decision, error) {
	if err := d.permit(action); err != nil {
		return domain.Decision{}, err
	}
	if d.p.Undecided != "" {
		return domain.Decision{}, invalid("%s", d.p.Undecided)
	}
	// The cache keeps milliseconds.
	now := d.p.Clock().Truncate(time.Millisecond)
	e := entry{Decision: domain.Decision{Profile: d.p.Profile, Actor: d.p.Actor.Name, At: now, Kind: kind, Targets: []string{}}}
	err := d.p.Store.Write(ctx, func(tx domain.Changes) error {
		newest, link, err := lastLink(tx)
		if err != nil {
			return err
		}
		e.ID = nextID(now, newest)
		if err := plan(tx, &e); err != nil {
			return err
		}
		if e.Payload, err = written(e.payload); err != nil {
			return err
		}
		h := hand{tx: tx, definitions: d.p.Definitions, words: d.p.Words, ids: e.ids}
		if err := h.apply(e.Decision); err != nil {
			return err
		}
		if err := beside(tx); err != nil {
			return err
		}
		e.Hash = e.Chain(link)
		return tx.AppendDecision(e.Decision)
	})
	if err != nil {
		return domain.Decision{}, err
	}
	d.p.Changed()
	if d.p.Import != nil && e.aboutDevices() {
		// The decision is kept whatever comes of it; the next sync tries again.
		err = d.p.Import(ctx)
	}
	if d.p.Prose != nil && (e.Kind == domain.DecideProse || e.undone == domain.DecideProse) {
		d.p.Prose()
	}
	if jobs, changed := e.expects(); changed && d.p.Attempts != nil {
		err = errors.Join(err, d.p.Attempts(ctx, jobs...))
	}
	return e.Decision, err
}

// written is a payload as JSON that people may read.
func written(payload any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(payload)
	return bytes.TrimSpace(b.Bytes()), err
}

func invalid(format string, args ...any) error {
	return &domain.Error{Code: domain.CodeInvalid, Message: fmt.Sprintf(format, args...)}
}

func conflict(format string, args ...any) error {
	return &domain.Error{Code: domain.CodeConflict, Message: fmt.Sprintf(format, args...)}
}

func missing(err error) bool { return domain.CodeOf(err) == domain.CodeNotFound }

func plural(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %ss", n, one)
}
