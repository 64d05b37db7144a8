// Package tickets is the screen Tickets: what is followed up in a service desk, and the runs
// that belong to it.
package tickets

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/domain/rules"
	"runchecks/ui/keys"
	"runchecks/ui/list"
	"runchecks/ui/list/runs"
	"runchecks/ui/services"
	"runchecks/ui/words"
)

// Model is the view model of the screen Tickets (product.md, section 6).
type Model struct {
	list.List[domain.Ticket]
	runs  []domain.LinkedRun
	names map[domain.JobKey]string
}

// New returns the view model.
func New(p services.Base, changed func(list.Part)) *Model {
	m := &Model{List: list.New[domain.Ticket](p, changed)}
	m.Key = func(t *domain.Ticket) string { return string(t.Key) }
	m.Words = func(t *domain.Ticket) map[string]string {
		about := m.about(*t)
		return map[string]string{
			"":      t.Code + " " + t.Description + " " + about + " " + number(t),
			"state": words.TicketState(t),
			"about": about,
		}
	}
	m.SetColumns("state", m.columns()...)
	m.Read = func(ctx context.Context) (out []domain.Ticket, err error) {
		err = p.Store.Read(ctx, func(q domain.Reader) error {
			if m.names, err = runs.JobNames(q); err != nil {
				return err
			}
			out, err = q.Tickets()
			return err
		})
		return out, err
	}
	m.Open = func(ctx context.Context, t domain.Ticket) (func(), error) {
		var runs []domain.LinkedRun
		err := p.Store.Read(ctx, func(q domain.Reader) (err error) {
			runs, err = q.TicketRuns(t.Key, 0)
			return err
		})
		return func() { m.runs = runs }, err
	}
	return m
}

func (m *Model) about(t domain.Ticket) string { return words.Scopes(t.Scopes, m.names) }

func number(t *domain.Ticket) string {
	if t.Desk == nil {
		return ""
	}
	return t.Desk.Number
}

// Title belongs to list.Screen, and so do the following.
func (m *Model) Title() string { return words.T("tickets.title") }

// Detail counts the open ones.
func (m *Model) Detail() string {
	open := 0
	for i := range m.AllRows {
		if m.AllRows[i].Open() {
			open++
		}
	}
	return words.Join(words.Number(len(m.AllRows)), words.Tally(words.N(open, "open")))
}

// EmptyText explains the empty list.
func (m *Model) EmptyText() string {
	on := m.Params.Keys.On
	return m.WhenEmpty(words.T("tickets.empty", "ticket", on(keys.RunChecks, keys.MakeTicket), "new", on(ID, keys.MakeNew)))
}

// columns are what the list shows and what it can be sorted by.
func (m *Model) columns() []list.Column[domain.Ticket] {
	return []list.Column[domain.Ticket]{
		{
			ID: "state", Title: words.T("tickets.state"), Width: 110,
			Compare: func(a, b *domain.Ticket) int {
				return cmp.Or(cmp.Compare(words.TicketState(a), words.TicketState(b)), b.Created.Compare(a.Created))
			},
			Cell: func(t *domain.Ticket) list.Cell {
				if t.Open() {
					return list.Cell{Text: words.T("tickets.state_open", "state", words.TicketState(t)), Tone: words.Warn}
				}
				return list.Cell{Text: words.T("tickets.state_done", "state", words.TicketState(t)), Tone: words.Faint}
			},
		},
		{
			ID: "code", Title: words.T("tickets.code"), Width: 130, Flex: 0.6,
			Compare: func(a, b *domain.Ticket) int { return list.CompareNames(a.Code, b.Code) },
			Cell: func(t *domain.Ticket) list.Cell {
				return list.Cell{Text: t.Code, Secondary: number(t), Bold: true}
			},
		},
		{
			ID: "about", Title: words.T("tickets.about"), Width: 140, Flex: 1.4,
			Compare: func(a, b *domain.Ticket) int { return list.CompareNames(m.about(*a), m.about(*b)) },
			Cell: func(t *domain.Ticket) list.Cell {
				return list.Cell{Text: m.about(*t), Secondary: t.Description}
			},
		},
		{
			ID: "created", Title: words.T("tickets.made"), Width: 84, Right: true,
			Compare: func(a, b *domain.Ticket) int { return b.Created.Compare(a.Created) },
			Cell: func(t *domain.Ticket) list.Cell {
				return list.Cell{Text: words.When(t.Created, m.Params.Clock().In(m.Params.Location)), Secondary: t.By, Tone: words.Faint}
			},
		},
	}
}

// Heading names the selected ticket.
func (m *Model) Heading() string {
	if t := m.Row(); t != nil {
		return t.Code
	}
	return ""
}

// Facts tells what is known about the selected ticket.
func (m *Model) Facts() []words.DetailField {
	t := m.Row()
	if t == nil {
		return nil
	}
	at := func(x time.Time) string { return words.Stamp(x.In(m.Params.Location), words.DateClock) }
	facts := []words.DetailField{
		{Label: words.T("tickets.state"), Text: words.TicketState(t)},
		{Label: words.T("tickets.about"), Text: m.about(*t)},
	}
	if t.Description != "" {
		facts = append(facts, words.DetailField{Label: words.T("tickets.description"), Text: t.Description})
	}
	facts = append(
		facts,
		words.DetailField{Label: words.T("tickets.made"), Text: words.T("tickets.made_by", "time", at(t.Created), "by", t.By)},
		words.DetailField{Label: words.T("tickets.links_from"), Text: at(t.ActiveFrom)},
	)
	if !t.Resolved.IsZero() {
		facts = append(facts, words.DetailField{Label: words.T("tickets.resolved"), Text: at(t.Resolved)})
	}
	return append(facts, words.DeskFacts(t.Desk, m.Params.Location)...)
}

// Below lists the runs that the selected ticket is linked to.
func (m *Model) Below() list.DetailTable { return runs.Linked(m.runs, m.Params) }

// Ticket returns the selected ticket, nil for none.
func (m *Model) Ticket() *domain.Ticket { return m.Row() }

// CanChange reports whether the selected ticket may be changed.
func (m *Model) CanChange() bool { return m.Row() != nil && m.Params.Desk.May(rules.ActTicket) }

// May reports whether tickets may be made here.
func (m *Model) May() bool { return m.Params.Desk.May(rules.ActTicket) }

// Choices are what a ticket made by itself can be about.
type Choices struct {
	Customers []string
	Jobs      []domain.JobRow
	Names     []string // of Jobs, in the same order
}

// Choices reads what a ticket can be about; then runs on the interface thread.
func (m *Model) Choices(then func(Choices)) {
	m.Params.Background.Go(func(ctx context.Context) func() {
		var c Choices
		all, err := list.ReadChoices(ctx, m.Params)
		c.Jobs, c.Names = all.Jobs, all.Names
		for _, j := range c.Jobs {
			if name := j.Customer.Name; name != "" && !slices.Contains(c.Customers, name) {
				c.Customers = append(c.Customers, name)
			}
		}
		slices.Sort(c.Customers)
		return func() {
			if err != nil {
				m.Fail(err)
				return
			}
			then(c)
		}
	})
}

// Create makes a ticket about a job, or about all jobs of a customer where there is none:
// it is linked to the problem runs that wait there.
func (m *Model) Create(code, description, customer string, job domain.JobKey) {
	scope := domain.Scope{Customer: strings.TrimSpace(customer)}
	if job != "" {
		scope = domain.Scope{Job: job}
	}
	t := domain.Ticket{Code: code, Description: description, Scopes: []domain.Scope{scope}}
	m.Decide(func(ctx context.Context) (domain.Decision, error) {
		return m.Params.Desk.CreateTicket(ctx, t, review.Documented{})
	})
}

// Resolve resolves the selected ticket, or follows a resolved one up again.
func (m *Model) Resolve() {
	if !m.CanChange() {
		return
	}
	t := *m.Row()
	m.Decide(func(ctx context.Context) (domain.Decision, error) {
		if t.Resolved.IsZero() {
			return m.Params.Desk.ResolveTicket(ctx, t.Key)
		}
		return m.Params.Desk.ReopenTicket(ctx, t.Key)
	})
}

// Save changes a ticket.
func (m *Model) Save(t domain.Ticket) {
	m.Decide(func(ctx context.Context) (domain.Decision, error) { return m.Params.Desk.SaveTicket(ctx, t) })
}
