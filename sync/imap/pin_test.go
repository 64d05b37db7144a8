package imap_test

import (
	"errors"
	"testing"

	"runchecks/domain"
	"runchecks/sync/imap"
	"runchecks/sync/simulate"
)

func TestACertificateIsTrustedByItsFingerprintAloneAndNoOtherOne(t *testing.T) {
	ways := map[domain.Security]simulate.IMAPOptions{domain.SecurityTLS: {TLS: true}, domain.SecurityStartTLS: {StartTLS: true}}
	for name, opt := range ways {
		t.Run(string(name), func(t *testing.T) {
			srv, c := serve(t, opt)
			c.Security = name
			_, err := imap.Dial(t.Context(), c)
			var shown *domain.UntrustedCertificate
			if !errors.As(err, &shown) || shown.Changed || shown.Pin != domain.PinOf(srv.Certificate().Raw) {
				t.Fatalf("%v", err)
			}
			wantCode(t, err, domain.CodeInvalid, shown.Pin, "127.0.0.1", "2100")
			c.Pin = shown.Pin
			dial(t, c)

			// The server has another certificate, and is not even sent a user's name.
			_, other := serve(t, opt)
			other.Security, other.Pin = name, c.Pin
			_, err = imap.Dial(t.Context(), other)
			wantCode(t, err, domain.CodeInvalid, "another one than this account trusts")
			if !errors.As(err, &shown) || !shown.Changed || shown.Pin == c.Pin {
				t.Errorf("%v", err)
			}
		})
	}
}
