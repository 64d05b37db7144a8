package inbox_test

import (
	"testing"

	"runchecks/domain"
)

func TestTickedRowsAreApprovedEachForItsLikelyCustomerInOneDecision(t *testing.T) {
	s := newInboxScreen(t, domain.RoleOperator)
	s.receive(
		letter{"a@x.example", "", 1}, letter{"a@y.example", "", 2}, letter{"a@z.example", "", 3},
		letter{"a@x.example", "", 4}, letter{"a@y.example", "", 5},
	)
	// The first job of two senders tells whose the others are.
	s.inbox.ToggleTick(0)
	s.inbox.Approve("Xavier")
	s.Settle()
	s.inbox.Untick()
	s.inbox.ToggleTick(0)
	s.inbox.Approve("Yolanda")
	s.Settle()
	s.inbox.Untick()
	s.wantMails("what is left", ">2(1) 3(1) 4(1)")
	if !s.inbox.CanTickGuessed() {
		t.Fatal("nobody is likely")
	}
	s.inbox.TickGuessed()
	s.wantMails("the likely ones", ">2(1) x3(1) x4(1)")
	s.inbox.ToggleTick(0)
	if got, want := s.inbox.GuessedLabel(), "Approve 2 jobs for 2 customers; without a likely customer: 1 job"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	s.inbox.ApproveGuessed()
	s.Settle()
	s.wantMails("approved", ">2(1)")
	s.inbox.Undo()
	s.Settle()
	s.wantMails("one undo brings both back", "2(1) >3(1) 4(1)")
}

func TestRowsOfOneSenderAreTickedTogether(t *testing.T) {
	s := newInboxScreen(t, domain.RoleOperator)
	s.receive(
		letter{"a@x.example", "", 1},
		letter{"Depot <b@X.example>", "", 2},
		letter{"a@y.example", "", 3},
		letter{"c@x.example", "", 0},
	)
	s.wantMails("at first", ">3(1) 0(1) 1(1) 2(1)")
	s.inbox.TickSender()
	s.wantMails("ticked", ">x3(1) x0(1) x1(1) 2(1)")
	s.inbox.TickSender()
	s.wantMails("once more", ">3(1) 0(1) 1(1) 2(1)")
	s.inbox.ExtendTo(2)
	s.wantMails("on the way", "x3(1) x0(1) >x1(1) 2(1)")
}
