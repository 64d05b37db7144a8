package mailbox_test

import (
	"context"
	"sync/atomic"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/sync/imap"
	"runchecks/sync/simulate"
	"runchecks/sync/team"
	"runchecks/sync/team/mailbox"
	"runchecks/sync/team/teamtest"
)

const teamID domain.TeamID = "01M83X85ZGK2KZ9MCJE7E8Y508"

// office is a mailbox with a team in it.
type office struct {
	testing.TB
	server *simulate.IMAPServer
	params mailbox.Params
	admin  *mailbox.Log
	frozen atomic.Bool // the mailbox may only be read
	places []int64     // that are known here
}

// newMailbox starts a server with an empty mailbox.
func newMailbox(t testing.TB) *office {
	t.Helper()
	o := &office{TB: t}
	server, err := simulate.StartIMAP(context.Background(), simulate.IMAPOptions{
		User: "kim@example.com", Password: "p", ReadOnly: o.frozen.Load, Move: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	o.server = server
	host, port := server.Addr()
	o.at(host, port, "kim@example.com", "p")
	return o
}

// at points at a mailbox.
func (o *office) at(host string, port int, user, password string) {
	o.params = mailbox.Params{
		Address: mailbox.Address{Host: host, User: user, Folder: mailbox.Folder}, Team: teamID, Name: "Night shift",
		Connect: func(ctx context.Context) (*imap.Session, error) {
			return imap.Dial(ctx, imap.Config{
				Host: host, Port: port, Security: domain.SecurityNone, User: user, Password: password, Timeout: 10 * time.Second,
			})
		},
		Places:     func(context.Context) ([]int64, error) { return o.places, nil },
		AdminKinds: review.AdminKinds(),
		Clock:      time.Now,
	}
}

// found founds the team of somebody, and connects as them.
func (o *office) found(founder string) *mailbox.Log {
	o.Helper()
	keys, err := mailbox.Found(o.Context(), o.params, founder)
	if err != nil {
		o.Fatal(err)
	}
	o.admin = o.open(keys.String())
	return o.admin
}

// open connects with keys.
func (o *office) open(keys string) *mailbox.Log {
	o.Helper()
	p := o.params
	var err error
	if p.Keys, err = mailbox.ParseKeys(keys); err != nil {
		o.Fatal(err)
	}
	l, err := mailbox.Open(o.Context(), p)
	if err != nil {
		o.Fatal(err)
	}
	o.Cleanup(l.Close)
	return l
}

// let lets somebody in.
func (o *office) let(name string, role domain.Role) *mailbox.Log {
	o.Helper()
	_, keys, err := o.admin.Invite(o.Context(), name, role)
	if err != nil {
		o.Fatal(err)
	}
	return o.open(keys)
}

func TestTheFolderKeepsAJournalAsEveryKeeperDoes(t *testing.T) {
	keepsAJournal(t, func(t *testing.T) *office { return newMailbox(t) })
}

// keepsAJournal tries what every keeper of journals must hold.
func keepsAJournal(t *testing.T, empty func(t *testing.T) *office) {
	teamtest.Run(t, func(t *testing.T) teamtest.Kept {
		o := empty(t)
		return teamtest.Kept{
			Let: func(_ testing.TB, name string, role domain.Role) team.Log {
				if o.admin == nil && role == domain.RoleAdmin {
					return o.found(name)
				}
				return o.let(name, role)
			},
			Remove: func(t testing.TB, name string) {
				if err := o.admin.Remove(t.Context(), name); err != nil {
					t.Fatal(err)
				}
			},
			AdminKind: domain.DecideArchive,
		}
	})
}
