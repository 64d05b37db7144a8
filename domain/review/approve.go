package review

import (
	"cmp"
	"context"
	"slices"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// approvePayload is the payload of DecideApprove.
type approvePayload struct {
	Customer string `json:"customer"`
	Made     bool   `json:"made,omitempty"` // the customer was added with it
	// Tickets are open tickets about the customer, with the runs that they are linked to.
	Tickets map[domain.DecisionID][]domain.RunKey `json:"tickets,omitempty"`
	Names   names                                 `json:"names,omitzero"`
	// Others are the other customers of the same decision, each with its jobs. Those that are
	// no job of theirs are the first one's.
	Others []approvedFor `json:"others,omitempty"`
}

// approvedFor is what a decision approves for one of several customers.
type approvedFor struct {
	Customer string                                `json:"customer"`
	Made     bool                                  `json:"made,omitempty"`
	Tickets  map[domain.DecisionID][]domain.RunKey `json:"tickets,omitempty"`
	Jobs     []string                              `json:"jobs"`
}

// each are all customers of the decision with their jobs, the first one first.
func (p approvePayload) each(targets []string) []approvedFor {
	first := approvedFor{Customer: p.Customer, Made: p.Made, Tickets: p.Tickets}
	taken := map[string]bool{}
	for _, o := range p.Others {
		for _, job := range o.Jobs {
			taken[job] = true
		}
	}
	for _, job := range targets {
		if !taken[job] {
			first.Jobs = append(first.Jobs, job)
		}
	}
	return append([]approvedFor{first}, p.Others...)
}

var approveKind = kind{
	apply:      (*projector).approve,
	revert:     (*projector).revertApprove,
	undoable:   true,
	dependsOn:  approveDependencies,
	permission: asks(rules.ActApprove),
	words: wordsOf(func(p approvePayload, d domain.Decision, _ *time.Location) (Phrase, bool) {
		if n := len(p.Others); n > 0 {
			return phrase("approve", phrase("jobs", d.TargetCount()), phrase("customers", n+1)), true
		}
		if d.TargetCount() == 1 {
			return phrase("approve", p.Names.Job, p.Customer), true
		}
		return phrase("approve", phrase("jobs", d.TargetCount()), p.Customer), true
	}),
	follow: expectsJobs,
}

// Approval is for which customer jobs are approved.
type Approval struct {
	Customer string
	Jobs     []domain.JobKey
}

// Approve makes pending jobs active jobs of a customer, who is added if new. All
// waiting messages of these jobs leave the inbox with it (product.md, section 3).
func (svc *Service) Approve(ctx context.Context, jobs []domain.JobKey, customer string) (domain.Decision, error) {
	return svc.ApproveEach(ctx, []Approval{{customer, jobs}})
}

// ApproveEach approves jobs for several customers in one decision.
func (svc *Service) ApproveEach(ctx context.Context, approvals []Approval) (domain.Decision, error) {
	return svc.decide(ctx, rules.ActApprove, domain.DecideApprove, func(q domain.Reader, e *entry) error {
		var all []approvedFor
		var first string
		for _, a := range approvals {
			one, name, err := approving(q, e, a)
			if err != nil {
				return err
			}
			if len(one.Jobs) > 0 {
				all, first = append(all, one), cmp.Or(first, name)
			}
		}
		if len(all) == 0 {
			return conflict(
				"refusal.none_approved",
			)
		}
		e.payload = approvePayload{
			Customer: all[0].Customer, Made: all[0].Made, Tickets: all[0].Tickets, Names: names{Job: first}, Others: all[1:],
		}
		return nil
	})
}

// approving finds what is approved for one customer; its jobs become targets of the entry.
// name is that of the last of them.
func approving(q domain.Reader, e *entry, a Approval) (out approvedFor, name string, err error) {
	if out.Customer, err = customerName(a.Customer); err != nil {
		return out, "", err
	}
	known, err := q.CustomerByName(out.Customer)
	switch {
	case err == nil:
		out.Customer = known.Name
	case !isNotFound(err):
		return out, "", err
	}
	out.Made = isNotFound(err)
	for _, key := range a.Jobs {
		job, err := q.JobByKey(key)
		if err != nil {
			return out, "", err
		}
		if job.State != domain.JobPending || slices.Contains(e.Targets, string(key)) {
			continue // each message of a job names it: it is approved once
		}
		name = job.Name
		e.Targets, out.Jobs = append(e.Targets, string(key)), append(out.Jobs, string(key))
	}
	if !out.Made && len(out.Jobs) > 0 {
		out.Tickets, err = ticketsOf(q, known, out.Jobs)
		return out, name, err
	}
	return out, name, nil
}

// ticketsOf finds the waiting runs of jobs that open tickets cover once the jobs are the
// customer's (product.md, section 6).
func ticketsOf(q domain.Reader, c domain.Customer, jobs []string) (map[domain.DecisionID][]domain.RunKey, error) {
	open, err := q.OpenTickets()
	if err != nil || len(open) == 0 {
		return nil, err
	}
	out := map[domain.DecisionID][]domain.RunKey{}
	err = q.WaitingProblems(domain.ProblemFilter{}, func(run domain.Run, job domain.Job) error {
		if !slices.Contains(jobs, string(job.Key)) {
			return nil
		}
		job.Customer = c
		for _, t := range open {
			if !rules.TicketCovers(t, run, job) {
				continue
			}
			known, err := q.TicketLinks(t.Key, []int64{run.ID})
			if err != nil {
				return err
			}
			if len(known) == 0 {
				out[t.Key] = append(out[t.Key], run.Key)
			}
		}
		return nil
	})
	return out, err
}

// approveThings: a customer who was added with it is made by it, any other needed.
func approveDependencies(d domain.Decision) dependencies {
	t := dependencies{makes: append(prefixed("job:", d.Targets...), prefixed("owner:", d.Targets...)...)}
	p, err := payload[approvePayload](d)
	if err != nil {
		return t
	}
	for _, a := range p.each(d.Targets) {
		t.makes = append(t.makes, linkNames(a.Tickets)...)
		if a.Made {
			t.makes = append(t.makes, customerNames(a.Customer)...)
		} else {
			t.needs = append(t.needs, customerNames(a.Customer)...)
		}
	}
	return t
}

func (pr *projector) approve(d domain.Decision) error {
	p, err := payload[approvePayload](d)
	if err != nil {
		return err
	}
	for _, a := range p.each(d.Targets) {
		c, err := pr.customerNamed(a.Customer)
		if err != nil {
			return err
		}
		err = pr.eachJob(a.Jobs, func(j domain.Job) error { return pr.tx.SetJob(j.ID, domain.JobActive, c.ID) })
		if err != nil {
			return err
		}
		if err := pr.linkTickets(a.Tickets, d.ID); err != nil {
			return err
		}
	}
	return nil
}

// linkTickets links the runs that tickets cover since a decision, unlinkTickets takes that
// back.
func (pr *projector) linkTickets(tickets map[domain.DecisionID][]domain.RunKey, by domain.DecisionID) error {
	for key, runs := range tickets {
		var links []domain.TicketLink
		for _, run := range runs {
			links = append(links, domain.TicketLink{Run: run, Decision: by})
		}
		if err := pr.tx.LinkTicket(key, links); err != nil {
			return err
		}
	}
	return nil
}

func (pr *projector) unlinkTickets(tickets map[domain.DecisionID][]domain.RunKey, by domain.DecisionID) error {
	for key := range tickets {
		if err := pr.tx.UnlinkDecision(key, by); err != nil {
			return err
		}
	}
	return nil
}

func (pr *projector) revertApprove(d domain.Decision) error {
	p, err := payload[approvePayload](d)
	if err != nil {
		return err
	}
	for _, a := range p.each(d.Targets) {
		if err := pr.unlinkTickets(a.Tickets, d.ID); err != nil {
			return err
		}
	}
	err = pr.eachJob(d.Targets, func(j domain.Job) error { return pr.tx.SetJob(j.ID, domain.JobPending, 0) })
	if err != nil {
		return err
	}
	for _, a := range p.each(d.Targets) {
		if !a.Made {
			continue
		}
		c, err := pr.tx.CustomerByName(a.Customer)
		if isNotFound(err) {
			continue
		}
		if err != nil {
			return err
		}
		if err := pr.tx.DeleteCustomer(c.ID); err != nil && domain.CodeOf(err) != domain.CodeConflict {
			return err
		}
		// In a conflict something else belongs to the customer by now.
	}
	return nil
}

// eachJob visits the jobs with these keys that are still there.
func (pr *projector) eachJob(keys []string, visit func(domain.Job) error) error {
	for _, key := range keys {
		job, err := pr.tx.JobByKey(domain.JobKey(key))
		if isNotFound(err) {
			continue
		}
		if err != nil {
			return err
		}
		if err := visit(job); err != nil {
			return err
		}
	}
	return nil
}
