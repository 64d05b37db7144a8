package storage

import (
	"slices"
	"strings"

	"runchecks/domain"
	"runchecks/domain/wording"
)

const customerColumns = "SELECT id, name, active, company, company_name, company_desk FROM customer"

func customerFields(c *domain.Customer) []any {
	return []any{&c.ID, &c.Name, &c.Active, &c.CompanyID, &c.CompanyName, &c.CompanyDesk}
}

func (x *tx) Customers() ([]domain.Customer, error) {
	var out []domain.Customer
	err := x.rows("list the customers", customerColumns+" ORDER BY name", nil, func(scan func(...any) error) error {
		var c domain.Customer
		err := scan(customerFields(&c)...)
		out = append(out, c)
		return err
	})
	return out, err
}

func (x *tx) CustomerByName(name string) (domain.Customer, error) {
	c, err := x.customerNamed(name)
	if domain.CodeOf(err) != domain.CodeNotFound {
		return c, err
	}
	all, listErr := x.Customers()
	if listErr != nil {
		return c, listErr
	}
	folded := domain.Fold(name)
	if i := slices.IndexFunc(all, func(c domain.Customer) bool { return domain.Fold(c.Name) == folded }); i >= 0 {
		return all[i], nil
	}
	return c, err
}

// customerNamed finds the customer that is stored by this very name, but for the case of
// ASCII letters: that is what keeps the names apart in the table.
func (x *tx) customerNamed(name string) (domain.Customer, error) {
	var c domain.Customer
	err := x.row("find the customer "+name, customerColumns+" WHERE name = ?", []any{strings.TrimSpace(name)}, customerFields(&c)...)
	return c, err
}

func (x *tx) CustomerJobs() (map[int64]int, error) {
	out := map[int64]int{}
	err := x.rows("count the jobs of the customers", "SELECT customer, count(*) FROM job WHERE customer IS NOT NULL AND state <> 'archived' GROUP BY customer", nil, func(scan func(...any) error) error {
		var id int64
		var n int
		err := scan(&id, &n)
		out[id] = n
		return err
	})
	return out, err
}

func (x *tx) PutCustomer(name string) (domain.Customer, error) {
	name = strings.TrimSpace(name)
	if name == "" {
		return domain.Customer{}, &domain.Error{Code: domain.CodeInvalid, Said: wording.Of("refusal.customer_unnamed")}
	}
	c, err := x.customerNamed(name)
	if domain.CodeOf(err) != domain.CodeNotFound {
		return c, err
	}
	r, err := x.exec("add the customer "+name, "INSERT INTO customer (name) VALUES (?)", name)
	if err != nil {
		return c, err
	}
	id, err := r.LastInsertId()
	return domain.Customer{ID: id, Name: name, Active: true}, err
}

func (x *tx) SetCustomer(c domain.Customer) error {
	return x.change("change the customer "+c.Name,
		"UPDATE customer SET name = ?, active = ?, company = ?, company_name = ?, company_desk = ? WHERE id = ?",
		strings.TrimSpace(c.Name), c.Active, c.CompanyID, c.CompanyName, c.CompanyDesk, c.ID)
}

func (x *tx) DeleteCustomer(id int64) error {
	return x.change("remove the customer", "DELETE FROM customer WHERE id = ?", id)
}
