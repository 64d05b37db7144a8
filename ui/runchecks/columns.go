package runchecks

import (
	"cmp"
	"strconv"

	"runchecks/domain"
	"runchecks/ui/list"
	"runchecks/ui/words"
)

// The columns that rows stand by which compare equal, the first of which the list is sorted
// by at the start.
const (
	columnStatus   = "status"
	columnCustomer = "customer"
	columnJob      = "job"
)

// columns are what the job list shows and what it can be sorted by. In rows of two lines the
// hint stands below the customer, product and type below the job, and the number of runs below
// the newest. The natural order of a column is the worst first for status, new before known,
// the newest first for times, A to Z for names.
func (m *Model) columns() []list.Column[domain.JobRow] {
	return []list.Column[domain.JobRow]{
		list.Tick[domain.JobRow](),
		{
			ID: columnStatus, Title: words.T("runchecks.status"), Width: 96, Least: 92,
			Compare: func(a, b *domain.JobRow) int { return cmp.Or(cmp.Compare(b.Status, a.Status), compareNew(a, b)) },
			Cell:    func(r *domain.JobRow) list.Cell { return list.Cell{Status: r.Status.Known(), Known: !r.Standing.New} },
		},
		{
			ID: columnCustomer, Title: words.T("runchecks.customer"), Width: 90, Flex: 1, Least: 88,
			Compact: list.Measure{Width: 60, Flex: 1},
			Compare: func(a, b *domain.JobRow) int { return list.CompareNames(a.Customer.Name, b.Customer.Name) },
			Cell: func(r *domain.JobRow) list.Cell {
				lead, rest := m.hint(r)
				return list.Cell{Text: r.Customer.Name, Lead: lead, Secondary: rest}
			},
		},
		{
			ID: columnJob, Title: words.T("runchecks.job"), Width: 110, Flex: 1.4, Least: 96,
			Compact: list.Measure{Width: 70, Flex: 1.2},
			Compare: func(a, b *domain.JobRow) int { return list.CompareNames(a.Name, b.Name) },
			Cell: func(r *domain.JobRow) list.Cell {
				return list.Cell{Text: r.Name, Secondary: words.Product(r.Product) + " · " + r.Type, Bold: true, Tags: tags(r)}
			},
		},
		{
			ID: "product", Title: words.T("runchecks.product"), Compact: list.Measure{Width: 40, Flex: 0.5},
			Compare: func(a, b *domain.JobRow) int { return list.CompareNames(a.Product, b.Product) },
			Cell:    func(r *domain.JobRow) list.Cell { return list.Cell{Text: words.Product(r.Product), Tone: words.Faint} },
		},
		{
			ID: "hint", Title: words.T("runchecks.nights"), Compact: list.Measure{Width: 64, Flex: 0.5},
			Compare: func(a, b *domain.JobRow) int {
				return cmp.Or(compareNew(a, b), cmp.Compare(b.Standing.Nights, a.Standing.Nights))
			},
			Cell: func(r *domain.JobRow) list.Cell {
				lead, rest := m.hint(r)
				if lead != "" {
					return list.Cell{Text: lead, Tone: words.Bad, Bold: true}
				}
				return list.Cell{Text: rest, Tone: words.Faint}
			},
		},
		{
			ID: "runs", Title: words.T("runchecks.runs"), Compact: list.Measure{Width: 42}, Right: true,
			Compare: func(a, b *domain.JobRow) int { return cmp.Compare(b.Runs, a.Runs) },
			Cell:    func(r *domain.JobRow) list.Cell { return list.Cell{Text: strconv.Itoa(r.Runs)} },
		},
		{
			ID: "newest", Title: words.T("runchecks.newest"), Width: 84, Least: 84, Right: true,
			Compact: list.Measure{Width: 70, Least: 70},
			Compare: func(a, b *domain.JobRow) int { return b.Newest.Compare(a.Newest) },
			Cell: func(r *domain.JobRow) list.Cell {
				return list.Cell{Text: words.When(r.Newest, m.p.Clock().In(m.p.Location)), Secondary: words.Count(r.Runs, "run")}
			},
		},
	}
}

func compareNew(a, b *domain.JobRow) int {
	switch {
	case a.Standing.New == b.Standing.New:
		return 0
	case a.Standing.New:
		return -1
	}
	return 1
}

// hint says what is new of a row, and since when it stands like that.
func (m *Model) hint(r *domain.JobRow) (lead, rest string) {
	return words.Standing(r.Standing, m.nights, m.p.Clock().In(m.p.Location))
}

// tags are what is documented about a job: an open ticket by its code where there is one of
// its own, and how many remarks.
func tags(r *domain.JobRow) (out [3]list.Tag) {
	n := 0
	if r.Tickets > 0 {
		text := r.Ticket
		if r.Tickets > 1 || text == "" {
			text = strconv.Itoa(r.Tickets)
		}
		out[n] = list.Tag{Sign: list.TicketSign, Text: text}
		n++
	}
	if r.Remarks > 0 {
		out[n] = list.Tag{Sign: list.RemarkSign, Text: strconv.Itoa(r.Remarks)}
	}
	return out
}
