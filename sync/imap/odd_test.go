package imap_test

import (
	"errors"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/sync/imap"
	"runchecks/sync/simulate"
)

func TestATimeOfArrivalThatCannotBeReadIsAskedForByTheHeader(t *testing.T) {
	mails := mailbox(3, 100)
	mails[1].Raw = append([]byte("Date: Sun, 01 Mar 2026 23:00:00 +0100\r\n"), mails[1].Raw...)
	_, c := odd(t, simulate.OddIMAPOptions{Odd: simulate.OddDate, Mails: mails})
	s, _ := open(t, c)
	_, err := s.Plan(t.Context(), 0)
	wantCode(t, err, domain.CodeNetwork, "time of arrival")
	if !errors.Is(err, imap.ErrDate) {
		t.Errorf("%v does not say that the date is at fault", err)
	}
	s, _ = open(t, c)
	plan, err := s.PlanByHeader(t.Context(), 0)
	if err != nil || len(plan) != 3 {
		t.Fatalf("%v, %v", plan, err)
	}
	if want := time.Date(2026, 3, 1, 22, 0, 0, 0, time.UTC); !plan[1].Received.Equal(want) || !plan[0].Received.IsZero() || plan[1].Size == 0 {
		t.Errorf("%+v", plan)
	}
}

func TestOneUnreadableStateLeavesThoseBeforeIt(t *testing.T) {
	srv, c := odd(t, simulate.OddIMAPOptions{Odd: simulate.OddStatus})
	srv.Append(simulate.Mail{Folder: "Old backups", Raw: []byte("Subject: a\r\n\r\n")})
	got, read, err := dial(t, c).States(t.Context(), []string{"INBOX", "Old backups"})
	wantCode(t, err, domain.CodeNetwork, "cannot be read")
	if read != 1 || got["INBOX"].Exists != 5 {
		t.Errorf("%d read: %+v", read, got)
	}
}

func TestTheMailsThatAreStillListed(t *testing.T) {
	_, c := odd(t, simulate.OddIMAPOptions{})
	s, _ := open(t, c)
	got, err := s.Listed(t.Context(), []uint32{2, 4, 9})
	if err != nil || len(got) != 2 || got[0].UID != 2 || got[1].UID != 4 || got[0].Size == 0 {
		t.Errorf("%+v, %v", got, err)
	}
}
