package team

import (
	"context"
	"errors"
	"sync"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/domain/wording"
)

// Decisions is where entries are taken over (review.Service).
type Decisions interface {
	Team(ctx context.Context) (domain.Team, domain.TeamCount, error)
	Unsent(ctx context.Context, limit int) ([]domain.Decision, error)
	TakeOver(ctx context.Context, placed []domain.Placed) (review.Taken, error)
	StartAnew(ctx context.Context) error
	HoldRole(ctx context.Context, role domain.Role) error
}

// How many entries travel at a time.
const (
	sendAtOnce = 200
	takeAtOnce = 1000
)

// Params are what an Exchange needs; all are required but Taken and State.
type Params struct {
	Decisions Decisions
	// Open connects to the journal of the team.
	Open  func(ctx context.Context, t domain.Team) (Log, error)
	Clock domain.Clock
	// Taken is told what came of entries that were taken over, State how the team and this
	// computer are apart, and why the team cannot be reached. Both may be called from any
	// goroutine.
	Taken func(review.Taken)
	State func(domain.TeamState)
	// Me is this computer, as the others see it.
	Me func() domain.TeamMember
}

// Exchange sends and takes over for one profile. It is safe for concurrent use.
type Exchange struct {
	p       Params
	turn    chan struct{} // one exchange at a time
	opening chan struct{} // one connection is made at a time
	wake    chan struct{}

	mu      sync.Mutex
	log     Log
	watched bool           // Run listens to what the team says
	silent  bool           // the team says nothing any more: the connection is given up
	stop    func()         // ends listening
	ears    sync.WaitGroup // who listens
	state   domain.TeamState
}

// New returns an Exchange that does nothing yet.
func New(p Params) (*Exchange, error) {
	if p.Decisions == nil || p.Open == nil || p.Clock == nil || p.Me == nil {
		return nil, errors.New("exchange with a team: something is missing")
	}
	if p.Taken == nil {
		p.Taken = func(review.Taken) {}
	}
	if p.State == nil {
		p.State = func(domain.TeamState) {}
	}
	return &Exchange{p: p, turn: make(chan struct{}, 1), opening: make(chan struct{}, 1), wake: make(chan struct{}, 1)}, nil
}

// State returns how this computer and its team were apart the last time.
func (x *Exchange) State() domain.TeamState {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.state
}

// Sync sends what was decided here and takes over what others decided, until both have all.
// A profile in no team is done at once. It returns how many entries of others were new.
func (x *Exchange) Sync(ctx context.Context) (taken int, err error) {
	select {
	case x.turn <- struct{}{}:
		defer func() { <-x.turn }()
	case <-ctx.Done():
		return 0, ctx.Err()
	}
	t, _, err := x.p.Decisions.Team(ctx)
	if err != nil || !t.Member() {
		return 0, err
	}
	taken, err = x.sync(ctx, t)
	x.note(ctx, err)
	return taken, err
}

func (x *Exchange) sync(ctx context.Context, t domain.Team) (taken int, err error) {
	log, err := x.open(ctx, t)
	if err != nil {
		return 0, err
	}
	if err = x.exchange(ctx, log, t, &taken); err != nil {
		x.drop(log)
	}
	return taken, err
}

func (x *Exchange) exchange(ctx context.Context, log Log, t domain.Team, taken *int) error {
	if t.Position > 0 {
		holds, err := log.Holds(ctx, t.Position, t.Link)
		if err != nil {
			return err
		}
		if !holds {
			if err := x.p.Decisions.StartAnew(ctx); err != nil {
				return err
			}
			x.mu.Lock()
			x.state.Anew = x.p.Clock()
			x.mu.Unlock()
			t.Position, t.Link = 0, ""
		}
	}
	if err := x.take(ctx, log, t.Position, taken); err != nil {
		return err
	}
	t, _, err := x.p.Decisions.Team(ctx)
	if err != nil || t.Role == domain.RoleViewer {
		return err // what somebody decided before they joined as a viewer stays theirs
	}
	sent, err := x.send(ctx, log, t.Computer)
	if err != nil || sent == 0 {
		return err
	}
	t, _, err = x.p.Decisions.Team(ctx)
	if err != nil {
		return err
	}
	return x.take(ctx, log, t.Position, taken) // with the places of what was sent
}

// take takes over what follows a position, batch by batch.
func (x *Exchange) take(ctx context.Context, log Log, position int64, taken *int) error {
	for {
		batch, err := log.Since(ctx, position, takeAtOnce)
		if err != nil || len(batch) == 0 {
			return err
		}
		came, err := x.p.Decisions.TakeOver(ctx, batch)
		if err != nil {
			return err
		}
		*taken += came.Number
		if came.Number > 0 || len(came.Already) > 0 {
			x.p.Taken(came)
		}
		position = batch[len(batch)-1].Position
	}
}

// send sends every entry that has no place yet, oldest first.
func (x *Exchange) send(ctx context.Context, log Log, computer domain.ComputerID) (sent int, err error) {
	list, err := x.p.Decisions.Unsent(ctx, 0)
	if err != nil {
		return 0, err
	}
	for len(list) > sent {
		part := list[sent:min(len(list), sent+sendAtOnce)]
		if err := log.Append(ctx, computer, part); err != nil {
			return sent, err
		}
		sent += len(part)
	}
	return sent, nil
}

// open returns the connection that is there, or a new one.
func (x *Exchange) open(ctx context.Context, t domain.Team) (Log, error) {
	select {
	case x.opening <- struct{}{}:
		defer func() { <-x.opening }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	x.mu.Lock()
	log, silent := x.log, x.silent
	x.mu.Unlock()
	if log != nil && !silent {
		return log, nil
	}
	if log != nil {
		x.drop(log)
	}
	log, err := x.p.Open(ctx, t)
	if err != nil {
		return nil, err
	}
	id, name, err := log.Identity(ctx)
	if err == nil && id != t.ID {
		err = &domain.Error{Code: domain.CodeInvalid, Said: wording.Of("refusal.team_other_place", name, t.Name)}
	}
	if err == nil {
		me := x.p.Me()
		me.Computer, me.Seen = t.Computer, x.p.Clock()
		var role domain.Role
		if role, err = log.Greet(ctx, me); err == nil && role != "" && role != t.Role {
			err = x.p.Decisions.HoldRole(ctx, role)
		}
	}
	if err != nil {
		log.Close()
		return nil, err
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	x.log, x.silent = log, false
	if x.watched {
		x.listen(log)
	}
	return log, nil
}

// listen hears what the team says, until the connection is given up. The caller holds mu.
func (x *Exchange) listen(log Log) {
	ctx, stop := context.WithCancel(context.Background())
	x.stop = stop
	x.ears.Go(func() {
		if err := log.Watch(ctx, x.Decided); err == nil || ctx.Err() != nil {
			return
		}
		x.mu.Lock()
		x.silent = x.silent || x.log == log
		x.mu.Unlock()
		x.Decided()
	})
}

// drop gives a connection up.
func (x *Exchange) drop(log Log) {
	x.mu.Lock()
	if x.log == log {
		if x.log = nil; x.stop != nil {
			x.stop()
			x.stop = nil
		}
	}
	x.mu.Unlock()
	log.Close()
}

// note keeps and tells how things stand after an exchange.
func (x *Exchange) note(ctx context.Context, err error) {
	t, count, readErr := x.p.Decisions.Team(ctx)
	x.mu.Lock()
	if readErr == nil {
		x.state.Team, x.state.TeamCount = t, count
	}
	if x.state.Err = err; err == nil {
		x.state.Reached = x.p.Clock()
	}
	if counts, ok := x.log.(interface{ Refused() int }); ok {
		x.state.Refused = counts.Refused()
	}
	s := x.state
	x.mu.Unlock()
	x.p.State(s)
}

// Decided wakes Run: something was decided here. It never waits.
func (x *Exchange) Decided() {
	select {
	case x.wake <- struct{}{}:
	default:
	}
}

// How long Run waits after an exchange that failed, and at most between two.
const (
	firstPause = 2 * time.Second
	lastPause  = 2 * time.Minute
)

// Run exchanges until ctx ends: when something was decided here, when the team says that
// there is something new, and from time to time. After an error it tries again, ever later.
func (x *Exchange) Run(ctx context.Context, every time.Duration) {
	x.mu.Lock()
	if x.watched = true; x.log != nil {
		x.listen(x.log)
	}
	x.mu.Unlock()
	defer x.Close()
	for pause := firstPause; ctx.Err() == nil; {
		if _, err := x.Sync(ctx); err != nil {
			wait(ctx, pause, nil)
			pause = min(2*pause, lastPause)
			continue
		}
		pause = firstPause
		wait(ctx, every, x.wake)
	}
}

// wait returns after a time, with ctx, or when it is woken.
func wait(ctx context.Context, d time.Duration, wake <-chan struct{}) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	case <-wake:
	}
}

// Keeper returns the connection to the journal of the team, and the team, for what a keeper of
// journals offers besides. It is nobody else's to close, and may be given up at any time: ask
// for it anew each time. A profile in no team gives CodeNotFound.
func (x *Exchange) Keeper(ctx context.Context) (Log, domain.Team, error) {
	t, _, err := x.p.Decisions.Team(ctx)
	if err == nil && !t.Member() {
		err = domain.Refuse(domain.CodeNotFound, "refusal.team_none")
	}
	if err != nil {
		return nil, t, err
	}
	log, err := x.open(ctx, t)
	return log, t, err
}

// Members lists who takes part in the team.
func (x *Exchange) Members(ctx context.Context) (out []domain.TeamMember, err error) {
	t, _, err := x.p.Decisions.Team(ctx)
	if err != nil || !t.Member() {
		return nil, err
	}
	log, err := x.open(ctx, t)
	if err != nil {
		return nil, err
	}
	out, err = log.Members(ctx)
	if err != nil {
		x.drop(log)
	}
	return out, err
}

// Close ends the connection. Run does it by itself.
func (x *Exchange) Close() {
	x.mu.Lock()
	log := x.log
	x.watched = false
	x.mu.Unlock()
	if log != nil {
		x.drop(log)
	}
	x.ears.Wait()
}
