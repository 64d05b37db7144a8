package autotask

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
)

// storedLogin is what the database keeps of a login.
type storedLogin struct{ User, ZoneURL string }

// storedSecret is what the keychain keeps of it.
type storedSecret struct{ Secret, IntegrationCode string }

// pendingTicket is a creation whose outcome is not known: it is written before the ticket is
// sent and taken away when the answer is there.
type pendingTicket struct {
	Marker    string
	CompanyID int64
	Customer  string
	Title     string
	Since     time.Time
}

// keychainAccount is the login as the keychain knows it: the credentials are bound to the address
// that is asked for the zone.
func keychainAccount(login storedLogin) domain.Account {
	return domain.Account{
		Name:   "Autotask " + login.User,
		Kind:   "autotask",
		Host:   login.ZoneURL,
		User:   login.User,
		Secret: domain.SecretKeychain,
	}
}

// setting reads a setting that holds JSON; ok is false where there is none.
func setting[T any](ctx context.Context, store domain.Store, key domain.SettingKey) (v T, ok bool, err error) {
	err = store.Read(ctx, func(q domain.Reader) error {
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
func put(key domain.SettingKey, v any) func(domain.Tx) error {
	return func(tx domain.Tx) error {
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

// Fields returns the tenant's pick lists.
func (c *Connection) Fields(ctx context.Context) (f domain.AutotaskFields, err error) {
	_, fields, err := c.tenant(ctx)
	if err != nil {
		return f, err
	}
	choices := func(name string) (out []domain.AutotaskChoice) {
		field, ok := fields.Field(name)
		if !ok {
			return nil
		}
		for _, choice := range field.Choosable("") {
			if id, ok := choice.ID(); ok {
				out = append(out, domain.AutotaskChoice{ID: id, Name: choice.Label})
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
func (c *Connection) SetDefaults(ctx context.Context, defaults domain.AutotaskDefaults) error {
	_, err := c.p.Decisions.DecideAutotask(
		ctx,
		review.AutotaskDecision{Did: review.AutotaskDefaults, Defaults: &defaults},
		put(domain.SettingAutotaskNew, defaults),
	)
	return err
}
