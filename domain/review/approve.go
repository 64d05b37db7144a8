package review

import (
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
}

var approveKind = kind{
	apply:      (*projector).approve,
	revert:     (*projector).revertApprove,
	undoable:   true,
	dependsOn:  approveDependencies,
	permission: asks(rules.ActApprove),
	words: wordsOf(func(p approvePayload, d domain.Decision, _ *time.Location) (Phrase, bool) {
		if d.TargetCount() == 1 {
			return phrase("approve", p.Names.Job, p.Customer), true
		}
		return phrase("approve", phrase("jobs", d.TargetCount()), p.Customer), true
	}),
	follow: expectsJobs,
}

// Approve makes pending jobs active jobs of a customer, who is added if new. All
// waiting messages of these jobs leave the inbox with it (product.md, section 3).
func (svc *Service) Approve(ctx context.Context, jobs []domain.JobKey, customer string) (domain.Decision, error) {
	return svc.decide(ctx, rules.ActApprove, domain.DecideApprove, func(q domain.Reader, e *entry) error {
		name, err := customerName(customer)
		if err != nil {
			return err
		}
		known, err := q.CustomerByName(name)
		switch {
		case err == nil:
			name = known.Name
		case !isNotFound(err):
			return err
		}
		made := isNotFound(err)
		var first string
		for _, key := range jobs {
			job, err := q.JobByKey(key)
			if err != nil {
				return err
			}
			if job.State != domain.JobPending || slices.Contains(e.Targets, string(key)) {
				continue // each message of a job names it: it is approved once
			}
			first = job.Name
			e.Targets = append(e.Targets, string(key))
		}
		if len(e.Targets) == 0 {
			return conflict(
				"refusal.none_approved",
			)
		}
		p := approvePayload{Customer: name, Made: made, Names: names{Job: first}}
		if !made {
			if p.Tickets, err = ticketsOf(q, known, e.Targets); err != nil {
				return err
			}
		}
		e.payload = p
		return nil
	})
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
	t.makes = append(t.makes, linkNames(p.Tickets)...)
	if p.Made {
		t.makes = append(t.makes, customerNames(p.Customer)...)
	} else {
		t.needs = customerNames(p.Customer)
	}
	return t
}

func (pr *projector) approve(d domain.Decision) error {
	p, err := payload[approvePayload](d)
	if err != nil {
		return err
	}
	c, err := pr.customerNamed(p.Customer)
	if err != nil {
		return err
	}
	err = pr.eachJob(d.Targets, func(j domain.Job) error { return pr.tx.SetJob(j.ID, domain.JobActive, c.ID) })
	if err != nil {
		return err
	}
	return pr.linkTickets(p.Tickets, d.ID)
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
	if err := pr.unlinkTickets(p.Tickets, d.ID); err != nil {
		return err
	}
	err = pr.eachJob(d.Targets, func(j domain.Job) error { return pr.tx.SetJob(j.ID, domain.JobPending, 0) })
	if err != nil || !p.Made {
		return err
	}
	c, err := pr.tx.CustomerByName(p.Customer)
	if isNotFound(err) {
		return nil
	}
	if err != nil {
		return err
	}
	if err := pr.tx.DeleteCustomer(c.ID); err != nil && domain.CodeOf(err) != domain.CodeConflict {
		return err
	}
	return nil // something else belongs to the customer by now
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
