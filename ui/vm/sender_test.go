package vm_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/storage/storagetest"
	"runchecks/ui/vm"
)

func TestTheChecksOfTheServerOnTopOfTheMailsAreTrustedByAKey(t *testing.T) {
	s := newAccountList(t, domain.RoleAdmin, mail("a", good))
	if got := s.fact("Senders"); got != "not judged: no mail was looked at yet" || s.m.CanTrust() {
		t.Errorf("without a mail: %q", got)
	}
	err := s.store.Write(context.Background(), func(tx domain.Changes) error {
		for i := range 6 {
			auth := &domain.Authentication{Headers: []domain.AuthHeader{{Server: "mx.example.com"}}}
			if _, err := tx.PutMessage(domain.Message{Key: fmt.Sprint(i), Account: s.m.Account().ID, Received: storagetest.Now, State: domain.MessageRead, Auth: auth}, s.store.Pack([]byte("raw"))); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	s.m.Reload()
	s.settle()
	if got := s.fact("Senders"); !strings.HasPrefix(got, "not judged. Nearly all mails carry a check of mx.example.com") || s.m.TrustLabel() != "Trust checks of mx.example.com" {
		t.Errorf("learned: %q, %q", got, s.m.TrustLabel())
	}
	s.m.Trust()
	s.settle()
	if got := s.fact("Senders"); got != "judged by mx.example.com" || s.m.CanTrust() || !strings.HasPrefix(s.m.Toast().Text, "sender checks of mx.example.com trusted") {
		t.Errorf("trusted: %q, %q", got, s.m.Toast().Text)
	}
	o := newAccountList(t, domain.RoleOperator, mail("a", good))
	if o.m.Trust(); o.m.CanTrust() {
		t.Error("an Operator trusts a server")
	}
}

func TestADoubtfulSenderIsSaidAndAccepted(t *testing.T) {
	s := newScreen(t, domain.RoleOperator)
	job, err := storagetest.Job(context.Background(), s.store, "contoso", 1)
	if err != nil {
		t.Fatal(err)
	}
	run := storagetest.Run(job, 1, storagetest.Now.Add(-time.Hour))
	run.Sender = domain.Sender{Check: domain.SenderFail, Words: "mx: dmarc=fail", Doubt: "The sender is not verified."}
	run.Effective.Status = domain.Unknown
	if _, err := storagetest.Put(context.Background(), s.store, run); err != nil {
		t.Fatal(err)
	}
	s.m.Reload()
	s.settle()
	if got := vm.WhyLine(s.m.Details()); !strings.HasPrefix(got, "The sender is not verified. · ") || !s.m.Can(vm.DoSuccess) || s.m.Can(vm.DoAccept) {
		t.Errorf("%q; success %v, accept %v", got, s.m.Can(vm.DoSuccess), s.m.Can(vm.DoAccept))
	}
	if !s.m.CanAcceptSender() {
		t.Fatal("its sender cannot be accepted")
	}
	s.m.AcceptSender()
	s.settle()
	if d := s.m.Details(); d.Run.Effective.Status != domain.Success || s.m.CanAcceptSender() || strings.Contains(vm.WhyLine(d), "sender") || !strings.Contains(vm.WhenLine(d, time.UTC), " · sender not verified") {
		t.Errorf("%s: %q", d.Run.Effective.Status, vm.WhyLine(d))
	}
}

func TestTheMetadataSayWhetherTheSenderIsVerified(t *testing.T) {
	for want, s := range map[string]domain.Sender{
		"verified (mx: dmarc=pass)":                               {Check: domain.SenderPass, Words: "mx: dmarc=pass"},
		"not verified (no answer of mx), as is usual of this job": {Check: domain.SenderNone, Words: "no answer of mx"},
		"in doubt. Why.":                                          {Check: domain.SenderFail, Words: "x", Doubt: "Why."},
		"not judged: nobody said whose checks of senders are trusted for this mailbox": {},
	} {
		d := &domain.Details{Run: domain.Run{Source: domain.SourceMail, Sender: s}, Message: &domain.Message{From: "root@a.example", Auth: &domain.Authentication{Forwarded: true, By: "kim@msp.example"}}}
		said := map[string]string{}
		for _, f := range vm.Metadata(d, time.UTC) {
			said[f[0]] = f[1]
		}
		if said["Sender"] != want || said["Forwarded by"] != "kim@msp.example, as an attachment" {
			t.Errorf("got %q, want %q; forwarded by %q", said["Sender"], want, said["Forwarded by"])
		}
	}
}
