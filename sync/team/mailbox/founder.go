package mailbox

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"runchecks/domain"
	"runchecks/sync/imap"
	"runchecks/sync/team"
)

// Found makes a team in a folder, which is made where it is not there, and its first member
// an administrator. The keys are returned and kept nowhere. A folder can hold several teams.
func Found(ctx context.Context, p Params, founder string) (Keys, error) {
	k, err := newKeys()
	if err != nil {
		return k, err
	}
	s, err := p.Connect(ctx)
	if err != nil {
		return k, err
	}
	defer func() { _ = s.Close() }()
	_, err = s.Examine(ctx, p.Address.Folder)
	if domain.CodeOf(err) == domain.CodeNotFound {
		err = s.CreateFolder(ctx, p.Address.Folder)
	}
	if err != nil {
		return k, err
	}
	raw, err := k.write(p.Team, aboutMember, memberBody{Name: founder, Role: domain.RoleAdmin, Key: k.root}, p.Clock())
	if err != nil {
		return k, err
	}
	return k, s.Append(ctx, p.Address.Folder, raw)
}

// Invite lets somebody in, or gives a member another role and a new key. What they need is
// returned; the second part of it is their key, which nobody else knows.
func (l *Log) Invite(ctx context.Context, name string, role domain.Role) (in team.Invitation, key string, err error) {
	name = strings.TrimSpace(name)
	if known := []domain.Role{domain.RoleAdmin, domain.RoleOperator, domain.RoleViewer}; name == "" || len(name) > 40 ||
		!slices.Contains(known, role) {
		return in, "", &domain.Error{
			Code:    domain.CodeInvalid,
			Message: "An invitation needs a name and a role: admin, operator or viewer.",
		}
	}
	theirs, err := l.p.Keys.forMember()
	if err != nil {
		return in, "", err
	}
	err = l.asAdmin(ctx, func(s *imap.Session, _ *roll) error {
		return l.write(ctx, s, aboutMember, memberBody{Name: name, Role: role, Key: theirs.public()})
	})
	return Invitation(l.p, name, role), theirs.String(), err
}

// Invitation is what somebody needs to join, but for their key.
func Invitation(p Params, name string, role domain.Role) team.Invitation {
	return team.Invitation{Team: p.Team, Name: p.Name, Engine: domain.TeamMailbox, Address: p.Address.String(), For: name, Role: role}
}

// Remove takes somebody out. What they decided stays.
func (l *Log) Remove(ctx context.Context, name string) error {
	return l.asAdmin(ctx, func(s *imap.Session, r *roll) error {
		if !r.remove(name) {
			return &domain.Error{Code: domain.CodeNotFound, Message: fmt.Sprintf("%q is no member of this team.", name)}
		}
		return l.write(ctx, s, aboutRemoved, memberBody{Name: name})
	})
}

func (l *Log) asAdmin(ctx context.Context, do func(*imap.Session, *roll) error) error {
	return l.with(ctx, func(s *imap.Session) error {
		if err := l.readControl(ctx, s); err != nil {
			return err
		}
		r := l.rollAt(mostUID)
		if me := r.members[string(l.p.Keys.public())]; me == nil || me.gone || me.role != domain.RoleAdmin {
			return l.notAllowed("only an administrator of the team lets people in or out")
		}
		return do(s, r)
	})
}
