package cove

import (
	"context"
	"net/http"

	"runchecks/domain"
)

// Trial tries accounts of Cove that need not be stored yet.
type Trial struct {
	Clock domain.Clock // nil is the system's
	Web   *http.Client // sends the requests; nil is a client of its own
}

// Valid refuses what cannot be the settings of an account, with CodeInvalid.
func (Trial) Valid(a domain.Account) error {
	if a.Pin != "" {
		return domain.Refuse(domain.CodeInvalid, "refusal.certificate_mail_only")
	}
	return CheckAddress(a.Host)
}

// Try signs in. An account of Cove has no folders.
func (t Trial) Try(ctx context.Context, a domain.Account, secret string) ([]domain.FolderCount, error) {
	client, err := New(Config{BaseURL: a.Host, User: a.User, Password: secret, Partner: a.Partner, HTTP: t.Web, Now: t.Clock})
	if err != nil {
		return nil, err
	}
	defer client.Close()
	return nil, client.SignIn(ctx)
}
