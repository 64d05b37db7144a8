package collect

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"runchecks/domain"
	"runchecks/domain/setting"
	"runchecks/domain/wording"
)

// turnLasts is how long a turn lasts without a word of its collector, and turnKept how often it
// says one.
const (
	turnLasts = time.Minute
	turnKept  = turnLasts / 4
)

// What travels at a time: pieces and bytes.
const (
	giveAtOnce  = 200
	bytesAtOnce = 8 << 20
)

// CollectorParams are what a Collector needs; all are required.
type CollectorParams struct {
	Store domain.Store // it only reads
	Clock domain.Clock
	// Keeper is where what is collected is kept, and this computer as the team knows it.
	Keeper func(ctx context.Context) (Keeper, domain.ComputerID, error)
}

// Collector gives what the accounts of a profile brought to the team, while it has the turn. It
// is safe for concurrent use.
type Collector struct {
	p    CollectorParams
	busy chan struct{} // one gives at a time

	mu   sync.Mutex
	turn Fence // 0 for none
}

// NewCollector returns a Collector that has no turn, or an error naming what is missing.
func NewCollector(p CollectorParams) (*Collector, error) {
	if p.Store == nil || p.Clock == nil || p.Keeper == nil {
		return nil, errors.New("collect for a team: store, clock and keeper are required")
	}
	return &Collector{p: p, busy: make(chan struct{}, 1)}, nil
}

// Begin takes the turn, and keeps it until end is called, which gives it back. CodeConflict
// says who has it.
func (c *Collector) Begin(ctx context.Context) (end func(), err error) {
	if err := c.take(ctx, turnLasts); err != nil {
		return nil, err
	}
	kept, stop := context.WithCancel(ctx)
	var ended sync.WaitGroup
	ended.Go(func() {
		tick := time.NewTicker(turnKept)
		defer tick.Stop()
		for {
			select {
			case <-kept.Done():
				return
			case <-tick.C:
				_ = c.take(kept, turnLasts) // what is given next finds out whether it was lost
			}
		}
	})
	return func() {
		stop()
		ended.Wait()
		last, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
		defer cancel()
		if c.has() != 0 {
			_ = c.take(last, 0) // it ends by itself otherwise
		}
		c.lose()
	}, nil
}

func (c *Collector) take(ctx context.Context, lasts time.Duration) error {
	keeper, me, err := c.p.Keeper(ctx)
	if err != nil {
		return err
	}
	turn, holder, err := keeper.Collect(ctx, me, lasts)
	if err != nil {
		return err
	}
	if turn == 0 {
		c.lose()
		return domain.Refuse(domain.CodeConflict, "refusal.team_collected_elsewhere", holder)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.turn != 0 && c.turn != turn {
		c.turn = 0 // somebody else had it in between
		return domain.Refuse(domain.CodeConflict, "refusal.team_collected_elsewhere", holder)
	}
	c.turn = turn
	return nil
}

// Has reports whether this computer has the turn, as far as it knows.
func (c *Collector) Has() bool { return c.has() != 0 }

func (c *Collector) has() Fence {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.turn
}

func (c *Collector) lose() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.turn = 0
}

// Give gives the team everything that it has not got of the accounts of this profile, and says
// how their syncs stand. It can be repeated after any error; nothing is given twice.
func (c *Collector) Give(ctx context.Context) error {
	err := c.give(ctx)
	if domain.CodeOf(err) == domain.CodeConflict {
		c.lose()
	}
	return err
}

func (c *Collector) give(ctx context.Context) error {
	select {
	case c.busy <- struct{}{}:
		defer func() { <-c.busy }()
	case <-ctx.Done():
		return ctx.Err()
	}
	turn := c.has()
	if turn == 0 {
		return domain.Refuse(domain.CodeConflict, "refusal.team_collected_elsewhere", "")
	}
	keeper, me, err := c.p.Keeper(ctx)
	if err != nil {
		return err
	}
	var accounts []domain.Account
	var days int
	err = c.p.Store.Read(ctx, func(q domain.Reader) (err error) {
		if days, err = setting.Int(q, domain.SettingTeamKept); err != nil {
			return err
		}
		accounts, err = q.Accounts()
		return err
	})
	if err != nil {
		return err
	}
	given, err := keeper.Accounts(ctx)
	if err != nil {
		return err
	}
	before := map[string]time.Time{}
	for _, a := range given {
		before[a.Name] = a.Covered
	}
	var names []string
	for _, a := range accounts {
		if a.Kind == domain.AccountTeam {
			continue
		}
		names = append(names, a.Name)
		if err := c.account(ctx, keeper, me, turn, a, before[a.Name]); err != nil {
			return fmt.Errorf("give what came by %s to the team: %w", a.Name, err)
		}
	}
	if err := keeper.Collects(ctx, turn, names); err != nil {
		return err
	}
	_, err = keeper.Forget(ctx, turn, days)
	return err
}

// account gives what is new of one account, and how its sync stands; before is when the team
// heard of it before.
func (c *Collector) account(
	ctx context.Context, keeper Keeper, me domain.ComputerID, turn Fence, a domain.Account, before time.Time,
) error {
	mark, err := keeper.Mark(ctx, me, a.Name)
	if err != nil {
		return err
	}
	if a.Kind == domain.AccountIMAP {
		err = c.mails(ctx, keeper, turn, a, mark)
	} else {
		err = c.devices(ctx, keeper, turn, a, mark, before)
	}
	if err != nil {
		return err
	}
	h := a.Health
	trouble := h.LastError
	if !a.Paused.IsZero() {
		trouble = wording.English(wording.Of("refusal.account_paused", a.Name), nil)
	}
	return keeper.Looked(ctx, turn, Account{
		Name: a.Name, Kind: a.Kind, Tried: h.LastTry, Covered: h.Covered, Error: trouble, Notice: h.Notice,
	})
}

// mails gives the mails that were stored after the one with an id.
func (c *Collector) mails(ctx context.Context, keeper Keeper, turn Fence, a domain.Account, after int64) error {
	for {
		var list []domain.StoredMail
		err := c.p.Store.Read(ctx, func(q domain.Reader) (err error) {
			list, err = q.MailsAfter(a.ID, after, giveAtOnce)
			return err
		})
		if err != nil || len(list) == 0 {
			return err
		}
		var pieces []Piece
		for bytes, i := 0, 0; i < len(list) && bytes < bytesAtOnce; i++ {
			m := list[i]
			pieces = append(pieces, Piece{Kind: Mail, Key: m.Hash, At: m.Received, Size: m.Size, Body: m.Raw})
			bytes += len(m.Raw)
			after = m.ID
		}
		if err := keeper.Put(ctx, turn, a.Name, pieces, after); err != nil {
			return err
		}
	}
}

// devices gives the states of devices that changed at a time, in milliseconds since 1970, or
// after it.
func (c *Collector) devices(
	ctx context.Context, keeper Keeper, turn Fence, a domain.Account, since int64, before time.Time,
) error {
	var pieces []Piece
	mark := since
	err := c.p.Store.Read(ctx, func(q domain.Reader) error {
		list, err := q.Devices()
		if err != nil {
			return err
		}
		for _, d := range list {
			at, state := d.Changed, deviceState{Before: before, Source: d.Source}
			if !d.MissingSince.IsZero() {
				at, state.Gone = d.MissingSince, true
			}
			if d.Account != a.ID || at.UnixMilli() < since {
				continue
			}
			if !state.Gone {
				if state.Raw, err = q.DeviceRaw(d.ID); err != nil {
					return err
				}
			}
			body, err := packed(state)
			if err != nil {
				return err
			}
			mark = max(mark, at.UnixMilli())
			if since == 0 { // what it knows from before it collected
				told, err := past(q, d, c.p.Clock())
				if err != nil {
					return err
				}
				pieces = append(pieces, told...)
			}
			pieces = append(pieces, Piece{
				Kind: Device, About: string(d.Key), At: at, Body: body,
				Key: fmt.Sprintf("%s %d %t %s", d.Key, at.UnixMilli(), state.Gone, d.Fingerprint),
			})
		}
		return nil
	})
	for err == nil && len(pieces) > 0 {
		n := min(len(pieces), giveAtOnce)
		come := int64(0) // only the last part says that all is there: their order is not that of time
		if n == len(pieces) {
			come = mark
		}
		err = keeper.Put(ctx, turn, a.Name, pieces[:n], come)
		pieces = pieces[n:]
	}
	return err
}
