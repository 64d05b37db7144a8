package storagetest

import (
	"reflect"
	"testing"
	"time"

	"runchecks/domain"
)

// Overrides runs what a store must hold of overrides.
func Overrides(t *testing.T, open func(t *testing.T) domain.Store) {
	t.Run("an override comes back as it was put, is replaced by its key, and goes", func(t *testing.T) {
		s := open(t)
		o := domain.Override{
			Key: "D1", Level: domain.LevelJob, Job: newJob(t, s, "contoso", 1).Key, Mode: domain.MatchContains, Text: "VSS", Enabled: true,
			From: Now.Add(-time.Hour), Until: Now.Add(24 * time.Hour), Reason: "until the server is replaced", By: "kim",
		}
		for _, text := range []string{"VSS", "snapshot"} {
			o.Text = text
			write(t, s, func(tx domain.Tx) error { return tx.PutOverride(o) })
			read(t, s, func(q domain.Reader) error {
				one, err := q.Override(o.Key)
				if err != nil {
					return err
				}
				o.ID = one.ID
				all, err := q.Overrides()
				if !reflect.DeepEqual(one, o) || !reflect.DeepEqual(all, []domain.Override{o}) {
					t.Errorf("put %+v, got %+v and the list %+v", o, one, all)
				}
				return err
			})
		}
		write(t, s, func(tx domain.Tx) error { return tx.DeleteOverride(o.Key) })
		read(t, s, func(q domain.Reader) error {
			if _, err := q.Override(o.Key); domain.CodeOf(err) != domain.CodeNotFound {
				t.Errorf("a deleted override gives %v", err)
			}
			return nil
		})
	})
}
