package decide

import (
	"context"
	"slices"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/domain/rules"
	"runchecks/ui/task"
	"runchecks/ui/words"
)

// AcceptDialog is the view model of the window in which a known problem is accepted
// until something changes: that of the selected run, or those of all ticked jobs.
type AcceptDialog struct {
	m       *Model
	details domain.Details
	targets []review.Target // the ticked jobs, nil for the selected run
	words   string          // how much it is about, with ticks
	request review.AcceptRequest
	Objects []string // the problem objects of the run, by name
	line    string
	err     string
	loader  *task.Latest
	changed func()
}

// Accept opens the window for the scope; then is called on the interface thread.
func (m *Model) Accept(then func(*AcceptDialog)) {
	if !m.Can(DoAccept) {
		return
	}
	s := m.Scope()
	if !s.Ticked && !m.Fresh() {
		m.OnceFresh(func() { m.Accept(then) })
		return
	}
	d := &AcceptDialog{m: m, loader: task.NewLatest(m.p.Background), changed: func() {}}
	d.request = review.AcceptRequest{Level: domain.AcceptJob, UntilSuccess: true, UntilWorse: true, UntilNewObject: true}
	if s.Ticked {
		r := s.reach(DoAccept)
		d.targets = r.targets
		d.words = words.T("runchecks.accept_bulk", "jobs", words.Count(len(r.targets), "job"), "runs", words.Counted(r.runs, "problem run"))
		then(d)
		return
	}
	d.details = *m.Details()
	for _, o := range rules.Problems(d.details.Run) {
		if o.Name != "" && !slices.Contains(d.Objects, o.Name) {
			d.Objects = append(d.Objects, o.Name)
		}
	}
	d.request.Run, d.request.Last = d.details.Run.ID, m.HighestRun()
	then(d)
}

// Bulk reports whether it is about all ticked jobs, each as a whole.
func (d *AcceptDialog) Bulk() bool { return d.targets != nil }

// Title names the run, or says how much it is about.
func (d *AcceptDialog) Title() string {
	if d.Bulk() {
		return d.words
	}
	job, status := d.details.Job, words.Status(d.details.Run.Effective.Status)
	return words.T("runchecks.accept_title", "job", job.Name, "customer", job.Customer.Name, "status", status)
}

// Error returns the error that the choice "this error" is about, "" for none.
func (d *AcceptDialog) Error() string {
	if d.Bulk() {
		return ""
	}
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
	r.Run, r.Last = d.request.Run, d.request.Last
	d.request = r
	targets := d.targets
	d.loader.Run(func(ctx context.Context) func() {
		var p review.Accepting
		var err error
		if targets != nil {
			p, err = d.m.p.Desk.PreviewAcceptJobs(ctx, targets, r)
			if err == nil {
				p.Acceptance = p.All[0]
			}
		} else {
			p, err = d.m.p.Desk.PreviewAccept(ctx, r)
		}
		return func() {
			d.err, d.line = "", ""
			if err != nil {
				d.err, _ = words.Error(err)
			} else {
				runs, jobs := words.Count(len(p.Runs), "waiting run"), words.Count(p.Jobs, "job")
				until := words.Acceptance(p.Acceptance, d.m.p.Location)
				d.line = words.T("runchecks.accept_line", "runs", runs, "jobs", jobs, "until", until)
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
	r, targets := d.request, d.targets
	if targets != nil {
		d.m.Untick()
	}
	d.m.Decide(nil, func(ctx context.Context) (domain.Decision, error) {
		if targets != nil {
			return d.m.p.Desk.AcceptJobs(ctx, targets, r)
		}
		return d.m.p.Desk.Accept(ctx, r)
	}, nil)
	return true
}
