package imap_test

import (
	"bytes"
	"context"
	"runtime"
	"sync/atomic"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/sync/imap"
	"runchecks/sync/simulate"
)

// odd starts a server that misbehaves.
func odd(t *testing.T, opt simulate.OddIMAPOptions) (*simulate.OddIMAP, imap.Config) {
	t.Helper()
	if opt.Mails == nil {
		opt.Mails = mailbox(5, 1000)
	}
	srv, err := simulate.StartOddIMAP(context.Background(), opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = srv.Close() })
	host, port := srv.Addr()
	return srv, imap.Config{Host: host, Port: port, Security: domain.SecurityNone, User: "u", Password: "p", Timeout: 10 * time.Second}
}

// visit does what a sync does with one folder.
func visit(ctx context.Context, c imap.Config) ([]imap.Mail, error) {
	s, err := imap.Dial(ctx, c)
	if err != nil {
		return nil, err
	}
	defer s.Close()
	if _, err := s.Folders(ctx); err != nil {
		return nil, err
	}
	if _, err := s.Examine(ctx, "INBOX"); err != nil {
		return nil, err
	}
	plan, err := s.Plan(ctx, 0)
	if err != nil {
		return nil, err
	}
	var mails []imap.Mail
	return mails, s.Fetch(ctx, plan, func(m imap.Mail) error { mails = append(mails, m); return nil })
}

func TestWhatAServerSendsWithoutEndIsCutOffInBoundedMemory(t *testing.T) {
	for oddity, want := range map[simulate.Oddity]string{
		simulate.OddNested:        "nested deeper than 64",
		simulate.OddLongLine:      "far too long",
		simulate.OddGreatLiteral:  "far too long",
		simulate.OddManyLines:     "far more than was asked for",
		simulate.OddEndlessExists: "far more than was asked for",
	} {
		t.Run(string(oddity), func(t *testing.T) {
			if testing.Short() && oddity == simulate.OddEndlessExists {
				t.Skip("a million mails are listed first")
			}
			_, c := odd(t, simulate.OddIMAPOptions{Odd: oddity})
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			_, err := visit(t.Context(), c)
			wantCode(t, err, domain.CodeNetwork, want)
			runtime.ReadMemStats(&after)
			if grown := int64(after.HeapSys) - int64(before.HeapSys); grown > 300<<20 {
				t.Errorf("the heap grew by %d MB", grown>>20)
			}
		})
	}
}

// A clock that moves by a minute at each look: what drips is seen to drip at once.
func hasty() func() time.Time {
	var looks atomic.Int64
	return func() time.Time { return time.Unix(0, 0).Add(time.Duration(looks.Add(1)) * time.Minute) }
}

func TestABodyThatDripsEndsTheConnection(t *testing.T) {
	_, c := odd(t, simulate.OddIMAPOptions{Odd: simulate.OddDrippingBody, Drip: time.Millisecond})
	c.Now = hasty()
	_, err := visit(t.Context(), c)
	wantCode(t, err, domain.CodeNetwork, "too slowly")
}

func TestLinesThatDripInPlaceOfAnAnswerEndTheConnection(t *testing.T) {
	_, c := odd(t, simulate.OddIMAPOptions{Odd: simulate.OddDrippingLines, Drip: time.Millisecond})
	c.Now = hasty()
	_, err := visit(t.Context(), c)
	wantCode(t, err, domain.CodeNetwork, "too slowly")
}

func TestAServerThatIsOnlyFarAwayIsNotTooSlow(t *testing.T) {
	_, c := odd(t, simulate.OddIMAPOptions{Mails: mailbox(400, 1000)})
	var looks atomic.Int64
	c.Now = func() time.Time { return time.Unix(0, 0).Add(time.Duration(looks.Add(1)) * time.Second) }
	if mails, err := visit(t.Context(), c); err != nil || len(mails) != 400 {
		t.Errorf("%d mails, %v", len(mails), err)
	}
}

func TestAGreetingThatDripsEndsWithTheTimeToSignIn(t *testing.T) {
	_, c := odd(t, simulate.OddIMAPOptions{Odd: simulate.OddDrippingGreeting, Drip: time.Millisecond})
	c.SignIn = 100 * time.Millisecond
	_, err := visit(t.Context(), c)
	wantCode(t, err, domain.CodeNetwork, "too long to greet")
}

func TestMailsWhoseUIDStandsBehindTheBodyAreFetched(t *testing.T) {
	mails := mailbox(300, 1000)
	srv, c := odd(t, simulate.OddIMAPOptions{Odd: simulate.OddUIDBehind, Mails: mails})
	got, err := visit(t.Context(), c)
	if err != nil || len(got) != len(mails) {
		t.Fatalf("%d mails, %v", len(got), err)
	}
	for i, m := range got {
		if m.Missing() || m.UID != uint32(i+1) || !bytes.Equal(m.Raw, mails[i].Raw) {
			t.Errorf("mail %d: UID %d, missing %v", i, m.UID, m.Missing())
		}
	}
	if n := len(srv.Heard()); n > 50 {
		t.Errorf("%d commands for 300 mails", n)
	}
}

func TestNILInPlaceOfBodiesLeavesEachMailMissing(t *testing.T) {
	srv, c := odd(t, simulate.OddIMAPOptions{Odd: simulate.OddNoBodies, Mails: mailbox(300, 1000)})
	got, err := visit(t.Context(), c)
	if err != nil || len(got) != 300 {
		t.Fatalf("%d mails, %v", len(got), err)
	}
	for _, m := range got {
		if !m.Missing() {
			t.Errorf("UID %d has %d bytes", m.UID, len(m.Raw))
		}
	}
	if n := len(srv.Heard()); n > 250 {
		t.Errorf("%d commands were sent to a server that gives none", n)
	}
}
