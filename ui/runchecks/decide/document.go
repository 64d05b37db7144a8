package decide

import (
	"context"
	"slices"
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/domain/rules"
	"runchecks/ui/runchecks/causes"
	"runchecks/ui/services"
	"runchecks/ui/words"
)

// ScopeChoice is something that a ticket or remark can be about.
type ScopeChoice struct {
	Words  string
	Scopes []domain.Scope
}

// Documenting is the view model of the windows in which a ticket or a remark is made
// from what is selected (product.md, section 2).
type Documenting struct {
	p      services.Params
	decide func(targets []review.Target, make func(context.Context) (domain.Decision, error))
	from   review.Documented

	// Title says what is selected.
	Title  string
	Scopes []ScopeChoice
	// Tickets are the newest open ones, Remarks the newest texts, nine at most: the quick choices.
	Tickets []domain.Ticket
	Remarks []string
	// CanSend reports whether a ticket can be made in a service desk, which is SendTo.
	CanSend bool
	SendTo  domain.DeskKind
	// CanReview reports whether the runs can be reviewed in the same step; Waiting counts them.
	CanReview bool
	Waiting   int
	// Customer is the one customer of what is selected, nil where there are several.
	Customer *domain.Customer
	// Problems are those of the selected run, for the text of a ticket.
	Problems []domain.Object
	Run      int64 // 0 for several jobs
}

// Document prepares a ticket or remark about the scope: the ticked jobs, or the selected
// run and its job; then is called on the interface thread.
func (m *Model) Document(then func(*Documenting)) {
	if !m.p.Desk.May(rules.ActTicket) {
		m.Fail(&domain.Error{Code: domain.CodePermission, Message: words.T("runchecks.viewer_documents")})
		return
	}
	scope := m.Scope()
	switch {
	case len(scope.Jobs) == 0:
		return
	case scope.Ticked:
		m.document(scope, nil, then)
		return
	}
	if !m.Fresh() {
		m.OnceFresh(func() { m.Document(then) })
		return
	}
	d := *m.Details()
	m.document(scope, &d, then)
}

func (m *Model) document(scope Scope, d *domain.Details, then func(*Documenting)) {
	x := &Documenting{p: m.p, CanReview: m.p.Desk.May(rules.ActReview)}
	x.decide = func(targets []review.Target, make func(context.Context) (domain.Decision, error)) {
		m.Untick()
		m.Decide(targets, make, nil)
	}
	x.about(scope.Jobs, d)
	if scope.Cause != nil {
		x.ofCause(scope.Cause)
	}
	m.p.Background.Go(func(ctx context.Context) func() {
		tickets, remarks, err := m.p.Desk.LastTexts(ctx)
		if m.p.ServiceDesk != nil && x.Customer != nil {
			var desk domain.DeskID
			desk, x.CanSend = m.p.ServiceDesk.Ready(ctx)
			x.SendTo = desk.Kind()
		}
		return func() {
			if err != nil {
				m.Fail(err)
				return
			}
			x.Tickets, x.Remarks = tickets, remarks
			then(x)
		}
	})
}

// about works out what a ticket or remark can be about.
func (x *Documenting) about(jobs []domain.JobRow, d *domain.Details) {
	one := len(jobs) == 1
	var all []domain.Scope
	customers := map[string]domain.Customer{}
	for _, j := range jobs {
		all = append(all, domain.Scope{Job: j.Key})
		customers[j.Customer.Name] = j.Customer
		if j.LastRun != 0 {
			x.from.Jobs = append(x.from.Jobs, review.Target{Job: j.ID, Last: j.LastRun})
			x.Waiting += j.Runs
		}
	}
	if one {
		x.Title = words.T("runchecks.job_of", "job", jobs[0].Name, "customer", jobs[0].Customer.Name)
		x.Scopes = []ScopeChoice{{words.T("runchecks.about_job", "job", jobs[0].Name), all}}
	} else {
		x.Title = words.Count(len(jobs), "job")
		x.Scopes = []ScopeChoice{{words.T("runchecks.about_jobs", "jobs", x.Title), all}}
	}
	if d != nil {
		x.Run = d.Run.ID
		x.from.Runs = []int64{d.Run.ID}
		x.Problems = rules.ProblemsAndDoubt(d.Run)
		for _, o := range x.Problems {
			if o.Name != "" && len(x.Scopes) < 8 {
				only := words.T("runchecks.about_object", "object", o.Name)
				x.Scopes = append(x.Scopes, ScopeChoice{only, []domain.Scope{{Job: d.Job.Key, Object: o.Name}}})
			}
		}
	}
	var names []string
	for name, c := range customers {
		names = append(names, name)
		x.Customer = &c
	}
	slices.Sort(names)
	if len(names) != 1 {
		x.Customer = nil
	}
	var scopes []domain.Scope
	for _, name := range names {
		scopes = append(scopes, domain.Scope{Customer: name})
	}
	if len(names) > 0 && names[0] != "" {
		x.Scopes = append(x.Scopes, ScopeChoice{words.T("runchecks.about_customers", "customers", strings.Join(names, ", ")), scopes})
	}
}

// ofCause narrows it to one cause: its runs are linked, and those jobs are reviewed that
// have no other problem.
func (x *Documenting) ofCause(c *causes.Cause) {
	x.Title = words.T("runchecks.cause_title", "what", x.Title, "cause", words.Clip(causes.Text(c), 80))
	x.from.Jobs, x.Waiting = nil, 0
	for _, j := range c.Chosen() {
		if c.Alone[j.ID] {
			x.from.Jobs = append(x.from.Jobs, review.Target{Job: j.ID, Last: j.LastRun})
			x.Waiting += j.Runs
		}
	}
	for _, m := range c.Members {
		if !c.Out[m.Job.ID] {
			x.from.Runs = append(x.from.Runs, m.Run.ID)
		}
	}
	x.CanReview = x.CanReview && len(x.from.Jobs) > 0
}

// ReviewWords is the choice to review in the same step, with how much that is.
func (x *Documenting) ReviewWords() string {
	text := words.Count(x.Waiting, "run")
	if n := len(x.from.Jobs); n > 1 {
		text = words.T("runchecks.jobs_runs", "jobs", words.Count(n, "job"), "runs", text)
	}
	return words.T("runchecks.review_too", "runs", text)
}

// documented says which runs are linked, and whether they are reviewed with it.
func (x *Documenting) documented(reviewed bool) (review.Documented, []review.Target) {
	from := x.from
	from.Review = reviewed && x.CanReview
	if from.Review {
		return from, from.Jobs
	}
	return from, nil
}

// CreateTicket makes a ticket about one of the choices.
func (x *Documenting) CreateTicket(code, description string, scope int, reviewed bool) {
	from, targets := x.documented(reviewed)
	t := domain.Ticket{Code: code, Description: description, Scopes: x.Scopes[scope].Scopes}
	x.decide(targets, func(ctx context.Context) (domain.Decision, error) { return x.p.Desk.CreateTicket(ctx, t, from) })
}

// LinkTicket links one of the quick choices.
func (x *Documenting) LinkTicket(i int, reviewed bool) {
	from, targets := x.documented(reviewed)
	key := x.Tickets[i].Key
	x.decide(targets, func(ctx context.Context) (domain.Decision, error) { return x.p.Desk.LinkTicket(ctx, key, from, true) })
}

// Known returns the quick choice with a code, -1 for none: typing it links it.
func (x *Documenting) Known(code string) int {
	return slices.IndexFunc(x.Tickets, func(t domain.Ticket) bool { return strings.EqualFold(t.Code, strings.TrimSpace(code)) })
}

// CreateRemark makes a remark about one of the choices; expires zero is no end.
func (x *Documenting) CreateRemark(text string, expires time.Time, scope int, reviewed bool) {
	from, targets := x.documented(reviewed)
	r := domain.Remark{Text: text, Expires: expires, Scopes: x.Scopes[scope].Scopes}
	x.decide(targets, func(ctx context.Context) (domain.Decision, error) { return x.p.Desk.CreateRemark(ctx, r, from) })
}

// RunTickets are the tickets that the selected run is linked to; none until its details
// are read, or where they may not be taken off.
func (m *Model) RunTickets() []domain.Ticket {
	if !m.p.Desk.May(rules.ActTicket) || !m.Fresh() || m.Details() == nil {
		return nil
	}
	return m.Details().Tickets
}

// Unlink takes one of the tickets off the selected run. It stays off.
func (m *Model) Unlink(key domain.DecisionID) {
	if len(m.RunTickets()) == 0 {
		return
	}
	run := m.Details().Run.ID
	m.Decide(nil, func(ctx context.Context) (domain.Decision, error) { return m.p.Desk.UnlinkTicket(ctx, key, run) }, nil)
}

// ScopeWords are the words of the scopes, in their order.
func (x *Documenting) ScopeWords() []string {
	out := make([]string, len(x.Scopes))
	for i, c := range x.Scopes {
		out[i] = c.Words
	}
	return out
}
