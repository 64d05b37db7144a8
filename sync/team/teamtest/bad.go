package teamtest

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"time"

	"runchecks/domain"
	"runchecks/sync/team"
)

// Bad keeps a journal as badly as is allowed: answers are lost, batches end in the middle,
// entries are kept twice, what is new is seen late, and now and then somebody puts an older
// copy back. It holds the roles and never changes an order that it has told.
type Bad struct {
	Team      domain.TeamID
	AdminKind domain.DecisionKind

	mu      sync.Mutex
	rng     *rand.Rand
	calm    bool
	copies  int // that were put back
	entries []domain.Placed
	links   []string
	members map[string]*domain.TeamMember
	owners  map[domain.ComputerID]string
	ears    map[chan struct{}]bool
}

// NewBad returns one that behaves well until Calm(false).
func NewBad(id domain.TeamID, seed uint64) *Bad {
	return &Bad{
		Team: id, rng: rand.New(rand.NewPCG(seed, seed)), calm: true, members: map[string]*domain.TeamMember{},
		owners: map[domain.ComputerID]string{}, ears: map[chan struct{}]bool{},
	}
}

// Calm makes it behave well, or badly.
func (b *Bad) Calm(yes bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.calm = yes
}

// PutBack puts a copy of an earlier time back: the newest entries are gone, and their places
// are given again.
func (b *Bad) PutBack(lose int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	keep := max(0, len(b.entries)-lose)
	b.entries, b.links = slices.Clone(b.entries[:keep]), slices.Clone(b.links[:keep])
	b.copies++
}

// Let lets somebody in.
func (b *Bad) Let(name string, role domain.Role) team.Log {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.members[name] = &domain.TeamMember{Actor: name, Role: role}
	return &badLog{b, name}
}

// Remove takes somebody out.
func (b *Bad) Remove(name string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	delete(b.members, name)
}

type badLog struct {
	b    *Bad
	name string
}

var _ team.Log = (*badLog)(nil)

// errLost is the answer that did not come.
var errLost = &domain.Error{Code: domain.CodeNetwork, Message: "The answer was lost."}

// enter waits for nothing; the caller holds the lock after it.
func (l *badLog) enter(ctx context.Context) error {
	l.b.mu.Lock()
	if err := ctx.Err(); err != nil {
		l.b.mu.Unlock()
		return err
	}
	return nil
}

// often is true now and then, where it behaves badly.
func (b *Bad) often(of int) bool { return !b.calm && b.rng.IntN(of) == 0 }

func refused(format string, args ...any) error {
	return &domain.Error{Code: domain.CodePermission, Message: fmt.Sprintf(format, args...)}
}

func (l *badLog) Append(ctx context.Context, c domain.ComputerID, entries []domain.Decision) error {
	if err := l.enter(ctx); err != nil {
		return err
	}
	b := l.b
	defer b.mu.Unlock()
	me := b.members[l.name]
	if me == nil || me.Role == domain.RoleViewer || b.owners[c] != l.name {
		return refused("%s may not decide on %s", l.name, c)
	}
	if b.often(6) {
		return errLost // nothing came
	}
	for i, d := range entries {
		if me.Role != domain.RoleAdmin && d.Kind == b.AdminKind {
			return refused("only an administrator decides %s", d.Kind)
		}
		if b.often(40) && i > 0 {
			return errLost // the first came
		}
		b.add(domain.Placed{Computer: c, Member: l.name, Decision: d})
		if b.often(20) {
			b.add(domain.Placed{Computer: c, Member: l.name, Decision: d})
		}
	}
	for ear := range b.ears {
		select {
		case ear <- struct{}{}:
		default:
		}
	}
	if b.often(6) {
		return errLost // all came
	}
	return nil
}

func (b *Bad) add(p domain.Placed) {
	link := ""
	p.Position = int64(1 + b.rng.IntN(3))
	if n := len(b.entries); n > 0 {
		p.Position += b.entries[n-1].Position
		link = b.links[n-1]
	}
	known := slices.ContainsFunc(b.entries, func(x domain.Placed) bool { return x.Decision.ID == p.Decision.ID })
	b.entries = append(b.entries, p)
	if !known {
		link = p.Chain(link) // a second place counts nothing
	}
	b.links = append(b.links, link)
}

func (l *badLog) Since(ctx context.Context, position int64, limit int) ([]domain.Placed, error) {
	if err := l.enter(ctx); err != nil {
		return nil, err
	}
	b := l.b
	defer b.mu.Unlock()
	if b.often(8) {
		return nil, errLost
	}
	at, found := slices.BinarySearchFunc(b.entries, position, func(p domain.Placed, n int64) int { return cmp.Compare(p.Position, n) })
	if found {
		at++
	}
	list := b.entries[at:]
	if b.often(4) { // the newest are seen later
		list = list[:b.rng.IntN(len(list)+1)]
	}
	if !b.calm {
		limit = min(limit, 1+b.rng.IntN(5))
	}
	return slices.Clone(list[:min(limit, len(list))]), nil
}

func (l *badLog) Holds(ctx context.Context, position int64, link string) (bool, error) {
	if err := l.enter(ctx); err != nil {
		return false, err
	}
	b := l.b
	defer b.mu.Unlock()
	if b.often(10) {
		return false, errLost
	}
	at, found := slices.BinarySearchFunc(b.entries, position, func(p domain.Placed, n int64) int { return cmp.Compare(p.Position, n) })
	return found && b.links[at] == link, nil
}

func (l *badLog) Watch(ctx context.Context, told func()) error {
	ear := make(chan struct{}, 1)
	l.b.mu.Lock()
	l.b.ears[ear] = true
	l.b.mu.Unlock()
	defer func() {
		l.b.mu.Lock()
		delete(l.b.ears, ear)
		l.b.mu.Unlock()
	}()
	told()
	for {
		select {
		case <-ear:
			told()
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func (l *badLog) Greet(ctx context.Context, m domain.TeamMember) (domain.Role, error) {
	if err := l.enter(ctx); err != nil {
		return "", err
	}
	b := l.b
	defer b.mu.Unlock()
	me := b.members[l.name]
	if owner, known := b.owners[m.Computer]; me == nil || known && owner != l.name {
		return "", refused("%s is no member, or on another's computer", l.name)
	}
	b.owners[m.Computer] = l.name
	me.Computer, me.Version, me.Seen = m.Computer, m.Version, cmp.Or(m.Seen, time.Unix(1, 0))
	return me.Role, nil
}

func (l *badLog) Members(ctx context.Context) (out []domain.TeamMember, err error) {
	if err := l.enter(ctx); err != nil {
		return nil, err
	}
	defer l.b.mu.Unlock()
	for _, m := range l.b.members {
		out = append(out, *m)
	}
	slices.SortFunc(out, func(a, b domain.TeamMember) int { return cmp.Compare(a.Actor, b.Actor) })
	return out, nil
}

func (l *badLog) Identity(context.Context) (domain.TeamID, string, error) {
	return l.b.Team, "Bad", nil
}

func (l *badLog) Close() {}

// IsLost reports whether an error is one of the bad keeper's.
func IsLost(err error) bool { return errors.Is(err, errLost) }
