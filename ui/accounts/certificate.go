package accounts

import (
	"strings"

	"runchecks/domain"
	"runchecks/ui/words"
)

// CertificateQuestion says why a person is asked about a certificate.
func CertificateQuestion(u *domain.UntrustedCertificate) string {
	if u.Changed {
		return words.T("accounts.certificate_changed", "server", u.Host)
	}
	return words.T("accounts.certificate_unknown", "server", u.Host)
}

// CertificateFacts are what a person compares.
func CertificateFacts(c domain.Certificate) []words.DetailField {
	digits := strings.TrimPrefix(c.Pin, "sha256:")
	var groups []string
	for len(digits) >= 4 {
		groups, digits = append(groups, digits[:4]), digits[4:]
	}
	valid := words.T("accounts.certificate_span",
		"from", words.Stamp(c.From.UTC(), words.Date), "until", words.Stamp(c.Until.UTC(), words.Date))
	return []words.DetailField{
		{Label: words.T("accounts.certificate_server"), Text: c.Host},
		{Label: words.T("accounts.certificate_print"), Text: strings.Join(groups, " ")},
		{Label: words.T("accounts.certificate_for"), Text: c.Subject},
		{Label: words.T("accounts.certificate_by"), Text: c.Issuer},
		{Label: words.T("accounts.certificate_valid"), Text: valid},
	}
}
