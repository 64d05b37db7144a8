package main

import (
	"context"
	"log/slog"
	"time"

	"runchecks/cmd/internal/workspace"
	"runchecks/domain"
	"runchecks/domain/setting"
	"runchecks/ui/update"
)

// askUpdate asks for the newest version.
func askUpdate(space *workspace.Workspace) func(context.Context) (update.Newest, error) {
	return func(ctx context.Context) (update.Newest, error) {
		u, err := space.CheckForUpdate(ctx)
		return update.Newest{
			Current: u.Current, Version: u.Version, Newer: u.Newer, Released: u.Released, Notes: u.Notes, Page: u.Page,
		}, err
	}
}

// Updates are asked for at most once in updateEvery; whether they are is looked at each lookForUpdate.
const (
	updateEvery   = 24 * time.Hour
	lookForUpdate = time.Minute
)

// updates asks for the newest version each day where somebody chose that.
type updates struct {
	chosen func(context.Context) (bool, error)
	ask    func(context.Context) (update.Newest, error)
	found  func(update.Newest)
	last   time.Time // when somebody was asked last
}

// run asks when it is due, at the times that come by ticks, until ctx ends. An answer that does not
// come is asked for again the next day.
func (u *updates) run(ctx context.Context, ticks <-chan time.Time) {
	for {
		select {
		case <-ctx.Done():
			return
		case now := <-ticks:
			u.due(ctx, now)
		}
	}
}

func (u *updates) due(ctx context.Context, now time.Time) {
	if !u.last.IsZero() && now.Sub(u.last) < updateEvery {
		return
	}
	yes, err := u.chosen(ctx)
	if err != nil || !yes {
		return
	}
	u.last = now
	newest, err := u.ask(ctx)
	if err != nil {
		slog.Info("nobody can tell whether there is a newer version", "code", string(domain.CodeOf(err)))
		return
	}
	u.found(newest)
}

// chosenIn reports whether a setting of a profile is on.
func chosenIn(store domain.Store, key domain.SettingKey) func(context.Context) (bool, error) {
	return func(ctx context.Context) (yes bool, err error) {
		err = store.Read(ctx, func(q domain.Reader) error {
			value, err := setting.Read(q, key)
			yes = value == domain.On
			return err
		})
		return yes, err
	}
}
