package imap_test

import (
	"testing"

	"runchecks/domain"
)

func TestMailsMoveInOneStep(t *testing.T) {
	c := script(t, func(p *peer) {
		p.signIn("MOVE")
		tag := p.hear("SELECT INBOX")
		p.say("* 9 EXISTS\r\n* OK [UIDVALIDITY 7]\r\n%s OK [READ-WRITE] opened", tag)
		tag = p.hear("UID FETCH 3,5,7 (UID)")
		p.say("* 3 FETCH (UID 3)\r\n* 5 FETCH (UID 5)\r\n%s OK", tag)
		tag = p.hear(`UID MOVE 3,5 "Done"`)
		p.say("* OK [COPYUID 1 3,5 1:2]\r\n* 3 EXPUNGE\r\n%s OK moved", tag)
		p.untilGone()
	})
	if err := dial(t, c).Move(t.Context(), "INBOX", 7, []uint32{3, 5, 7}, "Done"); err != nil {
		t.Fatal(err)
	}
}

func TestNothingIsCopiedAndDeletedWhereTheServerCannotMove(t *testing.T) {
	c := script(t, func(p *peer) {
		p.signIn("UIDPLUS")
		if tag := p.hear(""); tag != "" {
			t.Errorf("the client said something: %s", tag)
		}
	})
	s := dial(t, c)
	wantCode(t, s.Move(t.Context(), "INBOX", 7, []uint32{3}, "Done"), domain.CodeInvalid, "in one step")
	s.Close()
}

func TestNothingMovesUnderAnotherUIDVALIDITY(t *testing.T) {
	c := script(t, func(p *peer) {
		p.signIn("MOVE")
		p.say("* OK [UIDVALIDITY 8]\r\n%s OK [READ-WRITE] opened", p.hear("SELECT"))
		if tag := p.hear(""); tag != "" {
			t.Errorf("the client said something: %s", tag)
		}
	})
	s := dial(t, c)
	wantCode(t, s.Move(t.Context(), "INBOX", 7, []uint32{3}, "Done"), domain.CodeConflict)
	s.Close()
}

func TestNothingIsMovedWhereNoneOfTheMailsIsThere(t *testing.T) {
	c := script(t, func(p *peer) {
		p.signIn("MOVE")
		p.say("* OK [UIDVALIDITY 7]\r\n%s OK [READ-WRITE] opened", p.hear("SELECT"))
		p.say("%s OK", p.hear("UID FETCH"))
		if tag := p.hear(""); tag != "" {
			t.Errorf("the client said something: %s", tag)
		}
	})
	s := dial(t, c)
	if err := s.Move(t.Context(), "INBOX", 7, []uint32{3}, "Done"); err != nil {
		t.Error(err)
	}
	s.Close()
}

func TestARefusedMoveSaysWhatTheServerSaid(t *testing.T) {
	c := script(t, func(p *peer) {
		p.signIn("MOVE")
		p.say("* OK [UIDVALIDITY 7]\r\n%s OK [READ-WRITE] opened", p.hear("SELECT"))
		p.say("* 1 FETCH (UID 3)\r\n%s OK", p.hear("UID FETCH"))
		p.say("%s NO [TRYCREATE] no folder Done", p.hear("UID MOVE"))
		p.untilGone()
	})
	wantCode(t, dial(t, c).Move(t.Context(), "INBOX", 7, []uint32{3}, "Done"), domain.CodeNotFound, "no folder Done")
}
