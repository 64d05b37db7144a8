package cove

import (
	"fmt"
	"time"

	"runchecks/domain"
	"runchecks/sync/ingest"
)

// stateReader reads the rows that the cache keeps of devices.
type stateReader struct{}

func (stateReader) Version() string { return TableVersion }

func (stateReader) State(d domain.Device, raw []byte, by domain.DeviceRules) (ingest.State, error) {
	device, ok := Decode(raw)
	if !ok {
		return ingest.State{}, fmt.Errorf("the stored state of %s is damaged", d.Key)
	}
	mapping := MappingOf(by)
	state := ingest.State{Runs: deviceRuns(Runs(device, mapping, d.Changed))}
	limits := OfflineLimits{Warning: by.OfflineWarning, Failed: by.OfflineFailed}
	if off, is := DetectOffline(device, limits, d.Changed); is {
		state.Offline = &ingest.OfflineRun{
			Key:     off.Key,
			Status:  off.Status,
			Words:   off.Message,
			Summary: Summarise(device, mapping, d.Changed).Panel(),
		}
	}
	return state, nil
}

// Staged implements source.Stager: a row says all that is staged of a device.
func (stateReader) Staged(raw []byte, by domain.DeviceRules, at time.Time) (ingest.DeviceReport, bool) {
	device, ok := Decode(raw)
	if !ok {
		return ingest.DeviceReport{}, false
	}
	return staged(device, MappingOf(by), at), true
}

func (stateReader) Again(_ domain.Run, stored domain.StoredSummary, by domain.DeviceRules) (ingest.DeviceRun, bool) {
	// What was recovered from a history is not stored as a row, and stays.
	device, ok := Decode(stored.Raw)
	if !ok {
		return ingest.DeviceRun{}, false
	}
	runs := deviceRuns(Runs(device, MappingOf(by), stored.Imported))
	if len(runs) == 0 {
		return ingest.DeviceRun{}, false
	}
	return runs[0], true
}

func deviceRuns(runs []Run) []ingest.DeviceRun {
	out := make([]ingest.DeviceRun, len(runs))
	for i, r := range runs {
		out[i] = ingest.DeviceRun{Key: r.Key, At: r.At(), Result: r.Result, Summary: r.Summary.Panel(), Raw: r.Raw, Texts: true}
	}
	return out
}
