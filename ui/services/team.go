package services

import (
	"context"

	"runchecks/domain"
)

// Team is what a profile does about its team. Every call may take long and is made beside
// the interface thread.
type Team interface {
	// Members lists who takes part, nobody where the profile is in no team.
	Members(ctx context.Context) ([]domain.TeamMember, error)
	// Look says what would come of joining by an invitation, and changes nothing.
	Look(ctx context.Context, invitation, password string) (domain.TeamMeeting, error)
	// Join joins; it returns the name of the team.
	Join(ctx context.Context, invitation, password string) (string, error)
	Leave(ctx context.Context) (string, error)
	// Create makes a team in an empty database, as its owner, and joins it.
	Create(ctx context.Context, name, address, password string) error
	// Invite lets somebody in, as the owner of the database.
	Invite(ctx context.Context, name string, role domain.Role, address, password string) (invitation, theirs string, err error)
}
