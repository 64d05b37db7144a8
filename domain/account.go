package domain

import (
	"slices"
	"time"

	"runchecks/domain/wording"
)

// Security says how a connection is protected.
type Security string

// The ways of protection. SecurityNone is for loopback and laboratory servers.
const (
	SecurityNone     Security = "none"
	SecurityStartTLS Security = "starttls"
	SecurityTLS      Security = "tls"
)

// SecretSource says where an account's secret is kept; never in the database.
type SecretSource string

// SecretKeychain is the operating system's keychain. "env:NAME" names an
// environment variable that is read at each sync.
const SecretKeychain SecretSource = "keychain"

// The kinds of account.
const (
	AccountIMAP = "imap"
	AccountCove = "cove"
	// AccountTeam is an account that another computer of the team collects for all. Its Host is
	// the name of the team, its name that of the account there; it has no secret.
	AccountTeam = "team"
)

// Account is one place that reports are fetched from.
type Account struct {
	ID       int64
	Name     string // unique, chosen by the user
	Kind     string // AccountIMAP, AccountCove or AccountTeam
	Host     string // of Cove: the address of the service
	Port     int
	Security Security
	// Pin is the certificate that the server must show, "" where an authority that this
	// computer trusts has to sign it. See PinOf.
	Pin     string
	User    string
	Partner string   // only of Cove: the customer of the login, "" for none
	Folders []string // empty means INBOX
	// MoveTo is the folder that reports are moved to once they are stored and read,
	// "" to leave the mailbox as it is.
	MoveTo string
	Secret SecretSource
	// OAuth is how a mailbox signs in without a password; nil for a password.
	OAuth *OAuth
	// Paused is since when somebody wants it not to be synced; zero where it is.
	Paused time.Time
	Health Health
}

// Trouble says why nobody may rely on an account, "" where the last sync was good. An
// account that is paused is silent because somebody wants it so, and as untold as one
// that fails.
func (a Account) Trouble(loc *time.Location) string {
	if !a.Paused.IsZero() {
		return "paused since " + a.Paused.In(loc).Format("2 Jan 2006 15:04")
	}
	return a.Health.LastError
}

// The providers of OAuth2 that settings are known of; with OAuthOther all are given.
const (
	OAuthMicrosoft = "microsoft"
	OAuthGoogle    = "google"
	OAuthOther     = "other"
)

// OAuth is how an account signs in with OAuth2 (docs/oauth.md). Nothing in it is
// secret: the refresh token, and the secret of a client that has one, lie where the
// account's password would. Whatever is empty comes from the provider.
type OAuth struct {
	Provider     string   `json:"provider"`
	ClientID     string   `json:"clientId"`
	Tenant       string   `json:"tenant,omitempty"` // only of Microsoft
	Scopes       []string `json:"scopes,omitempty"`
	AuthorizeURL string   `json:"authorizeUrl,omitempty"`
	TokenURL     string   `json:"tokenUrl,omitempty"`
	DeviceURL    string   `json:"deviceUrl,omitempty"`
	RedirectHost string   `json:"redirectHost,omitempty"`
	// App is true where no person signs in but the application itself: the account's secret is
	// that of the client, or a certificate with its key in PEM.
	App bool `json:"app,omitempty"`
}

// TypedSecret reports whether a person types what an account signs in with: a password, a token
// or the secret of an application. Else a person signs in.
func (a Account) TypedSecret() bool { return a.OAuth == nil || a.OAuth.App }

// Health is what the last syncs of an account said.
type Health struct {
	LastTry     time.Time
	LastSuccess time.Time
	LastError   string // in English, with what a server or library said; empty after a good sync
	// Said is the sentence of LastError as wording.Keep writes it, "" where only the text is known.
	Said string
	// Code classes LastError. CodeSecret: the account waits for its password or sign-in.
	Code Code
	// Notice is what a good sync could not read, in words for people.
	Notice string
	// Refused is true after a login was refused that must not be tried again by itself,
	// because that locks the user.
	Refused bool
	// Covered is when the last complete sync began: everything that reached the source
	// before it has been seen.
	Covered time.Time
}

// Fail takes over what a sync failed with.
func (h *Health) Fail(err error) {
	p, _ := wording.In(err)
	h.LastError, h.Said, h.Code = err.Error(), wording.Keep(p), CodeOf(err)
}

// Succeed forgets what the sync before failed with.
func (h *Health) Succeed() { h.LastError, h.Said, h.Code = "", "", "" }

// SyncEntry is what the log of an account says about a sync, or about several in a row
// that ended alike without news.
type SyncEntry struct {
	ID      int64
	Account int64
	// Began is when the first of them began, Ended when the last one ended.
	Began, Ended time.Time
	Times        int           // how many syncs it stands for
	Duration     time.Duration // the last one
	Things       string        // what is counted, in the singular; "" is a message
	Messages     int           // stored anew
	Known        int           // fetched, and known already
	Runs         int
	SetAside     int // unmatched or unreadable
	// Said is the sentence of Error, see Health.Said.
	Said string
	// Error says what went wrong, in English; "" for a good sync.
	Error string
	Code  Code
	// Cancelled is true where somebody ended it.
	Cancelled bool
	Notice    string // what a good sync could not read
}

// SyncLogLength is how many entries are kept of an account.
const SyncLogLength = 50

// And returns the entry that stands for e and the sync after it; ok is false where both
// are worth an entry of their own. A night of syncs without news must not push what went
// wrong out of the log.
func (e SyncEntry) And(next SyncEntry) (both SyncEntry, ok bool) {
	quiet := func(e SyncEntry) bool {
		if e.Things == "" && e.Messages+e.Known > 0 { // other things are there at each sync
			return false
		}
		return e.Runs+e.SetAside == 0 && !e.Cancelled
	}
	if !quiet(e) || !quiet(next) || e.Account != next.Account || e.Error != next.Error || e.Code != next.Code || e.Notice != next.Notice {
		return next, false
	}
	both = next
	both.ID, both.Began, both.Times = e.ID, e.Began, e.Times+next.Times
	return both, true
}

// AccountContents counts what came by an account, for whoever removes it.
type AccountContents struct {
	Messages, Runs int
	// KeptMessages and KeptRuns are those of them that always stay: somebody decided about
	// the message, the run, or another one of the same message.
	KeptMessages, KeptRuns int
	// Jobs are the active jobs whose newest report came by it.
	Jobs int
}

// Coverage is a time span in which nothing that reached a source can be unknown.
type Coverage struct {
	From, To time.Time
	// Gaps are the times in it in which runs may be unknown all the same: nothing is
	// missed there.
	Gaps []Span
	// Never is true where a job's runs are no evidence at all, as those of workstations.
	Never bool
}

// Observed reports whether a run at t would be known.
func (c Coverage) Observed(t time.Time) bool {
	return !slices.ContainsFunc(c.Gaps, func(g Span) bool { return g.Contains(t) })
}

// AccountReader reads accounts, their syncs and sealed secrets.
type AccountReader interface {
	Accounts() ([]Account, error)
	AccountByName(name string) (Account, error)
	// AccountContents counts what came by an account.
	AccountContents(account int64) (AccountContents, error)
	// SyncLog lists the last syncs of an account, newest first; limit 0 means all.
	SyncLog(account int64, limit int) ([]SyncEntry, error)
	// SealedSecret is the sealed secret of an account; CodeNotFound where none is kept here.
	SealedSecret(account string) ([]byte, error)
}

// AccountTx changes accounts, their syncs and sealed secrets.
type AccountTx interface {
	PutAccount(Account) (int64, error) // by name: made or replaced, health and pause left alone
	SetPaused(account int64, since time.Time) error
	SetHealth(account int64, h Health) error
	// DeleteAccount forgets an account; its messages and runs stay.
	DeleteAccount(id int64) error
	// DeleteAccountContents removes the messages and runs that came by an account and what
	// belongs to them, but for those that AccountContents counts as kept.
	DeleteAccountContents(account int64) error
	// PutSync keeps an entry of the log, made or replaced by its ID, and drops all but
	// the newest SyncLogLength of its account.
	PutSync(SyncEntry) error
	// PutSealedSecret keeps a secret that was sealed under a key which is not in the
	// cache, by the account's name: made or replaced.
	PutSealedSecret(account string, sealed []byte) error
	DeleteSealedSecret(account string) error
}
