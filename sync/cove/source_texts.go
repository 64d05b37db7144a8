package cove

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"runchecks/domain"
	"runchecks/sync/source"
)

// textsASync bounds for how many runs one sync asks for error texts.
const textsASync = 100

// around is how long before and after a run its sessions may lie: clocks differ.
const around = 10 * time.Minute

// texts asks for the errors behind problem runs of Cove and keeps them as messages of
// their objects. What is refused is said in the summary of the run; what cannot be
// reached is asked for again at the next sync.
func (s *Source) texts(ctx context.Context, client *Client, a domain.Account, sink source.Sink) error {
	type wanted struct {
		run    domain.Run
		device domain.Device
		raw    []byte
		lines  []domain.SummaryLine
	}
	var list []wanted
	err := s.p.Store.Read(ctx, func(q domain.Reader) error {
		ids, err := q.WantedTexts(textsASync)
		if err != nil {
			return err
		}
		for _, id := range ids {
			w := wanted{}
			if w.run, err = q.Run(id); err != nil {
				return err
			}
			account, _, _ := strings.Cut(strings.TrimPrefix(string(w.run.Key), "cove:"), ":")
			n, err := strconv.ParseInt(account, 10, 64)
			if err != nil {
				continue // no run of a session
			}
			if w.device, err = q.DeviceByKey(domain.CoveDeviceKey(n)); err != nil {
				return err
			}
			if w.device.Account != a.ID {
				continue
			}
			summary, err := q.Summary(id)
			if err != nil {
				return err
			}
			w.lines = summary.Lines
			if w.raw, err = q.DeviceRaw(w.device.ID); err != nil {
				return err
			}
			list = append(list, w)
		}
		return nil
	})
	if err != nil || len(list) == 0 {
		return err
	}
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(historiesAtOnce)
	for _, w := range list {
		group.Go(func() error {
			device, ok := Decode(w.raw)
			if !ok {
				return fmt.Errorf("the stored state of %s is damaged", w.device.Key)
			}
			said, none, err := textsOf(ctx, client, device, w.run, w.lines)
			if err != nil || none.Reason == ReasonUnreachable {
				return err
			}
			return sink.Texts(ctx, w.run.ID, said, none.Text)
		})
	}
	err = group.Wait()
	sink.Changed()
	return err
}

// textsOf returns the error texts of the objects of a run, by their names.
func textsOf(
	ctx context.Context,
	client *Client,
	d Device,
	run domain.Run,
	lines []domain.SummaryLine,
) (map[string]string, Unavailable, error) {
	begin := run.At.Add(-around)
	history, err := client.Sessions(ctx, d, begin)
	if err != nil || history.Unavailable.Reason != ReasonNone {
		return nil, history.Unavailable, err
	}
	code := map[string]string{}
	for _, l := range lines {
		code[l.Name] = l.Code
	}
	said := map[string]string{}
	for _, o := range run.Objects {
		if o.Status.Good() {
			continue
		}
		for _, session := range history.List { // the newest first
			ended := session.Ended
			if session.Code != code[o.Name] || session.State == StateCompleted || ended.IsZero() || ended.After(run.Ended.Time.Add(around)) {
				continue
			}
			errors, err := client.SessionErrors(ctx, d, session)
			if err != nil || errors.Unavailable.Reason != ReasonNone {
				return said, errors.Unavailable, err
			}
			if text := Texts(errors.List); text != "" {
				said[o.Name] = text
			}
			break
		}
	}
	return said, Unavailable{}, nil
}
