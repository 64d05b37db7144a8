package accounts

import (
	"context"

	"runchecks/domain"
	"runchecks/sync/imap"
	"runchecks/sync/mailbox"
	"runchecks/sync/oauth"
)

// tryApp signs in to a mailbox that the application opens by itself, with a secret or a
// certificate that need not be kept yet, and says which folders it has.
func (k *Keeper) tryApp(ctx context.Context, a domain.Account, secret string) ([]domain.FolderCount, error) {
	client, err := oauth.New(oauth.Config{Settings: oauth.Of(*a.OAuth, a.User, ""), HTTP: k.p.Web, Now: k.p.Clock})
	if err != nil {
		return nil, err
	}
	defer client.Close()
	tokens, err := client.App(secret)
	if err != nil {
		return nil, err
	}
	defer tokens.Close(ctx)
	config := imap.Config{Host: a.Host, Port: a.Port, Security: a.Security, Pin: a.Pin, User: a.User, Tokens: tokens}
	folders, err := mailbox.Folders(ctx, func(ctx context.Context) (*imap.Session, error) { return imap.Dial(ctx, config) })
	return folders, mailbox.OfApp(a, err)
}
