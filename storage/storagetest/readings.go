package storagetest

import (
	"context"
	"slices"
	"testing"
	"time"

	"runchecks/domain"
)

// Readings runs what a store must hold of how messages were read.
func Readings(t *testing.T, open func(t *testing.T) domain.Store) {
	ctx := context.Background()
	t.Run("what other readers read last is found", func(t *testing.T) {
		s := open(t)
		putMails(t, s, "veeam", "", "kopia")
		err := s.Write(ctx, func(tx domain.Tx) error {
			return tx.SetReading(domain.Message{ID: 2, Reader: "own", Readers: "2", State: domain.MessageRead})
		})
		if err != nil {
			t.Fatal(err)
		}
		read(t, s, func(q domain.Reader) error {
			n, err := q.StaleMessages("2")
			if err != nil {
				return err
			}
			ids, err := q.MessageIDs("2")
			if err != nil {
				return err
			}
			if n != 2 || !slices.Equal(ids, []int64{1, 3}) {
				t.Errorf("stale: %d, %v", n, ids)
			}
			use, err := q.ReaderUse()
			if use["own"].Messages != 1 || !use["kopia"].Newest.Equal(Now.Add(2*time.Minute)) {
				t.Errorf("use: %+v", use)
			}
			m, err2 := q.Message(2)
			if m.Reader != "own" || m.State != domain.MessageRead || m.Readers != "2" {
				t.Errorf("message: %+v", m)
			}
			if err2 != nil {
				return err2
			}
			return err
		})
	})
}
