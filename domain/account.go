package domain

import "time"

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

// Account is one place that reports are fetched from.
type Account struct {
	ID       int64
	Name     string // unique, chosen by the user
	Kind     string // "imap"
	Host     string
	Port     int
	Security Security
	User     string
	Folders  []string // empty means INBOX
	Secret   SecretSource
	Health   Health
}

// Health is what the last syncs of an account said.
type Health struct {
	LastTry     time.Time
	LastSuccess time.Time
	LastError   string // in words for people; empty after a good sync
	// Covered is when the last complete sync began: everything that reached the source
	// before it has been seen.
	Covered time.Time
}

// Folder is how far one folder of an account has been fetched. It is written in
// the same transaction as the messages it stands for.
type Folder struct {
	Account     int64
	Name        string
	UIDValidity uint32
	LastUID     uint32
	// FirstSync is when the folder was first looked at; runs more than two days
	// older are imported as history (product.md, section 5).
	FirstSync time.Time
}

// Coverage is a time span in which nothing that reached a source can be unknown.
type Coverage struct{ From, To time.Time }
