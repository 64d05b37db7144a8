package storagetest

import (
	"testing"

	"runchecks/domain"
)

// Settings runs what a store must hold of settings.
func Settings(t *testing.T, open func(t *testing.T) domain.Store) {
	t.Run("a setting is kept, replaced, and removed by an empty value", func(t *testing.T) {
		s := open(t)
		for _, value := range []string{"one", "two", ""} {
			write(t, s, func(tx domain.Tx) error { return tx.PutSetting("color", value) })
			read(t, s, func(q domain.Reader) error {
				got, err := q.Setting("color")
				if removed := domain.CodeOf(err) == domain.CodeNotFound; removed != (value == "") || got != value {
					t.Errorf("after %q it is %q, %v", value, got, err)
				}
				return nil
			})
		}
	})
}
