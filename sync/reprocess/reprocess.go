// Package reprocess reads stored messages again: to see what other readers would
// make of them, or to store it. What becomes of runs and decisions is
// sync/ingest's; which readers there are is sync/library's.
package reprocess

import (
	"cmp"
	"context"
	"errors"
	"runtime"
	"slices"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/sync/ingest"
	"runchecks/sync/mailitem"
	"runchecks/sync/message"
	"runchecks/sync/readers"
	"runchecks/sync/readers/generic"
	"runchecks/sync/readers/learned"
)

// batchMails is how many messages one transaction holds: few enough that a
// decision made meanwhile never waits long.
const batchMails = 100

// Reprocessor reads stored messages again. It is safe for concurrent use.
type Reprocessor struct {
	store  domain.Store
	ingest *ingest.Ingest
	loc    *time.Location
}

// New returns a Reprocessor, or an error naming what is missing.
func New(store domain.Store, clock domain.Clock, loc *time.Location) (*Reprocessor, error) {
	in, err := ingest.New(store, clock, loc)
	if err != nil {
		return nil, err
	}
	return &Reprocessor{store: store, ingest: in, loc: loc}, nil
}

// Pass is one walk over messages.
type Pass struct {
	Readers *readers.Registry
	// Learned is what was learned of senders; nil for what the cache says.
	Learned *learned.Book
	// Messages are the ids to read; nil means every stored message.
	Messages []int64
	// Trial is the name of a definition whose hits are counted, and Without the
	// readers that lack it: what they read too is a conflict.
	Trial   string
	Without *readers.Registry
	// Progress is told how far the pass is, after each batch; it may be nil.
	Progress func(done, total int)
}

// Preview says what Apply would change. It writes nothing.
func (r *Reprocessor) Preview(ctx context.Context, p Pass) (domain.Reread, error) {
	return r.walk(ctx, p, r.ingest.Reprocess(false))
}

// Apply reads the messages and stores the outcome, a batch at a time. After an
// error or cancel the batches before it stay; the rest is as it was.
func (r *Reprocessor) Apply(ctx context.Context, p Pass) (domain.Reread, error) {
	sum, err := r.walk(ctx, p, r.ingest.Reprocess(true))
	if err != nil {
		return sum, err
	}
	_, err = r.ingest.Attempts(ctx)
	return sum, err
}

func (r *Reprocessor) walk(ctx context.Context, p Pass, again *ingest.Reprocess) (domain.Reread, error) {
	if p.Readers == nil {
		return domain.Reread{}, errors.New("reread: no readers")
	}
	ids := p.Messages
	if ids == nil {
		err := r.store.Read(ctx, func(q domain.Reader) (err error) {
			ids, err = q.MessageIDs("")
			return err
		})
		if err != nil {
			return domain.Reread{}, err
		}
	}
	if p.Learned == nil {
		err := r.store.Read(ctx, func(q domain.Reader) (err error) {
			p.Learned, err = learned.ReadBook(q)
			return err
		})
		if err != nil {
			return domain.Reread{}, err
		}
	}
	t := tally{conflicts: map[string]int{}, pending: map[string]bool{}}
	for from := 0; from < len(ids); from += batchMails {
		batch := ids[from:min(from+batchMails, len(ids))]
		if err := r.batch(ctx, p, batch, again, &t); err != nil {
			return t.sum(), err
		}
		if p.Progress != nil {
			p.Progress(from+len(batch), len(ids))
		}
	}
	sum := t.sum()
	err := r.store.Read(ctx, func(q domain.Reader) (err error) {
		sum.Plan, err = plan(q, again.Moves())
		return err
	})
	return sum, err
}

// plan says which approved jobs the moves of runs join or part.
func plan(q domain.Reader, moves []domain.JobMove) (domain.JobPlan, error) {
	if !slices.ContainsFunc(moves, func(m domain.JobMove) bool { return m.From != m.To }) {
		return domain.JobPlan{}, nil
	}
	all, err := q.Jobs()
	if err != nil {
		return domain.JobPlan{}, err
	}
	moved := map[domain.JobKey]bool{}
	for _, m := range moves {
		moved[m.From] = true
	}
	jobs, total := map[domain.JobKey]domain.Job{}, map[domain.JobKey]int{}
	for _, row := range all {
		jobs[row.Key] = row.Job
		if !moved[row.Key] {
			continue
		}
		runs, err := q.AllRuns(row.ID)
		if err != nil {
			return domain.JobPlan{}, err
		}
		total[row.Key] = len(runs)
	}
	return rules.PlanJoins(moves, jobs, total), nil
}

func (r *Reprocessor) batch(ctx context.Context, p Pass, ids []int64, again *ingest.Reprocess, t *tally) error {
	items := make([]ingest.Item, len(ids))
	other := make([]string, len(ids)) // who else knows a message that the trial reads
	whole := make([]bool, len(ids))
	group, groupCtx := errgroup.WithContext(ctx)
	var next atomic.Int64
	for range max(1, runtime.GOMAXPROCS(0)-1) {
		group.Go(func() error {
			for i := int(next.Add(1)) - 1; i < len(ids); i = int(next.Add(1)) - 1 {
				if err := groupCtx.Err(); err != nil {
					return err
				}
				m, raw, err := r.stored(groupCtx, ids[i])
				switch {
				case err != nil:
					return err
				case raw == nil:
					m.Readers = p.Readers.Fingerprint()
					items[i] = ingest.Item{
						Message:    m,
						Unreadable: cmp.Or(m.Reason, "The original of this message is not stored, or only in part."),
					}
					continue
				}
				with := mailitem.Reading{Readers: p.Readers, Learned: p.Learned, Account: m.Account, Location: r.loc}
				items[i], whole[i] = Item(groupCtx, with, m, raw), true
				if p.Without != nil && items[i].Message.Reader == p.Trial {
					other[i] = reader(groupCtx, p.Without, raw, m.Received, r.loc)
				}
			}
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	for i := range items {
		if !whole[i] {
			t.Failed++
		}
		if whole[i] && p.Trial != "" && items[i].Message.Reader == p.Trial {
			t.Hits++
			if other[i] != "" && other[i] != generic.Name {
				t.conflicts[other[i]]++
			}
		}
	}
	changes, err := again.Batch(ctx, items)
	if err != nil {
		return err
	}
	t.Messages += len(ids)
	t.add(changes)
	return nil
}

// stored returns a message and its original; raw is nil where that cannot be read
// or is only a part of what the server holds, which proves nothing.
func (r *Reprocessor) stored(ctx context.Context, id int64) (m domain.Message, raw []byte, err error) {
	err = r.store.Read(ctx, func(q domain.Reader) (err error) {
		if m, err = q.Message(id); err != nil {
			return err
		}
		raw, err = q.RawMessage(id)
		return err
	})
	if code := domain.CodeOf(err); err != nil && ctx.Err() == nil && (code == domain.CodeStorage || code == domain.CodeNotFound) {
		return m, nil, nil
	}
	// Servers estimate sizes, so a size alone says nothing of a message that was read.
	if len(raw) == 0 || m.State == domain.MessageUnreadable && int64(len(raw)) < m.Size {
		raw = nil
	}
	return m, raw, err
}

// Item is what is made of a stored message now.
func Item(ctx context.Context, with mailitem.Reading, m domain.Message, raw []byte) ingest.Item {
	item := mailitem.Read(ctx, with, raw, m.Received)
	if m.State == domain.MessageRead {
		item.Partial = m.Reason // the one reason that a message which was read can have
	}
	m.Reader, m.Readers = item.Message.Reader, item.Message.Readers
	if now := item.Message; now.Auth != nil {
		m.Auth, m.From, m.Subject, m.Date = now.Auth, now.From, now.Subject, now.Date
	}
	item.Message = m
	return item
}

func reader(ctx context.Context, registry *readers.Registry, raw []byte, received time.Time, loc *time.Location) string {
	m, err := message.Decode(ctx, raw)
	if err != nil {
		return ""
	}
	return registry.Read(ctx, m, readers.Env{Received: received, Location: loc}).Reader
}

// tally sums up the differences of a pass.
type tally struct {
	domain.Reread
	conflicts map[string]int
	pending   map[string]bool // jobs, by product and name
}

func (t *tally) add(changes []domain.RereadChange) {
	last := int64(0)
	for _, c := range changes {
		if c.Message != last {
			t.Changed++
			last = c.Message
		}
		switch c.Kind {
		case domain.RereadNew:
			t.NewRuns++
		case domain.RereadGone:
			t.GoneRuns++
		case domain.RereadKept:
			t.KeptRuns++
		}
		if c.After.Pending && (c.Kind == domain.RereadNew || c.NewJob) {
			t.pending[c.After.Product+"\x00"+c.After.Job] = true
		}
		if c.NewStatus {
			t.StatusChanges++
		}
		if c.NewJob {
			t.JobChanges++
		}
		if c.NewObjects {
			t.ObjChanges++
		}
		if c.Worse() {
			t.Worse++
		}
		if len(t.Rows) < domain.RereadRows || c.Decided {
			t.Rows = append(t.Rows, c)
		}
	}
	if len(t.Rows) > 2*domain.RereadRows {
		t.shorten()
	}
}

// shorten keeps the rows that matter most: decided runs that turn out worse, other
// decided ones, then the rest, newest first.
func (t *tally) shorten() {
	rank := func(c domain.RereadChange) int {
		switch {
		case c.Worse():
			return 0
		case c.Decided:
			return 1
		default:
			return 2
		}
	}
	slices.SortStableFunc(t.Rows, func(a, b domain.RereadChange) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), b.Received.Compare(a.Received))
	})
	t.Rows = t.Rows[:min(len(t.Rows), domain.RereadRows)]
}

func (t *tally) sum() domain.Reread {
	t.shorten()
	t.PendingJobs = len(t.pending)
	t.Conflicts = nil
	for name, n := range t.conflicts {
		t.Conflicts = append(t.Conflicts, domain.ReaderHits{Reader: name, Messages: n})
	}
	slices.SortFunc(t.Conflicts, func(a, b domain.ReaderHits) int {
		return cmp.Or(cmp.Compare(b.Messages, a.Messages), cmp.Compare(a.Reader, b.Reader))
	})
	return t.Reread
}
