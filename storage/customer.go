package storage

import (
	"errors"
	"strings"

	"runchecks/domain"
)

func (x *tx) Customers() ([]domain.Customer, error) {
	var out []domain.Customer
	err := x.rows("list the customers", "SELECT id, name, active FROM customer ORDER BY name", nil, func(scan func(...any) error) error {
		var c domain.Customer
		if err := scan(&c.ID, &c.Name, &c.Active); err != nil {
			return err
		}
		out = append(out, c)
		return nil
	})
	return out, err
}

func (x *tx) CustomerByName(name string) (domain.Customer, error) {
	var c domain.Customer
	err := x.row("find the customer "+name, "SELECT id, name, active FROM customer WHERE name = ?", []any{strings.TrimSpace(name)}, &c.ID, &c.Name, &c.Active)
	return c, err
}

func (x *tx) PutCustomer(name string) (domain.Customer, error) {
	name = strings.TrimSpace(name)
	if name == "" {
		return domain.Customer{}, &domain.Error{Code: domain.CodeInvalid, Message: "A customer needs a name."}
	}
	c, err := x.CustomerByName(name)
	var known *domain.Error
	if err == nil || !errors.As(err, &known) || known.Code != domain.CodeNotFound {
		return c, err
	}
	r, err := x.exec("add the customer "+name, "INSERT INTO customer (name) VALUES (?)", name)
	if err != nil {
		return c, err
	}
	id, err := r.LastInsertId()
	return domain.Customer{ID: id, Name: name, Active: true}, err
}
