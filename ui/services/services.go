// Package services says what the screens need of the program around them: the cache, the
// decisions, the clock, syncs, accounts, the service desk and the readers. It holds the
// interfaces and no behaviour; cmd/run-checks fills them in.
package services

import (
	"context"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/ui/keys"
	"runchecks/ui/report"
	"runchecks/ui/task"
)

// Base is what every screen needs; all of it is always there, but for Keys.
type Base struct {
	Store      domain.Store
	Desk       *review.Service
	Clock      domain.Clock
	Location   *time.Location
	Background *task.Background
	// Keys say which key a command has now; nil for those that commands come with.
	Keys *keys.Board
}

// Syncs ask for syncs; all of it returns at once, and may be nil where nobody syncs.
type Syncs struct {
	// Sync asks for a sync of all accounts, CancelSync ends one that is under way; what it
	// stored stays.
	Sync, CancelSync func()
	// SyncOne asks for a sync of one account; nil syncs all.
	SyncOne func(account string)
	// Older asks for a sync of a mailbox with its mails from since on; nil where nobody can.
	Older func(account string, since time.Time)
	// NextSync is when all accounts are synced next; nil, or a zero time, where nobody can
	// tell.
	NextSync func() time.Time
}

// Reports are how stored messages are looked at, and read again.
type Reports struct {
	// Report decodes the message for the report pane.
	Report func(ctx context.Context, message int64) (report.Content, error)
	// Workbench is what the screen Readers works with.
	Workbench Workbench
	// Reread asks for stored messages to be read again, nil for those that the
	// readers in use have not read yet; CancelReread ends it. Both return at once.
	Reread       func(messages []int64)
	CancelReread func()
	// Like says which known jobs messages of the inbox look like; nil where nobody can.
	Like func(q domain.Reader, rows []domain.InboxRow) (map[int64]domain.Lookalike, error)
}

// Reading is what a screen needs that shows reports.
type Reading struct {
	Base
	Reports
}

// Params are all that the window is given for its screens. A screen takes the parts that it
// needs, and says what it cannot be without.
type Params struct {
	Base
	Syncs
	Reports
	// Search finds runs by the words of their reports; nil finds jobs by what they are called.
	Search domain.Searcher
	// Sessions are how sessions of devices end, in the order of their numbers.
	Sessions []domain.SessionState
	// Accounts adds accounts; nil where none can be added.
	Accounts Accounts
	// ServiceDesk is the service desk; nil where there is none.
	ServiceDesk ServiceDesk
	// Proxy keeps by which proxy web services are asked; nil where none can be set.
	Proxy Proxies
	// Notices keeps who is told what waits; nil where nobody can be.
	Notices Notices
	// Mail keeps by which mail server the summary of the morning leaves; nil where none can.
	Mail MailOut
	// Team is what the profile does about its team; nil where it can be in none.
	Team Team
}

// Reading is the part for a screen that shows reports.
func (p Params) Reading() Reading { return Reading{p.Base, p.Reports} }
