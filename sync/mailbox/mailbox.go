// Package mailbox is the source of reports that come as mails: it syncs the folders of an
// account over IMAP, each through the stages fetch, decode and read, store, with bounded
// queues, moves what was read where that is asked for, fetches what is older, and watches
// for news.
//
// The protocol is sync/imap's, what a mail says sync/mailitem's, rows are sync/ingest's,
// and when to sync which account is the engine's (sync/engine).
package mailbox

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"runtime"
	"time"

	"runchecks/domain"
	"runchecks/sync/imap"
	"runchecks/sync/readers"
	"runchecks/sync/source"
)

// Params are what a Source needs. All fields but Dial and Log are required.
type Params struct {
	Store   domain.Store
	Secrets domain.Secrets
	// Readers returns the readers in use; they may change while a sync runs.
	Readers  func() *readers.Registry
	Clock    domain.Clock
	Location *time.Location
	// Dial overrides how a server is reached; nil is imap.Dial.
	Dial func(context.Context, imap.Config) (*imap.Session, error)
	// Web sends what the sign-in of OAuth2 asks; nil is a client of its own.
	Web *http.Client
	// Log gets what is said to mail servers, at debug level and without secrets; nil
	// keeps silent.
	Log *slog.Logger
}

// Source syncs mailboxes.
type Source struct {
	p      Params
	tokens tokens
	mute   mutes
	gate   *gate // mails that are read at a time, of all accounts
}

// New returns a Source, or an error naming what is missing.
func New(p Params) (*Source, error) {
	if p.Store == nil || p.Secrets == nil || p.Readers == nil || p.Clock == nil || p.Location == nil {
		return nil, errors.New("mailboxes: store, secrets, readers, clock and time zone are required")
	}
	if p.Dial == nil {
		p.Dial = imap.Dial
	}
	p.Store = p.Store.Refetchable() // a sync that a power cut takes is made again
	return &Source{p: p, gate: newGate(runtime.GOMAXPROCS(0)), tokens: tokens{from: map[int64]*tokenSource{}}}, nil
}

// Kind returns what the program asks of mailboxes.
func (s *Source) Kind() source.Kind {
	return source.Kind{
		Name: domain.AccountIMAP, Source: s, Trial: Trial{}, Older: true,
		Devices: map[domain.Source]source.StateReader{domain.SourceCloudConnect: tenants{}},
	}
}

// Connect connects to a mailbox and signs in as a sync does. The caller closes the
// session and changes nothing on the server.
func (s *Source) Connect(ctx context.Context, a domain.Account) (*imap.Session, error) {
	config, err := s.credentials(ctx, a)
	if err != nil {
		return nil, err
	}
	session, err := s.p.Dial(ctx, config)
	return session, OfApp(a, err)
}
