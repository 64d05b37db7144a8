package autotask

import (
	"context"

	"runchecks/domain"
	"runchecks/domain/wording"
)

// maxCompanies bounds a search: whoever gets more types more letters.
const maxCompanies = 200

// Companies finds companies by a part of their name.
func (c *Connection) Companies(ctx context.Context, part string) ([]domain.AutotaskCompany, error) {
	client, err := c.connected(ctx)
	if err != nil {
		return nil, err
	}
	var out []domain.AutotaskCompany
	for next := ""; ; {
		found, more, err := client.Companies(ctx, part, next)
		if err != nil {
			return out, err
		}
		for _, company := range found {
			out = append(out, domain.AutotaskCompany{ID: company.ID, Name: company.Name, Active: company.Active})
		}
		if more == "" || len(out) >= maxCompanies {
			return out, nil
		}
		next = more
	}
}

// Company finds a company by its id.
func (c *Connection) Company(ctx context.Context, id int64) (domain.AutotaskCompany, error) {
	client, err := c.connected(ctx)
	if err != nil {
		return domain.AutotaskCompany{}, err
	}
	company, err := client.Company(ctx, id)
	return domain.AutotaskCompany{ID: company.ID, Name: company.Name, Active: company.Active}, err
}

// Mappings says how the company of every mapped customer stands, by the customer's id.
// Customers whose state nobody can tell are left out.
func (c *Connection) Mappings(ctx context.Context) (map[int64]domain.AutotaskMapping, error) {
	client, err := c.connected(ctx)
	if err != nil {
		return nil, err
	}
	var customers []domain.Customer
	err = c.p.Store.Read(ctx, func(q domain.Reader) error {
		customers, err = q.Customers()
		return err
	})
	if err != nil {
		return nil, err
	}
	var ids []int64
	for _, customer := range customers {
		if customer.CompanyID != 0 {
			ids = append(ids, customer.CompanyID)
		}
	}
	found, err := client.CompaniesByID(ctx, ids)
	if err != nil {
		return nil, err
	}
	out := map[int64]domain.AutotaskMapping{}
	for _, customer := range customers {
		if customer.CompanyID == 0 {
			continue
		}
		gone := false
		if _, ok := found[customer.CompanyID]; !ok {
			// Absence from a filtered answer proves nothing: ask for it by its id.
			company, err := client.Company(ctx, customer.CompanyID)
			switch {
			case err == nil:
				found[customer.CompanyID] = company
			case domain.CodeOf(err) == domain.CodeNotFound:
				gone = true
			default:
				return out, err
			}
		}
		if s := MappingState(customer.CompanyID, customer.CompanyName, found, gone); s != StateUnknown {
			out[customer.ID] = domain.AutotaskMapping(s)
		}
	}
	return out, nil
}

// checkCompany refuses customers whose company cannot take a ticket.
func (c *Connection) checkCompany(ctx context.Context, client *Client, customer domain.Customer) error {
	company, err := client.Company(ctx, customer.CompanyID)
	gone := domain.CodeOf(err) == domain.CodeNotFound
	if err != nil && !gone {
		return err
	}
	found := map[int64]Company{}
	if !gone {
		found[customer.CompanyID] = company
	}
	switch state := MappingState(customer.CompanyID, customer.CompanyName, found, gone); {
	case state == StateMissing:
		return &domain.Error{
			Code:   domain.CodeInvalid,
			Said:   wording.Of("fault.autotask_company_gone", customer.CompanyID, customer.Name),
			Remedy: domain.Remedy{Code: domain.RemedyMapCustomer, Name: customer.Name},
		}
	case state.Blocks():
		return &domain.Error{
			Code:   domain.CodeInvalid,
			Said:   wording.Of("fault.autotask_company_inactive", customer.Name),
			Remedy: domain.Remedy{Code: domain.RemedyMapCustomer, Name: customer.Name},
		}
	}
	return nil
}
