package shell

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/ui/export"
	"runchecks/ui/form"
	"runchecks/ui/widget/rowtable"
	"runchecks/ui/words"
)

// newCustomer adds a customer by hand.
func (w *Window) newCustomer() {
	if w.custView.May() {
		w.customerForm("New customer", domain.Customer{Active: true})
	}
}

// editCustomer changes the selected customer.
func (w *Window) editCustomer() {
	if w.custView.CanChange() {
		w.customerForm("Change the customer", *w.custView.Customer())
	}
}

func (w *Window) customerForm(title string, c domain.Customer) {
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
		w.custView.Save([]domain.Customer{c})
		return true
	}
	w.openForm(f)
}

// mergeCustomer gives everything of the selected customer to another.
func (w *Window) mergeCustomer() {
	if !w.custView.CanChange() {
		return
	}
	from := *w.custView.Customer()
	var names []string
	for _, c := range w.custView.All() {
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
		w.custView.Merge(into.Text)
		return true
	}
	w.openForm(f)
}

// exportCustomers writes all customers to a file.
func (w *Window) exportCustomers() {
	var rows []rules.CustomerRow
	for _, c := range w.custView.All() {
		rows = append(rows, rules.CustomerRow{Name: c.Name, Active: &c.Active, CompanyID: c.CompanyID, CompanyName: c.CompanyName})
	}
	w.saveFile("customers.csv", "csv", func(_ context.Context, out io.Writer) error { return export.WriteCustomers(out, rows) })
}

// importCustomers reads a list of customers and shows what it would change.
func (w *Window) importCustomers() {
	if !w.custView.May() {
		return
	}
	ask := dialog.NewFileOpen(func(file fyne.URIReadCloser, err error) {
		if err != nil || file == nil {
			if err != nil {
				w.say(words.FailedTo("Cannot open that file", err))
			}
			return
		}
		known := w.custView.All()
		w.p.View.Background.Go(func(context.Context) func() {
			data, err := io.ReadAll(io.LimitReader(file, export.MaxCustomerBytes+1))
			err = errors.Join(err, file.Close())
			var list export.CustomerFile
			if err == nil {
				list, err = export.ReadCustomers(data)
			}
			plan := rules.PlanImport(list.Rows, known)
			return func() {
				if err != nil {
					w.say(words.Toast{Text: fmt.Sprintf("The customers could not be read: %v", err), Error: true})
					return
				}
				w.showImport(file.URI().Name(), list, plan)
			}
		})
	}, w.window)
	ask.SetFilter(storage.NewExtensionFileFilter([]string{".csv", ".txt"}))
	w.openDialog(ask)
}

func (w *Window) showImport(name string, list export.CustomerFile, plan rules.CustomerImport) {
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
		w.custView.Save(plan.Changes)
		return true
	}
	w.openForm(f)
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

// saveFile asks where to, makes the file beside the interface thread and writes it.
// The whole content is made first: a file is never left half written by our fault.
func (w *Window) saveFile(name, ending string, make func(context.Context, io.Writer) error) {
	ask := dialog.NewFileSave(func(file fyne.URIWriteCloser, err error) {
		if err != nil || file == nil {
			if err != nil {
				w.say(words.FailedTo("Cannot save the file there", err))
			}
			return
		}
		w.p.View.Background.Go(func(ctx context.Context) func() {
			var content bytes.Buffer
			err := make(ctx, &content)
			if err == nil {
				_, err = file.Write(content.Bytes())
			}
			err = ended(file, err)
			return func() {
				if err != nil {
					w.say(
						words.Toast{
							Text:  fmt.Sprintf("%s could not be saved: %v. Choose another folder.", file.URI().Name(), err),
							Error: true,
						},
					)
					return
				}
				w.say(words.Toast{Text: "Saved " + file.URI().Name()})
			}
		})
	}, w.window)
	ask.SetFileName(name)
	ask.SetFilter(storage.NewExtensionFileFilter([]string{"." + ending}))
	w.openDialog(ask)
}
