package simulate_test

import (
	"bytes"
	"context"
	"crypto/tls"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/sync/imap"
	"runchecks/sync/simulate"
)

func TestTheDemoMailboxIsServedAsItWasWritten(t *testing.T) {
	demo := simulate.NewDemo(time.Date(2026, 3, 31, 7, 45, 0, 0, time.UTC), 1)
	srv, err := simulate.StartIMAP(t.Context(), simulate.IMAPOptions{TLS: true, User: demo.User, Password: demo.Password, Mails: demo.Mails})
	if err != nil {
		t.Fatal(err)
	}
	defer srv.Close()
	host, port := srv.Addr()
	s, err := imap.Dial(t.Context(), imap.Config{
		Host: host, Port: port, Security: domain.SecurityTLS, User: demo.User, Password: demo.Password,
		TLS: &tls.Config{RootCAs: srv.CertPool()},
	})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := s.Examine(t.Context(), "INBOX"); err != nil {
		t.Fatal(err)
	}
	plan, err := s.Plan(t.Context(), 0)
	if err != nil || len(plan) != len(demo.Mails) {
		t.Fatalf("%d planned of %d: %v", len(plan), len(demo.Mails), err)
	}
	i := 0
	err = s.Fetch(t.Context(), plan, func(m imap.Mail) error {
		if !bytes.Equal(m.Raw, demo.Mails[i].Raw) {
			t.Fatalf("mail %d came changed:\n%.400s\n---\n%.400s", i, m.Raw, demo.Mails[i].Raw)
		}
		i++
		return nil
	})
	if err != nil || i != len(plan) {
		t.Fatalf("%d of %d: %v", i, len(plan), err)
	}
}

func TestAServerEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	srv, err := simulate.StartIMAP(ctx, simulate.IMAPOptions{User: "u", Password: "p"})
	if err != nil {
		t.Fatal(err)
	}
	host, port := srv.Addr()
	c := imap.Config{Host: host, Port: port, Security: domain.SecurityNone, User: "u", Password: "p"}
	s, err := imap.Dial(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	cancel()
	if err := srv.Close(); err != nil { // waits for the close that the context began
		t.Fatal(err)
	}
	if _, err := s.Folders(t.Context()); domain.CodeOf(err) != domain.CodeNetwork {
		t.Errorf("an old connection still answers: %v", err)
	}
	if _, err := imap.Dial(t.Context(), c); domain.CodeOf(err) != domain.CodeNetwork {
		t.Errorf("the server still listens: %v", err)
	}
}
