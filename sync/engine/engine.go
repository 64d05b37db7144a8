// Package engine drives syncs: accounts beside each other, each folder through
// the stages fetch, decode and read, store, with bounded queues, progress and
// cancel. Protocols are sync/imap's, reports are sync/readers', rows are
// sync/ingest's.
package engine

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"runchecks/domain"
	"runchecks/sync/imap"
	"runchecks/sync/ingest"
	"runchecks/sync/readers"
)

// Params are what an Engine needs. All fields but Dial, Report,
// Changed and Log are required.
type Params struct {
	Store   domain.Store
	Secrets domain.Secrets
	// Readers returns the readers in use; they may change while a sync runs.
	Readers  func() *readers.Registry
	Clock    domain.Clock
	Location *time.Location
	// Dial overrides how a server is reached; nil is imap.Dial.
	Dial func(context.Context, imap.Config) (*imap.Session, error)
	// Report is told about progress, at most ten times a second and account, and
	// always at the end. It is called from the engine's goroutines.
	Report func(domain.SyncProgress)
	// Changed is called after each batch that brought something.
	Changed func()
	// Log is told what is said to mail servers, at debug level and without secrets;
	// nil keeps silent.
	Log *slog.Logger
}

// Engine syncs accounts. One sync runs at a time; a second call waits for it.
type Engine struct {
	p      Params
	ingest *ingest.Ingest
	busy   chan struct{}
	tokens tokens
	mute   mutes

	gate *gate // mails that are read at a time, of all accounts

	covesMu sync.Mutex
	coves   map[int64]*coveClient // by account

	freshMu sync.Mutex // states of devices are made runs by one at a time
}

// New returns an Engine, or an error naming what is missing.
func New(p Params) (*Engine, error) {
	if p.Store == nil || p.Secrets == nil || p.Readers == nil || p.Clock == nil || p.Location == nil {
		return nil, errors.New("sync engine: store, secrets, readers, clock and time zone are required")
	}
	if p.Dial == nil {
		p.Dial = imap.Dial
	}
	if p.Report == nil {
		p.Report = func(domain.SyncProgress) {}
	}
	if p.Changed == nil {
		p.Changed = func() {}
	}
	p.Store = p.Store.Refetchable() // a sync that a power cut takes is made again
	in, err := ingest.New(p.Store, p.Clock, p.Location)
	if err != nil {
		return nil, err
	}
	return &Engine{
		p:      p,
		ingest: in,
		busy:   make(chan struct{}, 1),
		gate:   newGate(runtime.GOMAXPROCS(0)),
		coves:  map[int64]*coveClient{},
		tokens: tokens{from: map[int64]*tokenSource{}},
	}, nil
}

// Sync syncs the named account, or all of them for "". Each account's health is
// recorded; an account that fails does not keep the others from being synced, and
// the errors are joined. What was stored before an error or cancel stays.
func (e *Engine) Sync(ctx context.Context, name string) error {
	return e.sync(ctx, name, time.Time{})
}

// sync is Sync, with older mails from since on where that is not zero.
func (e *Engine) sync(ctx context.Context, name string, since time.Time) error {
	select {
	case e.busy <- struct{}{}:
		defer func() { <-e.busy }()
	case <-ctx.Done():
		return ctx.Err()
	}
	var accounts []domain.Account
	err := e.p.Store.Read(ctx, func(tx domain.Queries) error {
		if name == "" {
			var err error
			accounts, err = tx.Accounts()
			return err
		}
		a, err := tx.AccountByName(name)
		accounts = []domain.Account{a}
		return err
	})
	if err != nil {
		return err
	}
	if len(accounts) == 0 {
		return &domain.Error{
			Code:    domain.CodeNotFound,
			Message: "There is no account to sync: add one first (rcheck account add imap ...).",
		}
	}
	if !since.IsZero() && accounts[0].Kind != domain.AccountIMAP {
		return &domain.Error{
			Code:    domain.CodeInvalid,
			Message: "Older reports can be fetched of mailboxes only; " + accounts[0].Name + " is none.",
		}
	}
	var all []error
	changed, err := e.judgeAgain(ctx)
	if err != nil {
		all = append(all, fmt.Errorf("judge runs of devices again: %w", err))
	}
	if changed > 0 {
		e.p.Changed()
	}
	all = append(all, e.accounts(ctx, accounts, name != "", since)...)
	// What failed keeps what it covered before: nothing is missed that nobody looked for.
	return errors.Join(append(all, e.Missed(ctx))...)
}

// accountsAtOnce is how many accounts are synced beside each other. One that waits for
// its server costs next to nothing; a few such must not hold up the others.
const accountsAtOnce = 8

// accounts syncs accounts beside each other and returns what went wrong, in their order.
// named says that somebody asked for just this one.
func (e *Engine) accounts(ctx context.Context, accounts []domain.Account, named bool, since time.Time) []error {
	errs := make([]error, len(accounts))
	var group errgroup.Group
	group.SetLimit(accountsAtOnce)
	for _, i := range byTrouble(accounts) {
		a := accounts[i]
		switch {
		case !a.Paused.IsZero():
			if named {
				errs[i] = &domain.Error{Code: domain.CodeConflict, Message: "The account " + a.Name + " is paused: resume it first."}
			}
			continue
		case !named && a.Health.Refused:
			// Asking again would lock the user; whoever names the account wants it.
			errs[i] = fmt.Errorf("account %s: %w", a.Name, &domain.Error{Code: domain.CodeSignIn, Message: a.Health.LastError})
			continue
		}
		group.Go(func() error {
			if ctx.Err() != nil {
				errs[i] = ctx.Err() // it was not begun, and is as it was
				return nil
			}
			if err := e.account(ctx, a, since); err != nil {
				errs[i] = fmt.Errorf("account %s: %w", a.Name, err)
			}
			return nil
		})
	}
	_ = group.Wait() // each has its own error
	if ctx.Err() != nil {
		return []error{ctx.Err()}
	}
	return errs
}

// byTrouble returns the places of accounts in the order to begin with: those whose last
// sync was good, those that never were synced and may have much, those that failed.
func byTrouble(accounts []domain.Account) []int {
	order := make([]int, len(accounts))
	for i := range order {
		order[i] = i
	}
	trouble := func(i int) int {
		switch h := accounts[i].Health; {
		case h.LastError != "":
			return 2
		case h.LastSuccess.IsZero():
			return 1
		}
		return 0
	}
	slices.SortStableFunc(order, func(i, j int) int { return trouble(i) - trouble(j) })
	return order
}

// Missed compares what was expected of every job with what came, and finds what was tried
// again; Sync ends with it.
func (e *Engine) Missed(ctx context.Context) error {
	missed, err := e.ingest.Missed(ctx)
	if err != nil {
		return fmt.Errorf("compare with the schedules: %w", err)
	}
	if missed != (ingest.MissedCounts{}) {
		e.p.Changed()
	}
	found, err := e.ingest.RecentAttempts(ctx)
	return e.attempts(found, err)
}

// Attempts finds the runs that were tried again in their night, of the jobs with these
// keys or of all. It touches no network.
func (e *Engine) Attempts(ctx context.Context, jobs ...domain.JobKey) error {
	found, err := e.ingest.Attempts(ctx, jobs...)
	return e.attempts(found, err)
}

func (e *Engine) attempts(found int, err error) error {
	if err != nil {
		return fmt.Errorf("look for runs that were tried again: %w", err)
	}
	if found > 0 {
		e.p.Changed()
	}
	return nil
}

func (e *Engine) account(ctx context.Context, a domain.Account, since time.Time) error {
	report := newReporter(a, e.p.Report)
	health, began := a.Health, time.Now() // elapsed time is monotonic: not the injected clock's affair
	health.LastTry = e.p.Clock()
	var err error
	var notice string
	if a.Kind == domain.AccountCove {
		notice, err = e.cove(ctx, a, report)
	} else {
		notice, err = e.mailbox(ctx, a, since, report)
	}
	cancelled := err != nil && ctx.Err() != nil
	switch {
	case err == nil:
		// What came after the sync began may be unseen.
		health.LastSuccess, health.LastError, health.Code, health.Covered, health.Notice = e.p.Clock(), "", "", health.LastTry, notice
	case cancelled:
		health.LastError, health.Code = "The sync was cancelled. What was fetched is kept; the next sync goes on from there.", domain.CodeCancelled
	default:
		health.LastError, health.Code = err.Error(), domain.CodeOf(err)
	}
	// A sync that was cancelled did not find out whether the login is taken now.
	health.Refused = a.Kind == domain.AccountCove && (domain.CodeOf(err) == domain.CodeSignIn || cancelled && a.Health.Refused)
	if cancelled {
		err = ctx.Err() // not what the connection said when it was cut
	}
	entry := report.entry(a.ID, health, e.p.Clock(), time.Since(began))
	// The outcome is recorded even where the sync was cancelled.
	record := context.WithoutCancel(ctx)
	recordErr := e.p.Store.Write(record, func(tx domain.Changes) error {
		if err := tx.SetHealth(a.ID, health); err != nil {
			return err
		}
		return log(tx, entry)
	})
	if domain.CodeOf(recordErr) == domain.CodeNotFound {
		err, recordErr = nil, nil // the account was removed meanwhile
	}
	err = errors.Join(err, recordErr)
	report.finish(notice, err)
	e.p.Changed()
	return err
}

// Connect connects to a mailbox and signs in as a sync does. The caller closes the
// session and changes nothing on the server.
func (e *Engine) Connect(ctx context.Context, a domain.Account) (*imap.Session, error) {
	return e.dial(ctx, a)
}

// dial connects and signs in.
func (e *Engine) dial(ctx context.Context, a domain.Account) (*imap.Session, error) {
	config, err := e.credentials(ctx, a)
	if err != nil {
		return nil, err
	}
	return e.p.Dial(ctx, config)
}

// log keeps what a sync came to, with those before it that ended alike without news.
func log(tx domain.Changes, entry domain.SyncEntry) error {
	last, err := tx.SyncLog(entry.Account, 1)
	if err != nil {
		return err
	}
	if len(last) > 0 {
		entry, _ = last[0].And(entry)
	}
	return tx.PutSync(entry)
}

// reporter passes progress on, at most ten times a second, the last one always.
type reporter struct {
	mu       sync.Mutex
	progress domain.SyncProgress
	send     func(domain.SyncProgress)
	last     time.Time
}

const reportEvery = 100 * time.Millisecond

func newReporter(a domain.Account, send func(domain.SyncProgress)) *reporter {
	r := &reporter{progress: domain.SyncProgress{Account: a.Name}, send: send}
	if a.Kind == domain.AccountCove {
		r.progress.Things = "device"
	}
	r.send(r.progress)
	return r
}

func (r *reporter) plan(folder string, n int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.progress.Folder = folder
	r.progress.Total += n
	r.send(r.progress)
}

func (r *reporter) stored(n int, c ingest.Counts) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.progress.Done += n
	r.progress.Runs += c.Runs
	r.progress.Problems += c.SetAside
	r.progress.Known += c.Duplicates
	r.progress.Missing += c.Missing
	// Elapsed time is monotonic: not the injected clock's affair.
	if time.Since(r.last) < reportEvery {
		return
	}
	r.last = time.Now()
	r.send(r.progress)
}

// planned is how much the account has to do.
func (r *reporter) planned() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.progress.Total
}

// entry is what the log says about the sync.
func (r *reporter) entry(account int64, h domain.Health, ended time.Time, took time.Duration) domain.SyncEntry {
	r.mu.Lock()
	defer r.mu.Unlock()
	p := r.progress
	return domain.SyncEntry{
		Account: account, Began: h.LastTry, Ended: ended, Times: 1, Took: took,
		Things: p.Things, Messages: p.New(), Known: p.Known, Runs: p.Runs, SetAside: p.Problems,
		Error: h.LastError, Code: h.Code, Cancelled: h.Code == domain.CodeCancelled, Notice: h.Notice,
	}
}

func (r *reporter) finish(notice string, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.progress.Finished, r.progress.Notice, r.progress.Err = true, notice, err
	r.send(r.progress)
}
