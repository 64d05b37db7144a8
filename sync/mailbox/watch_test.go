package mailbox_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/sync/simulate"
	"runchecks/sync/source"
)

// watched is a watch in the test's hands: it goes on when the test says so.
type watched struct {
	*lab
	news   chan struct{}
	pauses chan time.Duration // how long it wants to wait
	wake   chan time.Time     // ends the wait
	ended  chan error
	cancel context.CancelFunc
	every  time.Duration
}

func (l *lab) watch() *watched {
	l.Helper()
	var a domain.Account
	err := l.store.Read(context.Background(), func(q domain.Reader) (err error) {
		a, err = q.AccountByName(account)
		return err
	})
	if err != nil {
		l.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	w := &watched{
		lab:    l,
		news:   make(chan struct{}, 10),
		pauses: make(chan time.Duration),
		wake:   make(chan time.Time),
		ended:  make(chan error, 1),
		cancel: cancel,
		every:  10 * time.Minute,
	}
	e := l.engine(nil)
	done := make(chan struct{})
	go func() {
		defer close(done)
		w.ended <- e.Watch(ctx, a, source.Watch{
			Every: w.every,
			After: func(d time.Duration) <-chan time.Time {
				select {
				case w.pauses <- d:
				case <-ctx.Done():
				}
				return w.wake
			},
			News: func() { w.news <- struct{}{} },
		})
	}()
	l.Cleanup(func() {
		cancel()
		<-done
	})
	return w
}

func TestAWatchTellsOfWhatIsThereAndOfWhatComes(t *testing.T) {
	mails := week()
	l := newLab(t, simulate.IMAPOptions{Mails: mails[:3]})
	w := l.watch()
	if d := <-w.pauses; d >= 29*time.Minute || d < time.Minute {
		t.Errorf("renewed after %v", d)
	}
	if len(w.news) != 1 {
		t.Fatalf("told %d times of what was there", len(w.news))
	}
	w.wake <- time.Time{}
	<-w.pauses
	if len(w.news) != 1 {
		t.Error("told of something when nothing had come")
	}
	if err := l.server.Append(mails[3]); err != nil {
		t.Fatal(err)
	}
	select {
	case w.wake <- time.Time{}: // the timetable, or
	case <-w.pauses: // the server itself was first
	}
	<-w.news
	<-w.news
}

func TestAWatchConnectsAgainEverMoreSlowlyAndIsQuickOnceItCould(t *testing.T) {
	l := newLab(t, simulate.IMAPOptions{})
	w := l.watch()
	<-w.pauses
	if err := l.server.Close(); err != nil {
		t.Fatal(err)
	}
	for i := range 12 {
		most := min(time.Second<<i, 5*time.Minute) * 3 / 2
		if d := <-w.pauses; d < most/3 || d > most {
			t.Errorf("pause %d is %v, not up to %v", i, d, most)
		}
		w.wake <- time.Time{}
	}
}

func TestAWatchEndsWhereTheSignInIsRefused(t *testing.T) {
	l := newLab(t, simulate.IMAPOptions{})
	l.secrets[account] = "wrong"
	if err := <-l.watch().ended; domain.CodeOf(err) != domain.CodeSignIn {
		t.Errorf("got %v", err)
	}
}

func TestAWatchEndsWithItsContext(t *testing.T) {
	w := newLab(t, simulate.IMAPOptions{}).watch()
	<-w.pauses
	w.cancel()
	if err := <-w.ended; !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}
