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
		x.customerForm("New customer", domain.Customer{Active: true})
	}
}

// editCustomer changes the selected customer.
func (x *Feature) editCustomer() {
	if x.Model.CanChange() {
		x.customerForm("Change the customer", *x.Model.Customer())
	}
}

func (x *Feature) customerForm(title string, c domain.Customer) {
	f := form.New(title, "Save")
	name := f.Text("Name", c.Name, "as you call the company")
	active := f.Check("", "active: its jobs are looked at", c.Active)
	f.Changed = func() {
		if strings.TrimSpace(name.Text) == "" {
			f.Say("A customer needs a name.", true)
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
	f := form.New("Merge "+from.Name+" into another customer", "Merge")
	f.Note = "Its jobs, tickets and remarks go to the other one, and " + from.Name + " goes. It can be undone."
	into := f.Suggest("Into", "", "choose a customer", names)
	f.Changed = func() {
		for _, n := range names {
			if domain.Fold(n) == domain.Fold(into.Text) {
				f.Say(from.Name+" becomes "+n+".", false)
				return
			}
		}
		f.Say("Choose a customer of the list.", true)
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
		rows = append(rows, rules.CustomerRow{Name: c.Name, Active: &c.Active, CompanyID: c.CompanyID, CompanyName: c.CompanyName})
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
					x.host.Say(words.Toast{Text: fmt.Sprintf("The customers could not be read: %v", err), Error: true})
					return
				}
				x.showImport(name, list, plan)
			}
		})
	})
}

func (x *Feature) showImport(name string, list export.CustomerFile, plan rules.CustomerImport) {
	f := form.New("Import customers", "Import")
	f.Note = fmt.Sprintf("%s: %s, %s", name, list.Encoding, separatorWords(list.Separator))
	refused := rowtable.New(
		[]rowtable.Column{
			{ID: "line", Title: "Line", Width: 60},
			{ID: "text", Title: "Not taken", Width: 120, Flex: 1},
			{ID: "why", Title: "Why", Width: 120, Flex: 1.2},
		},
		rowtable.Compact,
	)
	refused.Cell = func(row, col int) rowtable.Cell {
		r := list.Refused[row]
		return rowtable.Cell{Text: []string{fmt.Sprint(r.Line), r.Text, r.Reason}[col]}
	}
	refused.SetEmptyText("Every line was understood.")
	refused.SetLength(len(list.Refused))
	f.Extra = refused
	f.Size = fyne.NewSize(760, 460)
	f.Changed = func() {
		if len(plan.Changes) == 0 {
			f.Say(words.CustomerImport(plan)+": there is nothing to import.", true)
			return
		}
		f.Say(fmt.Sprintf("%s, %s lines not taken", words.CustomerImport(plan), words.Number(len(list.Refused))), false)
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
		return "separated by commas"
	case ';':
		return "separated by semicolons"
	case '\t':
		return "separated by tabs"
	default:
		return "one column"
	}
}
