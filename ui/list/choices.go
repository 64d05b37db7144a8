package list

import (
	"context"
	"slices"

	"runchecks/domain"
	"runchecks/ui/services"
)

// Choices are the jobs and products that a rule may be for.
type Choices struct {
	Jobs     []domain.JobRow
	Names    []string // of Jobs, in the same order
	Products []string
}

// ReadChoices reads the active jobs and their products.
func ReadChoices(ctx context.Context, p services.Base) (c Choices, err error) {
	err = p.Store.Read(ctx, func(q domain.Reader) error {
		jobs, err := q.Jobs()
		for _, j := range jobs {
			if j.State != domain.JobActive {
				continue
			}
			c.Jobs = append(c.Jobs, j)
			c.Names = append(c.Names, j.Customer.Name+" · "+j.Name+" ("+j.Product+")")
			if !slices.Contains(c.Products, j.Product) {
				c.Products = append(c.Products, j.Product)
			}
		}
		slices.Sort(c.Products)
		return err
	})
	return c, err
}
