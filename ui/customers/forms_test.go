package customers_test

import (
	"testing"

	"runchecks/domain/rules"
	"runchecks/ui/export"
	"runchecks/ui/uitest"
)

func TestForms(t *testing.T) {
	uitest.Forms(t, map[string]func(*uitest.Desk){
		"customerForm":  uitest.After("customers", "customers.new"),
		"mergeCustomer": uitest.After("customers", "customers.merge"),
		"mapCompany":    uitest.After("customers", "customers.company"),
		"showImport": uitest.On("customers", func(d *uitest.Desk) {
			d.W.Customers.ShowImport("x.csv", export.CustomerFile{}, rules.CustomerImport{})
		}),
	})
}
