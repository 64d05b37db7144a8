package vm

import (
	"context"
	"fmt"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// Customer is a customer with the number of its jobs.
type Customer struct {
	domain.Customer
	Jobs int
}

// Customers is the view model of the screen Customers (product.md, section 3).
type Customers struct {
	list[Customer]
	jobs     []domain.JobRow // of the selected customer
	mappings map[int64]domain.AutotaskMapping
}

// NewCustomers returns the view model.
func NewCustomers(p Params, changed func(Part)) *Customers {
	m := &Customers{list: newList[Customer](p, changed)}
	m.key = func(c *Customer) string { return fmt.Sprint(c.ID) }
	m.words = func(c *Customer) map[string]string {
		state := "inactive"
		if c.Active {
			state = "active"
		}
		return map[string]string{"": c.Name + " " + c.CompanyName, "state": state}
	}
	m.order = func(by string, a, b *Customer) int {
		if by == "jobs" && a.Jobs != b.Jobs {
			return b.Jobs - a.Jobs
		}
		return foldCompare(a.Name, b.Name)
	}
	m.read = func(ctx context.Context) (out []Customer, err error) {
		err = p.Store.Read(ctx, func(q domain.Queries) error {
			list, err := q.Customers()
			if err != nil {
				return err
			}
			jobs, err := q.CustomerJobs()
			for _, c := range list {
				out = append(out, Customer{c, jobs[c.ID]})
			}
			return err
		})
		return out, err
	}
	m.open = func(ctx context.Context, c Customer) (func(), error) {
		var jobs []domain.JobRow
		err := p.Store.Read(ctx, func(q domain.Queries) error {
			all, err := q.Jobs()
			for _, j := range all {
				if j.Customer.ID == c.ID && j.State != domain.JobArchived {
					jobs = append(jobs, j)
				}
			}
			return err
		})
		return func() { m.jobs = jobs }, err
	}
	return m
}

// Title belongs to Listing, and so do the following.
func (m *Customers) Title() string { return "Customers" }

// Detail counts them.
func (m *Customers) Detail() string {
	inactive := 0
	for i := range m.all {
		if !m.all[i].Active {
			inactive++
		}
	}
	return join(Number(len(m.all)), tally(N(inactive, "inactive")))
}

// EmptyText explains the empty list.
func (m *Customers) EmptyText() string {
	return m.empty("There is no customer yet. Approving a message in the inbox adds one; N adds one by hand, and a list can be imported.")
}

var customerColumns = []ListColumn{
	{ID: "name", Title: "Customer", Width: 160, Flex: 1.4, Sortable: true},
	{ID: "state", Title: "State", Width: 90},
	{ID: "jobs", Title: "Jobs", Width: 60, Right: true, Sortable: true},
	{ID: "company", Title: "Autotask company", Width: 140, Flex: 1},
}

// Columns lists the columns.
func (m *Customers) Columns() []ListColumn { return customerColumns }

// Cell says what stands in a cell.
func (m *Customers) Cell(row int, column string) Cell {
	if row >= len(m.rows) {
		return Cell{}
	}
	c := &m.rows[row]
	switch column {
	case "name":
		return Cell{Text: c.Name, Bold: true}
	case "state":
		if c.Active {
			return Cell{Text: "active", Tone: Faint}
		}
		return Cell{Text: "○ inactive", Tone: Warn}
	case "jobs":
		return Cell{Text: Number(c.Jobs)}
	default:
		if c.CompanyID == 0 {
			return Cell{Text: "not mapped", Tone: Faint}
		}
		switch s := m.mappings[c.ID]; s {
		case "", domain.MappingOK:
			return Cell{Text: c.CompanyName}
		default:
			return Cell{Text: "! " + string(s) + ": " + c.CompanyName, Tone: Warn}
		}
	}
}

// Heading names the selected customer.
func (m *Customers) Heading() string {
	if c := m.row(); c != nil {
		return c.Name
	}
	return ""
}

// Facts tells what is known about the selected customer.
func (m *Customers) Facts() []Fact {
	c := m.row()
	if c == nil {
		return nil
	}
	facts := []Fact{{Label: "Jobs", Text: Number(c.Jobs)}}
	if !c.Active {
		facts = append(facts, Fact{Label: "State", Text: "Inactive: its jobs are in no list, and nothing of them is missed.", Tone: Warn})
	}
	if c.CompanyID != 0 {
		f := Fact{Label: "Autotask", Text: fmt.Sprintf("%s (company %d)", c.CompanyName, c.CompanyID)}
		if s := m.mappings[c.ID]; s != "" {
			f.Text += ", " + string(s)
			if s != domain.MappingOK {
				f.Tone = Warn
			}
		}
		facts = append(facts, f)
	}
	return facts
}

// Below lists the jobs of the selected customer.
func (m *Customers) Below() Below {
	b := Below{
		Title: "Jobs",
		Columns: []ListColumn{
			{ID: "status", Title: "Newest", Width: 112},
			{ID: "job", Title: "Job", Width: 120, Flex: 1.2},
			{ID: "product", Title: "Product", Width: 100, Flex: 0.8},
			{ID: "at", Title: "", Width: 84, Right: true},
		},
		Empty: "No job.",
	}
	b.Detail = Number(len(m.jobs))
	for _, j := range m.jobs {
		b.Rows = append(
			b.Rows,
			[]Cell{
				{Status: j.Status.Known()},
				{Text: j.Name},
				{Text: j.Product + " · " + j.Type, Tone: Faint},
				{Text: When(j.Newest, m.p.Clock().In(m.p.Location)), Tone: Faint},
			},
		)
	}
	return b
}

// Customer returns the selected customer, nil for none.
func (m *Customers) Customer() *domain.Customer {
	if c := m.row(); c != nil {
		return &c.Customer
	}
	return nil
}

// SetMappings shows how the companies stand that customers are mapped to.
func (m *Customers) SetMappings(states map[int64]domain.AutotaskMapping) {
	m.mappings = states
	m.changed(PartRows)
	m.changed(PartFacts)
}

// All lists every customer.
func (m *Customers) All() []domain.Customer {
	out := make([]domain.Customer, len(m.all))
	for i := range m.all {
		out[i] = m.all[i].Customer
	}
	return out
}

// May reports whether customers may be changed.
func (m *Customers) May() bool { return m.p.Desk.May(rules.ActCustomer) }

// CanChange reports whether the selected customer may be changed.
func (m *Customers) CanChange() bool { return m.row() != nil && m.May() }

// Save adds customers, or changes them, in one decision.
func (m *Customers) Save(list []domain.Customer) {
	m.decide(func(ctx context.Context) (domain.Decision, error) { return m.p.Desk.SaveCustomers(ctx, list) })
}

// SwitchActive makes the selected customer active or inactive.
func (m *Customers) SwitchActive() {
	if !m.CanChange() {
		return
	}
	c := m.row().Customer
	c.Active = !c.Active
	m.Save([]domain.Customer{c})
}

// Merge gives everything of the selected customer to another.
func (m *Customers) Merge(into string) {
	if !m.CanChange() {
		return
	}
	from := m.row().ID
	for i := range m.all {
		if domain.Fold(m.all[i].Name) == domain.Fold(into) {
			id := m.all[i].ID
			m.decide(func(ctx context.Context) (domain.Decision, error) { return m.p.Desk.MergeCustomers(ctx, from, id) })
			return
		}
	}
	m.fail(&domain.Error{Code: domain.CodeNotFound, Message: "There is no customer “" + into + "” to merge into. Choose one of the list."})
}

// ImportWords says what importing a file would do.
func ImportWords(i rules.CustomerImport) string {
	return fmt.Sprintf("%s new, %s changed, %s known already", Number(i.New), Number(i.Changed), Number(i.Unchanged))
}
