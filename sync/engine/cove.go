package engine

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"runchecks/domain"
	"runchecks/sync/cove"
	"runchecks/sync/ingest"
)

// Bounds of what one sync asks for beside the list of devices; the rest comes with the
// next one.
const (
	historiesAtOnce = 4
	historiesASync  = 300
)

// coveClient is a client with what it was made for. It lives as long as the engine, so
// that visa, refused columns and the places of details are known at the next sync.
type coveClient struct {
	config cove.Config
	client *cove.Client
}

// cove polls an account of Cove: stage what changed, make runs of what is linked, ask
// for what was not observed. notice says what a good poll could not read.
func (e *Engine) cove(ctx context.Context, a domain.Account, report *reporter) (notice string, err error) {
	password, err := e.p.Secrets.Get(ctx, a)
	if err != nil {
		return "", err
	}
	client, err := e.coveClient(a, password)
	if err != nil {
		return "", err
	}
	settings, err := e.settings(ctx)
	if err != nil {
		return "", err
	}
	mapping := cove.MappingOf(settings)
	stage, err := e.ingest.Stage(ctx, a, domain.SourceCove)
	if err != nil {
		return "", err
	}
	now := e.p.Clock()
	report.plan("devices", 0)
	poll, err := client.Devices(ctx, func(d cove.Device) error {
		report.stored(1, ingest.Counts{})
		return stage.Add(ctx, told(d, mapping, now))
	})
	if domain.CodeOf(err) == domain.CodeSignIn {
		// The client never asks again after a refusal; a person may have mended it.
		client.Close()
		e.covesMu.Lock()
		delete(e.coves, a.ID)
		e.covesMu.Unlock()
	}
	counts, stageErr := stage.Finish(ctx, err == nil && len(poll.Doubts) == 0)
	if err == nil {
		err = stageErr
	}
	made, freshErr := e.fresh(ctx)
	report.stored(0, ingest.Counts{Runs: made})
	if counts != (ingest.StageCounts{}) || made > 0 {
		e.p.Changed()
	}
	switch {
	case err != nil:
		return "", err
	case freshErr != nil:
		return "", freshErr
	case len(poll.Doubts) > 0:
		return "", &domain.Error{
			Code: domain.CodeNetwork,
			Message: "Reading devices from Cove was not complete: " + strings.Join(
				poll.Doubts,
				" ",
			) + " What was read is stored; the next sync tries again.",
		}
	}
	if len(poll.Refused) > 0 {
		notice = "Cove does not let this user see: " + strings.Join(poll.Refused, ", ") + ". Sources without figures are shown as Unknown."
	}
	// The list of devices was read well: what is missing beside it is asked for again
	// at the next sync, and said meanwhile.
	for _, err := range []error{e.histories(ctx, client, a, mapping), e.texts(ctx, client, a)} {
		switch {
		case err == nil:
		case ctx.Err() != nil || domain.CodeOf(err) != domain.CodeNetwork:
			return notice, err
		default:
			notice = strings.TrimSpace(notice + " " + err.Error() + " The next sync tries again.")
		}
	}
	return notice, nil
}

func (e *Engine) coveClient(a domain.Account, password string) (*cove.Client, error) {
	config := cove.Config{BaseURL: a.Host, User: a.User, Password: password, Partner: a.Partner, Now: e.p.Clock}
	e.covesMu.Lock()
	defer e.covesMu.Unlock()
	if known, ok := e.coves[a.ID]; ok {
		if known.config.BaseURL == config.BaseURL && known.config.User == config.User && known.config.Password == config.Password &&
			known.config.Partner == config.Partner {
			return known.client, nil
		}
		known.client.Close()
		delete(e.coves, a.ID)
	}
	client, err := cove.New(config)
	if err == nil {
		e.coves[a.ID] = &coveClient{config, client}
	}
	return client, err
}

// settings reads how the profile wants devices to be judged.
func (e *Engine) settings(ctx context.Context) (r domain.DeviceRules, err error) {
	err = e.p.Store.Read(ctx, func(q domain.Queries) error {
		r, err = domain.ReadDeviceRules(q)
		return err
	})
	return r, err
}

// told is a device as it is staged.
func told(d cove.Device, m cove.Mapping, now time.Time) ingest.Told {
	t := ingest.Told{Raw: d.Raw, Device: domain.Device{
		Key: domain.CoveDeviceKey(d.AccountID), Source: domain.SourceCove, Customer: d.Customer, Owner: strconv.FormatInt(d.PartnerID, 10),
		Name: d.Name, Computer: d.Computer, Class: string(d.Class), Status: domain.Unknown, Print: printOf(d),
	}}
	if runs := cove.Runs(d, m, now); len(runs) > 0 {
		t.Device.Status, t.Device.Last, t.Began = runs[0].Status, runs[0].Ended.Time, runs[0].At()
	}
	return t
}

// printOf stands for all that a row says but the time of the last contact, which moves
// without anything having happened.
func printOf(d cove.Device) string {
	d.Raw, d.LastContact, d.Refused = nil, time.Time{}, nil
	text, err := json.Marshal(d)
	if err != nil { // numbers, texts and times: it cannot fail
		return ""
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:12])
}

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
	return e.ingest.JudgeAgain(
		ctx,
		cove.TableVersion,
		func(run domain.Run, stored domain.StoredSummary, settings domain.DeviceRules) (ingest.DeviceRun, bool) {
			if run.Source == domain.SourceCloudConnect {
				again, err := ingest.TenantRun(run.Key, stored.Raw, settings, stored.Imported)
				return again, err == nil
			}
			// What was recovered from a history is not stored as a row, and stays.
			device, ok := cove.Decode(stored.Raw)
			if !ok {
				return ingest.DeviceRun{}, false
			}
			runs := deviceRuns(cove.Runs(device, cove.MappingOf(settings), stored.Imported))
			if len(runs) == 0 {
				return ingest.DeviceRun{}, false
			}
			return runs[0], true
		},
	)
}

func (e *Engine) fresh(ctx context.Context) (int, error) {
	settings, err := e.settings(ctx)
	if err != nil {
		return 0, err
	}
	mapping := cove.MappingOf(settings)
	e.freshMu.Lock()
	defer e.freshMu.Unlock()
	limits := cove.OfflineLimits{Warning: settings.OfflineWarning, Failed: settings.OfflineFailed}
	return e.ingest.Fresh(ctx, func(d domain.Device, raw []byte) (ingest.State, error) {
		if d.Source == domain.SourceCloudConnect {
			run, err := ingest.TenantRun(ingest.TenantRunKey(d.Key, d.Last), raw, settings, d.Changed)
			return ingest.State{Runs: []ingest.DeviceRun{run}}, err
		}
		device, ok := cove.Decode(raw)
		if !ok {
			return ingest.State{}, fmt.Errorf("the stored state of %s is damaged", d.Key)
		}
		state := ingest.State{Runs: deviceRuns(cove.Runs(device, mapping, d.Changed))}
		if off, is := cove.DetectOffline(device, limits, d.Changed); is {
			state.Silence = &ingest.Silence{
				Key:     off.Key,
				Status:  off.Status,
				Words:   off.Message,
				Summary: cove.Summarise(device, mapping, d.Changed).Panel(),
			}
		}
		return state, nil
	})
}

func deviceRuns(runs []cove.Run) []ingest.DeviceRun {
	out := make([]ingest.DeviceRun, len(runs))
	for i, r := range runs {
		out[i] = ingest.DeviceRun{Key: r.Key, At: r.At(), Result: r.Result, Summary: r.Summary.Panel(), Raw: r.Raw, Texts: true}
	}
	return out
}

// histories asks for the sessions of linked devices that nobody observed.
func (e *Engine) histories(ctx context.Context, client *cove.Client, a domain.Account, m cove.Mapping) error {
	type missing struct {
		device domain.Device
		raw    []byte
		gaps   []domain.Gap
	}
	var list []missing
	err := e.p.Store.Read(ctx, func(q domain.Queries) error {
		devices, err := q.DevicesOf(a.ID, domain.SourceCove)
		if err != nil {
			return err
		}
		for _, d := range devices {
			if d.State != domain.DeviceLinked || len(list) == historiesASync {
				continue
			}
			all, err := q.Gaps(d.ID)
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
			device, ok := cove.Decode(one.raw)
			if !ok {
				return fmt.Errorf("the stored state of %s is damaged", one.device.Key)
			}
			found, err := client.Sessions(ctx, device, one.gaps[0].From)
			if err != nil {
				return err
			}
			why := found.Unavailable.Text
			if found.Unavailable.Reason == cove.ReasonUnreachable {
				return nil // the next sync tries again
			}
			if found.More {
				why = "Cove has more sessions than are read."
			}
			_, err = e.ingest.Recovered(ctx, one.device, one.gaps, deviceRuns(cove.Recovered(device, found.List, m, e.p.Clock())), why)
			return err
		})
	}
	err = group.Wait()
	if len(list) > 0 {
		e.p.Changed()
	}
	return err
}
