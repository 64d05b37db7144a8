package customers

import (
	"context"
	"fmt"
	"io"
	"strings"

	"fyne.io/fyne/v2"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/ui/export"
	"runchecks/ui/form"
	"runchecks/ui/widget/rowtable"
	"runchecks/ui/words"
)

// newCustomer adds a customer by hand.
func (x *Feature) newCustomer() {
	if x.Model.May() {
		x.customerForm(words.T("customers.new_title"), domain.Customer{Active: true})
	}
}

// editCustomer changes the selected customer.
func (x *Feature) editCustomer() {
	if x.Model.CanChange() {
		x.customerForm(words.T("customers.change_title"), *x.Model.Customer())
	}
}

func (x *Feature) customerForm(title string, c domain.Customer) {
	f := form.New(title, words.T("customers.save"))
	name := f.Text(words.T("customers.name"), c.Name, words.T("customers.name_hint"))
	active := f.Check("", words.T("customers.active_check"), c.Active)
	f.Changed = func() {
		if strings.TrimSpace(name.Text) == "" {
			f.Say(words.T("customers.no_name"), true)
			return
		}
		f.Say("", false)
	}
	f.Done = func() bool {
		c.Name, c.Active = name.Text, active.Checked
		x.Model.Save([]domain.Customer{c})
		return true
	}
	x.host.Ask(f)
}

// mergeCustomer gives everything of the selected customer to another.
func (x *Feature) mergeCustomer() {
	if !x.Model.CanChange() {
		return
	}
	from := *x.Model.Customer()
	var names []string
	for _, c := range x.Model.All() {
		if c.ID != from.ID {
			names = append(names, c.Name)
		}
	}
	f := form.New(words.T("customers.merge_title", "customer", from.Name), words.T("customers.merge"))
	f.Note = words.T("customers.merge_note", "customer", from.Name)
	into := f.Suggest(words.T("customers.into"), "", words.T("customers.into_hint"), names)
	f.Changed = func() {
		for _, n := range names {
			if domain.Fold(n) == domain.Fold(into.Text) {
				f.Say(words.T("customers.becomes", "customer", from.Name, "other", n), false)
				return
			}
		}
		f.Say(words.T("customers.choose"), true)
	}
	f.Done = func() bool {
		x.Model.Merge(into.Text)
		return true
	}
	x.host.Ask(f)
}

// exportCustomers writes all customers to a file.
func (x *Feature) exportCustomers() {
	var rows []rules.CustomerRow
	for _, c := range x.Model.All() {
		rows = append(
			rows,
			rules.CustomerRow{
				Name:        c.Name,
				Active:      &c.Active,
				CompanyID:   c.CompanyID,
				CompanyName: c.CompanyName,
				CompanyDesk: c.CompanyDesk,
			},
		)
	}
	x.host.SaveFile("customers.csv", "csv", func(_ context.Context, out io.Writer) error { return export.WriteCustomers(out, rows) })
}

// importCustomers reads a list of customers and shows what it would change.
func (x *Feature) importCustomers() {
	if !x.Model.May() {
		return
	}
	x.host.OpenFile([]string{".csv", ".txt"}, export.MaxCustomerBytes+1, func(name string, data []byte, err error) {
		known := x.Model.All()
		x.host.Background().Go(func(context.Context) func() {
			var list export.CustomerFile
			if err == nil {
				list, err = export.ReadCustomers(data)
			}
			plan := rules.PlanImport(list.Rows, known)
			return func() {
				if err != nil {
					x.host.Say(words.Toast{Text: words.T("customers.not_read", "why", err), Error: true})
					return
				}
				x.showImport(name, list, plan)
			}
		})
	})
}

func (x *Feature) showImport(name string, list export.CustomerFile, plan rules.CustomerImport) {
	f := form.New(words.T("customers.import_title"), words.T("customers.import"))
	f.Note = words.T("customers.import_note",
		"file", name, "encoding", list.Encoding, "columns", separatorWords(list.Separator))
	refused := rowtable.New(
		[]rowtable.Column{
			{ID: "line", Title: words.T("customers.import_line"), Width: 60},
			{ID: "text", Title: words.T("customers.import_refused"), Width: 120, Flex: 1},
			{ID: "why", Title: words.T("customers.import_why"), Width: 120, Flex: 1.2},
		},
		rowtable.Compact,
	)
	refused.Cell = func(row, col int) rowtable.Cell {
		r := list.Refused[row]
		return rowtable.Cell{Text: []string{fmt.Sprint(r.Line), r.Text, r.Reason}[col]}
	}
	refused.SetEmptyText(words.T("customers.import_all"))
	refused.SetLength(len(list.Refused))
	f.Extra = refused
	f.Size = fyne.NewSize(760, 460)
	f.Changed = func() {
		if len(plan.Changes) == 0 {
			f.Say(words.T("customers.import_nothing", "changes", words.CustomerImport(plan)), true)
			return
		}
		f.Say(words.T("customers.import_result",
			"changes", words.CustomerImport(plan), "lines", words.Count(len(list.Refused), "line")), false)
	}
	f.Done = func() bool {
		x.Model.Save(plan.Changes)
		return true
	}
	x.host.Ask(f)
}

func separatorWords(r rune) string {
	switch r {
	case ',':
		return words.T("customers.by_commas")
	case ';':
		return words.T("customers.by_semicolons")
	case '\t':
		return words.T("customers.by_tabs")
	default:
		return words.T("customers.one_column")
	}
}
