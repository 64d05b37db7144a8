package imap_test

import (
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
