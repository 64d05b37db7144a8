package workspace

import (
	"context"

	"runchecks/domain"
	"runchecks/ui/export"
)

// Morning gathers what the summary of the morning says.
func (w *Workspace) Morning(ctx context.Context) (m export.Morning, err error) {
	m.Now = w.Clock().In(w.Location)
	if m.Reasons, err = w.Desk.Settled(ctx); err != nil {
		return m, err
	}
	err = w.Store.Read(ctx, func(q domain.Reader) error {
		m.Jobs, err = q.OpenJobs()
		return err
	})
	return m, err
}
