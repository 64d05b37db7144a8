package mailbox

import (
	"context"

	"runchecks/domain"
	"runchecks/domain/wording"
	"runchecks/sync/imap"
)

// countedAtOnce is of how many folders a trial counts the messages.
const countedAtOnce = 1000

// Trial tries mailboxes that need not be stored yet.
type Trial struct{}

// Valid refuses what cannot be the settings of a mailbox, with CodeInvalid.
func (Trial) Valid(a domain.Account) error {
	invalid := func(text string) error {
		return &domain.Error{Code: domain.CodeInvalid, Said: wording.Of("refusal.account_unusable", text)}
	}
	switch {
	case a.Port < 1 || a.Port > 65535:
		return invalid("the port must lie between 1 and 65535")
	case a.Security != domain.SecurityNone && a.Security != domain.SecurityStartTLS && a.Security != domain.SecurityTLS:
		return invalid("the protection must be tls, starttls or none")
	case a.Pin != "" && a.Security == domain.SecurityNone:
		return invalid("a certificate is trusted where there is one: with TLS or STARTTLS to a mail server")
	}
	return nil
}

// Try signs in with a password and returns the folders of the mailbox.
func (Trial) Try(ctx context.Context, a domain.Account, secret string) ([]domain.FolderCount, error) {
	config := imap.Config{Host: a.Host, Port: a.Port, Security: a.Security, Pin: a.Pin, User: a.User, Password: secret}
	return Folders(ctx, func(ctx context.Context) (*imap.Session, error) { return imap.Dial(ctx, config) })
}

// Folders signs in and returns the folders that dial's server has, with how many messages
// are in each of the first 1,000. It may dial more than once.
func Folders(ctx context.Context, dial func(context.Context) (*imap.Session, error)) ([]domain.FolderCount, error) {
	session, err := dial(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { _ = session.Close() }() // nothing is written to the server
	names, err := session.Folders(ctx)
	if err != nil {
		return nil, err
	}
	session, states, err := imap.StatesOf(ctx, session, dial, names[:min(len(names), countedAtOnce)])
	if err != nil {
		return nil, err
	}
	out := make([]domain.FolderCount, len(names))
	for i, name := range names {
		state, counted := states[name]
		out[i] = domain.FolderCount{Name: name, Mails: state.Exists, Counted: counted}
	}
	return out, nil
}
