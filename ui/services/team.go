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
	// Mailboxes lists the accounts whose mailboxes can keep a team, with the address that it would
	// have there.
	Mailboxes(ctx context.Context) (names, addresses []string, err error)
	// Create makes a team in an empty database, as its owner, or in a mailbox, and joins it.
	Create(ctx context.Context, name, address, password string) error
	// Invite lets somebody in, as the owner of the database; without an address into a team in a
	// mailbox.
	Invite(ctx context.Context, name string, role domain.Role, address, password string) (invitation, theirs string, err error)
}
