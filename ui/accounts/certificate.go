package accounts

import (
	"strings"

	"runchecks/domain"
	"runchecks/ui/words"
)

// CertificateQuestion says why a person is asked about a certificate.
func CertificateQuestion(u *domain.UntrustedCertificate) string {
	if u.Changed {
		return u.Host + " shows another certificate than the one that is trusted. That is so after a renewal, and also where somebody " +
			"stands between. Nothing was sent. Compare the fingerprint with the server's administrator before you trust it."
	}
	return "No authority that this computer trusts vouches for " + u.Host + ". Nothing was sent. On a server of your own that is usual: " +
		"compare the fingerprint with its administrator. It is trusted for this account alone, until it changes."
}

// CertificateFacts are what a person compares.
func CertificateFacts(c domain.Certificate) []words.DetailField {
	digits := strings.TrimPrefix(c.Pin, "sha256:")
	var groups []string
	for len(digits) >= 4 {
		groups, digits = append(groups, digits[:4]), digits[4:]
	}
	const day = "2 Jan 2006"
	return []words.DetailField{
		{Label: "Server", Text: c.Host},
		{Label: "Fingerprint (SHA-256)", Text: strings.Join(groups, " ")},
		{Label: "Made for", Text: c.Subject},
		{Label: "Signed by", Text: c.Issuer},
		{Label: "Valid", Text: "from " + c.From.UTC().Format(day) + " to " + c.Until.UTC().Format(day)},
	}
}
