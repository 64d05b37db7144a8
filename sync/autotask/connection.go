package autotask

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"sync"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/domain/rules"
	"runchecks/domain/wording"
)

// ConnectionParams are what a Connection needs; all fields but Web and Wait are required.
type ConnectionParams struct {
	Store   domain.Store
	Secrets domain.Secrets
	Clock   domain.Clock
	// Decisions is where is decided: permission and journal (review.Service).
	Decisions Decisions
	// Marker makes a reference that no other creation has.
	Marker func() string
	// Web sends the requests; nil is a client of its own.
	Web *http.Client
	// Wait overrides how the client waits between tries; nil waits for real.
	Wait func(context.Context, time.Duration) error
}

// Decisions are permission and journal.
type Decisions interface {
	Permit(rules.Action) error
	DecideAutotask(ctx context.Context, did review.AutotaskDecision, write func(domain.Tx) error) (domain.Decision, error)
}

// Connection joins a profile with its tenant (product.md, section 6): credentials, pick
// lists, which company a customer is, tickets made by hand and their state. What a ticket
// is linked to is domain/review's. It is safe for concurrent use; creations are made one
// at a time.
type Connection struct {
	p        ConnectionParams
	creating sync.Mutex
	mu       sync.Mutex
	client   *Client
	fields   *Fields
}

// NewConnection returns a Connection, or an error naming what is missing.
func NewConnection(p ConnectionParams) (*Connection, error) {
	if p.Store == nil || p.Secrets == nil || p.Clock == nil || p.Marker == nil || p.Decisions == nil {
		return nil, errors.New("autotask: store, secrets, clock, marker and decisions are required")
	}
	return &Connection{p: p}, nil
}

// Close ends the connection.
func (c *Connection) Close() { c.forget() }

// connectAgain is what to do where credentials are missing.
var connectAgain = domain.Remedy{Code: domain.RemedyConnectAutotask}

var errNotConnected = &domain.Error{Code: domain.CodeInvalid, Said: wording.Of("fault.autotask_not_connected"), Remedy: connectAgain}

// Connect tests a login and keeps it (Admin): the secrets in the keychain.
func (c *Connection) Connect(ctx context.Context, login domain.AutotaskLogin) error {
	if err := c.p.Decisions.Permit(review.AutotaskConnected.Action()); err != nil {
		return err
	}
	client, err := c.open(ctx, login)
	if err != nil {
		return err
	}
	if _, err := client.Threshold(ctx); err != nil {
		client.Close()
		return err
	}
	fields, err := client.Fields(ctx)
	if err != nil {
		client.Close()
		return err
	}
	secret, err := json.Marshal(storedSecret{login.Secret, login.IntegrationCode})
	if err != nil {
		client.Close()
		return err
	}
	before, had, err := setting[storedLogin](ctx, c.p.Store, domain.SettingAutotaskLogin)
	now := storedLogin{login.User, login.ZoneURL}
	if err == nil {
		err = c.p.Secrets.Set(ctx, keychainAccount(now), string(secret))
	}
	if err == nil {
		_, err = c.p.Decisions.DecideAutotask(
			ctx,
			review.AutotaskDecision{Did: review.AutotaskConnected, User: login.User, ZoneURL: login.ZoneURL},
			put(domain.SettingAutotaskLogin, now),
		)
	}
	if err != nil {
		client.Close()
		return err
	}
	c.forget()
	c.mu.Lock()
	c.client, c.fields = client, &fields
	c.mu.Unlock()
	if had && before.User != login.User {
		return c.p.Secrets.Delete(ctx, keychainAccount(before)) // nobody would forget it later
	}
	return nil
}

// Disconnect forgets the login (Admin). Tickets and mappings stay.
func (c *Connection) Disconnect(ctx context.Context) error {
	if err := c.p.Decisions.Permit(review.AutotaskDisconnected.Action()); err != nil {
		return err
	}
	login, ok, err := setting[storedLogin](ctx, c.p.Store, domain.SettingAutotaskLogin)
	if err != nil || !ok {
		return err
	}
	did := review.AutotaskDecision{Did: review.AutotaskDisconnected, User: login.User, ZoneURL: login.ZoneURL}
	if _, err := c.p.Decisions.DecideAutotask(ctx, did, put(domain.SettingAutotaskLogin, nil)); err != nil {
		return err
	}
	c.forget()
	return c.p.Secrets.Delete(ctx, keychainAccount(login))
}

func (c *Connection) forget() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.client != nil {
		c.client.Close()
	}
	c.client, c.fields = nil, nil
}

func (c *Connection) open(ctx context.Context, login domain.AutotaskLogin) (*Client, error) {
	return Open(
		ctx,
		Config{
			User:            login.User,
			Secret:          login.Secret,
			IntegrationCode: login.IntegrationCode,
			ZoneURL:         login.ZoneURL,
			HTTP:            c.p.Web,
			Wait:            c.p.Wait,
			Now:             c.p.Clock,
		},
	)
}

// connected returns the client, opened with the kept login where it is not yet.
func (c *Connection) connected(ctx context.Context) (*Client, error) {
	c.mu.Lock()
	client := c.client
	c.mu.Unlock()
	if client != nil {
		return client, nil
	}
	login, ok, err := setting[storedLogin](ctx, c.p.Store, domain.SettingAutotaskLogin)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, errNotConnected
	}
	text, err := c.p.Secrets.Get(ctx, keychainAccount(login))
	if err != nil {
		if domain.CodeOf(err) == domain.CodeSecret {
			err = domain.Refuse(domain.CodeSecret, "fault.autotask_without", err).With(err, connectAgain)
		}
		return nil, err
	}
	var secret storedSecret
	if err := json.Unmarshal([]byte(text), &secret); err != nil {
		return nil, &domain.Error{
			Code:   domain.CodeSecret,
			Said:   wording.Of("fault.autotask_damaged"),
			Remedy: connectAgain,
		}
	}
	client, err = c.open(ctx, domain.AutotaskLogin{
		User: login.User, Secret: secret.Secret, IntegrationCode: secret.IntegrationCode, ZoneURL: login.ZoneURL,
	})
	if err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.client != nil {
		client.Close() // somebody was faster
		return c.client, nil
	}
	c.client = client
	return client, nil
}

// tenant returns the client with the tenant's fields.
func (c *Connection) tenant(ctx context.Context) (*Client, Fields, error) {
	client, err := c.connected(ctx)
	if err != nil {
		return nil, Fields{}, err
	}
	c.mu.Lock()
	fields := c.fields
	c.mu.Unlock()
	if fields != nil {
		return client, *fields, nil
	}
	read, err := client.Fields(ctx)
	if err != nil {
		return nil, read, err
	}
	c.mu.Lock()
	c.fields = &read
	c.mu.Unlock()
	return client, read, nil
}

// Missing reports, without the network, whether a login is kept whose credentials are not:
// they were gone with the last session, or with the keychain. It may wait for the keychain.
func (c *Connection) Missing(ctx context.Context) bool {
	c.mu.Lock()
	client := c.client
	c.mu.Unlock()
	login, ok, err := setting[storedLogin](ctx, c.p.Store, domain.SettingAutotaskLogin)
	if client != nil || !ok || err != nil {
		return false
	}
	_, err = c.p.Secrets.Get(ctx, keychainAccount(login))
	return domain.CodeOf(err) == domain.CodeSecret
}

// Hold gives the kept login its credentials for this process; where none is kept it does
// nothing.
func (c *Connection) Hold(ctx context.Context, secret, integrationCode string) error {
	login, ok, err := setting[storedLogin](ctx, c.p.Store, domain.SettingAutotaskLogin)
	if err != nil || !ok {
		return err
	}
	text, err := json.Marshal(storedSecret{secret, integrationCode})
	if err != nil {
		return err
	}
	c.p.Secrets.Hold(keychainAccount(login), string(text))
	return nil
}

// Ready reports, without the network, whether credentials are kept.
func (c *Connection) Ready(ctx context.Context) bool {
	_, ok, err := setting[storedLogin](ctx, c.p.Store, domain.SettingAutotaskLogin)
	return ok && err == nil
}

// State tells how the connection stands. Without one the network is not asked.
func (c *Connection) State(ctx context.Context) (s domain.AutotaskState, err error) {
	login, ok, err := setting[storedLogin](ctx, c.p.Store, domain.SettingAutotaskLogin)
	if err != nil || !ok {
		return s, err
	}
	s.Connected, s.User = true, login.User
	if why := c.p.Secrets.SessionOnly(keychainAccount(login)); why != nil {
		s.SessionOnly = why.Error()
	}
	if s.Defaults, _, err = setting[domain.AutotaskDefaults](ctx, c.p.Store, domain.SettingAutotaskNew); err != nil {
		return s, err
	}
	waits, _, err := setting[pendingTicket](ctx, c.p.Store, domain.SettingAutotaskPending)
	if err != nil {
		return s, err
	}
	s.Pending = waits.Title
	client, err := c.connected(ctx)
	if err != nil {
		return s, err
	}
	t, err := client.Threshold(ctx)
	if err == nil {
		s.Used, s.Limit, s.Checked = t.Used, t.Limit, c.p.Clock()
	}
	return s, err
}
