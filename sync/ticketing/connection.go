package ticketing

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
	// Openers open the kinds of desks that there are.
	Openers map[domain.DeskKind]Opener
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
	DecideDesk(ctx context.Context, did review.DeskDecision, write func(domain.Tx) error) (domain.Decision, error)
}

// Connection joins a profile with its service desk (product.md, section 6): credentials, pick
// lists, which company a customer is, tickets made by hand and their state. What a ticket
// is linked to is domain/review's. It is safe for concurrent use; creations are made one
// at a time.
//
// Every error from a desk is a *domain.Error. Its code says what can be done:
//
//   - domain.CodeNetwork: unreachable, cut off, silent, busy or not understood; trying later may help
//   - domain.CodeSignIn: the login is refused
//   - domain.CodePermission: whoever signs in lacks a right, which the message names
//   - domain.CodeInvalid: what was sent or set must be changed; the message has the desk's own words
//   - domain.CodeNotFound: asked for by its id, it is not there
type Connection struct {
	p        ConnectionParams
	creating sync.Mutex
	mu       sync.Mutex
	system   System // nil: not open
}

// NewConnection returns a Connection, or an error naming what is missing.
func NewConnection(p ConnectionParams) (*Connection, error) {
	if p.Store == nil || p.Secrets == nil || p.Clock == nil || p.Marker == nil || p.Decisions == nil || p.Openers == nil {
		return nil, errors.New("ticketing: store, secrets, clock, openers, marker and decisions are required")
	}
	return &Connection{p: p}, nil
}

// Close ends the connection.
func (c *Connection) Close() { c.forget() }

// connectAgain is what to do where credentials are missing.
var connectAgain = domain.Remedy{Code: domain.RemedyConnectDesk}

var errNotConnected = &domain.Error{Code: domain.CodeInvalid, Said: wording.Of("fault.desk_not_connected"), Remedy: connectAgain}

// Connect tests a login and keeps it in place of the one before (Admin): the secrets in the keychain. While
// the outcome of a creation in another desk is not known, that is CodeConflict.
func (c *Connection) Connect(ctx context.Context, login domain.DeskLogin) error {
	if err := c.p.Decisions.Permit(review.DeskConnected.Action()); err != nil {
		return err
	}
	waits, pending, err := setting[pendingTicket](ctx, c.p.Store, domain.SettingDeskPending)
	if err != nil {
		return err
	}
	if pending && waits.Desk != login.Desk() {
		return domain.Refuse(domain.CodeConflict, "fault.desk_unsettled", waits.Title, waits.Marker)
	}
	system, err := c.open(ctx, login)
	if err != nil {
		return err
	}
	if err := c.keep(ctx, system, login); err != nil {
		system.Close()
		return err
	}
	return nil
}

// keep tries a login, and makes it that of the profile.
func (c *Connection) keep(ctx context.Context, system System, login domain.DeskLogin) error {
	if _, err := system.Usage(ctx); err != nil {
		return err
	}
	if _, err := system.Fields(ctx); err != nil {
		return err
	}
	secret, err := json.Marshal(storedSecret{login.Secret, login.Code})
	if err != nil {
		return err
	}
	before, had, err := setting[storedLogin](ctx, c.p.Store, domain.SettingDeskLogin)
	if err != nil {
		return err
	}
	now := storedLogin{login.Kind, login.Address, login.Tenant, login.User}
	if err := c.p.Secrets.Set(ctx, keychainAccount(now), string(secret)); err != nil {
		return err
	}
	did := review.DeskDecision{Did: review.DeskConnected, Desk: login.Desk(), User: login.User, ZoneURL: login.Address}
	_, err = c.p.Decisions.DecideDesk(ctx, did, func(tx domain.Tx) error {
		if had && before.desk() != now.desk() {
			// The choices of another tenant mean nothing here.
			if err := put(domain.SettingDeskNew, nil)(tx); err != nil {
				return err
			}
		}
		return put(domain.SettingDeskLogin, now)(tx)
	})
	if err != nil {
		return err
	}
	c.forget()
	c.mu.Lock()
	c.system = system
	c.mu.Unlock()
	if had && keychainAccount(before).Name != keychainAccount(now).Name {
		return c.p.Secrets.Delete(ctx, keychainAccount(before)) // nobody would forget it later
	}
	return nil
}

// Disconnect forgets the login (Admin). Tickets and mappings stay.
func (c *Connection) Disconnect(ctx context.Context) error {
	if err := c.p.Decisions.Permit(review.DeskDisconnected.Action()); err != nil {
		return err
	}
	login, ok, err := setting[storedLogin](ctx, c.p.Store, domain.SettingDeskLogin)
	if err != nil || !ok {
		return err
	}
	did := review.DeskDecision{Did: review.DeskDisconnected, Desk: login.desk(), User: login.User, ZoneURL: login.Address}
	if _, err := c.p.Decisions.DecideDesk(ctx, did, put(domain.SettingDeskLogin, nil)); err != nil {
		return err
	}
	c.forget()
	return c.p.Secrets.Delete(ctx, keychainAccount(login))
}

func (c *Connection) forget() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.system != nil {
		c.system.Close()
	}
	c.system = nil
}

func (c *Connection) open(ctx context.Context, login domain.DeskLogin) (System, error) {
	open, ok := c.p.Openers[login.Kind]
	if !ok {
		return nil, domain.Refuse(domain.CodeInvalid, "fault.desk_kind", string(login.Kind))
	}
	return open(ctx, Dial{Login: login, Web: c.p.Web, Wait: c.p.Wait, Now: c.p.Clock})
}

// connected returns the desk of the profile, opened with the kept login where it is not yet.
func (c *Connection) connected(ctx context.Context) (System, storedLogin, error) {
	login, ok, err := setting[storedLogin](ctx, c.p.Store, domain.SettingDeskLogin)
	if err == nil && !ok {
		err = errNotConnected
	}
	if err != nil {
		return nil, login, err
	}
	c.mu.Lock()
	system := c.system
	c.mu.Unlock()
	if system != nil {
		return system, login, nil
	}
	secret, err := c.credentials(ctx, login)
	if err != nil {
		return nil, login, err
	}
	system, err = c.open(ctx, domain.DeskLogin{
		Kind: login.Kind, Address: login.Address, Tenant: login.Tenant, User: login.User, Secret: secret.Secret, Code: secret.Code,
	})
	if err != nil {
		return nil, login, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.system != nil {
		system.Close() // somebody was faster
		return c.system, login, nil
	}
	c.system = system
	return system, login, nil
}

// credentials are what the keychain has of a login.
func (c *Connection) credentials(ctx context.Context, login storedLogin) (secret storedSecret, err error) {
	text, err := c.p.Secrets.Get(ctx, keychainAccount(login))
	if err != nil {
		if domain.CodeOf(err) == domain.CodeSecret {
			err = domain.Refuse(domain.CodeSecret, "fault.desk_without", err, login.Kind.Product()).With(err, connectAgain)
		}
		return secret, err
	}
	if err := json.Unmarshal([]byte(text), &secret); err != nil {
		return secret, domain.Refuse(domain.CodeSecret, "fault.desk_damaged", login.Kind.Product()).With(nil, connectAgain)
	}
	return secret, nil
}

// Missing reports, without the network, whether a login is kept whose credentials are not:
// they were gone with the last session, or with the keychain. It may wait for the keychain.
func (c *Connection) Missing(ctx context.Context) bool {
	c.mu.Lock()
	system := c.system
	c.mu.Unlock()
	login, ok, err := setting[storedLogin](ctx, c.p.Store, domain.SettingDeskLogin)
	if system != nil || !ok || err != nil {
		return false
	}
	_, err = c.p.Secrets.Get(ctx, keychainAccount(login))
	return domain.CodeOf(err) == domain.CodeSecret
}

// Hold gives the kept login its credentials for this process; where none is kept it does
// nothing.
func (c *Connection) Hold(ctx context.Context, secret, code string) error {
	login, ok, err := setting[storedLogin](ctx, c.p.Store, domain.SettingDeskLogin)
	if err != nil || !ok {
		return err
	}
	text, err := json.Marshal(storedSecret{secret, code})
	if err != nil {
		return err
	}
	c.p.Secrets.Hold(keychainAccount(login), string(text))
	return nil
}

// Kinds lists the kinds of service desks that can be connected, in the order in which they are offered.
func (c *Connection) Kinds() (kinds []domain.DeskKind) {
	for _, k := range domain.DeskKinds() {
		if _, ok := c.p.Openers[k]; ok {
			kinds = append(kinds, k)
		}
	}
	return kinds
}

// Ready reports, without the network, whether a login is kept, and of which desk.
func (c *Connection) Ready(ctx context.Context) (domain.DeskID, bool) {
	login, ok, err := setting[storedLogin](ctx, c.p.Store, domain.SettingDeskLogin)
	return login.desk(), ok && err == nil
}

// State tells how the connection stands. Without one the network is not asked.
func (c *Connection) State(ctx context.Context) (s domain.DeskState, err error) {
	login, ok, err := setting[storedLogin](ctx, c.p.Store, domain.SettingDeskLogin)
	if err != nil || !ok {
		return s, err
	}
	s.Connected, s.Kind, s.Desk = true, login.Kind, login.desk()
	s.User, s.Address, s.Tenant = login.User, login.Address, login.Tenant
	if why := c.p.Secrets.SessionOnly(keychainAccount(login)); why != nil {
		s.SessionOnly = why.Error()
	}
	if s.Defaults, _, err = setting[domain.DeskDefaults](ctx, c.p.Store, domain.SettingDeskNew); err != nil {
		return s, err
	}
	waits, _, err := setting[pendingTicket](ctx, c.p.Store, domain.SettingDeskPending)
	if err != nil {
		return s, err
	}
	s.Pending, s.Reference = waits.Title, waits.Marker
	system, _, err := c.connected(ctx)
	if err != nil {
		return s, err
	}
	used, err := system.Usage(ctx)
	if err == nil {
		s.Used, s.Limit, s.Checked = used.Used, used.Limit, c.p.Clock()
	}
	return s, err
}
