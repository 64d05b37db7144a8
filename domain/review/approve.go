package review

import (
	"context"
	"fmt"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// approved is the payload of DecideApprove.
type approved struct {
	Customer string `json:"customer"`
}

// Approve makes pending jobs active jobs of a customer, who is added if new. All
// waiting messages of these jobs leave the inbox with it (product.md, section 3).
func (d *Desk) Approve(ctx context.Context, jobs []domain.JobKey, customer string) (domain.Decision, error) {
	return d.decide(ctx, rules.ActApprove, domain.DecideApprove, func(tx domain.Changes, e *entry) error {
		c, err := tx.PutCustomer(customer)
		if err != nil {
			return err
		}
		var name string
		for _, key := range jobs {
			job, err := tx.JobByKey(key)
			if err != nil {
				return err
			}
			if job.State != domain.JobPending {
				continue
			}
			if err := tx.SetJob(job.ID, domain.JobActive, c.ID); err != nil {
				return err
			}
			name = job.Name
			e.Targets = append(e.Targets, string(key))
		}
		if len(e.Targets) == 0 {
			return &domain.Error{Code: domain.CodeConflict, Message: "Nothing was approved: none of these messages waits for approval. A message that no reader understands cannot be approved."}
		}
		e.payload = approved{Customer: c.Name}
		e.Summary = fmt.Sprintf("%s approved for %s", plural(len(e.Targets), "job"), c.Name)
		if len(e.Targets) == 1 {
			e.Summary = fmt.Sprintf("%s approved for %s", name, c.Name)
		}
		return nil
	})
}
