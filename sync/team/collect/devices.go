package collect

import (
	"context"
	"runtime"

	"runchecks/domain"
	"runchecks/sync/ingest"
	"runchecks/sync/source"
)

// readAtOnce is how many mails are read at a time.
func readAtOnce() int { return runtime.GOMAXPROCS(0) }

// devices takes over states of devices as if they had been asked for here, each at its time. A
// device that is new is stored first, so that what the team decided about it holds for all
// of its states.
func (v *visit) devices(ctx context.Context, pieces []Piece) error {
	if len(pieces) == 0 {
		return nil
	}
	states := make([]deviceState, len(pieces))
	for i, p := range pieces {
		if err := p.read(&states[i]); err != nil {
			return err
		}
	}
	for _, from := range sourcesOf(states) {
		if err := v.devicesOf(ctx, from, pieces, states); err != nil {
			return err
		}
	}
	return nil
}

func sourcesOf(states []deviceState) (out []domain.Source) {
	seen := map[domain.Source]bool{}
	for _, s := range states {
		if !seen[s.Source] {
			seen[s.Source] = true
			out = append(out, s.Source)
		}
	}
	return out
}

func (v *visit) devicesOf(ctx context.Context, from domain.Source, pieces []Piece, states []deviceState) error {
	reader, _ := v.p.Devices.Devices(from)
	stager, ok := reader.(source.Stager)
	if !ok {
		return nil // of a newer program: this one could not read it
	}
	var rules domain.DeviceRules
	known := map[string]bool{}
	err := v.p.Store.Read(ctx, func(q domain.Reader) error {
		list, err := q.DevicesOf(v.account.ID, from)
		for _, d := range list {
			known[string(d.Key)] = true
		}
		if err == nil {
			rules, err = domain.ReadDeviceRules(q)
		}
		return err
	})
	if err != nil {
		return err
	}
	add := func(stage *ingest.Stage, p Piece, s deviceState) error {
		if err := stage.Poll(ctx, p.At, s.Before); err != nil {
			return err
		}
		if s.Gone {
			return stage.Gone(ctx, domain.DeviceKey(p.About))
		}
		report, ok := stager.Staged(s.Raw, rules, p.At)
		if !ok || string(report.Device.Key) != p.About {
			return nil // damaged: the next state says all
		}
		return stage.Add(ctx, report)
	}
	stage, err := v.sink.Stage(ctx, from)
	if err != nil {
		return err
	}
	fresh := false
	for i, p := range pieces {
		if states[i].Source == from && !known[p.About] && !states[i].Gone {
			known[p.About], fresh = true, true
			if err := add(stage, p, states[i]); err != nil {
				return err
			}
		}
	}
	if fresh {
		if _, err := stage.Finish(ctx, false); err != nil {
			return err
		}
		if err := v.p.CatchUp(ctx); err != nil {
			return err
		}
		if stage, err = v.sink.Stage(ctx, from); err != nil { // what is linked by now
			return err
		}
	}
	for i, p := range pieces {
		if states[i].Source != from {
			continue
		}
		if i > 0 && !p.At.Equal(pieces[i-1].At) {
			if err := v.made(ctx, stage); err != nil {
				return err
			}
		}
		if err := add(stage, p, states[i]); err != nil {
			return err
		}
	}
	return v.made(ctx, stage)
}

// made stores what one poll told, and makes runs of it.
func (v *visit) made(ctx context.Context, stage *ingest.Stage) error {
	if _, err := stage.Finish(ctx, false); err != nil {
		return err
	}
	_, err := v.sink.MakeRuns(ctx)
	v.sink.Changed()
	return err
}

// answers fills gaps in the past of devices, and texts of runs that wait for them, by what the
// collector was answered. What nobody asked yet is looked for at the next sync.
func (v *visit) answers(ctx context.Context) error {
	type gap struct {
		device domain.Device
		spans  []domain.UnobservedSpan
	}
	gaps := map[string]gap{}
	runs := map[string]int64{}
	var devices, keys []string
	err := v.p.Store.Read(ctx, func(q domain.Reader) error {
		list, err := q.Devices()
		if err != nil {
			return err
		}
		own := map[domain.DeviceKey]bool{}
		for _, d := range list {
			if d.Account != v.account.ID {
				continue
			}
			own[d.Key] = true
			if d.State != domain.DeviceLinked || !d.Source.Devices().History {
				continue
			}
			spans, err := q.UnobservedSpans(d.ID)
			if err != nil {
				return err
			}
			open := gap{device: d}
			for _, s := range spans {
				if s.Why == "" {
					open.spans = append(open.spans, s)
				}
			}
			if len(open.spans) > 0 {
				gaps[string(d.Key)] = open
				devices = append(devices, string(d.Key))
			}
		}
		if len(own) == 0 {
			return nil
		}
		wanted, err := q.WantedTexts(textsASync)
		if err != nil {
			return err
		}
		for _, id := range wanted {
			r, err := q.Run(id)
			if err != nil {
				return err
			}
			runs[string(r.Key)] = id
			keys = append(keys, string(r.Key))
		}
		return nil
	})
	if err != nil {
		return err
	}
	told, err := v.keeper.About(ctx, History, devices)
	if err != nil {
		return err
	}
	for _, p := range told {
		var h history
		if err := p.read(&h); err != nil {
			return err
		}
		open := gaps[p.About]
		var filled []domain.UnobservedSpan
		for _, s := range open.spans {
			if !s.From.After(h.To) && !h.To.Before(s.To.Add(-slack)) {
				filled = append(filled, s)
			}
		}
		if len(filled) == 0 {
			continue
		}
		if err := v.sink.Recovered(ctx, open.device, filled, h.Runs, h.Why); err != nil {
			return err
		}
	}
	texted, err := v.keeper.About(ctx, Texts, keys)
	if err != nil {
		return err
	}
	for _, p := range texted {
		var t texts
		if err := p.read(&t); err != nil {
			return err
		}
		if err := v.sink.Texts(ctx, runs[p.About], t.Texts, t.Why); err != nil {
			return err
		}
	}
	if len(told)+len(texted) > 0 {
		v.sink.Changed()
	}
	return nil
}

const (
	// textsASync bounds for how many runs one sync looks for texts.
	textsASync = 500
	// slack is how much earlier than here a gap may end where it was asked about: it ends with
	// a session, whose times are the service's.
	slack = 6 * 60 * 60 * 1e9
)
