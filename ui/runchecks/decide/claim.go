package decide

import (
	"context"
	"time"

	"runchecks/domain"
	"runchecks/ui/words"
)

// ClaimChoice is until when somebody can look after jobs; zero gives them back.
type ClaimChoice struct {
	Words string
	Until time.Time
}

// claimEvening is the hour at which a day of work is over.
const claimEvening = 18

// ClaimChoices are the times that are offered for the scope.
func (m *Model) ClaimChoices() (out []ClaimChoice) {
	now := m.p.Clock().In(m.p.Location)
	y, month, d := now.Date()
	hour := now.Truncate(time.Hour).Add(2 * time.Hour)
	out = append(out, ClaimChoice{Words: words.T("runchecks.later_today", "time", words.Clock(hour)), Until: hour})
	if evening := time.Date(y, month, d, claimEvening, 0, 0, 0, m.p.Location); evening.After(hour) {
		out = append(out, ClaimChoice{Words: words.T("runchecks.later_today", "time", words.Clock(evening)), Until: evening})
	}
	tomorrow := time.Date(y, month, d+1, claimEvening, 0, 0, 0, m.p.Location)
	out = append(out, ClaimChoice{Words: words.T("runchecks.later_tomorrow", "time", words.Clock(tomorrow)), Until: tomorrow})
	for _, j := range m.Scope().Jobs {
		if j.Claim.Stands(now) {
			return append(out, ClaimChoice{Words: words.T("runchecks.claim_back")})
		}
	}
	return out
}

// Claim says who looks after the scope, "" for this person, or that nobody does any more.
func (m *Model) Claim(who string, c ClaimChoice) {
	targets := m.Scope().reach(DoClaim).targets
	if len(targets) == 0 {
		return
	}
	m.Untick()
	m.Decide(nil, func(ctx context.Context) (domain.Decision, error) {
		if c.Until.IsZero() {
			return m.p.Desk.GiveBack(ctx, targets)
		}
		return m.p.Desk.Claim(ctx, targets, who, c.Until)
	}, nil)
}
