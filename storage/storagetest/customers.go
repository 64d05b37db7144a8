package storagetest

import (
	"context"
	"testing"

	"runchecks/domain"
)

// Customers runs what a store must hold of customers.
func Customers(t *testing.T, open func(t *testing.T) domain.Store) {
	ctx := context.Background()

	t.Run("a customer's name is the same in any case", func(t *testing.T) {
		s := open(t)
		err := s.Write(ctx, func(tx domain.Tx) error {
			a, err := tx.PutCustomer("Contoso")
			if err != nil {
				return err
			}
			b, err := tx.PutCustomer(" contoso ")
			if a.ID != b.ID {
				t.Errorf("got two customers: %+v, %+v", a, b)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})

	t.Run("a customer is found by a name that is the same when folded", func(t *testing.T) {
		s := open(t)
		err := s.Write(ctx, func(tx domain.Tx) error {
			made, err := tx.PutCustomer("Süd Öst")
			if err != nil {
				return err
			}
			for _, name := range []string{"Süd Öst", "SÜD ÖST", " süd\u00a0  öst ", "Sü\u200bd Öst"} {
				if found, err := tx.CustomerByName(name); err != nil || found.ID != made.ID {
					t.Errorf("%q finds %+v, %v", name, found, err)
				}
			}
			if _, err := tx.CustomerByName("Süd-Öst"); domain.CodeOf(err) != domain.CodeNotFound {
				t.Errorf("another name: %v", err)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	})

	t.Run("a customer that something belongs to is not removed", func(t *testing.T) {
		s := open(t)
		job := newJob(t, s, "contoso", 1)
		if err := s.Write(ctx, func(tx domain.Tx) error { return tx.DeleteCustomer(job.Customer.ID) }); domain.CodeOf(
			err,
		) != domain.CodeConflict {
			t.Errorf("got %v", err)
		}
	})
}
