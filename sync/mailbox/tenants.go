package mailbox

import (
	"runchecks/domain"
	"runchecks/sync/ingest"
)

// tenants reads the states of tenants, which come with the reports that providers mail.
type tenants struct{}

// Version is none: the states hold what the reports say, as they say it.
func (tenants) Version() string { return "" }

func (tenants) State(d domain.Device, raw []byte, by domain.DeviceRules) (ingest.State, error) {
	run, err := ingest.TenantRun(ingest.TenantRunKey(d.Key, d.Last), raw, by, d.Changed)
	return ingest.State{Runs: []ingest.DeviceRun{run}}, err
}

func (tenants) Again(run domain.Run, stored domain.StoredSummary, by domain.DeviceRules) (ingest.DeviceRun, bool) {
	again, err := ingest.TenantRun(run.Key, stored.Raw, by, stored.Imported)
	return again, err == nil
}
