package accounts

import (
	"strings"

	"runchecks/domain"
	"runchecks/ui/words"
)

// SessionWords says that the secret of an account is not kept, and why.
func SessionWords(a domain.Account, why error) string {
	return words.T("accounts.session_only",
		"secret", words.Secret(a), "account", a.Name, "why", strings.TrimSuffix(words.ErrorLine(why), "."))
}

// FoundWords says where the settings of a mailbox come from, and what is to be looked
// at; sure is false where nobody vouches for them.
func FoundWords(f domain.FoundMailbox) (text string, sure bool) {
	switch {
	case f.Where.Code == "":
		return words.T("accounts.found_nothing"), false
	case f.Elsewhere:
		return words.T("accounts.found_elsewhere", "where", words.Phrase(f.Where, nil), "server", f.Account.Host), false
	}
	return words.T("accounts.found", "where", words.Phrase(f.Where, nil)), true
}

// Protections are the ways to protect a connection to a mail server, for a choice.
var Protections = []domain.Security{domain.SecurityTLS, domain.SecurityStartTLS, domain.SecurityNone}

// ProtectionWords says what a protection is.
func ProtectionWords(s domain.Security) string {
	switch s {
	case domain.SecurityTLS:
		return words.T("accounts.protection_tls")
	case domain.SecurityStartTLS:
		return words.T("accounts.protection_starttls")
	}
	return words.T("accounts.protection_none")
}

// FolderWords is a folder in a choice.
func FolderWords(f domain.FolderCount) string {
	if f.Gone {
		return words.T("accounts.folder_missing", "folder", f.Name)
	}
	if !f.Counted {
		return f.Name
	}
	return words.T("accounts.folder_counted", "folder", f.Name, "messages", words.Count(int(f.Mails), "message"))
}

// FolderSum says what the folders that are ticked come to.
func FolderSum(folders, mails int, moveTo string) string {
	count := []any{"folders", words.Count(folders, "folder"), "messages", words.Count(mails, "message")}
	if moveTo == "" {
		return words.T("accounts.folder_sum", count...)
	}
	return words.T("accounts.folder_sum_moved", append(count, "folder", moveTo)...)
}

// Likely reports whether a folder holds reports unless somebody says otherwise.
func Likely(folder string) bool { return strings.EqualFold(folder, "INBOX") }

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
