package accounts_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"runchecks/domain"
	"runchecks/storage/storagetest"
	"runchecks/ui/modeltest"
)

func TestTheChecksOfTheServerOnTopOfTheMailsAreTrustedByAKey(t *testing.T) {
	s := newAccountList(t, domain.RoleAdmin, modeltest.Mail("a", modeltest.Good))
	if got := s.fact("Senders"); got != "not judged: no mail was looked at yet" || s.m.CanTrust() {
		t.Errorf("without a mail: %q", got)
	}
	err := s.Store.Write(context.Background(), func(tx domain.Tx) error {
		for i := range 6 {
			auth := &domain.Authentication{Headers: []domain.AuthHeader{{Server: "mx.example.com"}}}
			if _, err := tx.PutMessage(
				domain.Message{
					Key:      fmt.Sprint(i),
					Account:  s.m.Account().ID,
					Received: storagetest.Now,
					State:    domain.MessageRead,
					Auth:     auth,
				},
				s.Store.Pack([]byte("raw")),
			); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	s.m.Reload()
	s.Settle()
	if got := s.fact(
		"Senders",
	); !strings.HasPrefix(got, "not judged. Nearly all mails carry a check of mx.example.com") ||
		s.m.TrustLabel() != "Trust checks of mx.example.com" {
		t.Errorf("learned: %q, %q", got, s.m.TrustLabel())
	}
	s.m.Trust()
	s.Settle()
	if got := s.fact(
		"Senders",
	); got != "judged by mx.example.com" || s.m.CanTrust() ||
		!strings.HasPrefix(s.m.Toast().Text, "sender checks of mx.example.com trusted") {
		t.Errorf("trusted: %q, %q", got, s.m.Toast().Text)
	}
	o := newAccountList(t, domain.RoleOperator, modeltest.Mail("a", modeltest.Good))
	if o.m.Trust(); o.m.CanTrust() {
		t.Error("an Operator trusts a server")
	}
}
