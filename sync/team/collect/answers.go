package collect

import (
	"context"
	"fmt"
	"time"

	"runchecks/domain"
	"runchecks/sync/ingest"
	"runchecks/sync/source"
)

// Answering makes of a kind of account with devices the same kind whose answers about their past
// are given to the team before they are stored here, while the collector has the turn.
func (c *Collector) Answering(k source.Kind) source.Kind {
	k.Source = answering{k.Source, c}
	return k
}

type answering struct {
	source.Source
	collector *Collector
}

func (s answering) Sync(ctx context.Context, a domain.Account, since time.Time, sink source.Sink) (source.Outcome, error) {
	if s.collector.has() != 0 {
		sink = answers{sink, s.collector, a.Name}
	}
	return s.Source.Sync(ctx, a, since, sink)
}

// answers gives what a service answered to the team.
type answers struct {
	source.Sink
	collector *Collector
	account   string
}

func (s answers) give(ctx context.Context, p Piece, body any) error {
	keeper, _, err := s.collector.p.Keeper(ctx)
	if err != nil {
		return err
	}
	if p.Body, err = packed(body); err != nil {
		return err
	}
	p.At = s.collector.p.Clock()
	return keeper.Put(ctx, s.collector.has(), s.account, []Piece{p}, 0)
}

func (s answers) Recovered(
	ctx context.Context, d domain.Device, gaps []domain.UnobservedSpan, runs []ingest.DeviceRun, why string,
) error {
	to := gaps[0].To
	for _, g := range gaps {
		if g.To.After(to) {
			to = g.To
		}
	}
	err := s.give(ctx, Piece{Kind: History, About: string(d.Key), Key: fmt.Sprintf("%s %d", d.Key, to.UnixMilli())},
		history{Runs: runs, Why: why, To: to})
	if err != nil {
		return err
	}
	return s.Sink.Recovered(ctx, d, gaps, runs, why)
}

func (s answers) Texts(ctx context.Context, run int64, said map[string]string, why string) error {
	var key domain.RunKey
	err := s.collector.p.Store.Read(ctx, func(q domain.Reader) error {
		r, err := q.Run(run)
		key = r.Key
		return err
	})
	if err == nil {
		err = s.give(ctx, Piece{Kind: Texts, About: string(key), Key: string(key)}, texts{Texts: said, Why: why})
	}
	if err != nil && domain.CodeOf(err) != domain.CodeNotFound { // withdrawn meanwhile
		return err
	}
	return s.Sink.Texts(ctx, run, said, why)
}
