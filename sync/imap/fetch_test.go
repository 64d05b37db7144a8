package imap_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/sync/imap"
	"runchecks/sync/simulate"
)

func mailbox(n, size int) []simulate.Mail {
	rng := rand.New(rand.NewPCG(1, 2))
	at := time.Date(2026, 3, 1, 22, 0, 0, 0, time.UTC)
	var mails []simulate.Mail
	for i := range n {
		raw := fmt.Appendf(nil, "Subject: report %d\r\n\r\n", i)
		raw = append(raw, bytes.Repeat([]byte("x"), size/2+rng.IntN(size))...)
		mails = append(mails, simulate.Mail{Received: at.Add(time.Duration(i) * time.Minute), Raw: raw})
	}
	return mails
}

// open dials and examines the INBOX.
func open(t *testing.T, c imap.Config) (*imap.Session, imap.State) {
	t.Helper()
	s := dial(t, c)
	st, err := s.Examine(t.Context(), "INBOX")
	if err != nil {
		t.Fatal(err)
	}
	return s, st
}

func TestAFetchGivesEveryMailOnceInOrderAndUnchanged(t *testing.T) {
	mails := mailbox(300, 64<<10) // several batches
	_, c := serve(t, simulate.IMAPOptions{Mails: mails})
	s, st := open(t, c)
	if st.Exists != 300 || st.UIDNext != 301 || st.UIDValidity == 0 {
		t.Errorf("state %+v", st)
	}
	plan, err := s.Plan(t.Context(), 0)
	if err != nil || len(plan) != 300 {
		t.Fatalf("%d planned, %v", len(plan), err)
	}
	next := 0
	err = s.Fetch(t.Context(), plan, func(m imap.Mail) error {
		if m.UID != uint32(next+1) || m.Cut || !bytes.Equal(m.Raw, mails[next].Raw) || !m.Received.Equal(mails[next].Received) {
			t.Fatalf("mail %d came as UID %d, %d bytes, received %v, cut %v", next, m.UID, len(m.Raw), m.Received, m.Cut)
		}
		next++
		return nil
	})
	if err != nil || next != 300 {
		t.Fatalf("%d mails, %v", next, err)
	}
	// Nothing was marked as read: opening with EXAMINE, asking with PEEK.
	if again, _ := s.Plan(t.Context(), 0); !slices.Equal(again, plan) {
		t.Error("the plan changed by fetching")
	}
	if in, _ := s.Traffic(); in < 300*32<<10 {
		t.Errorf("only %d bytes counted", in)
	}
}

func TestAPlanHoldsOnlyNewMails(t *testing.T) {
	srv, c := serve(t, simulate.IMAPOptions{Mails: mailbox(3, 100)})
	s, _ := open(t, c)
	for after, n := range map[uint32]int{0: 3, 2: 1, 3: 0, 1000: 0, 1<<32 - 1: 0} {
		plan, err := s.Plan(t.Context(), after)
		if err != nil || len(plan) != n {
			t.Errorf("after %d: %v, %v", after, plan, err)
		}
	}
	if err := srv.Append(mailbox(1, 100)[0]); err != nil {
		t.Fatal(err)
	}
	if plan, err := s.Plan(t.Context(), 3); err != nil || len(plan) != 1 || plan[0].UID != 4 {
		t.Errorf("the mail that came later: %v, %v", plan, err)
	}
}

func TestFoldersAreListedAndAMissingOneIsToldApart(t *testing.T) {
	_, c := serve(t, simulate.IMAPOptions{Mails: []simulate.Mail{{Raw: []byte("Subject: a\r\n\r\n"), Folder: "Prüfberichte"}}})
	s := dial(t, c)
	names, err := s.Folders(t.Context())
	if err != nil || !slices.Equal(names, []string{"INBOX", "Prüfberichte"}) {
		t.Errorf("%q, %v", names, err)
	}
	if st, err := s.Examine(t.Context(), "Prüfberichte"); err != nil || st.Exists != 1 {
		t.Errorf("%+v, %v", st, err)
	}
	_, err = s.Examine(t.Context(), "Gone")
	wantCode(t, err, domain.CodeNotFound, "Gone")
	if _, err := s.Examine(t.Context(), "INBOX"); err != nil {
		t.Error("the session is of no use after a missing folder:", err)
	}
}

func TestABodyAbove32MBIsTakenInPart(t *testing.T) {
	big := append([]byte("Subject: large\r\n\r\n"), bytes.Repeat([]byte("0123456789abcdef"), (33<<20)/16)...)
	mails := mailbox(2, 100)
	mails = slices.Insert(mails, 1, simulate.Mail{Received: mails[0].Received, Raw: big})
	_, c := serve(t, simulate.IMAPOptions{Mails: mails})
	s, _ := open(t, c)
	plan, err := s.Plan(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	var got []imap.Mail
	if err := s.Fetch(t.Context(), plan, func(m imap.Mail) error { got = append(got, m); return nil }); err != nil {
		t.Fatal(err)
	}
	if len(got) != 3 || !got[1].Cut || got[1].Missing() || !bytes.Equal(got[1].Raw, big[:1<<20]) || got[1].Size != int64(len(big)) {
		t.Errorf("%d mails; the large one has %d bytes, cut %v", len(got), len(got[1].Raw), got[1].Cut)
	}
	if got[0].Cut || got[2].Cut {
		t.Error("a small mail is marked as cut")
	}
	if in, _ := s.Traffic(); in > 2<<20 {
		t.Errorf("%d bytes were read for it", in)
	}
}

func TestAnErrorOfTheCallerStopsTheFetchAndLeavesTheSessionUsable(t *testing.T) {
	_, c := serve(t, simulate.IMAPOptions{Mails: mailbox(200, 64<<10)})
	s, _ := open(t, c)
	plan, _ := s.Plan(t.Context(), 0)
	full := errors.New("disk full")
	n := 0
	err := s.Fetch(t.Context(), plan, func(imap.Mail) error {
		if n++; n == 3 {
			return full
		}
		return nil
	})
	if !errors.Is(err, full) || n != 3 {
		t.Fatalf("%v after %d", err, n)
	}
	if again, err := s.Plan(t.Context(), 0); err != nil || len(again) != 200 {
		t.Errorf("%d, %v", len(again), err)
	}
}

func TestAfterADroppedConnectionTheRestIsFetched(t *testing.T) {
	mails := mailbox(100, 128<<10)
	_, c := serve(t, simulate.IMAPOptions{Mails: mails, DropAfterBytes: 7 << 20})
	last := uint32(0)
	take := func() error {
		s, _ := open(t, c)
		defer s.Close()
		plan, err := s.Plan(t.Context(), last)
		if err != nil {
			return err
		}
		return s.Fetch(t.Context(), plan, func(m imap.Mail) error {
			if m.UID != last+1 || !bytes.Equal(m.Raw, mails[last].Raw) {
				t.Fatalf("after UID %d came %d with %d bytes", last, m.UID, len(m.Raw))
			}
			last = m.UID
			return nil
		})
	}
	wantCode(t, take(), domain.CodeNetwork, "ended")
	if last == 0 || last == 100 {
		t.Fatalf("the first try ended at %d", last)
	}
	if err := take(); err != nil || last != 100 {
		t.Fatalf("the second try ended at %d: %v", last, err)
	}
}

func TestABodyThatEndsEarlyIsAnErrorAndNotHandedOver(t *testing.T) {
	c := script(t, func(p *peer) {
		p.signIn()
		p.hear("FETCH")
		p.body(1, 1, "whole")
		_, _ = p.c.Write([]byte("* 2 FETCH (UID 2 BODY[] {1000}\r\nonly this"))
	})
	err := dial(t, c).Fetch(t.Context(), heads(1, 2), func(m imap.Mail) error {
		if m.UID == 2 {
			t.Errorf("a short body was handed over: %q", m.Raw)
		}
		return nil
	})
	wantCode(t, err, domain.CodeNetwork, "ended before")
}

func TestSilenceInsideABodyEndsWithinTheTimeout(t *testing.T) {
	c := script(t, func(p *peer) {
		p.signIn()
		p.hear("FETCH")
		_, _ = p.c.Write([]byte("* 1 FETCH (UID 1 BODY[] {1000}\r\nonly this"))
		p.untilGone()
	})
	c.Timeout = 50 * time.Millisecond
	err := dial(t, c).Fetch(t.Context(), heads(1), func(imap.Mail) error { return nil })
	wantCode(t, err, domain.CodeNetwork, "silent")
}

func TestCancellingAFetchEndsItAtOnce(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	c := script(t, func(p *peer) {
		p.signIn()
		p.hear("FETCH")
		cancel()
		p.untilGone()
	})
	err := dial(t, c).Fetch(ctx, heads(1), func(imap.Mail) error { return nil })
	wantCode(t, err, domain.CodeNetwork, "stopped")
}

func TestAMissingAnswerIsAskedAgainAndThenReported(t *testing.T) {
	c := script(t, func(p *peer) {
		p.signIn()
		tag := p.hear("UID FETCH 1:5 ")
		p.body(1, 1, "one")
		_, _ = p.c.Write([]byte("* 2 FETCH (BODY[] {3}\r\ntwo UID 2)\r\n")) // the library drops this
		_, _ = p.c.Write([]byte("* 4 FETCH (UID 4 BODY[] NIL)\r\n"))
		p.body(5, 5, "")
		p.say("%s OK", tag)
		tag = p.hear("UID FETCH 2 (UID BODY.PEEK[])")
		p.body(2, 2, "two")
		p.say("%s OK", tag)
		p.say("%s NO cannot read it", p.hear("UID FETCH 3 (UID BODY.PEEK[])"))
		p.say("%s OK", p.hear("UID FETCH 4 (UID BODY.PEEK[])"))
		p.say("%s OK", p.hear("UID FETCH 4 (UID)")) // it is gone
		tag = p.hear("UID FETCH 5 (UID BODY.PEEK[])")
		p.body(5, 5, "")
		p.say("%s OK", tag)
		tag = p.hear("UID FETCH 5 (UID)")
		p.say("* 3 FETCH (UID 5)\r\n%s OK", tag)
		tag = p.hear(" FETCH 3 (UID BODY.PEEK[])")
		p.body(3, 5, "")
		p.say("%s OK", tag)
		p.untilGone()
	})
	var got []string
	err := dial(t, c).Fetch(t.Context(), heads(1, 2, 3, 4, 5), func(m imap.Mail) error {
		got = append(got, fmt.Sprintf("%d %s %v", m.UID, m.Raw, m.Missing()))
		return nil
	})
	if want := []string{"1 one false", "2 two false", "3  true", "4  true", "5  true"}; err != nil || !slices.Equal(got, want) {
		t.Errorf("%q, %v", got, err)
	}
}

func TestAFolderThatRefusesEveryMailIsAnErrorNotManyMissingMails(t *testing.T) {
	c := script(t, func(p *peer) {
		p.signIn()
		for range 3 {
			p.say("%s NO the folder is damaged", p.hear("UID FETCH"))
		}
		p.untilGone()
	})
	err := dial(t, c).Fetch(t.Context(), heads(1, 2), func(m imap.Mail) error {
		t.Errorf("UID %d was handed over", m.UID)
		return nil
	})
	wantCode(t, err, domain.CodeNetwork, "damaged")
}

func TestAnswersOutOfTurnDoNotDeadlockAndStayInOrder(t *testing.T) {
	c := script(t, func(p *peer) {
		p.signIn()
		first, second := p.hear("UID FETCH 1 "), p.hear("UID FETCH 2 ")
		p.body(2, 2, "second")
		p.say("%s OK", second)
		p.body(1, 1, "first")
		p.say("%s OK", first)
		p.untilGone()
	})
	two := heads(1, 2)
	two[0].Size, two[1].Size = 3<<20, 3<<20 // a batch each
	var got []string
	err := dial(t, c).Fetch(t.Context(), two, func(m imap.Mail) error {
		got = append(got, string(m.Raw))
		return nil
	})
	if err != nil || !slices.Equal(got, []string{"first", "second"}) {
		t.Errorf("%q, %v", got, err)
	}
}

func TestTheServersLastMailIsFilteredFromAnEmptyPlan(t *testing.T) {
	c := script(t, func(p *peer) {
		p.signIn()
		tag := p.hear("UID FETCH 8:* ")
		p.say(`* 3 FETCH (UID 7 RFC822.SIZE 10 INTERNALDATE "01-Mar-2026 22:00:00 +0100")`)
		p.say("%s OK", tag)
		p.untilGone()
	})
	if plan, err := dial(t, c).Plan(t.Context(), 7); err != nil || len(plan) != 0 {
		t.Errorf("%v, %v", plan, err)
	}
}

func TestAnEndlessLineIsCutOff(t *testing.T) {
	c := script(t, func(p *peer) {
		p.signIn()
		p.hear("UID FETCH")
		p.say("* OK begin")
		_, _ = p.c.Write([]byte("* OK "))
		junk := bytes.Repeat([]byte("a"), 1<<20)
		for {
			if _, err := p.c.Write(junk); err != nil {
				return
			}
		}
	})
	_, err := dial(t, c).Plan(t.Context(), 0)
	wantCode(t, err, domain.CodeNetwork, "far too long")
}

func TestAnAnnouncedSizeBeyondReasonIsNotAllocated(t *testing.T) {
	c := script(t, func(p *peer) {
		p.signIn()
		p.hear("UID FETCH")
		_, _ = p.c.Write([]byte("* 1 FETCH (UID 1 BODY[] {4611686018427387904}\r\nlittle"))
	})
	err := dial(t, c).Fetch(t.Context(), heads(1), func(imap.Mail) error { return nil })
	wantCode(t, err, domain.CodeNetwork)
}

func TestAFetchKeepsTheOrderItIsGiven(t *testing.T) {
	mails := mailbox(200, 64<<10)
	_, c := serve(t, simulate.IMAPOptions{Mails: mails})
	s, _ := open(t, c)
	plan, err := s.Plan(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	slices.Reverse(plan)
	next := uint32(200)
	err = s.Fetch(t.Context(), plan, func(m imap.Mail) error {
		if m.UID != next || !bytes.Equal(m.Raw, mails[next-1].Raw) {
			t.Fatalf("UID %d came in place of %d", m.UID, next)
		}
		next--
		return nil
	})
	if err != nil || next != 0 {
		t.Fatalf("%d mails left: %v", next, err)
	}
}

func TestTheModificationSequenceIsReadWhereTheServerHasOne(t *testing.T) {
	c := script(t, func(p *peer) {
		p.signIn("CONDSTORE")
		tag := p.hear("EXAMINE INBOX (CONDSTORE)")
		p.say("* 4 EXISTS")
		p.say("* OK [UIDVALIDITY 9]")
		p.say("* OK [UIDNEXT 12]")
		p.say("* OK [HIGHESTMODSEQ 715194045007]")
		p.say("%s OK [READ-ONLY] done", tag)
		p.untilGone()
	})
	_, st := open(t, c)
	if st != (imap.State{UIDValidity: 9, UIDNext: 12, Exists: 4, ModSeq: 715194045007}) {
		t.Errorf("%+v", st)
	}
}
