package engine

import (
	"context"

	"runchecks/domain"
	"runchecks/sync/ingest"
	"runchecks/sync/source"
)

// sink stores what the source of one account fetches in one sync, and reports it.
type sink struct {
	*reporter
	engine  *Engine
	account domain.Account
}

var _ source.Sink = (*sink)(nil)

func (s *sink) Changed() { s.engine.p.Changed() }

func (s *sink) Prepare(item *ingest.Item) { s.engine.ingest.Prepare(item) }

func (s *sink) Messages(ctx context.Context, at domain.Folder, items []ingest.Item) error {
	counts, err := s.engine.ingest.Batch(ctx, at, items)
	if err != nil {
		return err
	}
	s.stored(len(items), counts)
	if counts.Messages > 0 {
		s.Changed()
	}
	return nil
}

func (s *sink) Stage(ctx context.Context, of domain.Source) (*ingest.Stage, error) {
	return s.engine.ingest.Stage(ctx, s.account, of)
}

func (s *sink) MakeRuns(ctx context.Context) (int, error) {
	made, err := s.engine.fresh(ctx)
	s.stored(0, ingest.Counts{Runs: made})
	return made, err
}

func (s *sink) Recovered(ctx context.Context, d domain.Device, gaps []domain.UnobservedSpan, runs []ingest.DeviceRun, why string) error {
	_, err := s.engine.ingest.Recovered(ctx, d, gaps, runs, why)
	return err
}

func (s *sink) Texts(ctx context.Context, run int64, texts map[string]string, why string) error {
	return s.engine.ingest.Texts(ctx, run, texts, why)
}
