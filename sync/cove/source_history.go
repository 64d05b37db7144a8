package cove

import (
	"context"
	"fmt"

	"golang.org/x/sync/errgroup"

	"runchecks/domain"
	"runchecks/domain/wording"
	"runchecks/sync/source"
)

// histories asks for the sessions of linked devices that nobody observed.
func (s *Source) histories(ctx context.Context, client *Client, a domain.Account, m Mapping, sink source.Sink) error {
	type missing struct {
		device domain.Device
		raw    []byte
		gaps   []domain.UnobservedSpan
	}
	var list []missing
	err := s.p.Store.Read(ctx, func(q domain.Reader) error {
		devices, err := q.DevicesOf(a.ID, domain.SourceCove)
		if err != nil {
			return err
		}
		for _, d := range devices {
			if d.State != domain.DeviceLinked || len(list) == historiesASync {
				continue
			}
			all, err := q.UnobservedSpans(d.ID)
			if err != nil {
				return err
			}
			one := missing{device: d}
			for _, g := range all {
				if g.Why == "" {
					one.gaps = append(one.gaps, g)
				}
			}
			if len(one.gaps) == 0 {
				continue
			}
			if one.raw, err = q.DeviceRaw(d.ID); err != nil {
				return err
			}
			list = append(list, one)
		}
		return nil
	})
	if err != nil {
		return err
	}
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(historiesAtOnce)
	for _, one := range list {
		group.Go(func() error {
			device, ok := Decode(one.raw)
			if !ok {
				return fmt.Errorf("the stored state of %s is damaged", one.device.Key)
			}
			found, err := client.Sessions(ctx, device, one.gaps[0].From)
			if err != nil {
				return err
			}
			why := found.Unavailable.Text
			if found.Unavailable.Reason == ReasonUnreachable {
				return nil // the next sync tries again
			}
			if found.More {
				why = wording.English(wording.Of("fault.cove_more_sessions"), nil)
			}
			runs := deviceRuns(Recovered(device, found.List, m, s.p.Clock()))
			return sink.Recovered(ctx, one.device, one.gaps, runs, why)
		})
	}
	err = group.Wait()
	if len(list) > 0 {
		sink.Changed()
	}
	return err
}
