package customers

import (
	"runchecks/ui/shell"
)

// Commands are what can be done.
func (x *Feature) Commands() []shell.Command {
	return []shell.Command{
		{
			ID:    "go.customers",
			Name:  "Customers",
			Place: shell.Go + 50,
			Key:   "Ctrl+8",
			Run:   func() { x.host.Open(ID) },
		},
		{
			ID:      "customers.change",
			Name:    "Change the customer…",
			Place:   shell.Lists,
			Key:     "Enter",
			On:      ID,
			Button:  shell.Main("Change…"),
			Enabled: func() bool { return x.Model.CanChange() },
			Run:     x.editCustomer,
		},
		{
			ID:      "customers.new",
			Name:    "New customer…",
			Place:   shell.Lists,
			Key:     "N",
			On:      ID,
			Button:  shell.Plain("New…"),
			Enabled: func() bool { return x.Model.May() },
			Run:     x.newCustomer,
		},
		{
			ID:    "customers.active",
			Name:  "Make the customer active or inactive",
			Place: shell.Lists,
			Key:   "D",
			On:    ID,
			Button: shell.PlainNow(func() string {
				if c := x.Model.Customer(); c != nil && !c.Active {
					return "Make active"
				}
				return "Make inactive"
			}),
			Enabled: func() bool { return x.Model.CanChange() },
			Run:     func() { x.Model.SwitchActive() },
		},
		{
			ID:      "customers.merge",
			Name:    "Merge the customer into another…",
			Place:   shell.Lists,
			Key:     "G",
			On:      ID,
			Button:  shell.Plain("Merge…"),
			Enabled: func() bool { return x.Model.CanChange() },
			Run:     x.mergeCustomer,
		},
		{
			ID:      "customers.import",
			Name:    "Import customers…",
			Place:   shell.Lists,
			Key:     "I",
			On:      ID,
			Button:  shell.Plain("Import…"),
			Enabled: func() bool { return x.Model.May() },
			Run:     x.importCustomers,
		},
		{
			ID:      "customers.company",
			Name:    "Map the customer to a company of Autotask…",
			Place:   shell.Lists,
			Key:     "A",
			On:      ID,
			Button:  shell.Plain("Company…"),
			Enabled: x.mayMap,
			Run:     x.mapCompany,
		},
		{
			ID:      "customers.check-companies",
			Name:    "Check the companies of all customers in Autotask",
			Place:   shell.Lists,
			Key:     "Q",
			On:      ID,
			Button:  shell.Plain("Check companies"),
			Enabled: x.hasAutotask,
			Run:     x.checkMappings,
		},
		{
			ID:     "customers.export",
			Name:   "Export customers…",
			Place:  shell.Lists,
			Key:    "E",
			On:     ID,
			Button: shell.Plain("Export…"),
			Run:    x.exportCustomers,
		},
	}
}
