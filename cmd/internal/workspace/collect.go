package workspace

import (
	"context"
	"errors"
	"sync"
	"time"

	"runchecks/domain"
	"runchecks/domain/setting"
	"runchecks/sync/source"
	"runchecks/sync/team/collect"
)

// newCollector makes what gives the team what the accounts of this profile bring, once it has
// the turn.
func (w *Workspace) newCollector() (*collect.Collector, error) {
	return collect.NewCollector(collect.CollectorParams{Store: w.Store, Clock: w.Clock, Keeper: w.keeper})
}

// keeper is where the team of this profile keeps what is collected, and this computer.
func (w *Workspace) keeper(ctx context.Context) (collect.Keeper, domain.ComputerID, error) {
	log, t, err := w.Team.Keeper(ctx)
	if err != nil {
		return nil, "", err
	}
	keeper, ok := log.(collect.Keeper)
	if !ok {
		return nil, "", domain.Refuse(domain.CodeInvalid, "refusal.team_collects_database")
	}
	return keeper, t.Computer, nil
}

// follow makes an account of everything that the team collects and this profile has no account
// of: it is read from the team. Where the team cannot be reached that waits; the exchange
// with it says so.
func (w *Workspace) follow(ctx context.Context) {
	t, _, err := w.Desk.Team(ctx)
	if err != nil || !t.Member() || t.Engine != domain.TeamPostgres {
		return
	}
	keeper, _, err := w.keeper(ctx)
	if err != nil {
		return
	}
	collected, err := keeper.Accounts(ctx)
	if err != nil || len(collected) == 0 {
		return
	}
	_ = w.Store.Write(ctx, func(tx domain.Tx) error { // it is tried again at the next sync
		for _, c := range collected {
			switch _, err := tx.AccountByName(c.Name); {
			case err == nil:
				continue
			case domain.CodeOf(err) != domain.CodeNotFound:
				return err
			}
			if _, err := tx.PutAccount(domain.Account{Name: c.Name, Kind: domain.AccountTeam, Host: t.Name}); err != nil {
				return err
			}
		}
		return nil
	})
}

// Collect syncs as Sync does, and gives the team what came. CodeConflict says who else
// collects, CodePermission that nobody let this computer.
func (w *Workspace) Collect(ctx context.Context, account string) error {
	end, err := w.collector.Begin(ctx)
	if err != nil {
		return err
	}
	defer end()
	return w.collect(ctx, account)
}

func (w *Workspace) collect(ctx context.Context, account string) error {
	// What an earlier sync brought and could not give comes first: what a service says of a
	// device now takes the place of what it said then.
	if err := w.collector.Give(ctx); err != nil {
		return err
	}
	err := w.Sync(ctx, account)
	if ctx.Err() != nil {
		return err
	}
	return errors.Join(err, w.collector.Give(ctx))
}

// standBy is how often a computer whose turn it is not asks for it, and how long it waits after
// a fault.
const standBy = 20 * time.Second

// Stay syncs all accounts until ctx ends: on the timetable of the profile, and an account when
// its server tells of something new. With collecting it gives the team what came while it has
// the turn, and waits for the turn else. told hears how each sync ended; one that nobody could
// mend by waiting ends it.
func (w *Workspace) Stay(ctx context.Context, collecting bool, told func(error)) error {
	if !collecting {
		return w.stay(ctx, w.Sync, told, func() bool { return true })
	}
	waiting := false
	for {
		end, err := w.collector.Begin(ctx)
		if err == nil {
			waiting = false
			err = w.stay(ctx, w.collect, told, w.collector.Has)
			end()
		}
		switch code := domain.CodeOf(err); {
		case ctx.Err() != nil:
			return ctx.Err()
		case code != domain.CodeConflict && code != domain.CodeNetwork:
			return err
		case !waiting || code == domain.CodeNetwork:
			told(err)
			waiting = code == domain.CodeConflict
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(standBy):
		}
	}
}

// stay syncs until ctx ends, or it may not any more after a sync.
func (w *Workspace) stay(ctx context.Context, do func(context.Context, string) error, told func(error), may func() bool) error {
	ctx, stop := context.WithCancel(ctx)
	var watching sync.WaitGroup
	defer watching.Wait()
	defer stop()
	news := make(chan string, 64)
	watched := map[int64]chan struct{}{}
	for {
		err := do(ctx, "")
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if told(err); !may() {
			return err
		}
		accounts, every := w.timetable(ctx)
		for _, a := range accounts {
			if ended, ok := watched[a.ID]; ok && !closed(ended) || !w.Engine.Watches(a) || a.Health.LastError != "" || !a.Paused.IsZero() {
				continue
			}
			ended := make(chan struct{})
			watched[a.ID] = ended
			watching.Go(func() {
				defer close(ended)
				_ = w.Engine.Watch(ctx, a, source.Watch{Every: every, News: func() { // the timetable goes on
					select {
					case news <- a.Name:
					case <-ctx.Done():
					}
				}})
			})
		}
		round := time.After(every)
		for again := true; again; {
			select {
			case <-ctx.Done():
				return ctx.Err()
			case <-round:
				again = false
			case name := <-news:
				err := do(ctx, name)
				if ctx.Err() != nil {
					return ctx.Err()
				}
				if told(err); !may() {
					return err
				}
			}
		}
	}
}

// closed reports whether a channel is closed.
func closed(c <-chan struct{}) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}

// timetable reads the accounts, and how often all of them are synced.
func (w *Workspace) timetable(ctx context.Context) (accounts []domain.Account, every time.Duration) {
	minutes := 10
	_ = w.Store.Read(ctx, func(q domain.Reader) (err error) { // the next round reads it again
		if minutes, err = setting.Int(q, domain.SettingSyncMinutes); err != nil {
			return err
		}
		accounts, err = q.Accounts()
		return err
	})
	return accounts, max(time.Duration(minutes)*time.Minute, time.Minute)
}
