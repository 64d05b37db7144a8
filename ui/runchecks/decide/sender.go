package decide

import (
	"context"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// CanAcceptSender reports whether the sender of the selected run is in doubt and may be
// accepted.
func (m *Model) CanAcceptSender() bool {
	return m.Fresh() && m.Details().Run.Sender.Doubt != "" && m.p.Desk.May(rules.ActSender)
}

// AcceptSender says that the selected job's reports come by another way from now on.
func (m *Model) AcceptSender() {
	if !m.CanAcceptSender() {
		return
	}
	run := m.Details().Run.ID
	m.Decide(nil, func(ctx context.Context) (domain.Decision, error) { return m.p.Desk.AcceptSender(ctx, run) }, nil)
}
