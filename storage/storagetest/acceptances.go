package storagetest

import (
	"testing"

	"runchecks/domain"
)

// Acceptances runs what a store must hold of acceptances.
func Acceptances(t *testing.T, open func(t *testing.T) domain.Store) {
	t.Run("an acceptance comes back with how it ended", func(t *testing.T) {
		s := open(t)
		want := domain.Acceptance{
			Key:          "01",
			Level:        domain.AcceptJob,
			Job:          "k",
			Status:       domain.Warning,
			Affected:     []string{"k|a"},
			UntilSuccess: true,
			At:           Now,
			From:         night,
			By:           "kim",
		}
		write(t, s, func(tx domain.Tx) error { return tx.PutAcceptance(want) })
		read(t, s, func(q domain.Reader) error {
			list, err := q.ActiveAcceptances()
			if len(list) != 1 || !list[0].UntilSuccess || list[0].Status != domain.Warning || !list[0].At.Equal(Now) {
				t.Errorf("got %+v", list)
			}
			return err
		})
		want.Ended, want.EndedWhy, want.EndedRun = Now, "it succeeded", "r"
		write(t, s, func(tx domain.Tx) error { return tx.PutAcceptance(want) })
		read(t, s, func(q domain.Reader) error {
			active, err := q.ActiveAcceptances()
			if err != nil {
				return err
			}
			got, err := q.Acceptance("01")
			if len(active) != 0 || got.EndedWhy != "it succeeded" || got.EndedRun != "r" || got.Active() {
				t.Errorf("%d active, got %+v", len(active), got)
			}
			return err
		})
	})
}
