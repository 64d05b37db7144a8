package engine

import (
	"context"
	"errors"
	"fmt"

	"runchecks/domain"
	"runchecks/sync/ingest"
)

// Import makes runs of the newest states of devices that were linked just now, and
// judges waiting runs of devices again where the rules for them changed. It touches no
// network.
func (e *Engine) Import(ctx context.Context) error {
	changed, err := e.judgeAgain(ctx)
	made, freshErr := e.fresh(ctx)
	if changed+made > 0 {
		e.p.Changed()
	}
	return errors.Join(err, freshErr)
}

func (e *Engine) judgeAgain(ctx context.Context) (changed int, err error) {
	return e.ingest.Rejudge(
		ctx,
		e.p.Kinds.Version(),
		func(run domain.Run, stored domain.StoredSummary, by domain.DeviceRules) (ingest.DeviceRun, bool) {
			reader, ok := e.p.Kinds.Devices(run.Source)
			if !ok {
				return ingest.DeviceRun{}, false
			}
			return reader.Again(run, stored, by)
		},
	)
}

// fresh makes runs of the newest states of linked devices, one caller at a time.
func (e *Engine) fresh(ctx context.Context) (int, error) {
	var by domain.DeviceRules
	err := e.p.Store.Read(ctx, func(q domain.Reader) (err error) {
		by, err = domain.ReadDeviceRules(q)
		return err
	})
	if err != nil {
		return 0, err
	}
	e.freshMu.Lock()
	defer e.freshMu.Unlock()
	return e.ingest.Fresh(ctx, func(d domain.Device, raw []byte) (ingest.State, error) {
		reader, ok := e.p.Kinds.Devices(d.Source)
		if !ok {
			return ingest.State{}, fmt.Errorf("nothing here reads devices from %s", d.Source)
		}
		return reader.State(d, raw, by)
	})
}
