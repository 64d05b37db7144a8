package cove_test

import (
	"context"
	"time"

	"runchecks/domain"
	"runchecks/sync/cove"
	"runchecks/sync/engine"
	"runchecks/sync/source"
)

// newEngine returns an engine that syncs accounts of Cove with this password.
func newEngine(store domain.Store, password string, clock domain.Clock) (*engine.Engine, error) {
	devices, err := cove.NewSource(cove.SourceParams{
		Store: store, Clock: clock, Password: func(context.Context, domain.Account) (string, error) { return password, nil },
	})
	if err != nil {
		return nil, err
	}
	return engine.New(engine.Params{Store: store, Clock: clock, Location: time.UTC, Kinds: source.Kinds{devices.Kind()}})
}
