package uitest

import (
	"context"

	"runchecks/domain"
)

// Colleagues are a team without a server, which gives the same answers to everything.
type Colleagues struct{}

// Members answers.
func (Colleagues) Members(context.Context) ([]domain.TeamMember, error) {
	return []domain.TeamMember{{Actor: "alex", Role: domain.RoleOperator}}, nil
}

// Look answers.
func (Colleagues) Look(context.Context, string, string) (domain.TeamMeeting, error) {
	return domain.TeamMeeting{Name: "Night shift", Theirs: 12, Own: 1}, nil
}

// Join answers.
func (Colleagues) Join(context.Context, string, string) (string, error) { return "Night shift", nil }

// Leave answers.
func (Colleagues) Leave(context.Context) (string, error) { return "Night shift", nil }

// Mailboxes answers.
func (Colleagues) Mailboxes(context.Context) (names, addresses []string, err error) {
	return []string{"office"}, []string{"imap://office@mail.example/Run%20Checks%20team"}, nil
}

// Create answers.
func (Colleagues) Create(context.Context, string, string, string) error { return nil }

// Invite answers.
func (Colleagues) Invite(context.Context, string, domain.Role, string, string) (invitation, theirs string, err error) {
	return "runchecks-team:x", "secret", nil
}

// InTeam is how things stand for a profile that is in a team.
func InTeam() domain.TeamState {
	return domain.TeamState{Team: domain.Team{ID: "1", Name: "Night shift", Actor: "kim"}}
}
