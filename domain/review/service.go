package review

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"sync"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// Params are what a Service needs. Store, Clock, Actor and Location are required.
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
	// Undecided is the code of why nothing may be decided here, "" where it may: a clock that is not
	// the computer's would date decisions wrongly.
	Undecided string
	// Prose is called after decisions about prose, and after their undo: stored messages may
	// read differently now. It may be nil.
	Prose func()
	// Changed is called after each decision that was kept, on the caller's goroutine.
	Changed func()
}

// Service is where decisions are made, by one person in one profile. It is safe for
// concurrent use.
type Service struct {
	p    Params
	mu   sync.Mutex
	name string // in a team that of the invitation
	role domain.Role
	most domain.Role // that the team allows, "" for any
}

// New returns a Service, or an error naming what is missing.
func New(p Params) (*Service, error) {
	switch {
	case p.Store == nil:
		return nil, errors.New("review service: no store")
	case p.Clock == nil:
		return nil, errors.New("review service: no clock")
	case p.Actor.Name == "":
		return nil, errors.New("review service: no actor")
	case p.Location == nil:
		return nil, errors.New("review service: no time zone")
	}
	if p.Changed == nil {
		p.Changed = func() {}
	}
	return &Service{p: p, name: p.Actor.Name, role: p.Actor.Role}, nil
}

// Actor returns who decides here, in the role that counts now.
func (svc *Service) Actor() domain.Actor {
	svc.mu.Lock()
	defer svc.mu.Unlock()
	return domain.Actor{Name: svc.name, Role: rules.WeakerRole(svc.role, svc.most)}
}

// May reports whether this service's role permits action.
func (svc *Service) May(action rules.Action) bool { return rules.Permitted(svc.Actor().Role, action) }

// Permit refuses, with CodePermission, what this service's role may not do: for whoever has to
// ask before a decision is made, since making it begins outside of the cache.
func (svc *Service) Permit(action rules.Action) error { return svc.permit(action) }

func (svc *Service) permit(action rules.Action) error {
	if svc.May(action) {
		return nil
	}
	return Refused(svc.Actor().Role, action)
}

// Refused says, with CodePermission, that a role may not do something.
func Refused(role domain.Role, action rules.Action) error {
	return domain.Refuse(domain.CodePermission, "refusal.role", role, phrase("refusal.may_"+string(action)))
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

// follow says what has to be done after the entry: what its kind says, or the kind of what
// it undoes or makes again.
func (e *entry) follow() (f followUp) {
	for _, k := range []domain.DecisionKind{e.Kind, e.undone} {
		if follow := kinds[k].follow; follow != nil {
			f = f.and(follow(e.Decision))
		}
	}
	return f
}

// decide makes one decision: permission, plan, change, journal entry, event. plan
// only looks and says in the entry what is to be done; carrying it out is the same
// code that makes the decision again in a rebuild.
func (svc *Service) decide(
	ctx context.Context,
	action rules.Action,
	kind domain.DecisionKind,
	plan func(domain.Reader, *entry) error,
) (domain.Decision, error) {
	return svc.decideWith(ctx, action, kind, plan, func(domain.Tx) error { return nil })
}

// decideWith also changes something that is no projection of the journal.
func (svc *Service) decideWith(
	ctx context.Context,
	action rules.Action,
	kind domain.DecisionKind,
	plan func(domain.Reader, *entry) error,
	beside func(domain.Tx) error,
) (domain.Decision, error) {
	if err := svc.permit(action); err != nil {
		return domain.Decision{}, err
	}
	if svc.p.Undecided != "" {
		return domain.Decision{}, invalid(svc.p.Undecided)
	}
	// The cache keeps milliseconds.
	now := svc.p.Clock().Truncate(time.Millisecond)
	e := entry{Decision: domain.Decision{Profile: svc.p.Profile, Actor: svc.Actor().Name, At: now, Kind: kind, Targets: []string{}}}
	err := svc.p.Store.Write(ctx, func(tx domain.Tx) error {
		newest, link, err := lastLink(tx)
		if err != nil {
			return err
		}
		e.ID = nextID(now, newest)
		if err := plan(tx, &e); err != nil {
			return err
		}
		if e.Payload, err = marshalPayload(e.payload); err != nil {
			return err
		}
		pr := svc.projector(tx)
		if pr.ids = e.ids; e.Kind == domain.DecideUndo || e.Kind == domain.DecideRedo {
			team, err := tx.Team()
			if err != nil {
				return err
			}
			pr.shared = team.ID != ""
		}
		if err := pr.apply(e.Decision); err != nil {
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
	svc.p.Changed()
	return e.Decision, svc.followUp(ctx, e.follow())
}

// marshalPayload is a payload as JSON that people may read.
func marshalPayload(payload any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(payload)
	return bytes.TrimSpace(b.Bytes()), err
}

func invalid(code string, args ...any) error { return domain.Refuse(domain.CodeInvalid, code, args...) }

func conflict(code string, args ...any) error {
	return domain.Refuse(domain.CodeConflict, code, args...)
}

// nothingWaits is a conflict of somebody who decided by a list that has changed.
func nothingWaits(code string) error {
	return domain.Refuse(domain.CodeConflict, code).With(nil, domain.Remedy{Code: domain.RemedyReload})
}

func isNotFound(err error) bool { return domain.CodeOf(err) == domain.CodeNotFound }

// words says what an entry decided, in the zone of the profile.
func (svc *Service) words(d domain.Decision) string { return Words(d, svc.p.Location) }

// projector carries entries out for the first time.
func (svc *Service) projector(tx domain.Tx) *projector {
	return &projector{tx: tx, kinds: kinds, definitions: svc.p.Definitions, words: svc.p.Words}
}
