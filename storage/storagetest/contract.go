package storagetest

import (
	"testing"

	"runchecks/domain"
)

// Contract runs what every domain.Store must hold, aggregate by aggregate. open returns an
// empty store that is closed by the test's clean-up.
func Contract(t *testing.T, open func(t *testing.T) domain.Store) {
	for _, aggregate := range []struct {
		name string
		run  func(t *testing.T, open func(t *testing.T) domain.Store)
	}{
		{"transactions", Transactions},
		{"customers", Customers},
		{"jobs", Jobs},
		{"runs", Runs},
		{"attempts", Attempts},
		{"schedules", Schedules},
		{"senders", Senders},
		{"messages", Messages},
		{"readings", Readings},
		{"prose", Prose},
		{"overrides", Overrides},
		{"tickets", Tickets},
		{"remarks", Remarks},
		{"acceptances", Acceptances},
		{"journal", Journal},
		{"devices", Devices},
		{"accounts", Accounts},
		{"folders", Folders},
		{"settings", Settings},
		{"teams", Teams},
	} {
		t.Run(aggregate.name, func(t *testing.T) { aggregate.run(t, open) })
	}
}
