package main

import (
	"context"
	"errors"
	"log/slog"
	"maps"
	"slices"
	"sync"
	"time"

	"runchecks/cmd/internal/workspace"
	"runchecks/domain"
	"runchecks/domain/setting"
	"runchecks/sync/notice"
	"runchecks/sync/source"
)

// lookEvery is how often the clock is looked at: more often than accounts are synced, so
// that a computer that slept for a night syncs soon after it woke.
const lookEvery = 20 * time.Second

// syncer syncs a workspace at the start, on the timetable, when asked, and whenever a
// mail server says that something came.
type syncer struct {
	space *workspace.Workspace
	wake  chan struct{}
	ended func()               // called after each sync of all accounts that was not cancelled
	show  func(notice.Message) // shows news on the desktop

	mu     sync.Mutex
	wanted map[string]time.Time // accounts, "" for all, and since when older mails are wanted
	last   time.Time            // when all were synced, by the wall: it goes on while the computer sleeps
	stop   context.CancelFunc   // of the sync under way
	every  time.Duration        // as the profile says
}

func newSyncer(space *workspace.Workspace) *syncer {
	return &syncer{
		space: space, wake: make(chan struct{}, 1), wanted: map[string]time.Time{}, stop: func() {}, ended: func() {},
		show: func(notice.Message) {}, every: firstEvery,
	}
}

// firstEvery is how often accounts are synced until the profile was asked.
const firstEvery = 10 * time.Minute

// timetable asks the profile how often all accounts are synced, and returns it. One that
// cannot be asked leaves it as it was.
func (s *syncer) timetable(ctx context.Context) time.Duration {
	var minutes int
	err := s.space.Store.Read(ctx, func(q domain.Reader) (err error) {
		minutes, err = setting.Int(q, domain.SettingSyncMinutes)
		return err
	})
	s.mu.Lock()
	defer s.mu.Unlock()
	if err == nil {
		s.every = time.Duration(minutes) * time.Minute
	} else if ctx.Err() == nil {
		slog.Warn("how often accounts are synced cannot be read", "code", string(domain.CodeOf(err)))
	}
	return s.every
}

// now asks for a sync of all accounts; it returns at once.
func (s *syncer) now() { s.want("") }

func (s *syncer) want(account string) { s.older(account, time.Time{}) }

// older asks for a sync of an account, and for its mails from since on unless that is
// zero; it returns at once.
func (s *syncer) older(account string, since time.Time) {
	s.mu.Lock()
	if before, ok := s.wanted[account]; !ok || before.IsZero() {
		s.wanted[account] = since
	}
	s.mu.Unlock()
	select {
	case s.wake <- struct{}{}:
	default: // one is asked for already
	}
}

// next is when all accounts are synced next; zero before the first sync.
func (s *syncer) next() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.last.IsZero() {
		return s.last
	}
	return s.last.Add(s.every)
}

// take returns what is wanted: all accounts or some, and those with older mails.
func (s *syncer) take() map[string]time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	wanted := s.wanted
	s.wanted = map[string]time.Time{}
	if _, all := wanted[""]; all {
		maps.DeleteFunc(wanted, func(account string, since time.Time) bool { return account != "" && since.IsZero() })
	}
	return wanted
}

// cancel ends the sync that is under way; what it stored stays.
func (s *syncer) cancel() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.stop()
}

// run syncs until ctx ends. What went wrong is in the accounts' health and in the
// reports that the window shows.
func (s *syncer) run(ctx context.Context) {
	watches := watches{syncer: s, running: map[int64]*watch{}}
	defer watches.end()
	look := time.NewTicker(lookEvery)
	defer look.Stop()
	s.timetable(ctx)
	begin := time.NewTimer(s.begin(ctx))
	defer begin.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-begin.C:
			s.want("")
		case <-s.wake:
			for account, since := range s.take() {
				s.once(ctx, account, since)
				if account == "" {
					s.mu.Lock()
					s.last = time.Now().Round(0)
					s.mu.Unlock()
					watches.keep(ctx)
				}
			}
		case <-look.C:
			watches.drop(ctx)
			every := s.timetable(ctx)
			if until := s.next().Sub(time.Now().Round(0)); until <= 0 || until > every {
				s.want("")
			}
		}
	}
}

// fillsWithin is how long the first sync waits for the window, which it would take the
// processor from.
const fillsWithin = 1500 * time.Millisecond

// begin is how long the first sync waits. Where an account was never synced there is nothing
// to look at before.
func (s *syncer) begin(ctx context.Context) time.Duration {
	var accounts []domain.Account
	err := s.space.Store.Read(ctx, func(q domain.Reader) (err error) {
		accounts, err = q.Accounts()
		return err
	})
	if err != nil || slices.ContainsFunc(accounts, func(a domain.Account) bool { return a.Health.LastSuccess.IsZero() }) {
		return 0
	}
	return fillsWithin
}

func (s *syncer) once(ctx context.Context, account string, since time.Time) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	s.mu.Lock()
	s.stop = stop
	s.mu.Unlock()
	var err error
	if since.IsZero() {
		err = s.space.Sync(ctx, account)
	} else {
		err = s.space.Engine.Older(ctx, account, since)
	}
	if account == "" && ctx.Err() == nil {
		s.ended()
	}
	if ctx.Err() == nil {
		s.tell(ctx)
	}
	switch {
	case err == nil && account == "":
		slog.Info("set-up finished")
	case err != nil && ctx.Err() == nil && domain.CodeOf(err) != domain.CodeNotFound: // no account yet is no failure
		slog.Warn("sync failed", "code", string(domain.CodeOf(err)))
	}
}

// tell tells the desktop and the notices what came up. A sync is no worse where that fails.
func (s *syncer) tell(ctx context.Context) {
	err := errors.Join(s.space.Notices.TellDesktop(ctx, s.show), s.space.Notices.Tell(ctx))
	if err != nil && ctx.Err() == nil {
		slog.Warn("a notice was not sent", "reason", err.Error())
	}
}

// watches are the mailboxes that are watched for new mails. They belong to one goroutine.
type watches struct {
	syncer  *syncer
	running map[int64]*watch
	all     sync.WaitGroup
}

// watch is one mailbox that is watched, as its account was when that began.
type watch struct {
	account domain.Account
	stop    context.CancelFunc
	ended   chan struct{}
}

// keep begins to watch mailboxes that were synced well and are not watched, and ends
// watching those that are gone, paused or changed.
func (w *watches) keep(ctx context.Context) {
	for id, a := range w.drop(ctx) {
		if w.running[id] == nil {
			w.begin(ctx, a)
		}
	}
}

// drop ends watching mailboxes that are gone, paused or changed, and returns those that
// are to be watched. It begins none: one that ended by itself waits for the next sync,
// since a refused sign-in that is tried again locks the user.
func (w *watches) drop(ctx context.Context) map[int64]domain.Account {
	var accounts []domain.Account
	err := w.syncer.space.Store.Read(ctx, func(q domain.Reader) (err error) {
		accounts, err = q.Accounts()
		return err
	})
	if err != nil {
		return nil // the next sync looks again
	}
	wanted := map[int64]domain.Account{}
	for _, a := range accounts {
		if w.syncer.space.Engine.Watches(a) && a.Paused.IsZero() && a.Health.LastError == "" && !a.Health.LastSuccess.IsZero() {
			wanted[a.ID] = a
		}
	}
	for id, running := range w.running {
		a, still := wanted[id]
		ended := false
		select {
		case <-running.ended:
			ended = true
		default:
		}
		if ended || !still || !samePlace(a, running.account) {
			running.stop()
			delete(w.running, id)
		}
	}
	return wanted
}

// samePlace reports whether two accounts are read in the same way.
func samePlace(a, b domain.Account) bool {
	folder := func(a domain.Account) string {
		if len(a.Folders) == 0 {
			return ""
		}
		return a.Folders[0]
	}
	return a.Name == b.Name && a.Host == b.Host && a.Port == b.Port && a.Security == b.Security && a.Pin == b.Pin && a.User == b.User &&
		folder(a) == folder(b)
}

func (w *watches) begin(ctx context.Context, a domain.Account) {
	ctx, stop := context.WithCancel(ctx)
	one := &watch{account: a, stop: stop, ended: make(chan struct{})}
	w.running[a.ID] = one
	w.all.Go(func() {
		defer close(one.ended)
		err := w.syncer.space.Engine.Watch(ctx, a, source.Watch{Every: w.syncer.timetable(ctx), News: func() { w.syncer.want(a.Name) }})
		if ctx.Err() == nil {
			slog.Warn("a mailbox is not watched", "code", string(domain.CodeOf(err)))
		}
	})
}

// end stops watching and waits until it stopped.
func (w *watches) end() {
	for _, running := range w.running {
		running.stop()
	}
	w.all.Wait()
}
