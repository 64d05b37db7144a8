package customers_test

import (
	"testing"

	"fyne.io/fyne/v2"

	"runchecks/domain/rules"
	"runchecks/ui/customers"
	"runchecks/ui/export"
	"runchecks/ui/uitest"
)

func TestAnImportOfCustomersIsShownBeforeItIsTaken(t *testing.T) {
	d := uitest.New(t, 3)
	d.W.Open(customers.ID)
	d.Settle()
	list, err := export.ReadCustomers([]byte("name;active\r\nNew Ltd;yes\r\n;yes\r\nCUSTOMER000;no\r\n"))
	if err != nil {
		t.Fatal(err)
	}
	d.W.Customers.ShowImport("list.csv", list, rules.PlanImport(list.Rows, d.W.Customers.Model.All()))
	d.Settle()
	d.Key(fyne.KeyReturn)
	d.W.Customers.Model.SetSearch("new ltd")
	if d.W.Covered() || d.W.Customers.Model.Len() != 1 {
		t.Errorf("%d customers of that name", d.W.Customers.Model.Len())
	}
	d.W.Screen().Undo()
	d.Settle()
	if d.W.Customers.Model.Len() != 0 {
		t.Error("the undo left it there")
	}
}
