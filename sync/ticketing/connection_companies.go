package ticketing

import (
	"context"
	"slices"

	"runchecks/domain"
)

// maxCompanies bounds a search: whoever gets more types more letters.
const maxCompanies = 200

// maxImported bounds how many are taken over at once.
const maxImported = 20_000

// Companies finds companies by a part of their name.
func (c *Connection) Companies(ctx context.Context, part string) ([]domain.DeskCompany, error) {
	return c.companies(ctx, part, maxCompanies)
}

// AllCompanies returns the companies that are in use, at most 20,000.
func (c *Connection) AllCompanies(ctx context.Context) ([]domain.DeskCompany, error) {
	all, err := c.companies(ctx, "", maxImported)
	return slices.DeleteFunc(all, func(x domain.DeskCompany) bool { return !x.Active }), err
}

func (c *Connection) companies(ctx context.Context, part string, most int) (out []domain.DeskCompany, err error) {
	system, _, err := c.connected(ctx)
	if err != nil {
		return nil, err
	}
	for next := ""; ; {
		found, more, err := system.Companies(ctx, part, next)
		if err != nil {
			return out, err
		}
		out = append(out, found...)
		if more == "" || len(out) >= most {
			return out, nil
		}
		next = more
	}
}

// Company finds a company by its id.
func (c *Connection) Company(ctx context.Context, id int64) (domain.DeskCompany, error) {
	system, _, err := c.connected(ctx)
	if err != nil {
		return domain.DeskCompany{}, err
	}
	return system.Company(ctx, id)
}

// Mappings says how the company of every mapped customer stands, by the customer's id.
// Customers whose state nobody can tell are left out.
func (c *Connection) Mappings(ctx context.Context) (map[int64]domain.CompanyState, error) {
	system, login, err := c.connected(ctx)
	if err != nil {
		return nil, err
	}
	desk := login.desk()
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
		if id := customer.CompanyIn(desk); id != 0 {
			ids = append(ids, id)
		}
	}
	found, err := system.CompaniesByID(ctx, ids)
	if err != nil {
		return nil, err
	}
	out := map[int64]domain.CompanyState{}
	for _, customer := range customers {
		id := customer.CompanyIn(desk)
		if id == 0 {
			continue
		}
		gone := false
		if _, ok := found[id]; !ok {
			// Absence from a filtered answer proves nothing: ask for it by its id.
			company, err := system.Company(ctx, id)
			switch {
			case err == nil:
				found[id] = company
			case domain.CodeOf(err) == domain.CodeNotFound:
				gone = true
			default:
				return out, err
			}
		}
		if s := MappingState(id, customer.CompanyName, found, gone); s != "" {
			out[customer.ID] = s
		}
	}
	return out, nil
}

// checkCompany refuses customers whose company cannot take a ticket.
func checkCompany(ctx context.Context, system System, login storedLogin, customer domain.Customer) error {
	mapIt := domain.Remedy{Code: domain.RemedyMapCustomer, Name: customer.Name}
	product, id := login.Kind.Product(), customer.CompanyIn(login.desk())
	if id == 0 {
		return domain.Refuse(domain.CodeInvalid, "fault.desk_company_none", customer.Name, product).With(nil, mapIt)
	}
	company, err := system.Company(ctx, id)
	gone := domain.CodeOf(err) == domain.CodeNotFound
	if err != nil && !gone {
		return err
	}
	found := map[int64]domain.DeskCompany{}
	if !gone {
		found[id] = company
	}
	switch state := MappingState(id, customer.CompanyName, found, gone); {
	case state == domain.MappingMissing:
		return domain.Refuse(domain.CodeInvalid, "fault.desk_company_gone", id, customer.Name, product).With(nil, mapIt)
	case state.Blocks():
		return domain.Refuse(domain.CodeInvalid, "fault.desk_company_inactive", customer.Name, product).With(nil, mapIt)
	}
	return nil
}
