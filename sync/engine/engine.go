// Package engine drives syncs: accounts beside each other, with progress, cancel, their
// health and their log, and afterwards what is missed. It knows no kind of account: what
// one fetches, and how, is its source's (sync/source); rows are sync/ingest's.
package engine

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"runchecks/domain"
	"runchecks/domain/wording"
	"runchecks/sync/ingest"
	"runchecks/sync/source"
)

// Params are what an Engine needs. All fields but Report and Changed are required.
type Params struct {
	Store    domain.Store
	Clock    domain.Clock
	Location *time.Location
	// Kinds are the kinds of accounts that it syncs. It closes their sources.
	Kinds source.Kinds
	// Report is told about progress, at most ten times a second and account, and
	// always at the end. It is called from the engine's goroutines.
	Report func(domain.SyncProgress)
	// Changed is called after each batch that brought something.
	Changed func()
}

// Engine syncs accounts. One sync runs at a time; a second call waits for it.
type Engine struct {
	p      Params
	ingest *ingest.Ingest
	busy   chan struct{}

	freshMu sync.Mutex // states of devices are made runs by one at a time
}

// New returns an Engine, or an error naming what is missing.
func New(p Params) (*Engine, error) {
	if p.Store == nil || p.Clock == nil || p.Location == nil || len(p.Kinds) == 0 {
		return nil, errors.New("sync engine: store, clock, time zone and kinds of accounts are required")
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
	return &Engine{p: p, ingest: in, busy: make(chan struct{}, 1)}, nil
}

// Sync syncs the named account, or all of them for "". Each account's health is
// recorded; an account that fails does not keep the others from being synced, and
// the errors are joined. What was stored before an error or cancel stays.
func (e *Engine) Sync(ctx context.Context, name string) error {
	return e.sync(ctx, name, time.Time{})
}

// Older syncs an account and then fetches what is older than what it was fetched for so
// far, from since on. Its runs are history and start as reviewed. A kind of account that
// has nothing older gives CodeInvalid. It can be repeated after an error: what is stored
// is not fetched again.
func (e *Engine) Older(ctx context.Context, name string, since time.Time) error {
	return e.sync(ctx, name, since)
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
	err := e.p.Store.Read(ctx, func(tx domain.Reader) error {
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
			Code:   domain.CodeNotFound,
			Said:   wording.Of("refusal.account_to_sync"),
			Remedy: domain.Remedy{Code: domain.RemedyAddAccount},
		}
	}
	if !since.IsZero() {
		kind, err := e.p.Kinds.Of(accounts[0])
		if err == nil && !kind.Older {
			err = &domain.Error{
				Code: domain.CodeInvalid,
				Said: wording.Of("refusal.older_mailbox_only", accounts[0].Name),
			}
		}
		if err != nil {
			return err
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
				errs[i] = &domain.Error{
					Code: domain.CodeConflict, Said: wording.Of("refusal.account_paused", a.Name),
					Remedy: domain.Remedy{Code: domain.RemedyResumeAccount, Name: a.Name},
				}
			}
			continue
		case !named && a.Health.Refused:
			// Asking again would lock the user; whoever names the account wants it.
			said, _ := wording.Kept(a.Health.Said)
			refused := &domain.Error{Code: domain.CodeSignIn, Said: said, Message: a.Health.LastError}
			errs[i] = fmt.Errorf("account %s: %w", a.Name, refused)
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
	kind, err := e.p.Kinds.Of(a)
	report := newReporter(a, kind.Things, e.p.Report)
	health, began := a.Health, time.Now() // elapsed time is monotonic: not the injected clock's affair
	health.LastTry = e.p.Clock()
	var outcome source.Outcome
	if err == nil {
		outcome, err = kind.Source.Sync(ctx, a, since, &sink{reporter: report, engine: e, account: a})
	}
	notice := outcome.Notice
	cancelled := err != nil && ctx.Err() != nil
	switch {
	case err == nil:
		// What came after the sync began may be unseen.
		health.Succeed()
		health.LastSuccess, health.Covered, health.Notice = e.p.Clock(), health.LastTry, notice
		if !outcome.Covered.IsZero() {
			health.LastSuccess, health.Covered = outcome.Covered, outcome.Covered
		}
	case cancelled:
		health.Fail(domain.Refuse(domain.CodeCancelled, "fault.sync_cancelled"))
	default:
		health.Fail(err)
	}
	// A sync that was cancelled did not find out whether the login is taken now.
	health.Refused = kind.OneTry && (domain.CodeOf(err) == domain.CodeSignIn || cancelled && a.Health.Refused)
	if cancelled {
		err = ctx.Err() // not what the connection said when it was cut
	}
	entry := report.entry(a.ID, health, e.p.Clock(), time.Since(began))
	// The outcome is recorded even where the sync was cancelled.
	record := context.WithoutCancel(ctx)
	recordErr := e.p.Store.Write(record, func(tx domain.Tx) error {
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

// Watches reports whether an account can be watched for news.
func (e *Engine) Watches(a domain.Account) bool {
	kind, err := e.p.Kinds.Of(a)
	_, watches := kind.Source.(source.Watcher)
	return err == nil && watches
}

// Watch watches an account for news until ctx ends, whose error it then returns. One that
// cannot be watched gives CodeInvalid; see Watches.
func (e *Engine) Watch(ctx context.Context, a domain.Account, w source.Watch) error {
	kind, err := e.p.Kinds.Of(a)
	if err != nil {
		return err
	}
	watcher, ok := kind.Source.(source.Watcher)
	if !ok {
		return &domain.Error{Code: domain.CodeInvalid, Said: wording.Of("refusal.account_not_watched", a.Name)}
	}
	return watcher.Watch(ctx, a, w)
}

// Close ends what outlives a sync. It waits, until ctx ends, for what must not be lost. No
// sync or watch may be under way.
func (e *Engine) Close(ctx context.Context) {
	for _, kind := range e.p.Kinds {
		kind.Source.Close(ctx)
	}
}

// log keeps what a sync came to, with those before it that ended alike without news.
func log(tx domain.Tx, entry domain.SyncEntry) error {
	last, err := tx.SyncLog(entry.Account, 1)
	if err != nil {
		return err
	}
	if len(last) > 0 {
		entry, _ = last[0].And(entry)
	}
	return tx.PutSync(entry)
}
