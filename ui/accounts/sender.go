package accounts

import (
	"context"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/ui/words"
)

// CanTrust reports whether the checks of a server can be trusted for the selected account.
func (m *Model) CanTrust() bool {
	a := m.Row()
	return a != nil && a.Kind == domain.AccountIMAP && a.ID == m.logOf && m.trust.Learned != "" && len(m.trust.Trusted) == 0 &&
		m.Params.Desk.May(rules.ActSettings)
}

// TrustLabel names the server that Trust trusts.
func (m *Model) TrustLabel() string {
	if !m.CanTrust() {
		return words.T("accounts.trust")
	}
	return words.T("accounts.trust_server", "server", m.trust.Learned)
}

// Trust says that the server which answers on the account's mails answers truly.
func (m *Model) Trust() {
	if !m.CanTrust() {
		return
	}
	name, server := m.Row().Name, m.trust.Learned
	m.Decide(func(ctx context.Context) (domain.Decision, error) {
		return m.Params.Desk.TrustServers(ctx, name, server)
	})
}
