package imap_test

import (
	"context"
	"testing"

	"runchecks/domain"
	"runchecks/sync/imap"
)

func TestTheStatesOfManyFoldersComeInOneRoundTrip(t *testing.T) {
	c := script(t, func(p *peer) {
		p.signIn("CONDSTORE")
		one, two, three := p.hear("STATUS INBOX"), p.hear(`STATUS "Gone"`), p.hear(`STATUS "Old"`)
		p.say("* STATUS INBOX (MESSAGES 3 UIDNEXT 9 UIDVALIDITY 7 HIGHESTMODSEQ 12)")
		p.say("%s OK", one)
		p.say("%s NO no such folder", two)
		p.say("* STATUS Old (MESSAGES 1 UIDNEXT 2)")
		p.say("%s OK", three)
		p.untilGone()
	})
	got, read, err := dial(t, c).States(t.Context(), []string{"INBOX", "Gone", "Old"})
	if want := (imap.State{UIDValidity: 7, UIDNext: 9, Exists: 3, ModSeq: 12}); err != nil || read != 3 || len(got) != 1 ||
		got["INBOX"] != want {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestAServerThatEndsDuringTheStatesIsAFaultOfTheNetwork(t *testing.T) {
	c := script(t, func(p *peer) {
		p.signIn()
		p.hear("STATUS INBOX")
		p.say("* BYE overloaded")
	})
	_, _, err := dial(t, c).States(t.Context(), []string{"INBOX", "Old"})
	wantCode(t, err, domain.CodeNetwork)
}

func TestAServerThatEndsOverEveryFolderIsAskedOnFewConnectionsAndTheRestStaysUnknown(t *testing.T) {
	signedIn := 0
	connect := func(ctx context.Context) (*imap.Session, error) {
		signedIn++
		return imap.Dial(ctx, script(t, func(p *peer) {
			p.signIn()
			p.hear("STATUS")
			p.say("* BYE no")
		}))
	}
	session, err := connect(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	folders := []string{"A", "B", "C", "D", "E", "F", "G", "H"}
	session, states, err := imap.StatesOf(t.Context(), session, connect, folders)
	if err != nil || len(states) != 0 {
		t.Errorf("%v, %v", states, err)
	}
	_ = session.Close()
	if signedIn < 3 || signedIn > 5 {
		t.Errorf("%d connections for %d folders that a server ends over", signedIn, len(folders))
	}
}
