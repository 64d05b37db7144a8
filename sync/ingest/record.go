package ingest

import (
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/domain/wording"
	"runchecks/sync/readers/learned"
)

// decisions are what was decided about runs to come: overrides, tickets, acceptances.
// They are read once for a batch.
type decisions struct {
	book     *rules.Book
	tickets  []domain.Ticket
	accepted []domain.Acceptance              // that hold
	ended    []domain.Acceptance              // by a run, and no run has shown the problem since
	trusted  map[int64][]domain.TrustedServer // servers that answer about senders, by account
}

func readDecisions(q domain.Reader) (*decisions, error) {
	d := &decisions{}
	overrides, err := q.Overrides()
	if err != nil {
		return nil, err
	}
	d.book = rules.NewBook(overrides)
	open, err := q.OpenTickets()
	if err != nil {
		return nil, err
	}
	for _, t := range open {
		if t.Open() {
			d.tickets = append(d.tickets, t)
		}
	}
	if d.trusted, err = learned.Trusted(q); err != nil {
		return nil, err
	}
	all, err := q.Acceptances()
	for _, a := range all {
		switch {
		case a.Active():
			d.accepted = append(d.accepted, a)
		case a.EndedRun != "" && a.Back == "":
			d.ended = append(d.ended, a)
		}
	}
	return d, err
}

// record stores a new run and does what was decided about runs like it. Every path
// that makes a run goes through here: mail, reading again, schedules, and whatever
// else brings runs (product.md, section 6: one function does it). It returns the id.
func (d *decisions) record(tx domain.Tx, run domain.Run, job domain.Job, fingerprint string, now time.Time) (int64, error) {
	run.Effective = rules.Effective(run, job, d.book)
	if run.Review == nil {
		if err := d.accept(tx, &run, job, now); err != nil {
			return 0, err
		}
	}
	id, err := tx.PutRun(run, fingerprint)
	if err != nil {
		return 0, err
	}
	run.ID = id
	return id, d.link(tx, run, job)
}

// rewrite stores what a run says after it was read or judged again, and links the tickets
// that it is about now. Every path that changes a run goes through here.
func (d *decisions) rewrite(tx domain.Tx, run domain.Run, job domain.Job, fingerprint string) error {
	if err := tx.SetRun(run, fingerprint); err != nil {
		return err
	}
	return d.link(tx, run, job)
}

// link links the open tickets in whose scope a run is that is not a success.
func (d *decisions) link(tx domain.Tx, run domain.Run, job domain.Job) error {
	for _, t := range d.tickets {
		if !rules.TicketCovers(t, run, job) {
			continue
		}
		if err := tx.LinkTicket(t.Key, []domain.TicketLink{{Run: run.Key}}); err != nil {
			return err
		}
	}
	return nil
}

// noted is what stands beside a run: it is stored in English, see wording.Stored.
func noted(code string, args ...any) string { return wording.English(wording.Of(code, args...), nil) }

// accept reviews a run that shows nothing but accepted problems, ends acceptances
// that it is different from, and says why a problem is back.
func (d *decisions) accept(tx domain.Tx, run *domain.Run, job domain.Job, now time.Time) error {
	by, ends := rules.Accepted(*run, job, run.Effective, d.book, d.accepted)
	for _, e := range ends {
		a := e.Acceptance
		a.Ended, a.EndedWhy, a.EndedRun = now, e.Why, run.Key
		d.take(a)
		if err := tx.PutAcceptance(a); err != nil {
			return err
		}
	}
	if len(by) > 0 {
		a := by[0]
		note := noted("noted.known_problem")
		if a.Note != "" {
			note = noted("noted.known_problem_note", a.Note)
		}
		run.Review = &domain.Review{At: now, By: a.By, Decision: a.Key, Note: note}
		return nil
	}
	if run.Effective.Status.Good() {
		return nil
	}
	for i := len(d.ended) - 1; i >= 0; i-- {
		a := d.ended[i]
		if run.At.Before(a.From) || len(rules.AcceptedProblems(a, *run, job, d.book)) == 0 {
			continue
		}
		if run.Note == "" {
			run.Note = noted("noted.back", a.EndedWhy, a.By, a.At.Format("2 Jan"))
		}
		a.Back = run.Key
		d.ended = append(d.ended[:i], d.ended[i+1:]...)
		if err := tx.PutAcceptance(a); err != nil {
			return err
		}
	}
	return nil
}

// take moves an acceptance from those that hold to those that ended.
func (d *decisions) take(a domain.Acceptance) {
	var hold []domain.Acceptance
	for _, other := range d.accepted {
		if other.Key != a.Key {
			hold = append(hold, other)
		}
	}
	d.accepted, d.ended = hold, append(d.ended, a)
}
