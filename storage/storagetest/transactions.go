package storagetest

import (
	"context"
	"errors"
	"testing"

	"runchecks/domain"
)

// Transactions runs what a store must hold of transactions.
func Transactions(t *testing.T, open func(t *testing.T) domain.Store) {
	ctx := context.Background()

	t.Run("a write that fails leaves nothing behind", func(t *testing.T) {
		s := open(t)
		stop := errors.New("stop")
		err := s.Write(ctx, func(tx domain.Tx) error {
			if _, err := tx.PutCustomer("contoso"); err != nil {
				return err
			}
			return stop
		})
		if !errors.Is(err, stop) {
			t.Fatalf("got %v", err)
		}
		read(t, s, func(q domain.Reader) error {
			if _, err := q.CustomerByName("contoso"); domain.CodeOf(err) != domain.CodeNotFound {
				t.Errorf("got %v, want not found", err)
			}
			return nil
		})
	})
}
