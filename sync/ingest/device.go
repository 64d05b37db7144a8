package ingest

import (
	"context"
	"maps"
	"time"

	"runchecks/domain"
)

// DeviceReport is what a service says about one device now.
type DeviceReport struct {
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
	now     time.Time // of the poll
	before  time.Time // of the one before it, zero for none
	known   map[domain.DeviceKey]domain.Device
	seen    map[domain.DeviceKey]bool
	batch   []DeviceReport
	counts  StageCounts
}

// Stage begins a poll of an account's devices from one source.
func (in *Ingest) Stage(ctx context.Context, account domain.Account, source domain.Source) (*Stage, error) {
	s := &Stage{
		in: in, account: account, now: in.clock(), before: account.Health.Covered,
		known: map[domain.DeviceKey]domain.Device{}, seen: map[domain.DeviceKey]bool{},
	}
	err := in.store.Read(ctx, func(q domain.Reader) error {
		list, err := q.DevicesOf(account.ID, source)
		for _, d := range list {
			s.known[d.Key] = d
		}
		return err
	})
	return s, err
}

// Poll makes what is added from here on that of a poll which somebody else made at a time, after
// one at before.
func (s *Stage) Poll(ctx context.Context, at, before time.Time) error {
	if at.Equal(s.now) {
		return nil
	}
	err := s.flush(ctx)
	s.now, s.before = at, before
	return err
}

// Add takes in one device.
func (s *Stage) Add(ctx context.Context, t DeviceReport) error {
	s.seen[t.Device.Key] = true
	before, known := s.known[t.Device.Key]
	if known && before.Fingerprint == t.Device.Fingerprint && before.MissingSince.IsZero() {
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
	now := map[domain.DeviceKey]domain.Device{}
	err := s.in.store.Write(ctx, func(tx domain.Tx) error {
		counts = s.counts
		for _, t := range s.batch {
			id, err := tx.PutDevice(t.Device, t.Raw)
			if err != nil {
				return err
			}
			before, known := s.known[t.Device.Key]
			is := t.Device
			is.ID, is.State = id, before.State
			now[is.Key] = is
			if !known {
				counts.New++
				continue
			}
			counts.Changed++
			polled := s.before
			if before.State != domain.DeviceLinked || polled.IsZero() || !t.Device.Last.After(before.Last) || t.Began.Sub(polled) <= shortGap {
				continue
			}
			unobserved := domain.UnobservedSpan{Device: id, Span: domain.Span{From: polled.Add(-underWay), To: t.Began}}
			if err := tx.PutUnobservedSpan(unobserved); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil {
		s.batch, s.counts = s.batch[:0], counts
		maps.Copy(s.known, now)
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
		if !s.seen[key] && d.MissingSince.IsZero() {
			gone, ids = append(gone, d), append(ids, d.ID)
		}
	}
	err := s.lose(ctx, gone, ids)
	return s.counts, err
}

// Gone takes in that a device is told of no longer.
func (s *Stage) Gone(ctx context.Context, key domain.DeviceKey) error {
	if err := s.flush(ctx); err != nil {
		return err
	}
	d, known := s.known[key]
	if !known || !d.MissingSince.IsZero() {
		return nil
	}
	return s.lose(ctx, []domain.Device{d}, []int64{d.ID})
}

// lose stores that devices are told of no longer.
func (s *Stage) lose(ctx context.Context, gone []domain.Device, ids []int64) error {
	if len(gone) == 0 {
		return nil
	}
	err := s.in.store.Write(ctx, func(tx domain.Tx) error {
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
	if err == nil {
		s.counts.Gone += len(gone)
		for _, d := range gone {
			d.MissingSince = s.now
			s.known[d.Key] = d
		}
	}
	return err
}
