// Package servicedesk joins a profile with its tenant of Autotask (product.md, section
// 6): credentials, pick lists, which company a customer is, tickets made by hand and
// their state. The protocol is sync/autotask's; what a ticket is linked to is
// domain/review's.
package servicedesk

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/domain/rules"
	"runchecks/sync/autotask"
)

// Params are what a Desk needs; all fields but Wait are required.
type Params struct {
	Store   domain.Store
	Secrets domain.Secrets
	Clock   domain.Clock
	// Decisions is where is decided: permission and journal (review.Service).
	Decisions Decisions
	// Marker makes a reference that no other creation has.
	Marker func() string
	// Wait overrides how the client waits between tries; nil waits for real.
	Wait func(context.Context, time.Duration) error
}

// Decisions are permission and journal.
type Decisions interface {
	Permit(rules.Action) error
	DecideAutotask(ctx context.Context, did review.AutotaskDecision, write func(domain.Changes) error) (domain.Decision, error)
}

// Desk is the connection of one profile. It is safe for concurrent use; creations are
// made one at a time.
type Desk struct {
	p        Params
	creating sync.Mutex
	mu       sync.Mutex
	client   *autotask.Client
	fields   *autotask.Fields
}

// New returns a Desk, or an error naming what is missing.
func New(p Params) (*Desk, error) {
	if p.Store == nil || p.Secrets == nil || p.Clock == nil || p.Marker == nil || p.Decisions == nil {
		return nil, errors.New("service desk: store, secrets, clock, marker and decisions are required")
	}
	return &Desk{p: p}, nil
}

// Close ends the connection.
func (d *Desk) Close() { d.forget() }

// The settings of the connection. Secret and integration code are in the keychain.
const (
	settingLogin    = "autotask.login"
	settingDefaults = "autotask.defaults"
	settingPending  = "autotask.pending"
)

// kept is what the database keeps of a login.
type kept struct{ User, ZoneURL string }

// sealed is what the keychain keeps of it.
type sealed struct{ Secret, IntegrationCode string }

// pending is a creation whose outcome is not known: it is written before the ticket is
// sent and taken away when the answer is there.
type pending struct {
	Marker    string
	CompanyID int64
	Customer  string
	Title     string
	Since     time.Time
}

// account is the login as the keychain knows it: the credentials are bound to the address
// that is asked for the zone.
func account(login kept) domain.Account {
	return domain.Account{
		Name:   "Autotask " + login.User,
		Kind:   "autotask",
		Host:   login.ZoneURL,
		User:   login.User,
		Secret: domain.SecretKeychain,
	}
}

// skew is how far the service's clock may be behind ours: a ticket that looks older
// than its creation is still found.
const skew = 24 * time.Hour

var errNotConnected = &domain.Error{Code: domain.CodeInvalid, Message: "Autotask is not connected. Set it up first: File, Autotask."}

// setting reads a setting that holds JSON; ok is false where there is none.
func setting[T any](ctx context.Context, store domain.Store, key string) (v T, ok bool, err error) {
	err = store.Read(ctx, func(q domain.Queries) error {
		text, err := q.Setting(key)
		if domain.CodeOf(err) == domain.CodeNotFound || err == nil && text == "" {
			return nil
		}
		if err != nil {
			return err
		}
		ok = true
		return json.Unmarshal([]byte(text), &v)
	})
	return v, ok && err == nil, err
}

// put returns what writes a setting as JSON, and an empty one for nil.
func put(key string, v any) func(domain.Changes) error {
	return func(tx domain.Changes) error {
		text := ""
		if v != nil {
			b, err := json.Marshal(v)
			if err != nil {
				return err
			}
			text = string(b)
		}
		return tx.PutSetting(key, text)
	}
}

// Connect tests a login and keeps it (Admin): the secrets in the keychain.
func (d *Desk) Connect(ctx context.Context, login domain.AutotaskLogin) error {
	if err := d.p.Decisions.Permit(review.AutotaskConnected.Action()); err != nil {
		return err
	}
	client, err := d.open(ctx, login)
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
	secret, err := json.Marshal(sealed{login.Secret, login.IntegrationCode})
	if err != nil {
		client.Close()
		return err
	}
	before, had, err := setting[kept](ctx, d.p.Store, settingLogin)
	now := kept{login.User, login.ZoneURL}
	if err == nil {
		err = d.p.Secrets.Set(ctx, account(now), string(secret))
	}
	if err == nil {
		_, err = d.p.Decisions.DecideAutotask(
			ctx,
			review.AutotaskDecision{Did: review.AutotaskConnected, User: login.User, ZoneURL: login.ZoneURL},
			put(settingLogin, now),
		)
	}
	if err != nil {
		client.Close()
		return err
	}
	d.forget()
	d.mu.Lock()
	d.client, d.fields = client, &fields
	d.mu.Unlock()
	if had && before.User != login.User {
		return d.p.Secrets.Delete(ctx, account(before)) // nobody would forget it later
	}
	return nil
}

// Disconnect forgets the login (Admin). Tickets and mappings stay.
func (d *Desk) Disconnect(ctx context.Context) error {
	if err := d.p.Decisions.Permit(review.AutotaskDisconnected.Action()); err != nil {
		return err
	}
	login, ok, err := setting[kept](ctx, d.p.Store, settingLogin)
	if err != nil || !ok {
		return err
	}
	if _, err := d.p.Decisions.DecideAutotask(ctx, review.AutotaskDecision{Did: review.AutotaskDisconnected, User: login.User, ZoneURL: login.ZoneURL}, put(settingLogin, nil)); err != nil {
		return err
	}
	d.forget()
	return d.p.Secrets.Delete(ctx, account(login))
}

func (d *Desk) forget() {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.client != nil {
		d.client.Close()
	}
	d.client, d.fields = nil, nil
}

func (d *Desk) open(ctx context.Context, login domain.AutotaskLogin) (*autotask.Client, error) {
	return autotask.Open(
		ctx,
		autotask.Config{
			User:            login.User,
			Secret:          login.Secret,
			IntegrationCode: login.IntegrationCode,
			ZoneURL:         login.ZoneURL,
			Wait:            d.p.Wait,
			Now:             d.p.Clock,
		},
	)
}

// connection returns the client, opened with the kept login where it is not yet.
func (d *Desk) connection(ctx context.Context) (*autotask.Client, error) {
	d.mu.Lock()
	client := d.client
	d.mu.Unlock()
	if client != nil {
		return client, nil
	}
	login, ok, err := setting[kept](ctx, d.p.Store, settingLogin)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, errNotConnected
	}
	text, err := d.p.Secrets.Get(ctx, account(login))
	if err != nil {
		if domain.CodeOf(err) == domain.CodeSecret {
			err = &domain.Error{Code: domain.CodeSecret, Message: err.Error() + " For Autotask, connect again: File, Autotask.", Cause: err}
		}
		return nil, err
	}
	var secret sealed
	if err := json.Unmarshal([]byte(text), &secret); err != nil {
		return nil, &domain.Error{
			Code:    domain.CodeSecret,
			Message: "The kept credentials of Autotask are damaged. Connect again: File, Autotask.",
		}
	}
	if client, err = d.open(ctx, domain.AutotaskLogin{User: login.User, Secret: secret.Secret, IntegrationCode: secret.IntegrationCode, ZoneURL: login.ZoneURL}); err != nil {
		return nil, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.client != nil {
		client.Close() // somebody was faster
		return d.client, nil
	}
	d.client = client
	return client, nil
}

// tenant returns the client with the tenant's fields.
func (d *Desk) tenant(ctx context.Context) (*autotask.Client, autotask.Fields, error) {
	client, err := d.connection(ctx)
	if err != nil {
		return nil, autotask.Fields{}, err
	}
	d.mu.Lock()
	fields := d.fields
	d.mu.Unlock()
	if fields != nil {
		return client, *fields, nil
	}
	read, err := client.Fields(ctx)
	if err != nil {
		return nil, read, err
	}
	d.mu.Lock()
	d.fields = &read
	d.mu.Unlock()
	return client, read, nil
}

// Missing reports, without the network, whether a login is kept whose credentials are not:
// they were gone with the last session, or with the keychain. It may wait for the keychain.
func (d *Desk) Missing(ctx context.Context) bool {
	d.mu.Lock()
	client := d.client
	d.mu.Unlock()
	login, ok, err := setting[kept](ctx, d.p.Store, settingLogin)
	if client != nil || !ok || err != nil {
		return false
	}
	_, err = d.p.Secrets.Get(ctx, account(login))
	return domain.CodeOf(err) == domain.CodeSecret
}

// Hold gives the kept login its credentials for this process; where none is kept it does
// nothing.
func (d *Desk) Hold(ctx context.Context, secret, integrationCode string) error {
	login, ok, err := setting[kept](ctx, d.p.Store, settingLogin)
	if err != nil || !ok {
		return err
	}
	text, err := json.Marshal(sealed{secret, integrationCode})
	if err != nil {
		return err
	}
	d.p.Secrets.Hold(account(login), string(text))
	return nil
}

// Ready reports, without the network, whether credentials are kept.
func (d *Desk) Ready(ctx context.Context) bool {
	_, ok, err := setting[kept](ctx, d.p.Store, settingLogin)
	return ok && err == nil
}

// State tells how the connection stands. Without one the network is not asked.
func (d *Desk) State(ctx context.Context) (s domain.AutotaskState, err error) {
	login, ok, err := setting[kept](ctx, d.p.Store, settingLogin)
	if err != nil || !ok {
		return s, err
	}
	s.Connected, s.User = true, login.User
	if why := d.p.Secrets.SessionOnly(account(login)); why != nil {
		s.SessionOnly = why.Error()
	}
	if s.Defaults, _, err = setting[domain.AutotaskDefaults](ctx, d.p.Store, settingDefaults); err != nil {
		return s, err
	}
	waits, _, err := setting[pending](ctx, d.p.Store, settingPending)
	if err != nil {
		return s, err
	}
	s.Pending = waits.Title
	client, err := d.connection(ctx)
	if err != nil {
		return s, err
	}
	t, err := client.Threshold(ctx)
	if err == nil {
		s.Used, s.Limit, s.Checked = t.Used, t.Limit, d.p.Clock()
	}
	return s, err
}

// Fields returns the tenant's pick lists.
func (d *Desk) Fields(ctx context.Context) (f domain.AutotaskFields, err error) {
	_, fields, err := d.tenant(ctx)
	if err != nil {
		return f, err
	}
	choices := func(name string) (out []domain.AutotaskChoice) {
		field, ok := fields.Field(name)
		if !ok {
			return nil
		}
		for _, c := range field.Choosable("") {
			if id, ok := c.ID(); ok {
				out = append(out, domain.AutotaskChoice{ID: id, Name: c.Label})
			}
		}
		return out
	}
	f.Statuses, f.Priorities, f.Queues = choices("status"), choices("priority"), choices("queueID")
	for _, r := range fields.Required() {
		if !slices.Contains(
			[]string{"companyid", "title", "status", "priority", "queueid", "description", "duedatetime", "id"},
			strings.ToLower(r.Name),
		) {
			f.Required = append(f.Required, r.Name)
		}
	}
	return f, nil
}

// SetDefaults keeps what a new ticket gets (Admin).
func (d *Desk) SetDefaults(ctx context.Context, defaults domain.AutotaskDefaults) error {
	_, err := d.p.Decisions.DecideAutotask(
		ctx,
		review.AutotaskDecision{Did: review.AutotaskDefaults, Defaults: &defaults},
		put(settingDefaults, defaults),
	)
	return err
}

// maxCompanies bounds a search: whoever gets more types more letters.
const maxCompanies = 200

// Companies finds companies by a part of their name.
func (d *Desk) Companies(ctx context.Context, part string) ([]domain.AutotaskCompany, error) {
	client, err := d.connection(ctx)
	if err != nil {
		return nil, err
	}
	var out []domain.AutotaskCompany
	for next := ""; ; {
		found, more, err := client.Companies(ctx, part, next)
		if err != nil {
			return out, err
		}
		for _, c := range found {
			out = append(out, domain.AutotaskCompany{ID: c.ID, Name: c.Name, Active: c.Active})
		}
		if more == "" || len(out) >= maxCompanies {
			return out, nil
		}
		next = more
	}
}

// Company finds a company by its id.
func (d *Desk) Company(ctx context.Context, id int64) (domain.AutotaskCompany, error) {
	client, err := d.connection(ctx)
	if err != nil {
		return domain.AutotaskCompany{}, err
	}
	c, err := client.Company(ctx, id)
	return domain.AutotaskCompany{ID: c.ID, Name: c.Name, Active: c.Active}, err
}

// Mappings says how the company of every mapped customer stands, by the customer's id.
// Customers whose state nobody can tell are left out.
func (d *Desk) Mappings(ctx context.Context) (map[int64]domain.AutotaskMapping, error) {
	client, err := d.connection(ctx)
	if err != nil {
		return nil, err
	}
	var customers []domain.Customer
	err = d.p.Store.Read(ctx, func(q domain.Queries) error {
		customers, err = q.Customers()
		return err
	})
	if err != nil {
		return nil, err
	}
	var ids []int64
	for _, c := range customers {
		if c.CompanyID != 0 {
			ids = append(ids, c.CompanyID)
		}
	}
	found, err := client.CompaniesByID(ctx, ids)
	if err != nil {
		return nil, err
	}
	out := map[int64]domain.AutotaskMapping{}
	for _, c := range customers {
		if c.CompanyID == 0 {
			continue
		}
		gone := false
		if _, ok := found[c.CompanyID]; !ok {
			// Absence from a filtered answer proves nothing: ask for it by its id.
			company, err := client.Company(ctx, c.CompanyID)
			switch {
			case err == nil:
				found[c.CompanyID] = company
			case domain.CodeOf(err) == domain.CodeNotFound:
				gone = true
			default:
				return out, err
			}
		}
		if s := autotask.MappingState(c.CompanyID, c.CompanyName, found, gone); s != autotask.StateUnknown {
			out[c.ID] = domain.AutotaskMapping(s)
		}
	}
	return out, nil
}

// Create makes a ticket in Autotask. The reference of the creation is kept before it
// is sent: where an earlier one ended without an answer, it is looked up first, and
// never sent a second time.
func (d *Desk) Create(ctx context.Context, draft domain.AutotaskDraft) (made domain.AutotaskTicket, err error) {
	if err := d.p.Decisions.Permit(review.AutotaskTicket.Action()); err != nil {
		return made, err
	}
	d.creating.Lock()
	defer d.creating.Unlock()
	if draft.Customer.CompanyID == 0 {
		return made, &domain.Error{
			Code: domain.CodeInvalid,
			Message: fmt.Sprintf(
				"%s is mapped to no company of Autotask. Map it on the screen Customers; no ticket was made.",
				draft.Customer.Name,
			),
		}
	}
	client, fields, err := d.tenant(ctx)
	if err != nil {
		return made, err
	}
	if err := d.mapped(ctx, client, draft.Customer); err != nil {
		return made, err
	}
	before, waits, err := setting[pending](ctx, d.p.Store, settingPending)
	if err != nil {
		return made, err
	}
	if waits {
		ticket, found, err := client.FindByMarker(ctx, before.CompanyID, before.Marker, before.Since)
		if err != nil {
			return made, fmt.Errorf("look whether the ticket “%s” was made before another one is sent: %w", before.Title, err)
		}
		if found {
			err = d.keep(ctx, ticket, before.Title, before.Customer)
		} else {
			err = d.p.Store.Write(ctx, put(settingPending, nil))
		}
		if err != nil {
			return made, err
		}
		switch {
		case found && before.CompanyID == draft.Customer.CompanyID && before.Title == draft.Title:
			return d.told(client, fields, ticket), nil
		case found:
			return made, &domain.Error{
				Code: domain.CodeConflict,
				Message: fmt.Sprintf(
					"The earlier ticket “%s”, whose outcome was not known, was made after all: %s. Make a ticket with that code where it belongs, then send this one again; it was not sent.",
					before.Title,
					ticket.Number,
				),
			}
		}
	}
	p := pending{
		Marker:    d.p.Marker(),
		CompanyID: draft.Customer.CompanyID,
		Customer:  draft.Customer.Name,
		Title:     draft.Title,
		Since:     d.p.Clock().Add(-skew),
	}
	if err := d.p.Store.Write(ctx, put(settingPending, p)); err != nil {
		return made, err
	}
	ticket, err := client.Create(ctx, autotask.NewTicket{
		CompanyID: draft.Customer.CompanyID, Title: draft.Title, Description: draft.Description, Status: draft.Status, Priority: draft.Priority, Queue: draft.Queue, Due: draft.Due, Marker: p.Marker,
	})
	if errors.Is(err, autotask.ErrUnknownOutcome) {
		return made, err // stays pending
	}
	// The answer counts even where the window was closed meanwhile.
	ctx = context.WithoutCancel(ctx)
	if err != nil {
		return made, errors.Join(err, d.p.Store.Write(ctx, put(settingPending, nil)))
	}
	if err := d.keep(ctx, ticket, draft.Title, draft.Customer.Name); err != nil {
		return made, err
	}
	return d.told(client, fields, ticket), nil
}

// keep writes into the journal that a ticket was made, and that none is pending.
func (d *Desk) keep(ctx context.Context, ticket autotask.Ticket, title, customer string) error {
	_, err := d.p.Decisions.DecideAutotask(
		ctx,
		review.AutotaskDecision{Did: review.AutotaskTicket, Number: ticket.Number, Title: title, Customer: customer},
		put(settingPending, nil),
	)
	return err
}

// mapped refuses customers whose company cannot take a ticket.
func (d *Desk) mapped(ctx context.Context, client *autotask.Client, c domain.Customer) error {
	company, err := client.Company(ctx, c.CompanyID)
	gone := domain.CodeOf(err) == domain.CodeNotFound
	if err != nil && !gone {
		return err
	}
	found := map[int64]autotask.Company{}
	if !gone {
		found[c.CompanyID] = company
	}
	switch state := autotask.MappingState(c.CompanyID, c.CompanyName, found, gone); {
	case state == autotask.StateMissing:
		return &domain.Error{
			Code: domain.CodeInvalid,
			Message: fmt.Sprintf(
				"The company %d of %s is gone in Autotask. Map the customer anew on the screen Customers; no ticket was made.",
				c.CompanyID,
				c.Name,
			),
		}
	case state.Blocks():
		return &domain.Error{
			Code: domain.CodeInvalid,
			Message: fmt.Sprintf(
				"The company of %s is not active in Autotask. Map the customer anew on the screen Customers; no ticket was made.",
				c.Name,
			),
		}
	}
	return nil
}

// told turns what Autotask says into what is kept.
func (d *Desk) told(client *autotask.Client, fields autotask.Fields, t autotask.Ticket) domain.AutotaskTicket {
	out := domain.AutotaskTicket{ID: t.ID, Number: t.Number, Title: t.Title, Checked: d.p.Clock(), URL: client.WebURL(t)}
	if out.Status = fields.Label("status", t.Status); out.Status == "" && t.Status != 0 {
		out.Status = strconv.FormatInt(t.Status, 10)
	}
	out.Queue = fields.Label("queueID", t.Queue)
	if t.Resolved {
		if out.Resolved = t.CompletedDate; out.Resolved.IsZero() {
			out.Resolved = d.p.Clock()
		}
	}
	return out
}

// Poll asks Autotask how the tickets stand that are linked here and not known to be
// deleted. Without a connection it does nothing. It reports how many changed.
func (d *Desk) Poll(ctx context.Context) (changed int, err error) {
	_, ok, err := setting[kept](ctx, d.p.Store, settingLogin)
	if err != nil || !ok {
		return 0, err
	}
	known := map[int64]domain.AutotaskTicket{}
	err = d.p.Store.Read(ctx, func(q domain.Queries) error {
		list, err := q.Tickets()
		for _, t := range list {
			if t.Autotask != nil && !t.Autotask.Deleted {
				known[t.Autotask.ID] = *t.Autotask
			}
		}
		return err
	})
	if err != nil || len(known) == 0 {
		return 0, err
	}
	client, fields, err := d.tenant(ctx)
	if err != nil {
		return 0, err
	}
	var ids []int64
	for id := range known {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	found, gone, pollErr := client.Tickets(ctx, ids)
	err = d.p.Store.Write(ctx, func(tx domain.Changes) error {
		changed = 0
		for id, t := range found {
			now, before := d.told(client, fields, t), known[id]
			if now.Resolved.Equal(before.Resolved) || !before.Resolved.IsZero() && !now.Resolved.IsZero() {
				now.Resolved = before.Resolved
			}
			if now.Number != before.Number || now.Title != before.Title || now.Status != before.Status || now.Queue != before.Queue ||
				!now.Resolved.Equal(before.Resolved) {
				changed++
			}
			if err := tx.PutAutotask(now, true); err != nil {
				return err
			}
		}
		for _, id := range gone {
			now := known[id]
			now.Deleted, now.Checked = true, d.p.Clock()
			changed++
			if err := tx.PutAutotask(now, true); err != nil {
				return err
			}
		}
		return nil
	})
	return changed, errors.Join(pollErr, err)
}
