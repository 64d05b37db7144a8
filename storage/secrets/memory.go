package secrets

import (
	"context"
	"sync"

	"runchecks/domain"
	"runchecks/domain/wording"
)

// Memory keeps secrets for this process only: for the demo workspace, whose servers
// begin anew with it, and for tests. Its methods are safe for concurrent use.
type Memory map[string]string

// memory guards every Memory: a process has one, or runs tests.
var memory sync.Mutex

// Get returns the secret or CodeSecret.
func (m Memory) Get(_ context.Context, account domain.Account) (string, error) {
	memory.Lock()
	defer memory.Unlock()
	if s, ok := m[account.Name]; ok {
		return s, nil
	}
	return "", missing(account, wording.Of("refusal.secret_session"), nil)
}

// Set keeps the secret until the process ends.
func (m Memory) Set(_ context.Context, account domain.Account, secret string) error {
	m.Hold(account, secret)
	return nil
}

// Hold does what Set does.
func (m Memory) Hold(account domain.Account, secret string) {
	memory.Lock()
	defer memory.Unlock()
	m[account.Name] = secret
}

// SessionOnly says nothing: nobody expects more of a demo.
func (Memory) SessionOnly(domain.Account) error { return nil }

// Delete forgets the secret.
func (m Memory) Delete(_ context.Context, account domain.Account) error {
	memory.Lock()
	defer memory.Unlock()
	delete(m, account.Name)
	return nil
}
