package ingest

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/sync/known"
)

// Reprocess is one pass over stored messages that were read again. It never touches a
// decision: a run keeps its key, review and marks whatever is read into it, and a
// run that somebody decided about stays even where the new reading has no such run.
type Reprocess struct {
	in    *Ingest
	write bool
	// seen holds the fingerprints of runs that this pass would make, so that a pass
	// that only looks finds the same duplicates as one that writes.
	seen  map[string]bool
	known known.Jobs
	moves map[move]int // runs by the job that they leave and the one that they come to
	names map[domain.JobKey]string
}

type move struct{ from, to domain.JobKey }

// Moves lists how many runs of jobs are filed under which keys by this pass.
func (p *Reprocess) Moves() []domain.JobMove {
	var out []domain.JobMove
	for m, runs := range p.moves {
		out = append(out, domain.JobMove{From: m.from, To: m.to, Name: p.names[m.to], Runs: runs})
	}
	slices.SortFunc(out, func(a, b domain.JobMove) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To)) })
	return out
}

// Reprocess returns a new pass. One that does not write only says what would change.
func (in *Ingest) Reprocess(write bool) *Reprocess {
	return &Reprocess{in: in, write: write, seen: map[string]bool{}, known: known.Jobs{}, moves: map[move]int{},
		names: map[domain.JobKey]string{}}
}

// Batch compares items with what is stored, in one transaction, and stores them if
// the pass writes. Message.ID, Reader and Readers of each item must be set.
func (p *Reprocess) Batch(ctx context.Context, items []Item) (changes []domain.RereadChange, err error) {
	all := func(q domain.Reader, tx domain.Tx) error {
		changes = nil
		decided, err := readDecisions(q)
		if err != nil {
			return err
		}
		for i := range items {
			r := reprocessing{Reprocess: p, q: q, tx: tx, decided: decided, item: &items[i]}
			if err := r.do(); err != nil {
				return fmt.Errorf("read message %d again: %w", items[i].Message.ID, err)
			}
			changes = append(changes, r.changes...)
		}
		return nil
	}
	if p.write {
		err = p.in.store.Write(ctx, func(tx domain.Tx) error { return all(tx, tx) })
	} else {
		err = p.in.store.Read(ctx, func(q domain.Reader) error { return all(q, nil) })
	}
	return changes, err
}

// reprocessing is one message on its way; tx is nil where the pass only looks.
type reprocessing struct {
	*Reprocess
	q       domain.Reader
	tx      domain.Tx
	decided *decisions
	item    *Item
	message domain.Message
	changes []domain.RereadChange
}

// stored is a run of the message as it is.
type stored struct {
	run     domain.Run
	job     domain.Job
	decided bool
}

func (r *reprocessing) do() error {
	before, err := r.q.Message(r.item.Message.ID)
	if err != nil {
		return err
	}
	old, err := r.runs(before.ID)
	if err != nil {
		return err
	}
	state, reason, results, err := outcome(r.known, r.q, r.item, old)
	if err != nil {
		return err
	}
	if results, err = r.joined(results); err != nil {
		return err
	}
	r.message = before
	r.message.Readers = r.item.Message.Readers
	if state == domain.MessageUnreadable && before.State != domain.MessageUnreadable {
		return r.setReading() // a reader failed: what an earlier one made of it stays
	}
	r.message.Reader, r.message.State, r.message.Reason = r.item.Message.Reader, state, reason
	if now := r.item.Message; now.Auth != nil {
		r.message.Auth, r.message.From, r.message.Subject, r.message.Date = now.Auth, now.From, now.Subject, now.Date
	}
	if err := r.setReading(); err != nil {
		return err
	}
	pairs, fresh, gone := match(old, results, r.item.FromAddress)
	for _, p := range pairs {
		if err := r.change(old[p.old], results[p.new]); err != nil {
			return err
		}
	}
	for _, i := range gone {
		if err := r.remove(old[i]); err != nil {
			return err
		}
	}
	used := map[domain.RunKey]bool{}
	for _, o := range old {
		used[o.run.Key] = true
	}
	for _, i := range fresh {
		if err := r.add(results[i], i, used); err != nil {
			return err
		}
	}
	if err := r.tenants(); err != nil {
		return err
	}
	if len(r.changes) == 0 && before.State != state {
		r.note(
			domain.RereadChange{
				Kind:   domain.RereadState,
				Before: domain.RereadFacts{Reader: before.Reader, State: before.State},
				After:  domain.RereadFacts{Reader: r.message.Reader, State: state},
			},
		)
	}
	return nil
}

// joined files results under the jobs that their keys lead to.
func (r *reprocessing) joined(results []domain.Result) ([]domain.Result, error) {
	for i, x := range results {
		led, err := r.q.JoinedWith(jobOf(r.item.FromAddress, x).Key)
		if err != nil {
			return nil, err
		}
		if led != "" {
			results = slices.Clone(results)
			results[i].Of = led
		}
	}
	return results, nil
}

// tenants takes in what a provider's report says of tenants. Their runs are no runs of
// the message, and what is known of a report already stays.
func (r *reprocessing) tenants() error {
	if r.tx == nil {
		return nil
	}
	folder, err := r.q.Folder(r.message.Account, r.message.Folder)
	if err != nil && domain.CodeOf(err) != domain.CodeNotFound {
		return err
	}
	for _, result := range r.item.Results {
		if _, err := r.in.tenants(r.tx, r.decided, r.message, r.item.FromAddress, result, folder.FirstSync, readAgain); err != nil {
			return err
		}
	}
	return nil
}

func (r *reprocessing) setReading() error {
	if r.tx == nil {
		return nil
	}
	return r.tx.SetReading(r.message)
}

func (r *reprocessing) runs(message int64) ([]stored, error) {
	runs, err := r.q.MessageRuns(message)
	if err != nil {
		return nil, err
	}
	out := make([]stored, len(runs))
	for i, run := range runs {
		s := stored{run: run, decided: run.Review != nil && run.Review.Decision != ""}
		if s.job, err = r.q.Job(run.JobID); err != nil {
			return nil, err
		}
		s.decided = s.decided || run.Marked != ""
		out[i] = s
	}
	return out, nil
}

// pair says that a result is a stored run read again.
type pair struct{ old, new int }

// match finds which result is which stored run: by job and time, by job, by the
// job's name alone; and one that is left on either side is the same.
func match(old []stored, results []domain.Result, sender string) (pairs []pair, fresh, gone []int) {
	taken := make([]bool, len(old))
	placed := make([]bool, len(results))
	same := []func(stored, domain.Result) bool{
		func(s stored, x domain.Result) bool {
			return s.job.Key == jobOf(sender, x).Key && s.run.Started.String() == x.Started.String() &&
				s.run.Ended.String() == x.Ended.String()
		},
		func(s stored, x domain.Result) bool { return s.job.Key == jobOf(sender, x).Key },
		func(s stored, x domain.Result) bool { return s.job.Name == jobOf(sender, x).Name },
	}
	for _, is := range same {
		for n, x := range results {
			for o := range old {
				if !placed[n] && !taken[o] && is(old[o], x) {
					placed[n], taken[o] = true, true
					pairs = append(pairs, pair{o, n})
				}
			}
		}
	}
	for n := range results {
		if !placed[n] {
			fresh = append(fresh, n)
		}
	}
	for o := range old {
		if !taken[o] {
			gone = append(gone, o)
		}
	}
	if len(fresh) == 1 && len(gone) == 1 {
		return append(pairs, pair{gone[0], fresh[0]}), nil, nil
	}
	return pairs, fresh, gone
}

// change reads a result into a stored run.
func (r *reprocessing) change(s stored, x domain.Result) error {
	job, err := r.job(x)
	if err != nil {
		return err
	}
	r.moves[move{s.job.Key, job.Key}]++
	r.names[job.Key] = job.Name
	after := r.in.newRun(r.message, 0, job, x, time.Time{})
	after.ID, after.Key, after.Review, after.Marked = s.run.ID, s.run.Key, s.run.Review, s.run.Marked
	if after.Sender, err = r.checkAgain(s.run, job); err != nil {
		return err
	}
	after.Effective = rules.Effective(after, job, r.decided.book)
	if r.tx != nil && after.Sender != s.run.Sender {
		if err := r.tx.SetSender(after.ID, after.Sender, true); err != nil {
			return err
		}
	}
	if r.tx != nil && !equal(s, after, job) {
		if err := r.decided.rewrite(r.tx, after, job, fingerprint(r.message, x)); err != nil {
			return err
		}
		if job.ID != s.job.ID {
			if err := r.tx.DeleteEmptyJob(s.job.ID); err != nil {
				return err
			}
		}
	}
	c := domain.RereadChange{
		Kind: domain.RereadChanged, Run: s.run.Key, Decided: s.decided, Before: facts(s.run, s.job), After: facts(after, job),
		NewStatus: s.run.Status.Known() != x.Status.Known(), NewJob: s.job.Key != job.Key, NewObjects: !slices.Equal(s.run.Objects, x.Objects),
	}
	c.After.Reader = r.message.Reader
	if c.NewStatus || c.NewJob || c.NewObjects {
		r.note(c)
	}
	return nil
}

// remove takes back a run that the new reading does not hold, unless somebody
// decided about it.
func (r *reprocessing) remove(s stored) error {
	c := domain.RereadChange{Kind: domain.RereadGone, Run: s.run.Key, Decided: s.decided, Before: facts(s.run, s.job)}
	if s.decided {
		c.Kind = domain.RereadKept
	} else if r.tx != nil {
		if err := r.tx.DeleteRun(s.run.ID); err != nil {
			return err
		}
		if err := r.tx.DeleteEmptyJob(s.job.ID); err != nil {
			return err
		}
	}
	r.note(c)
	return nil
}

// add makes the run of a result that was not read before. Its number is its place
// in the reading, or the next that no run of this message has.
func (r *reprocessing) add(x domain.Result, n int, used map[domain.RunKey]bool) error {
	job, err := r.job(x)
	if err != nil {
		return err
	}
	print := fingerprint(r.message, x)
	if r.seen[string(job.Key)+print] {
		return nil
	}
	if job.ID != 0 {
		if same, err := r.q.SameRun(job.ID, print); err != nil || same {
			return err
		}
	}
	r.seen[string(job.Key)+print] = true
	for used[domain.MailRunKey(r.message.Key, n)] {
		n++
	}
	folder, err := r.q.Folder(r.message.Account, r.message.Folder)
	if err != nil && domain.CodeOf(err) != domain.CodeNotFound {
		return err
	}
	run := r.in.newRun(r.message, n, job, x, folder.FirstSync)
	if run.Sender, err = r.decided.sender(r.q, r.message, job); err != nil {
		return err
	}
	used[run.Key] = true
	if r.tx != nil {
		if _, err := r.decided.record(r.tx, run, job, print, r.in.clock()); err != nil {
			return err
		}
	}
	r.note(domain.RereadChange{Kind: domain.RereadNew, After: facts(run, job)})
	return nil
}

// job returns the job of a result: the stored one, or the one that would be made.
func (r *reprocessing) job(x domain.Result) (domain.Job, error) {
	job := jobOf(r.item.FromAddress, x)
	if r.tx != nil {
		return r.tx.PutJob(job)
	}
	known, err := r.q.JobByKey(job.Key)
	if domain.CodeOf(err) == domain.CodeNotFound {
		return job, nil
	}
	if err != nil {
		return job, err
	}
	return known, nil
}

func (r *reprocessing) note(c domain.RereadChange) {
	c.Message, c.Subject, c.From, c.Received = r.message.ID, r.message.Subject, r.message.From, r.message.Received
	r.changes = append(r.changes, c)
}

func facts(run domain.Run, job domain.Job) domain.RereadFacts {
	f := domain.RereadFacts{
		Reader:  run.Reader,
		Product: job.Product,
		Job:     job.Name,
		Pending: job.State == domain.JobPending,
		Status:  run.Status.Known(),
		Objects: len(run.Objects),
		State:   domain.MessageRead,
	}
	for _, o := range run.Objects {
		if o.Status != 0 && o.Status != domain.Success {
			f.Problems++
		}
	}
	return f
}

// equal reports whether writing after would change nothing.
func equal(s stored, after domain.Run, job domain.Job) bool {
	b := s.run
	return s.job.ID == job.ID && b.Kind == after.Kind && b.Status.Known() == after.Status.Known() && b.Stated == after.Stated && b.Error == after.Error &&
		b.Started.String() == after.Started.String() && b.Started.Text == after.Started.Text && b.Ended.String() == after.Ended.String() && b.Ended.Text == after.Ended.Text &&
		b.Product == after.Product && b.Reader == after.Reader && b.Confidence == after.Confidence && b.Evidence == after.Evidence &&
		b.NoObjects == after.NoObjects &&
		b.Effective == after.Effective &&
		slices.Equal(b.Objects, after.Objects)
}
