package ingest

import (
	"context"
	"fmt"
	"runchecks/domain"
	"runchecks/domain/rules"
	"time"
)

// DeviceRun is a run that came without a mail.
type DeviceRun struct {
	Key     domain.RunKey
	At      time.Time
	Result  domain.Result
	Summary domain.Summary
	Raw     []byte
	// Sender is what is known of the sender of the mail that told of it.
	Sender domain.Sender
	// Texts is true where error texts can be asked for.
	Texts bool
}

// State is what the newest state of a device comes to.
type State struct {
	Runs    []DeviceRun
	Offline *OfflineRun // nil for none
}

// importBatch is how many devices are imported in one transaction.
const importBatch = 100

// Fresh makes runs of the newest states of linked devices that made none yet. read says
// what a state comes to, and is told when it was polled. It needs no network.
func (in *Ingest) Fresh(ctx context.Context, read func(domain.Device, []byte) (State, error)) (int, error) {
	type fresh struct {
		device domain.Device
		state  State
	}
	made := 0
	for {
		var list []fresh
		err := in.store.Read(ctx, func(q domain.Reader) error {
			devices, err := q.FreshDevices()
			if err != nil {
				return err
			}
			for _, d := range devices[:min(len(devices), importBatch)] {
				raw, err := q.DeviceRaw(d.ID)
				if err != nil {
					return err
				}
				state, err := read(d, raw)
				if err != nil {
					return fmt.Errorf("read the state of %s: %w", d.Name, err)
				}
				list = append(list, fresh{d, state})
			}
			return nil
		})
		if err != nil || len(list) == 0 {
			return made, err
		}
		n := 0
		err = in.store.Write(ctx, func(tx domain.Tx) error {
			n = 0
			decided, err := readDecisions(tx)
			if err != nil {
				return err
			}
			for _, f := range list {
				d := f.device
				job, err := tx.Job(d.Job)
				if err != nil {
					return err
				}
				if err := in.askHistory(tx, d, f.state.Runs); err != nil {
					return err
				}
				stored, err := in.storeRuns(tx, decided, job, d, f.state.Runs, d.LinkedAt)
				n += stored
				if err != nil {
					return err
				}
				if d.Source.Devices().Offline {
					if err := in.offline(tx, decided, job, f.state.Offline); err != nil {
						return err
					}
				}
				if err := tx.SetImported(d.ID, d.Fingerprint); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return made, err
		}
		made += n
	}
}

// storeRuns stores the runs of one device that are not known yet. Those that are older
// than began, when it was linked, by more than rules.HistoryAge start as reviewed.
func (in *Ingest) storeRuns(
	tx domain.Tx,
	decided *decisions,
	job domain.Job,
	d domain.Device,
	runs []DeviceRun,
	began time.Time,
) (made int, err error) {
	for _, r := range runs {
		switch _, err := tx.RunByKey(r.Key); {
		case err == nil:
			continue
		case domain.CodeOf(err) != domain.CodeNotFound:
			return made, err
		}
		run := domain.Run{Key: r.Key, JobID: job.ID, Source: d.Source, At: r.At, Result: r.Result, Sender: r.Sender}
		if run.At.Before(began.Add(-rules.HistoryAge)) {
			run.Review = &domain.Review{At: in.clock(), Note: noted("noted.history")}
		}
		id, err := decided.record(tx, run, job, string(r.Key), in.clock())
		if err != nil {
			return made, err
		}
		made++
		wanted := r.Texts && run.Review == nil && !run.Status.Good()
		if err := tx.PutSummary(id, domain.StoredSummary{Summary: r.Summary, Raw: r.Raw, Wanted: wanted}); err != nil {
			return made, err
		}
		if err := in.sameDay(tx, decided, run); err != nil {
			return made, err
		}
	}
	return made, nil
}

// sameDay applies the same-day rule to the job and the local day of a run. What
// shows again is judged by what was decided while it was hidden.
func (in *Ingest) sameDay(tx domain.Tx, decided *decisions, run domain.Run) error {
	if !run.Source.Devices().SameDay {
		return nil
	}
	settings, err := domain.ReadDeviceRules(tx)
	if err != nil {
		return err
	}
	y, m, day := run.At.In(in.loc).Date()
	from, to := time.Date(y, m, day, 0, 0, 0, 0, in.loc), time.Date(y, m, day+1, 0, 0, 0, 0, in.loc)
	runs, err := tx.SourceRuns(run.JobID, run.Source, from, to)
	if err != nil {
		return err
	}
	hides := rules.SameDay(runs, in.loc, settings.KeepWorse)
	change := map[int64]int64{}
	for _, r := range runs {
		by := hides[r.ID]
		if by == 0 && !r.Hidden {
			continue
		}
		change[r.ID] = by
		if by == 0 && !r.Reviewed {
			if err := in.shown(tx, decided, r.ID); err != nil {
				return err
			}
		}
	}
	return tx.SetHidden(change)
}

// shown judges a run that is hidden no longer.
func (in *Ingest) shown(tx domain.Tx, decided *decisions, id int64) error {
	run, err := tx.Run(id)
	if err != nil {
		return err
	}
	job, err := tx.Job(run.JobID)
	if err != nil {
		return err
	}
	if effective := rules.Effective(run, job, decided.book); effective != run.Effective {
		if err := tx.SetEffective([]int64{id}, effective); err != nil {
			return err
		}
	}
	return decided.link(tx, run, job)
}
