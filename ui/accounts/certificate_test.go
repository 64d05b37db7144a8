package accounts_test

import (
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/ui/accounts"
)

func TestACertificateIsShownSoThatItCanBeCompared(t *testing.T) {
	shown := &domain.UntrustedCertificate{Certificate: domain.Certificate{
		Host: "mail.lab", Pin: domain.PinOf([]byte("a")), Subject: "CN=mail.lab", Issuer: "CN=mail.lab",
		From: time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC), Until: time.Date(2036, 1, 2, 0, 0, 0, 0, time.UTC),
	}}
	var all []string
	for _, f := range accounts.CertificateFacts(shown.Certificate) {
		all = append(all, f.Label+": "+f.Text)
	}
	text := strings.Join(all, "\n")
	for _, want := range []string{"mail.lab", "ca97 8112 ca1b", "from 2 Jan 2026 to 2 Jan 2036"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q does not say %q", text, want)
		}
	}
	first := accounts.CertificateQuestion(shown)
	shown.Changed = true
	if second := accounts.CertificateQuestion(shown); first == second || !strings.Contains(second, "another certificate") {
		t.Errorf("%q, %q", first, second)
	}
}
