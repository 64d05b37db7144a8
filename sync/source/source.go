// Package source is the port between the sync engine and the services that reports
// come from: what a kind of account offers (Kind), how it is synced (Source), and what
// takes in what it fetches (Sink). It knows no service: mailboxes are sync/mailbox's,
// Cove is sync/cove's, and the program wires them together (cmd/internal/workspace).
//
// Another service is a package beside those, with a Kind of its own in that list.
package source

import (
	"context"
	"time"

	"runchecks/domain"
	"runchecks/sync/ingest"
)

// Source fetches what the accounts of one kind have. It is used by several goroutines,
// by one at a time for each account. It changes nothing on a server but what the account
// asks for, and knows nothing of decisions.
type Source interface {
	// Sync fetches what is new of an account into sink. Where since is not zero, it then
	// fetches what is older, from since on; only kinds with Older are asked for that.
	// The error is a *domain.Error or that of ctx. What sink stored before it stays.
	Sync(ctx context.Context, a domain.Account, since time.Time, sink Sink) (Outcome, error)
	// Close ends what outlives a sync. It waits, until ctx ends, for what must not be
	// lost. No sync or watch may be under way.
	Close(ctx context.Context)
}

// Outcome is what a sync that ended well says.
type Outcome struct {
	// Notice names what could not be read or done though the sync was good; "" for nothing.
	Notice string
	// Covered is when somebody else began to look, where the source only passes on what they
	// found; zero where the source looked itself.
	Covered time.Time
}

// Watcher is a Source whose servers can say that something is new.
type Watcher interface {
	// Watch watches an account until ctx ends, whose error it then returns, or until a
	// fault that is none of the network: a refused sign-in that is repeated locks users.
	Watch(ctx context.Context, a domain.Account, w Watch) error
}

// Watch says how an account is watched.
type Watch struct {
	// Every is the time between two looks where the server does not tell of news by
	// itself; at least a second.
	Every time.Duration
	// After is a timer; nil is time.After.
	After func(time.Duration) <-chan time.Time
	// News is called once at the start and whenever something may be new. Syncing is the
	// caller's affair, on another goroutine: the watch waits for News.
	News func()
}

// Sink takes in what one sync of one account fetches. It is safe for concurrent use; the
// batches of one folder must come in order.
type Sink interface {
	// Plan announces n more items of a part of the account, such as a folder.
	Plan(part string, n int)
	// Planned returns how many items were announced so far.
	Planned() int
	// Seen counts n items that were looked at, and say nothing new by themselves.
	Seen(n int)
	// Changed says that what people see may have changed.
	Changed()

	// Prepare does for an item what takes long and needs no transaction.
	Prepare(item *ingest.Item)
	// Messages stores items and the folder's progress in one transaction.
	Messages(ctx context.Context, at domain.Folder, items []ingest.Item) error

	// Stage begins a poll of the account's devices.
	Stage(ctx context.Context, of domain.Source) (*ingest.Stage, error)
	// MakeRuns makes runs of the newest states of linked devices, by Kind.Devices.
	MakeRuns(ctx context.Context) (made int, err error)
	// Recovered stores runs of a device's history that ended in one of its gaps, and
	// closes the gaps; why says why they could not be read, "" where they were.
	Recovered(ctx context.Context, d domain.Device, gaps []domain.UnobservedSpan, runs []ingest.DeviceRun, why string) error
	// Texts adds error texts, by the names of the objects, to a run; why says why there
	// are none, "" where there are.
	Texts(ctx context.Context, run int64, texts map[string]string, why string) error
}
