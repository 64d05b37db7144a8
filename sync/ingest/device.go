package ingest

import (
	"context"
	"errors"
	"fmt"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// Told is what a service says about one device now.
type Told struct {
	// Device has everything but ID and what was decided.
	Device domain.Device
	// Began is when the newest finished session began, zero for none.
	Began time.Time
	Raw   []byte
}

// StageCounts tells what a poll brought.
type StageCounts struct {
	New, Changed, Gone int
}

// Times of what was not observed: a gap between two polls that is shorter loses no run
// worth asking for, and a run that was under way at the poll before it began earlier.
const (
	shortGap  = time.Hour
	underWay  = 6 * time.Hour
	gapReach  = 90 * 24 * time.Hour // how far back the history of a new link goes
	gapMemory = 30 * 24 * time.Hour // how long gaps are remembered: longer than anything is missed
)

// stageBatch is how many changed devices are one transaction.
const stageBatch = 250

// Stage takes in what one poll of a service tells of its devices. What did not change
// since the last poll is not written. It belongs to one goroutine.
type Stage struct {
	in      *Ingest
	account domain.Account
	now     time.Time
	known   map[domain.DeviceKey]domain.Device
	seen    map[domain.DeviceKey]bool
	batch   []Told
	counts  StageCounts
}

// Stage begins a poll of an account's devices from one source.
func (in *Ingest) Stage(ctx context.Context, account domain.Account, source domain.Source) (*Stage, error) {
	s := &Stage{in: in, account: account, now: in.clock(), known: map[domain.DeviceKey]domain.Device{}, seen: map[domain.DeviceKey]bool{}}
	err := in.store.Read(ctx, func(q domain.Queries) error {
		list, err := q.DevicesOf(account.ID, source)
		for _, d := range list {
			s.known[d.Key] = d
		}
		return err
	})
	return s, err
}

// Add takes in one device.
func (s *Stage) Add(ctx context.Context, t Told) error {
	s.seen[t.Device.Key] = true
	before, known := s.known[t.Device.Key]
	if known && before.Print == t.Device.Print && before.Gone.IsZero() {
		return nil
	}
	t.Device.Account, t.Device.Changed, t.Device.FirstSeen = s.account.ID, s.now, s.now
	s.batch = append(s.batch, t)
	if len(s.batch) < stageBatch {
		return nil
	}
	return s.flush(ctx)
}

func (s *Stage) flush(ctx context.Context) error {
	if len(s.batch) == 0 {
		return nil
	}
	counts := s.counts
	err := s.in.store.Write(ctx, func(tx domain.Changes) error {
		counts = s.counts
		for _, t := range s.batch {
			id, err := tx.PutDevice(t.Device, t.Raw)
			if err != nil {
				return err
			}
			before, known := s.known[t.Device.Key]
			if !known {
				counts.New++
				continue
			}
			counts.Changed++
			polled := s.account.Health.Covered
			if before.State != domain.DeviceLinked || polled.IsZero() || !t.Device.Last.After(before.Last) || t.Began.Sub(polled) <= shortGap {
				continue
			}
			if err := tx.PutGap(domain.Gap{Device: id, Span: domain.Span{From: polled.Add(-underWay), To: t.Began}}); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil {
		s.batch, s.counts = s.batch[:0], counts
	}
	return err
}

// Finish stores what is left. After a complete poll, devices that it did not tell of
// are gone; a linked one that is gone is reported once, as a run of its job.
func (s *Stage) Finish(ctx context.Context, complete bool) (StageCounts, error) {
	if err := s.flush(ctx); err != nil || !complete {
		return s.counts, err
	}
	var gone []domain.Device
	var ids []int64
	for key, d := range s.known {
		if !s.seen[key] && d.Gone.IsZero() {
			gone, ids = append(gone, d), append(ids, d.ID)
		}
	}
	if len(gone) == 0 {
		return s.counts, nil
	}
	err := s.in.store.Write(ctx, func(tx domain.Changes) error {
		decided, err := readDecisions(tx)
		if err != nil {
			return err
		}
		for _, d := range gone {
			if d.State != domain.DeviceLinked {
				continue
			}
			if err := s.in.reportGone(tx, decided, d, s.now); err != nil {
				return err
			}
		}
		return tx.SetDevicesGone(ids, s.now)
	})
	s.counts.Gone = len(gone)
	return s.counts, err
}

// reportGone makes the one run that says that a device is told of no longer.
func (in *Ingest) reportGone(tx domain.Changes, decided *decisions, d domain.Device, now time.Time) error {
	job, err := tx.Job(d.Job)
	if err != nil {
		return err
	}
	key := domain.RunKey("gone:" + string(d.Key) + ":" + d.Changed.UTC().Format(time.RFC3339))
	switch _, err := tx.RunByKey(key); {
	case err == nil:
		return nil
	case domain.CodeOf(err) != domain.CodeNotFound:
		return err
	}
	where := "Cove"
	if d.Source == domain.SourceCloudConnect {
		where = "The provider's report"
	}
	run := domain.Run{
		Key: key, JobID: job.ID, Source: d.Source, At: now,
		Result: domain.Result{
			Product: d.Product(), JobType: d.Class, JobName: d.Name, Kind: domain.KindInformation, Status: domain.Warning, NoObjects: domain.ObjectsNone, Confidence: domain.ConfidenceHigh,
			Error:    where + " no longer tells of this device. If it was removed on purpose, unlink it and archive the job.",
			Evidence: domain.Evidence{Words: "no longer told of", Where: "list of devices"},
		},
	}
	_, err = decided.record(tx, run, job, string(key), now)
	return err
}

// DeviceRun is a run that came without a mail.
type DeviceRun struct {
	Key     domain.RunKey
	At      time.Time
	Result  domain.Result
	Summary domain.Summary
	Raw     []byte
	// Texts is true where error texts can be asked for.
	Texts bool
}

// Silence is a workstation that has been offline for too long: one synthetic run.
type Silence struct {
	Key    domain.RunKey
	Status domain.Status
	Words  string
}

// State is what the newest state of a device comes to.
type State struct {
	Runs    []DeviceRun
	Silence *Silence // nil for none
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
		err := in.store.Read(ctx, func(q domain.Queries) error {
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
		err = in.store.Write(ctx, func(tx domain.Changes) error {
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
				stored, err := in.storeRuns(tx, decided, job, d, f.state.Runs, false)
				n += stored
				if err != nil {
					return err
				}
				if d.Source == domain.SourceCove {
					if err := in.silence(tx, decided, job, f.state.Silence); err != nil {
						return err
					}
				}
				if err := tx.SetImported(d.ID, d.Print); err != nil {
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

// askHistory notes, for a device of Cove whose job has no run of it yet, that nobody
// knows what it did before: its history is asked for.
func (in *Ingest) askHistory(tx domain.Changes, d domain.Device, runs []DeviceRun) error {
	if d.Source != domain.SourceCove {
		return nil
	}
	now := in.clock()
	known, err := tx.SourceRuns(d.Job, domain.SourceCove, now.Add(-gapReach), now)
	if err != nil || len(known) > 0 {
		return err
	}
	to := now
	if len(runs) > 0 && runs[0].At.Before(to) {
		to = runs[0].At
	}
	from := now.Add(-gapReach)
	if !from.Before(to) {
		return nil
	}
	return tx.PutGap(domain.Gap{Device: d.ID, Span: domain.Span{From: from, To: to}})
}

// storeRuns stores the runs of one device that are not known yet. Recovered ones that are
// older than the link by more than rules.HistoryAge start as reviewed.
func (in *Ingest) storeRuns(tx domain.Changes, decided *decisions, job domain.Job, d domain.Device, runs []DeviceRun, recovered bool) (made int, err error) {
	for _, r := range runs {
		switch _, err := tx.RunByKey(r.Key); {
		case err == nil:
			continue
		case domain.CodeOf(err) != domain.CodeNotFound:
			return made, err
		}
		run := domain.Run{Key: r.Key, JobID: job.ID, Source: d.Source, At: r.At, Result: r.Result}
		if recovered && run.At.Before(d.LinkedAt.Add(-rules.HistoryAge)) {
			run.Review = &domain.Review{At: in.clock(), Note: "imported as history"}
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
		if err := in.sameDay(tx, job.ID, run.At); err != nil {
			return made, err
		}
	}
	return made, nil
}

// sameDay applies the same-day rule to one job and the local day of a run.
func (in *Ingest) sameDay(tx domain.Changes, job int64, at time.Time) error {
	settings, err := domain.ReadDeviceRules(tx)
	if err != nil {
		return err
	}
	y, m, day := at.In(in.loc).Date()
	from, to := time.Date(y, m, day, 0, 0, 0, 0, in.loc), time.Date(y, m, day+1, 0, 0, 0, 0, in.loc)
	runs, err := tx.SourceRuns(job, domain.SourceCove, from, to)
	if err != nil {
		return err
	}
	hides := rules.SameDay(runs, in.loc, settings.KeepWorse)
	change := map[int64]int64{}
	for _, r := range runs {
		if by := hides[r.ID]; by != 0 || r.Hidden {
			change[r.ID] = by
		}
	}
	return tx.SetHidden(change)
}

// silence makes, escalates or withdraws the run that says that a workstation is
// offline (product.md, section 5). Reviewed ones are left alone.
func (in *Ingest) silence(tx domain.Changes, decided *decisions, job domain.Job, now *Silence) error {
	known, err := tx.SourceRuns(job.ID, domain.SourceOffline, time.Unix(0, 0), in.clock().AddDate(1, 0, 0))
	if err != nil {
		return err
	}
	told := false
	for _, k := range known {
		if now != nil && k.Key == now.Key {
			told = true
			if k.Reviewed || k.Raw == now.Status {
				continue
			}
			run, err := tx.Run(k.ID)
			if err != nil {
				return err
			}
			run.Result = now.result(job)
			run.Effective = rules.Effective(run, job, decided.book)
			if err := tx.SetRun(run, string(run.Key)); err != nil {
				return err
			}
			continue
		}
		if k.Reviewed {
			continue
		}
		if err := tx.DeleteRun(k.ID); err != nil && domain.CodeOf(err) != domain.CodeConflict {
			return err
		}
	}
	if now == nil || told {
		return nil
	}
	run := domain.Run{Key: now.Key, JobID: job.ID, Source: domain.SourceOffline, At: in.clock(), Result: now.result(job)}
	_, err = decided.record(tx, run, job, string(now.Key), in.clock())
	return err
}

func (s Silence) result(job domain.Job) domain.Result {
	return domain.Result{
		Product: job.Product, JobType: job.Type, JobName: job.Name, Kind: domain.KindRun, Status: s.Status, NoObjects: domain.ObjectsNone, Confidence: domain.ConfidenceMedium,
		Error: s.Words, Evidence: domain.Evidence{Words: s.Words, Where: "28-day bar"},
	}
}

// Recovered stores runs that a device's history tells of and that ended in one of its
// gaps, and closes the gaps; why says why they could not be read, "" where they were.
func (in *Ingest) Recovered(ctx context.Context, d domain.Device, gaps []domain.Gap, runs []DeviceRun, why string) (made int, err error) {
	err = in.store.Write(ctx, func(tx domain.Changes) error {
		made = 0
		decided, err := readDecisions(tx)
		if err != nil {
			return err
		}
		now, err := tx.DeviceByKey(d.Key)
		if err != nil || now.State != domain.DeviceLinked {
			return err
		}
		job, err := tx.Job(now.Job)
		if err != nil {
			return err
		}
		var inside []DeviceRun
		for _, r := range runs {
			for _, g := range gaps {
				if end := r.Result.Ended.Time; g.Contains(end) || g.Contains(r.At) {
					inside = append(inside, r)
					break
				}
			}
		}
		if made, err = in.storeRuns(tx, decided, job, now, inside, true); err != nil {
			return err
		}
		for _, g := range gaps {
			switch {
			case why == "" || g.To.Before(in.clock().Add(-gapMemory)):
				err = errors.Join(err, tx.DeleteGap(g.Device, g.From))
			default:
				g.Why = why
				err = errors.Join(err, tx.PutGap(g))
			}
		}
		return err
	})
	return made, err
}
