package main

import (
	"context"

	"runchecks/cmd/internal/workspace"
	"runchecks/domain"
	"runchecks/sync/team"
)

// teamDoor is what the window may do about the team of a profile.
type teamDoor struct{ space *workspace.Workspace }

func (d teamDoor) Members(ctx context.Context) ([]domain.TeamMember, error) {
	return d.space.Team.Members(ctx)
}

func (d teamDoor) Look(ctx context.Context, invitation, password string) (domain.TeamMeeting, error) {
	in, err := team.ParseInvitation(invitation)
	if err != nil {
		return domain.TeamMeeting{}, err
	}
	return d.space.LookAtTeam(ctx, in, password)
}

func (d teamDoor) Join(ctx context.Context, invitation, password string) (string, error) {
	in, err := team.ParseInvitation(invitation)
	if err != nil {
		return "", err
	}
	t, err := d.space.JoinTeam(ctx, in, password)
	return t.Name, err
}

func (d teamDoor) Leave(ctx context.Context) (string, error) {
	t, err := d.space.LeaveTeam(ctx)
	return t.Name, err
}

func (d teamDoor) Mailboxes(ctx context.Context) (names, addresses []string, err error) {
	return d.space.Mailboxes(ctx)
}

func (d teamDoor) Create(ctx context.Context, name, address, password string) error {
	_, err := d.space.CreateTeam(ctx, name, address, password)
	return err
}

func (d teamDoor) Invite(
	ctx context.Context,
	name string,
	role domain.Role,
	address, password string,
) (invitation, theirs string, err error) {
	in, theirs, err := d.space.InviteToTeam(ctx, address, password, name, role, false)
	return in.String(), theirs, err
}
