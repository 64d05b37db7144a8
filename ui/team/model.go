// Package team is the team that shares the decisions of a profile: how far they are apart,
// who is in it, and joining or leaving it. What an entry does is domain/review's, how it
// travels sync/team's.
package team

import (
	"context"
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/domain/rules"
	"runchecks/ui/services"
	"runchecks/ui/words"
)

// Model is what is known of the team, without a widget. Its methods are called on the
// interface thread.
type Model struct {
	p     services.Params
	state domain.TeamState
}

// New returns a model that knows of no team.
func New(p services.Params) *Model { return &Model{p: p} }

// SetState takes how this computer and the team are apart.
func (m *Model) SetState(s domain.TeamState) { m.state = s }

// Member reports whether this profile is in a team.
func (m *Model) Member() bool { return m.state.Team.Member() }

// MayJoin and MayLeave say what this person can do now.
func (m *Model) MayJoin() bool { return m.p.Team != nil && !m.Member() && m.p.Desk.May(rules.ActTeam) }

// MayLeave reports whether there is a team to leave; everybody may.
func (m *Model) MayLeave() bool { return m.p.Team != nil && m.Member() }

// MayInvite reports whether this person may let others in.
func (m *Model) MayInvite() bool { return m.MayLeave() && m.p.Desk.May(rules.ActTeam) }

// StatusLine is what the status bar says of the team, "" where there is none; good is false
// where it cannot be reached.
func (m *Model) StatusLine() (text string, good bool) {
	if !m.Member() {
		return "", true
	}
	s := m.state
	parts := []string{words.T("team.status", "name", s.Team.Name)}
	if s.Err != nil {
		parts = append(parts, words.T("team.unreachable"))
	}
	if s.Unsent > 0 && s.Team.Role != domain.RoleViewer {
		parts = append(parts, words.T("team.unsent", "n", s.Unsent))
	}
	if s.Awaiting > 0 {
		parts = append(parts, words.T("team.awaiting", "n", s.Awaiting))
	}
	return strings.Join(parts, ", "), s.Err == nil
}

// Anew is what is said where the journal of the team was found not to be what it was; ok is
// false where it was not, or that was said.
func (m *Model) Anew(s domain.TeamState) (t words.Toast, ok bool) {
	if s.Anew.IsZero() || s.Anew.Equal(m.state.Anew) {
		return t, false
	}
	return words.Toast{Text: words.T("team.anew", "name", s.Team.Name), Notice: true}, true
}

// InMailbox reports whether a mailbox keeps the team.
func (m *Model) InMailbox() bool { return m.Member() && m.state.Team.Engine == domain.TeamMailbox }

// Told is what is said of entries of others that were taken over; ok is false where it is
// nothing that anybody has to know.
func (m *Model) Told(taken review.Taken, now time.Time) (t words.Toast, ok bool) {
	if len(taken.Already) == 0 {
		return t, false
	}
	first := taken.Already[0]
	what := words.Decision(first.Mine, m.p.Location)
	text := words.T("team.already", "what", what, "who", first.Theirs.Actor, "when", words.Ago(first.Theirs.At, now))
	if more := len(taken.Already) - 1; more > 0 {
		text += " " + words.T("team.already_more", "n", more)
	}
	return words.Toast{Text: text, Notice: true}, true
}

// Lines are what is known of the team and its members, as text.
func (m *Model) Lines(ctx context.Context) (string, error) {
	list, err := m.p.Team.Members(ctx)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	b.WriteString(words.T("team.kept", "address", m.state.Team.Address) + "\n")
	if line, _ := m.StatusLine(); line != "" {
		b.WriteString(line + "\n")
	}
	if m.state.Refused > 0 {
		b.WriteString(words.T("team.refused", "n", m.state.Refused) + "\n")
	}
	for _, member := range list {
		line := words.T("team.member", "name", member.Actor, "role", words.RoleWord(member.Role))
		if !member.Seen.IsZero() {
			seen := words.Stamp(member.Seen.In(m.p.Location), words.DateClock)
			line = words.T("team.member_seen", "member", line, "when", seen, "version", member.Version)
		}
		b.WriteString("\n" + line)
	}
	return b.String(), nil
}

// Meeting says what would come of joining.
func Meeting(m domain.TeamMeeting) string {
	theirs, own := words.Count(m.Theirs, "decision"), words.Count(m.Own, "decision")
	lines := []string{words.T("team.meeting", "name", m.Name, "theirs", theirs, "own", own)}
	if m.Already > 0 {
		lines = append(lines, words.T("team.meeting_already", "n", m.Already))
	}
	if m.Awaiting > 0 {
		lines = append(lines, words.T("team.meeting_awaiting", "n", m.Awaiting))
	}
	return strings.Join(lines, " ")
}
