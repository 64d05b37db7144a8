package imap_test

import (
	"context"
	"testing"
	"time"

	"runchecks/domain"
)

// never is a timetable that does not come.
var never <-chan time.Time

func due() <-chan time.Time {
	c := make(chan time.Time, 1)
	c <- time.Time{}
	return c
}

func TestAWaitEndsWithANewMailWhereTheServerTellsOfIt(t *testing.T) {
	c := script(t, func(p *peer) {
		p.signIn("IDLE")
		tag := p.hear("IDLE")
		p.say("+ idling")
		p.say("* OK still here")
		p.say("* 5 EXISTS")
		p.hear("DONE")
		p.say("%s OK", tag)
		p.untilGone()
	})
	s := dial(t, c)
	if !s.CanIdle() {
		t.Fatal("the server can IDLE")
	}
	if told, err := s.Wait(t.Context(), never); err != nil || !told {
		t.Errorf("told %v, %v", told, err)
	}
}

func TestAWaitEndsWithTheTimetableAndIsDoneAgain(t *testing.T) {
	c := script(t, func(p *peer) {
		p.signIn("IDLE")
		for range 2 {
			tag := p.hear("IDLE")
			p.say("+ idling")
			p.hear("DONE")
			p.say("%s OK", tag)
		}
		p.untilGone()
	})
	s := dial(t, c)
	for range 2 {
		if told, err := s.Wait(t.Context(), due()); err != nil || told {
			t.Errorf("told %v, %v", told, err)
		}
	}
}

func TestWithoutIDLEAWaitIsTheTimetableAlone(t *testing.T) {
	for name, caps := range map[string]string{"it is not offered": "", "it is offered and refused": "IDLE"} {
		t.Run(name, func(t *testing.T) {
			c := script(t, func(p *peer) {
				p.signIn(caps)
				if caps != "" {
					p.say("%s NO not for you", p.hear("IDLE"))
				}
				p.untilGone()
			})
			s := dial(t, c)
			for range 2 {
				if told, err := s.Wait(t.Context(), due()); err != nil || told {
					t.Errorf("told %v, %v", told, err)
				}
			}
			if s.CanIdle() {
				t.Error("IDLE is still believed in")
			}
		})
	}
}

func TestAWaitEndsWithTheConnection(t *testing.T) {
	for name, caps := range map[string]string{"with IDLE": "IDLE", "without": ""} {
		t.Run(name, func(t *testing.T) {
			dialled := make(chan struct{})
			c := script(t, func(p *peer) {
				p.signIn(caps)
				<-dialled
				if caps != "" {
					p.hear("IDLE")
					p.say("+ idling")
				}
			})
			s := dial(t, c)
			close(dialled)
			_, err := s.Wait(t.Context(), never)
			wantCode(t, err, domain.CodeNetwork, "ended")
		})
	}
}

func TestCancellingAWaitEndsItAtOnce(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	c := script(t, func(p *peer) {
		p.signIn("IDLE")
		p.hear("IDLE")
		p.say("+ idling")
		cancel()
		p.untilGone()
	})
	_, err := dial(t, c).Wait(ctx, never)
	wantCode(t, err, domain.CodeNetwork, "stopped")
}
