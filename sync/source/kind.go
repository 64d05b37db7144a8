package source

import (
	"context"
	"slices"
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/domain/wording"
	"runchecks/sync/ingest"
)

// Kind is one kind of account, with what the program asks of it.
type Kind struct {
	Name   string // as domain.Account.Kind
	Source Source
	Trial  Trial
	// Things is what progress and log count, in the singular; "" is mails.
	Things string
	// Older says that the source can fetch what is older than a first sync brings.
	Older bool
	// OneTry says that a refused sign-in is not repeated until a person asks for it:
	// the service locks users that are refused again.
	OneTry bool
	// Devices read stored states of devices; nil where the kind has none.
	Devices map[domain.Source]StateReader
}

// Trial tries accounts that need not be stored yet.
type Trial interface {
	// Valid refuses settings that cannot be those of an account of this kind, with
	// CodeInvalid. Name, server and user are given.
	Valid(a domain.Account) error
	// Try signs in, changes nothing on the server, and returns the folders of an account
	// that has some.
	Try(ctx context.Context, a domain.Account, secret string) ([]domain.FolderCount, error)
}

// StateReader makes runs of the stored states of devices of one domain.Source. It
// touches neither network nor cache.
type StateReader interface {
	// Version names the tables that states are read by. Runs that wait for review are
	// judged again where it changed.
	Version() string
	// State says what the newest state of a device comes to. The error says that the
	// state is damaged.
	State(d domain.Device, raw []byte, by domain.DeviceRules) (ingest.State, error)
	// Again says what a stored run comes to now; ok is false where that cannot be told
	// from what is stored.
	Again(run domain.Run, stored domain.StoredSummary, by domain.DeviceRules) (again ingest.DeviceRun, ok bool)
}

// Stager is a StateReader of states that stand for themselves: a computer that another one gave
// a state to can stage it, as if it had asked the service at that time. ok is false where the
// state is damaged.
type Stager interface {
	Staged(raw []byte, by domain.DeviceRules, at time.Time) (report ingest.DeviceReport, ok bool)
}

// Kinds are the kinds of accounts that a program knows.
type Kinds []Kind

// Of returns the kind of an account. One that this program does not know gives CodeInvalid.
func (k Kinds) Of(a domain.Account) (Kind, error) {
	if i := slices.IndexFunc(k, func(k Kind) bool { return k.Name == a.Kind }); i >= 0 {
		return k[i], nil
	}
	return Kind{}, &domain.Error{
		Code: domain.CodeInvalid,
		Said: wording.Of("refusal.account_kind", a.Name, a.Kind),
	}
}

// Devices returns what reads the states of devices from a source.
func (k Kinds) Devices(from domain.Source) (StateReader, bool) {
	for _, kind := range k {
		if d, ok := kind.Devices[from]; ok {
			return d, true
		}
	}
	return nil, false
}

// Version stands for the tables of all kinds.
func (k Kinds) Version() string {
	var all []string
	for _, kind := range k {
		for _, d := range kind.Devices {
			if v := d.Version(); v != "" {
				all = append(all, v)
			}
		}
	}
	slices.Sort(all)
	return strings.Join(all, ",")
}
