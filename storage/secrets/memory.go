package secrets

import (
	"context"

	"runchecks/domain"
)

// Memory keeps secrets for this process only: for the demo workspace, whose servers
// begin anew with it, and for tests. It is for one goroutine at a time.
type Memory map[string]string

// Get returns the secret or CodeSecret.
func (m Memory) Get(_ context.Context, account domain.Account) (string, error) {
	if s, ok := m[account.Name]; ok {
		return s, nil
	}
	return "", missing(account, "this session has none", nil)
}

// Set keeps the secret until the process ends.
func (m Memory) Set(_ context.Context, account domain.Account, secret string) error {
	m[account.Name] = secret
	return nil
}

// Hold does what Set does.
func (m Memory) Hold(account domain.Account, secret string) { m[account.Name] = secret }

// SessionOnly says nothing: nobody expects more of a demo.
func (Memory) SessionOnly(domain.Account) error { return nil }

// Delete forgets the secret.
func (m Memory) Delete(_ context.Context, account domain.Account) error {
	delete(m, account.Name)
	return nil
}
