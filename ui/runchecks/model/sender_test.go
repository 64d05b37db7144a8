package model_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/storage/storagetest"
	"runchecks/ui/runchecks/decide"
	"runchecks/ui/words"
)

func TestADoubtfulSenderIsSaidAndAccepted(t *testing.T) {
	s := newScreen(t, domain.RoleOperator)
	job, err := storagetest.Job(context.Background(), s.Store, "contoso", 1)
	if err != nil {
		t.Fatal(err)
	}
	run := storagetest.Run(job, 1, storagetest.Now.Add(-time.Hour))
	run.Sender = domain.Sender{Check: domain.SenderFail, Words: "mx: dmarc=fail", Doubt: "The sender is not verified."}
	run.Effective.Status = domain.Unknown
	if _, err := storagetest.Put(context.Background(), s.Store, run); err != nil {
		t.Fatal(err)
	}
	s.m.Reload()
	s.Settle()
	if got := words.WhyLine(
		s.m.Details(),
	); !strings.HasPrefix(got, "The sender is not verified. · ") || !s.m.Can(decide.DoSuccess) ||
		s.m.Can(decide.DoAccept) {
		t.Errorf("%q; success %v, accept %v", got, s.m.Can(decide.DoSuccess), s.m.Can(decide.DoAccept))
	}
	if !s.m.CanAcceptSender() {
		t.Fatal("its sender cannot be accepted")
	}
	s.m.AcceptSender()
	s.Settle()
	if d := s.m.Details(); d.Run.Effective.Status != domain.Success || s.m.CanAcceptSender() ||
		strings.Contains(words.WhyLine(d), "sender") ||
		!strings.Contains(words.WhenLine(d, time.UTC), " · sender not verified") {
		t.Errorf("%s: %q", d.Run.Effective.Status, words.WhyLine(d))
	}
}
