package review

import (
	"context"
	"fmt"
	"slices"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// approved is the payload of DecideApprove.
type approved struct {
	Customer string `json:"customer"`
	Made     bool   `json:"made,omitempty"` // the customer was added with it
}

// Approve makes pending jobs active jobs of a customer, who is added if new. All
// waiting messages of these jobs leave the inbox with it (product.md, section 3).
func (d *Desk) Approve(ctx context.Context, jobs []domain.JobKey, customer string) (domain.Decision, error) {
	return d.decide(ctx, rules.ActApprove, domain.DecideApprove, func(q domain.Queries, e *entry) error {
		name, err := customerName(customer)
		if err != nil {
			return err
		}
		known, err := q.CustomerByName(name)
		switch {
		case err == nil:
			name = known.Name
		case !missing(err):
			return err
		}
		made := missing(err)
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
			return conflict("Nothing was approved: none of these messages waits for approval. A message that no reader understands cannot be approved.")
		}
		e.payload = approved{Customer: name, Made: made}
		e.Summary = fmt.Sprintf("%s approved for %s", plural(len(e.Targets), "job"), name)
		if len(e.Targets) == 1 {
			e.Summary = fmt.Sprintf("%s approved for %s", first, name)
		}
		return nil
	})
}

func (h *hand) approve(d domain.Decision) error {
	p, err := payload[approved](d)
	if err != nil {
		return err
	}
	c, err := h.tx.PutCustomer(p.Customer)
	if err != nil {
		return err
	}
	return h.eachJob(d.Targets, func(j domain.Job) error { return h.tx.SetJob(j.ID, domain.JobActive, c.ID) })
}

func (h *hand) reverseApprove(d domain.Decision) error {
	p, err := payload[approved](d)
	if err != nil {
		return err
	}
	err = h.eachJob(d.Targets, func(j domain.Job) error { return h.tx.SetJob(j.ID, domain.JobPending, 0) })
	if err != nil || !p.Made {
		return err
	}
	c, err := h.tx.CustomerByName(p.Customer)
	if missing(err) {
		return nil
	}
	if err != nil {
		return err
	}
	if err := h.tx.DeleteCustomer(c.ID); err != nil && domain.CodeOf(err) != domain.CodeConflict {
		return err
	}
	return nil // something else belongs to the customer by now
}

// eachJob visits the jobs with these keys that are still there.
func (h *hand) eachJob(keys []string, visit func(domain.Job) error) error {
	for _, key := range keys {
		job, err := h.tx.JobByKey(domain.JobKey(key))
		if missing(err) {
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
