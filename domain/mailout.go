package domain

import (
	"encoding/json"
	"net/mail"
	"strings"

	"runchecks/domain/wording"
)

// MailOut is how the summary of the morning leaves: the mail server, who writes and who is
// written to. Its password is in the keychain, never here.
type MailOut struct {
	Host     string
	Port     int
	Security Security // SecurityNone only to this computer
	User     string   // "" where the server asks for none
	From     string
	To       []string
	Secret   SecretSource
	// SignIn is the mailbox whose sign-in with OAuth2 is used in place of a password, "" for none.
	SignIn string `json:",omitempty"`
}

// Account is the mail server as the keychain knows it: its password is bound to server, port and user.
func (m MailOut) Account() Account {
	return Account{
		Name: "Mail " + m.Host, Kind: "smtp", Host: strings.ToLower(m.Host), Port: m.Port, Security: m.Security, User: m.User,
		Secret: m.Secret,
	}
}

// Bounds of who is written to.
const maxRecipients = 20

// Validate reports the first thing about m that a person must mend.
func (m MailOut) Validate() error {
	invalid := func(code string, args ...any) error {
		return Refuse(CodeInvalid, "refusal.mail_cannot", wording.Of(code, args...))
	}
	address := func(text string) bool {
		a, err := mail.ParseAddress(text)
		return err == nil && a.Name == "" && !strings.ContainsAny(text, "\r\n")
	}
	switch {
	case strings.TrimSpace(m.Host) == "" || strings.ContainsAny(m.Host, " \t\r\n/"):
		return invalid("refusal.mail_host")
	case m.Port < 1 || m.Port > 65535:
		return invalid("refusal.mail_port")
	case m.Security != SecurityTLS && m.Security != SecurityStartTLS && m.Security != SecurityNone:
		return invalid("refusal.mail_security")
	case m.Security == SecurityNone && !here(m.Host):
		return invalid("refusal.mail_plain")
	case !address(m.From):
		return invalid("refusal.mail_from")
	case len(m.To) == 0 || len(m.To) > maxRecipients:
		return invalid("refusal.mail_to", maxRecipients)
	case m.SignIn != "" && m.User == "":
		return invalid("refusal.mail_user")
	}
	for _, to := range m.To {
		if !address(to) {
			return invalid("refusal.mail_to_one", to)
		}
	}
	return nil
}

// here reports whether a name is this computer's own.
func here(host string) bool {
	return strings.EqualFold(host, "localhost") || host == "::1" || strings.HasPrefix(host, "127.")
}

// ReadMailOut reads how the summary leaves; ok is false where it does not.
func ReadMailOut(q SettingReader) (m MailOut, ok bool, err error) {
	text, err := q.Setting(SettingMailOut)
	if CodeOf(err) == CodeNotFound || err == nil && text == "" {
		return m, false, nil
	}
	if err != nil {
		return m, false, err
	}
	if err := json.Unmarshal([]byte(text), &m); err != nil {
		return m, false, Refuse(CodeDamaged, "refusal.mail_damaged").With(err, Remedy{})
	}
	return m, true, nil
}
