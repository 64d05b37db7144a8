package ticketing

import (
	"context"
	"encoding/json"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
)

// storedLogin is what the database keeps of a login.
type storedLogin struct {
	Kind    domain.DeskKind
	Address string
	Tenant  string `json:",omitempty"`
	User    string
}

func (l storedLogin) desk() domain.DeskID {
	return domain.DeskLogin{Kind: l.Kind, Address: l.Address, Tenant: l.Tenant}.Desk()
}

// storedSecret is what the keychain keeps of it, by the names it had when there was Autotask alone.
type storedSecret struct {
	Secret string
	Code   string `json:"IntegrationCode"`
}

// pendingTicket is a creation whose outcome is not known: it is written before the ticket is
// sent and taken away when the answer is there. Marker is its reference.
type pendingTicket struct {
	Desk      domain.DeskID `json:",omitempty"`
	Marker    string
	CompanyID int64
	Customer  string
	Title     string
	Since     time.Time
}

// keychainAccount is the login as the keychain knows it: the credentials are bound to the address
// that they are sent to, of Autotask to the one that is asked for the zone.
func keychainAccount(login storedLogin) domain.Account {
	name := login.User
	if login.Tenant != "" {
		name = login.Tenant + " " + login.User
	}
	return domain.Account{
		Name:   login.Kind.Product() + " " + name,
		Kind:   string(login.Kind),
		Host:   login.Address,
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
func (c *Connection) Fields(ctx context.Context) (domain.DeskFields, error) {
	system, _, err := c.connected(ctx)
	if err != nil {
		return domain.DeskFields{}, err
	}
	return system.Fields(ctx)
}

// SetDefaults keeps what a new ticket gets (Admin).
func (c *Connection) SetDefaults(ctx context.Context, defaults domain.DeskDefaults) error {
	desk, _ := c.Ready(ctx)
	_, err := c.p.Decisions.DecideDesk(
		ctx,
		review.DeskDecision{Did: review.DeskDefaultsSet, Desk: desk, Defaults: &defaults},
		put(domain.SettingDeskNew, defaults),
	)
	return err
}
