package team

import (
	"encoding/base64"
	"encoding/json"
	"strings"

	"runchecks/domain"
	"runchecks/domain/wording"
)

// Invitation is what somebody needs to join a team, but for the password.
type Invitation struct {
	Team    domain.TeamID     `json:"team"`
	Name    string            `json:"name"`
	Engine  domain.TeamEngine `json:"engine"`
	Address string            `json:"address"`
	For     string            `json:"for"`
	Role    domain.Role       `json:"role"`
}

// invitationPrefix tells people, and programs, what the string is.
const invitationPrefix = "runchecks-team:"

// String is the invitation as a word that can be sent and pasted.
func (in Invitation) String() string {
	text, err := json.Marshal(in)
	if err != nil {
		return "" // strings alone: it cannot be
	}
	return invitationPrefix + base64.RawURLEncoding.EncodeToString(text)
}

// IsInvitation reports whether a text is to be one, rather than the name of a file.
func IsInvitation(text string) bool {
	return strings.HasPrefix(strings.TrimSpace(text), invitationPrefix)
}

// ParseInvitation reads what String wrote, with white space that mail programs put into it.
func ParseInvitation(text string) (in Invitation, err error) {
	text = strings.Join(strings.Fields(text), "")
	refused := &domain.Error{
		Code: domain.CodeInvalid,
		Said: wording.Of("refusal.team_invitation", invitationPrefix),
	}
	text, ok := strings.CutPrefix(text, invitationPrefix)
	if !ok || len(text) > 4096 {
		return in, refused
	}
	raw, err := base64.RawURLEncoding.DecodeString(strings.TrimRight(text, "="))
	if err != nil || json.Unmarshal(raw, &in) != nil || in.Team == "" || in.Address == "" || in.Engine == "" {
		return Invitation{}, refused
	}
	return in, nil
}
