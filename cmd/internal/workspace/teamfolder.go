package workspace

import (
	"context"
	"crypto/rand"
	"fmt"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/sync/imap"
	"runchecks/sync/team/mailbox"
)

// folder says how a team in a mailbox is reached: by the account of this profile that is of
// the same mailbox, which holds the password.
func (w *Workspace) folder(address string, id domain.TeamID, name string) (p mailbox.Params, err error) {
	at, err := mailbox.ParseAddress(address)
	if err != nil {
		return p, err
	}
	return mailbox.Params{
		Address: at, Team: id, Name: name, Places: w.Desk.Places, AdminKinds: review.AdminKinds(), Clock: w.Clock,
		Connect: func(ctx context.Context) (*imap.Session, error) {
			account, err := w.accountAt(ctx, at)
			if err != nil {
				return nil, err
			}
			return w.mailboxes.Connect(ctx, account)
		},
	}, nil
}

// accountAt finds the account of a mailbox.
func (w *Workspace) accountAt(ctx context.Context, at mailbox.Address) (found domain.Account, err error) {
	var list []domain.Account
	err = w.Store.Read(ctx, func(q domain.Reader) error {
		list, err = q.Accounts()
		return err
	})
	if err != nil {
		return found, err
	}
	for _, a := range list {
		if at.Of(a) {
			return a, nil
		}
	}
	return found, &domain.Error{Code: domain.CodeNotFound, Message: fmt.Sprintf(
		"The team is kept in the mailbox of %s on %s, and this profile has no account of it. Add that mailbox as an account first.",
		at.User, at.Host)}
}

// openFolder connects to a team in a mailbox.
func (w *Workspace) openFolder(ctx context.Context, t domain.Team, keys string) (*mailbox.Log, error) {
	p, err := w.folder(t.Address, t.ID, t.Name)
	if err != nil {
		return nil, err
	}
	if p.Keys, err = mailbox.ParseKeys(keys); err != nil {
		return nil, err
	}
	return mailbox.Open(ctx, p)
}

// ownFolder connects to the team of this profile, which is in a mailbox.
func (w *Workspace) ownFolder(ctx context.Context) (*mailbox.Log, error) {
	t, _, err := w.Desk.Team(ctx)
	if err != nil {
		return nil, err
	}
	if !t.Member() || t.Engine != domain.TeamMailbox {
		return nil, &domain.Error{
			Code:    domain.CodeInvalid,
			Message: "This profile is in no team that a mailbox keeps. Of one in a database, name the database with its owner.",
		}
	}
	keys, err := w.Secrets.Get(ctx, t.Account())
	if err != nil {
		return nil, err
	}
	return w.openFolder(ctx, t, keys)
}

// createFolder makes a team in a folder of a mailbox.
func (w *Workspace) createFolder(ctx context.Context, name, address string) (t domain.Team, err error) {
	p, err := w.folder(address, domain.TeamID(rand.Text()), name)
	if err != nil {
		return t, err
	}
	me := w.Desk.Actor().Name
	keys, err := mailbox.Found(ctx, p, me)
	if err != nil {
		return t, err
	}
	return w.JoinTeam(ctx, mailbox.Invitation(p, me, domain.RoleAdmin), keys.String())
}

// Mailboxes lists the accounts whose mailboxes can keep a team, with the address of the usual
// folder there.
func (w *Workspace) Mailboxes(ctx context.Context) (names, addresses []string, err error) {
	err = w.Store.Read(ctx, func(q domain.Reader) error {
		list, err := q.Accounts()
		names, addresses = nil, nil
		for _, a := range list {
			if a.Kind == domain.AccountIMAP {
				names = append(names, a.Name)
				addresses = append(addresses, mailbox.Address{Host: a.Host, User: a.User, Folder: mailbox.Folder}.String())
			}
		}
		return err
	})
	return names, addresses, err
}

// MailboxTeam is the address of a team in the mailbox of an account; folder "" is the usual
// one.
func (w *Workspace) MailboxTeam(ctx context.Context, account, folder string) (address string, err error) {
	err = w.Store.Read(ctx, func(q domain.Reader) error {
		list, err := q.Accounts()
		for _, a := range list {
			if a.Name == account && a.Kind == domain.AccountIMAP {
				if folder == "" {
					folder = mailbox.Folder
				}
				address = mailbox.Address{Host: a.Host, User: a.User, Folder: folder}.String()
			}
		}
		return err
	})
	if err == nil && address == "" {
		err = &domain.Error{Code: domain.CodeNotFound, Message: fmt.Sprintf("%q is no mailbox of this profile.", account)}
	}
	return address, err
}
