package customers

import (
	"runchecks/ui/keys"
	"runchecks/ui/shell"
	"runchecks/ui/words"
)

// Commands are what can be done.
func (x *Feature) Commands() []shell.Command {
	return []shell.Command{
		{
			ID:    "go.customers",
			Name:  words.T("customers.title"),
			Place: shell.Go + 50,
			Key:   "Ctrl+5",
			Also:  []keys.Key{"Ctrl+8"},
			Leads: ID,
			Run:   func() { x.host.Open(ID) },
		},
		{
			ID:      "customers.change",
			Name:    words.T("customers.command_change"),
			Place:   shell.Lists,
			Key:     "Enter",
			On:      ID,
			Button:  shell.Main(words.T("customers.button_change")),
			Enabled: func() bool { return x.Model.CanChange() },
			Run:     x.editCustomer,
		},
		{
			ID:      "customers.new",
			Name:    words.T("customers.command_new"),
			Place:   shell.Lists,
			Key:     "N",
			On:      ID,
			Button:  shell.Plain(words.T("customers.button_new")),
			Enabled: func() bool { return x.Model.May() },
			Run:     x.newCustomer,
		},
		{
			ID:    "customers.active",
			Name:  words.T("customers.command_active"),
			Place: shell.Lists,
			Key:   "D",
			On:    ID,
			Button: shell.PlainNow(func() string {
				if c := x.Model.Customer(); c != nil && !c.Active {
					return words.T("customers.button_active")
				}
				return words.T("customers.button_inactive")
			}),
			Enabled: func() bool { return x.Model.CanChange() },
			Run:     func() { x.Model.SwitchActive() },
		},
		{
			ID:      "customers.merge",
			Name:    words.T("customers.command_merge"),
			Place:   shell.Lists,
			Key:     "G",
			On:      ID,
			Button:  shell.Plain(words.T("customers.button_merge")),
			Enabled: func() bool { return x.Model.CanChange() },
			Run:     x.mergeCustomer,
		},
		{
			ID:      "customers.import",
			Name:    words.T("customers.command_import"),
			Place:   shell.Lists,
			Key:     "I",
			On:      ID,
			Button:  shell.Plain(words.T("customers.button_import")),
			Enabled: func() bool { return x.Model.May() },
			Run:     x.importCustomers,
		},
		{
			ID:      "customers.company",
			Name:    words.T("customers.command_company"),
			Place:   shell.Lists,
			Key:     "A",
			On:      ID,
			Button:  shell.Plain(words.T("customers.button_company")),
			Enabled: x.mayMap,
			Run:     x.mapCompany,
		},
		{
			ID:      "customers.check-companies",
			Name:    words.T("customers.command_check"),
			Place:   shell.Lists,
			Key:     "Q",
			On:      ID,
			Button:  shell.Plain(words.T("customers.button_check")),
			Enabled: x.hasDesk,
			Run:     x.checkMappings,
		},
		{
			ID:     "customers.export",
			Name:   words.T("customers.command_export"),
			Place:  shell.Lists,
			Key:    "E",
			On:     ID,
			Button: shell.Plain(words.T("customers.button_export")),
			Run:    x.exportCustomers,
		},
	}
}
