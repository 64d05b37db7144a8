package vm

import (
	"context"
	"slices"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/domain/rules"
)

// AcceptDialog is the view model of the window in which a known problem is accepted
// until something changes.
type AcceptDialog struct {
	m       *RunChecks
	details domain.Details
	request review.AcceptRequest
	Objects []string // the problem objects of the run, by name
	line    string
	err     string
	loader  *latest
	changed func()
}

// CanAccept reports whether the selected run has a problem that may be accepted.
func (m *RunChecks) CanAccept() bool {
	return m.CanMarkSuccess()
}

// Accept opens the window for the selected run; then is called on the interface thread.
func (m *RunChecks) Accept(then func(*AcceptDialog)) {
	if !m.CanAccept() {
		return
	}
	if !m.Fresh() {
		m.whenFresh = func() { m.Accept(then) }
		return
	}
	d := &AcceptDialog{m: m, details: *m.details, loader: &latest{b: m.p.Background}, changed: func() {}}
	for _, o := range rules.Problems(d.details.Run) {
		if o.Name != "" && !slices.Contains(d.Objects, o.Name) {
			d.Objects = append(d.Objects, o.Name)
		}
	}
	d.request = review.AcceptRequest{Run: d.details.Run.ID, Level: domain.AcceptJob, UntilSuccess: true, UntilWorse: true, UntilNewObject: true}
	then(d)
}

// Title names the run.
func (d *AcceptDialog) Title() string {
	return d.details.Job.Name + " of " + d.details.Job.Customer.Name + ", " + d.details.Run.Effective.Status.String()
}

// Error returns the error that the choice "this error" is about, "" for none.
func (d *AcceptDialog) Error() string {
	for _, p := range rules.Problems(d.details.Run) {
		if rules.Signature(p.Message) != "" {
			return p.Message
		}
	}
	return ""
}

// Product is that of the run's job.
func (d *AcceptDialog) Product() string { return d.details.Job.Product }

// Request returns what would be asked for.
func (d *AcceptDialog) Request() review.AcceptRequest { return d.request }

// OnChange sets what is called, on the interface thread, when the preview changed.
func (d *AcceptDialog) OnChange(f func()) { d.changed = f }

// Set changes the request and looks what it would do.
func (d *AcceptDialog) Set(r review.AcceptRequest) {
	r.Run = d.request.Run
	d.request = r
	d.loader.want(func(ctx context.Context) func() {
		p, err := d.m.p.Desk.PreviewAccept(ctx, r)
		return func() {
			d.err, d.line = "", ""
			if err != nil {
				d.err = err.Error()
			} else {
				d.line = "Counted as looked at now: " + count(len(p.Runs), "waiting run") + " of " + count(p.Jobs, "job") + ", and later ones like them. Accepted " + rules.AcceptWords(p.Acceptance, d.m.p.Location) + "."
			}
			d.changed()
		}
	})
}

// Line says what it would do, or why it cannot be done.
func (d *AcceptDialog) Line() (text string, refused bool) {
	if d.err != "" {
		return d.err, true
	}
	return d.line, false
}

// Apply accepts the problem; false where it cannot be accepted.
func (d *AcceptDialog) Apply() bool {
	if d.err != "" {
		return false
	}
	r := d.request
	d.m.decide(nil, func(ctx context.Context) (domain.Decision, error) { return d.m.p.Desk.Accept(ctx, r) }, nil)
	return true
}
