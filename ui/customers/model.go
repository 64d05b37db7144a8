// Package customers is the screen Customers: who the jobs belong to, and which company of
// the service desk each is.
package customers

import (
	"cmp"
	"context"
	"fmt"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/ui/keys"
	"runchecks/ui/list"
	"runchecks/ui/services"
	"runchecks/ui/words"
)

// Customer is a customer with the number of its jobs.
type Customer struct {
	domain.Customer
	Jobs int
}

// Model is the view model of the screen Customers (product.md, section 3).
type Model struct {
	list.List[Customer]
	jobs     []domain.JobRow // of the selected customer
	mappings map[int64]domain.CompanyState
}

// New returns the view model.
func New(p services.Base, changed func(list.Part)) *Model {
	m := &Model{List: list.New[Customer](p, changed)}
	m.Key = func(c *Customer) string { return fmt.Sprint(c.ID) }
	m.Targets = func(c *Customer) []string { return []string{c.Name} }
	m.Words = func(c *Customer) map[string]string {
		state := "inactive " + words.T("customers.is_inactive")
		if c.Active {
			state = "active " + words.T("customers.active")
		}
		return map[string]string{"": c.Name + " " + c.CompanyName, "state": state}
	}
	m.SetColumns("name", m.columns()...)
	m.Read = func(ctx context.Context) (out []Customer, err error) {
		err = p.Store.Read(ctx, func(q domain.Reader) error {
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
	m.Open = func(ctx context.Context, c Customer) (func(), error) {
		var jobs []domain.JobRow
		err := p.Store.Read(ctx, func(q domain.Reader) error {
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

// Title belongs to list.Screen, and so do the following.
func (m *Model) Title() string { return words.T("customers.title") }

// Detail counts them.
func (m *Model) Detail() string {
	inactive := 0
	for i := range m.AllRows {
		if !m.AllRows[i].Active {
			inactive++
		}
	}
	return words.Join(words.Number(len(m.AllRows)), words.Tally(words.N(inactive, "inactive")))
}

// EmptyText explains the empty list.
func (m *Model) EmptyText() string {
	return m.WhenEmpty(words.T("customers.empty", "key", m.Params.Keys.On(ID, keys.MakeNew)))
}

// columns are what the list shows and what it can be sorted by.
func (m *Model) columns() []list.Column[Customer] {
	return []list.Column[Customer]{
		{
			ID: "name", Title: words.T("customers.customer"), Width: 160, Flex: 1.4,
			Compare: func(a, b *Customer) int { return list.CompareNames(a.Name, b.Name) },
			Cell: func(c *Customer) list.Cell {
				return list.Cell{Text: c.Name, Bold: true}
			},
		},
		{
			ID: "state", Title: words.T("customers.state"), Width: 90,
			Cell: func(c *Customer) list.Cell {
				if c.Active {
					return list.Cell{Text: words.T("customers.active"), Tone: words.Faint}
				}
				return list.Cell{Text: words.T("customers.state_inactive", "state", words.T("customers.is_inactive")), Tone: words.Warn}
			},
		},
		{
			ID: "jobs", Title: words.T("customers.jobs"), Width: 60, Right: true,
			Compare: func(a, b *Customer) int { return cmp.Or(b.Jobs-a.Jobs, list.CompareNames(a.Name, b.Name)) },
			Cell: func(c *Customer) list.Cell {
				return list.Cell{Text: words.Number(c.Jobs)}
			},
		},
		{
			ID: "company", Title: words.T("customers.company"), Width: 140, Flex: 1,
			Cell: func(c *Customer) list.Cell {
				if c.CompanyID == 0 && c.CompanyName == "" {
					return list.Cell{Text: words.T("customers.not_mapped"), Tone: words.Faint}
				}
				switch s := m.mappings[c.ID]; s {
				case "", domain.MappingOK:
					return list.Cell{Text: c.CompanyName}
				default:
					return list.Cell{
						Text: words.T("customers.mapping_warn", "state", mappingText(s), "company", c.CompanyName), Tone: words.Warn,
					}
				}
			},
		},
	}
}

// Heading names the selected customer.
func (m *Model) Heading() string {
	if c := m.Row(); c != nil {
		return c.Name
	}
	return ""
}

// Facts tells what is known about the selected customer.
func (m *Model) Facts() []words.DetailField {
	c := m.Row()
	if c == nil {
		return nil
	}
	facts := []words.DetailField{{Label: words.T("customers.jobs"), Text: words.Number(c.Jobs)}}
	if !c.Active {
		facts = append(facts, words.DetailField{Label: words.T("customers.state"), Text: words.T("customers.inactive"), Tone: words.Warn})
	}
	if c.CompanyID != 0 {
		id := fmt.Sprint(c.CompanyID)
		f := words.DetailField{Label: c.CompanyDesk.Kind().Product(), Text: words.T("customers.mapped", "company", c.CompanyName, "id", id)}
		if s := m.mappings[c.ID]; s != "" {
			f.Text = words.T("customers.mapped_state", "company", c.CompanyName, "id", id, "state", mappingText(s))
			if s != domain.MappingOK {
				f.Tone = words.Warn
			}
		}
		facts = append(facts, f)
	}
	return facts
}

func mappingText(s domain.CompanyState) string {
	switch s {
	case domain.MappingRenamed:
		return words.T("customers.mapping_renamed")
	case domain.MappingMissing:
		return words.T("customers.mapping_missing")
	case domain.MappingInvalid:
		return words.T("customers.mapping_invalid")
	default:
		return words.T("customers.mapping_ok")
	}
}

// Below lists the jobs of the selected customer.
func (m *Model) Below() list.DetailTable {
	b := list.DetailTable{
		Title: words.T("customers.jobs"),
		Columns: []list.Head{
			{ID: "status", Title: words.T("customers.newest"), Width: 112},
			{ID: "job", Title: words.T("customers.job"), Width: 120, Flex: 1.2},
			{ID: "product", Title: words.T("customers.product"), Width: 100, Flex: 0.8},
			{ID: "at", Title: "", Width: 84, Right: true},
		},
		Empty: words.T("customers.no_job"),
	}
	b.Detail = words.Number(len(m.jobs))
	for _, j := range m.jobs {
		b.Rows = append(
			b.Rows,
			[]list.Cell{
				{Status: j.Status.Known()},
				{Text: j.Name},
				{Text: j.Product + " · " + j.Type, Tone: words.Faint},
				{Text: words.When(j.Newest, m.Params.Clock().In(m.Params.Location)), Tone: words.Faint},
			},
		)
	}
	return b
}

// Customer returns the selected customer, nil for none.
func (m *Model) Customer() *domain.Customer {
	if c := m.Row(); c != nil {
		return &c.Customer
	}
	return nil
}

// SetMappings shows how the companies stand that customers are mapped to.
func (m *Model) SetMappings(states map[int64]domain.CompanyState) {
	m.mappings = states
	m.Changed(list.PartRows)
	m.Changed(list.PartFacts)
}

// All lists every customer.
func (m *Model) All() []domain.Customer {
	out := make([]domain.Customer, len(m.AllRows))
	for i := range m.AllRows {
		out[i] = m.AllRows[i].Customer
	}
	return out
}

// May reports whether customers may be changed.
func (m *Model) May() bool { return m.Params.Desk.May(rules.ActCustomer) }

// CanChange reports whether the selected customer may be changed.
func (m *Model) CanChange() bool { return m.Row() != nil && m.May() }

// Save adds customers, or changes them, in one decision.
func (m *Model) Save(list []domain.Customer) {
	m.Decide(func(ctx context.Context) (domain.Decision, error) { return m.Params.Desk.SaveCustomers(ctx, list) })
}

// SwitchActive makes the selected customer active or inactive.
func (m *Model) SwitchActive() {
	if !m.CanChange() {
		return
	}
	c := m.Row().Customer
	c.Active = !c.Active
	m.Save([]domain.Customer{c})
}

// Merge gives everything of the selected customer to another.
func (m *Model) Merge(into string) {
	if !m.CanChange() {
		return
	}
	from := m.Row().ID
	for i := range m.AllRows {
		if domain.Fold(m.AllRows[i].Name) == domain.Fold(into) {
			id := m.AllRows[i].ID
			m.Decide(func(ctx context.Context) (domain.Decision, error) { return m.Params.Desk.MergeCustomers(ctx, from, id) })
			return
		}
	}
	m.Fail(&domain.Error{Code: domain.CodeNotFound, Message: words.T("customers.no_merge", "name", into)})
}
