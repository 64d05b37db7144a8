package services

import (
	"context"

	"runchecks/domain"
)

// MailOut keeps by which mail server the summary of the morning leaves. Every call may take long
// and is made beside the interface thread.
type MailOut interface {
	// Chosen returns how it leaves; ok is false where it does not.
	Chosen(ctx context.Context) (m domain.MailOut, ok bool, err error)
	// Set signs in at a server and keeps it; an empty password leaves the one that is kept.
	Set(ctx context.Context, m domain.MailOut, password string) error
	// Remove forgets the server and its password.
	Remove(ctx context.Context) error
}
