package vm

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/domain/rules"
)

// Tickets is the view model of the screen Tickets (product.md, section 6).
type Tickets struct {
	list[domain.Ticket]
	runs  []domain.LinkedRun
	names map[domain.JobKey]string
}

// NewTickets returns the view model.
func NewTickets(p Params, changed func(Part)) *Tickets {
	m := &Tickets{list: newList[domain.Ticket](p, changed)}
	m.key = func(t *domain.Ticket) string { return string(t.Key) }
	m.words = func(t *domain.Ticket) map[string]string {
		about := m.about(*t)
		return map[string]string{"": t.Code + " " + t.Description + " " + about + " " + number(t), "state": ticketState(t), "about": about}
	}
	m.order = func(by string, a, b *domain.Ticket) int {
		switch by {
		case "code":
			return foldCompare(a.Code, b.Code)
		case "about":
			return foldCompare(m.about(*a), m.about(*b))
		case "created":
			return b.Created.Compare(a.Created)
		default:
			return cmp.Or(cmp.Compare(ticketState(a), ticketState(b)), b.Created.Compare(a.Created))
		}
	}
	m.read = func(ctx context.Context) (out []domain.Ticket, err error) {
		err = p.Store.Read(ctx, func(q domain.Queries) error {
			if m.names, err = jobNames(q); err != nil {
				return err
			}
			out, err = q.Tickets()
			return err
		})
		return out, err
	}
	m.open = func(ctx context.Context, t domain.Ticket) (func(), error) {
		var runs []domain.LinkedRun
		err := p.Store.Read(ctx, func(q domain.Queries) (err error) {
			runs, err = q.TicketRuns(t.Key, 0)
			return err
		})
		return func() { m.runs = runs }, err
	}
	return m
}

// jobNames returns how jobs are called, by their keys.
func jobNames(q domain.Queries) (map[domain.JobKey]string, error) {
	jobs, err := q.Jobs()
	out := make(map[domain.JobKey]string, len(jobs))
	for _, j := range jobs {
		out[j.Key] = j.Name
		if j.Customer.Name != "" {
			out[j.Key] = j.Customer.Name + " · " + j.Name
		}
	}
	return out, err
}

// scopeWords says what a ticket or remark is about.
func scopeWords(scopes []domain.Scope, names map[domain.JobKey]string) string {
	var out []string
	for _, s := range scopes {
		switch text := cmp.Or(names[s.Job], string(s.Job)); {
		case s.Job == "":
			out = append(out, s.Customer+" (all jobs)")
		case s.Object != "":
			out = append(out, s.Object+" in "+text)
		default:
			out = append(out, text)
		}
	}
	return strings.Join(out, ", ")
}

func (m *Tickets) about(t domain.Ticket) string { return scopeWords(t.Scopes, m.names) }

func number(t *domain.Ticket) string {
	if t.Autotask == nil {
		return ""
	}
	return t.Autotask.Number
}

// ticketState is how a ticket stands, in one word.
func ticketState(t *domain.Ticket) string {
	switch {
	case t.Autotask != nil && t.Autotask.Deleted:
		return "deleted in Autotask"
	case !t.Open():
		return "resolved"
	default:
		return "open"
	}
}

// Title belongs to Listing, and so do the following.
func (m *Tickets) Title() string { return "Tickets" }

// Detail counts the open ones.
func (m *Tickets) Detail() string {
	open := 0
	for i := range m.all {
		if m.all[i].Open() {
			open++
		}
	}
	return join(Number(len(m.all)), tally(N(open, "open")))
}

// EmptyText explains the empty list.
func (m *Tickets) EmptyText() string {
	return m.empty(
		"There is no ticket. T on a run makes one, or links one that exists in your service desk; N makes one for a customer or a job.",
	)
}

var ticketColumns = []ListColumn{
	{ID: "state", Title: "State", Width: 110, Sortable: true},
	{ID: "code", Title: "Code", Width: 130, Flex: 0.6, Sortable: true},
	{ID: "about", Title: "About", Width: 140, Flex: 1.4, Sortable: true},
	{ID: "created", Title: "Made", Width: 84, Right: true, Sortable: true},
}

// Columns lists the columns.
func (m *Tickets) Columns() []ListColumn { return ticketColumns }

// Cell says what stands in a cell.
func (m *Tickets) Cell(row int, column string) Cell {
	if row >= len(m.rows) {
		return Cell{}
	}
	t := &m.rows[row]
	switch column {
	case "state":
		if t.Open() {
			return Cell{Text: "● open", Tone: Warn}
		}
		return Cell{Text: "○ " + ticketState(t), Tone: Faint}
	case "code":
		return Cell{Text: t.Code, Secondary: number(t), Bold: true}
	case "about":
		return Cell{Text: m.about(*t), Secondary: t.Description}
	default:
		return Cell{Text: When(t.Created, m.p.Clock().In(m.p.Location)), Secondary: t.By, Tone: Faint}
	}
}

// Heading names the selected ticket.
func (m *Tickets) Heading() string {
	if t := m.row(); t != nil {
		return t.Code
	}
	return ""
}

// Facts tells what is known about the selected ticket.
func (m *Tickets) Facts() []Fact {
	t := m.row()
	if t == nil {
		return nil
	}
	at := func(x time.Time) string { return x.In(m.p.Location).Format("2 Jan 2006 15:04") }
	facts := []Fact{{Label: "State", Text: ticketState(t)}, {Label: "About", Text: m.about(*t)}}
	if t.Description != "" {
		facts = append(facts, Fact{Label: "Description", Text: t.Description})
	}
	facts = append(facts, Fact{Label: "Made", Text: at(t.Created) + " by " + t.By}, Fact{Label: "Links runs from", Text: at(t.ActiveFrom)})
	if !t.Resolved.IsZero() {
		facts = append(facts, Fact{Label: "Resolved", Text: at(t.Resolved)})
	}
	return append(facts, AutotaskFacts(t.Autotask, m.p.Location)...)
}

// AutotaskFacts tells what Autotask last said about its ticket.
func AutotaskFacts(a *domain.AutotaskTicket, loc *time.Location) []Fact {
	if a == nil {
		return nil
	}
	facts := []Fact{{Label: "Autotask", Text: strings.Join(nonEmpty(a.Number, a.Title, a.Status, a.Queue), " · ")}}
	switch {
	case a.Deleted:
		facts = append(facts, Fact{Label: "", Text: "Deleted in Autotask: asked for by its id, there is no such ticket.", Tone: Bad})
	case !a.Resolved.IsZero():
		facts = append(facts, Fact{Label: "", Text: "Resolved in Autotask " + a.Resolved.In(loc).Format("2 Jan 2006 15:04"), Tone: Good})
	}
	if !a.Checked.IsZero() {
		facts = append(facts, Fact{Label: "", Text: "Asked " + a.Checked.In(loc).Format("2 Jan 2006 15:04"), Tone: Faint})
	}
	return facts
}

var linkedColumns = []ListColumn{
	{ID: "status", Title: "Status", Width: 112},
	{ID: "at", Title: "Run", Width: 150},
	{ID: "job", Title: "Job", Width: 120, Flex: 1},
	{ID: "review", Title: "", Width: 80, Right: true},
}

// linkedBelow lists linked runs.
func linkedBelow(runs []domain.LinkedRun, p Params) Below {
	b := Below{Title: "Linked runs", Detail: Number(len(runs)), Columns: linkedColumns, Empty: "No run is linked."}
	for _, r := range runs {
		review := Cell{Text: "open", Tone: Warn}
		if r.Reviewed {
			review = Cell{Text: "reviewed", Tone: Faint}
		}
		b.Rows = append(
			b.Rows,
			[]Cell{
				{Status: r.Status.Known()},
				{Text: Day(r.At, p.Clock().In(p.Location))},
				{Text: r.Job.Customer.Name + " · " + r.Job.Name},
				review,
			},
		)
	}
	return b
}

// Below lists the runs that the selected ticket is linked to.
func (m *Tickets) Below() Below { return linkedBelow(m.runs, m.p) }

// Ticket returns the selected ticket, nil for none.
func (m *Tickets) Ticket() *domain.Ticket { return m.row() }

// CanChange reports whether the selected ticket may be changed.
func (m *Tickets) CanChange() bool { return m.row() != nil && m.p.Desk.May(rules.ActTicket) }

// May reports whether tickets may be made here.
func (m *Tickets) May() bool { return m.p.Desk.May(rules.ActTicket) }

// TicketChoices are what a ticket made by itself can be about.
type TicketChoices struct {
	Customers []string
	Jobs      []domain.JobRow
	Names     []string // of Jobs, in the same order
}

// Choices reads what a ticket can be about; then runs on the interface thread.
func (m *Tickets) Choices(then func(TicketChoices)) {
	m.p.Background.Go(func(ctx context.Context) func() {
		var c TicketChoices
		all, err := readChoices(ctx, m.p)
		c.Jobs, c.Names = all.Jobs, all.Names
		for _, j := range c.Jobs {
			if name := j.Customer.Name; name != "" && !slices.Contains(c.Customers, name) {
				c.Customers = append(c.Customers, name)
			}
		}
		slices.Sort(c.Customers)
		return func() {
			if err != nil {
				m.fail(err)
				return
			}
			then(c)
		}
	})
}

// Create makes a ticket about a job, or about all jobs of a customer where there is none:
// it is linked to the problem runs that wait there.
func (m *Tickets) Create(code, description, customer string, job domain.JobKey) {
	scope := domain.Scope{Customer: strings.TrimSpace(customer)}
	if job != "" {
		scope = domain.Scope{Job: job}
	}
	t := domain.Ticket{Code: code, Description: description, Scopes: []domain.Scope{scope}}
	m.decide(func(ctx context.Context) (domain.Decision, error) {
		return m.p.Desk.CreateTicket(ctx, t, review.Documented{})
	})
}

// Resolve resolves the selected ticket, or follows a resolved one up again.
func (m *Tickets) Resolve() {
	if !m.CanChange() {
		return
	}
	t := *m.row()
	m.decide(func(ctx context.Context) (domain.Decision, error) {
		if t.Resolved.IsZero() {
			return m.p.Desk.ResolveTicket(ctx, t.Key)
		}
		return m.p.Desk.ReopenTicket(ctx, t.Key)
	})
}

// Save changes a ticket.
func (m *Tickets) Save(t domain.Ticket) {
	m.decide(func(ctx context.Context) (domain.Decision, error) { return m.p.Desk.SaveTicket(ctx, t) })
}
