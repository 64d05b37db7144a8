package mailbox_test

import (
	"context"
	"log/slog"
	"time"

	"runchecks/domain"
	"runchecks/sync/engine"
	"runchecks/sync/imap"
	"runchecks/sync/mailbox"
	"runchecks/sync/readers"
	"runchecks/sync/source"
)

// parts are what an engine over mailboxes is made of.
type parts struct {
	Store    domain.Store
	Secrets  domain.Secrets
	Readers  func() *readers.Registry
	Clock    domain.Clock
	Location *time.Location
	Dial     func(context.Context, imap.Config) (*imap.Session, error)
	Report   func(domain.SyncProgress)
	Changed  func()
	Log      *slog.Logger
}

// newEngine returns an engine that syncs mailboxes.
func newEngine(p parts) (*engine.Engine, error) {
	mail, err := mailbox.New(mailbox.Params{
		Store: p.Store, Secrets: p.Secrets, Readers: p.Readers, Clock: p.Clock, Location: p.Location, Dial: p.Dial, Log: p.Log,
	})
	if err != nil {
		return nil, err
	}
	return engine.New(engine.Params{
		Store: p.Store, Clock: p.Clock, Location: p.Location, Kinds: source.Kinds{mail.Kind()}, Report: p.Report, Changed: p.Changed,
	})
}
