package cove

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"runchecks/domain"
	"runchecks/domain/wording"
	"runchecks/sync/ingest"
	"runchecks/sync/source"
)

// Bounds of what one sync asks for beside the list of devices; the rest comes with the
// next one.
const (
	historiesAtOnce = 4
	historiesASync  = 300
)

// things is what a sync of Cove counts.
const things = "device"

// SourceParams are what a Source needs; all fields but Web and Log are required.
type SourceParams struct {
	Store domain.Store // it only reads
	Clock domain.Clock
	// Password returns the password of an account.
	Password func(context.Context, domain.Account) (string, error)
	// Web sends the requests; nil is a client for each account.
	Web *http.Client
	// Log gets one line for each exchange, without any content; nil logs nothing.
	Log *slog.Logger
}

// Source syncs accounts of Cove.
type Source struct {
	p SourceParams

	mu      sync.Mutex
	clients map[int64]*accountClient // by account
}

// accountClient is a client with what it was made for. It lives as long as the Source, so
// that visa, refused columns and the places of details are known at the next sync.
type accountClient struct {
	config Config
	client *Client
}

// NewSource returns a Source, or an error naming what is missing.
func NewSource(p SourceParams) (*Source, error) {
	if p.Store == nil || p.Clock == nil || p.Password == nil {
		return nil, errors.New("cove: store, clock and password are required")
	}
	return &Source{p: p, clients: map[int64]*accountClient{}}, nil
}

// Kind returns what the program asks of accounts of Cove.
func (s *Source) Kind() source.Kind {
	return source.Kind{
		Name: domain.AccountCove, Source: s, Trial: Trial{Clock: s.p.Clock, Web: s.p.Web}, Things: things, OneTry: true,
		Devices: map[domain.Source]source.StateReader{domain.SourceCove: stateReader{}},
	}
}

// Close forgets the visas and ends idle connections.
func (s *Source) Close(context.Context) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for id, c := range s.clients {
		c.client.Close()
		delete(s.clients, id)
	}
}

// Sync polls an account of Cove: it stages what changed, makes runs of what is linked, and
// asks for what was not observed. The notice says what a good poll could not read.
func (s *Source) Sync(ctx context.Context, a domain.Account, _ time.Time, sink source.Sink) (source.Outcome, error) {
	client, err := s.client(ctx, a)
	if err != nil {
		return source.Outcome{}, err
	}
	mapping, err := s.mapping(ctx)
	if err != nil {
		return source.Outcome{}, err
	}
	poll, err := s.poll(ctx, client, a, mapping, sink)
	if err != nil {
		return source.Outcome{}, err
	}
	notice := ""
	if len(poll.Refused) > 0 {
		notice = wording.English(wording.Of("fault.cove_not_seen", strings.Join(poll.Refused, ", ")), nil)
	}
	// The list of devices was read well: what is missing beside it is asked for again
	// at the next sync, and said meanwhile.
	for _, err := range []error{s.histories(ctx, client, a, mapping, sink), s.texts(ctx, client, a, sink)} {
		switch {
		case err == nil:
		case ctx.Err() != nil || domain.CodeOf(err) != domain.CodeNetwork:
			return source.Outcome{Notice: notice}, err
		default:
			notice = strings.TrimSpace(notice + " " + err.Error() + " The next sync tries again.")
		}
	}
	return source.Outcome{Notice: notice}, nil
}

// poll reads the list of devices into sink.
func (s *Source) poll(ctx context.Context, client *Client, a domain.Account, mapping Mapping, sink source.Sink) (Poll, error) {
	stage, err := sink.Stage(ctx, domain.SourceCove)
	if err != nil {
		return Poll{}, err
	}
	now := s.p.Clock()
	sink.Plan("devices", 0)
	poll, err := client.Devices(ctx, func(d Device) error {
		sink.Seen(1)
		return stage.Add(ctx, staged(d, mapping, now))
	})
	if domain.CodeOf(err) == domain.CodeSignIn {
		// The client never asks again after a refusal; a person may have mended it.
		client.Close()
		s.mu.Lock()
		delete(s.clients, a.ID)
		s.mu.Unlock()
	}
	counts, stageErr := stage.Finish(ctx, err == nil && len(poll.Doubts) == 0)
	if err == nil {
		err = stageErr
	}
	made, runsErr := sink.MakeRuns(ctx)
	if counts != (ingest.StageCounts{}) || made > 0 {
		sink.Changed()
	}
	switch {
	case err != nil:
		return poll, err
	case runsErr != nil:
		return poll, runsErr
	case len(poll.Doubts) > 0:
		return poll, &domain.Error{
			Code: domain.CodeNetwork,
			Said: wording.Of("fault.cove_not_complete", poll.Doubts),
		}
	}
	return poll, nil
}

// client returns the client of an account, a new one where settings or password changed.
func (s *Source) client(ctx context.Context, a domain.Account) (*Client, error) {
	password, err := s.p.Password(ctx, a)
	if err != nil {
		return nil, err
	}
	config := Config{BaseURL: a.Host, User: a.User, Password: password, Partner: a.Partner, HTTP: s.p.Web, Now: s.p.Clock, Log: s.p.Log}
	s.mu.Lock()
	defer s.mu.Unlock()
	if known, ok := s.clients[a.ID]; ok {
		if known.config.BaseURL == config.BaseURL && known.config.User == config.User && known.config.Password == config.Password &&
			known.config.Partner == config.Partner {
			return known.client, nil
		}
		known.client.Close()
		delete(s.clients, a.ID)
	}
	client, err := New(config)
	if err == nil {
		s.clients[a.ID] = &accountClient{config, client}
	}
	return client, err
}

// mapping reads how the profile wants devices to be judged.
func (s *Source) mapping(ctx context.Context) (m Mapping, err error) {
	err = s.p.Store.Read(ctx, func(q domain.Reader) error {
		by, err := domain.ReadDeviceRules(q)
		m = MappingOf(by)
		return err
	})
	return m, err
}

// staged is a device as it is staged.
func staged(d Device, m Mapping, now time.Time) ingest.DeviceReport {
	t := ingest.DeviceReport{Raw: d.Raw, Device: domain.Device{
		Key: domain.CoveDeviceKey(d.AccountID), Source: domain.SourceCove, Customer: d.Customer, Owner: strconv.FormatInt(d.PartnerID, 10),
		Name: d.Name, Computer: d.Computer, Class: string(d.Class), Status: domain.Unknown, Fingerprint: fingerprintOf(d),
	}}
	if runs := Runs(d, m, now); len(runs) > 0 {
		t.Device.Status, t.Device.Last, t.Began = runs[0].Status, runs[0].Ended.Time, runs[0].At()
	}
	return t
}

// fingerprintOf stands for all that a row says but the time of the last contact, which moves
// without anything having happened.
func fingerprintOf(d Device) string {
	d.Raw, d.LastContact, d.Refused = nil, time.Time{}, nil
	text, err := json.Marshal(d)
	if err != nil { // numbers, texts and times: it cannot fail
		return ""
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:12])
}
