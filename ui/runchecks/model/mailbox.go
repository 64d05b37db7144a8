package model

import (
	"context"

	"runchecks/domain"
	"runchecks/ui/services"
)

// Waiting lists the accounts that wait for a password or sign-in which a person can
// enter here.
func (m *Model) Waiting(ctx context.Context) (out []domain.Account, err error) {
	err = m.p.Store.Read(ctx, func(q domain.Reader) error {
		all, err := q.Accounts()
		out = services.WaitingForSecret(all)
		return err
	})
	return out, err
}
