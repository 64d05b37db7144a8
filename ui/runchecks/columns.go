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

// columns are what the job list shows and what it can be sorted by. In rows of two lines
// product and type stand below the job. The natural order of a column is the worst first for
// status, the newest first for times, A to Z for names.
func (m *Model) columns() []list.Column[domain.JobRow] {
	return []list.Column[domain.JobRow]{
		list.Tick[domain.JobRow](),
		{
			ID: columnStatus, Title: words.T("runchecks.status"), Width: 134, Least: 92, Compact: list.Measure{Width: 112, Least: 92},
			Compare: func(a, b *domain.JobRow) int { return cmp.Compare(b.Status, a.Status) },
			Cell:    func(r *domain.JobRow) list.Cell { return list.Cell{Status: r.Status.Known()} },
		},
		{
			ID: columnCustomer, Title: words.T("runchecks.customer"), Width: 90, Flex: 1, Least: 60, Compact: list.Measure{Width: 60, Flex: 1},
			Compare: func(a, b *domain.JobRow) int { return list.CompareNames(a.Customer.Name, b.Customer.Name) },
			Cell:    func(r *domain.JobRow) list.Cell { return list.Cell{Text: r.Customer.Name} },
		},
		{
			ID: "product", Title: words.T("runchecks.product"), Compact: list.Measure{Width: 40, Flex: 0.7},
			Compare: func(a, b *domain.JobRow) int { return list.CompareNames(a.Product, b.Product) },
			Cell:    func(r *domain.JobRow) list.Cell { return list.Cell{Text: r.Product, Tone: words.Faint} },
		},
		{
			ID: "type", Title: words.T("runchecks.type"), Compact: list.Measure{Width: 36, Flex: 0.6},
			Compare: func(a, b *domain.JobRow) int { return list.CompareNames(a.Type, b.Type) },
			Cell:    func(r *domain.JobRow) list.Cell { return list.Cell{Text: r.Type, Tone: words.Faint} },
		},
		{
			ID: columnJob, Title: words.T("runchecks.job"), Width: 110, Flex: 1.4, Least: 76, Compact: list.Measure{Width: 70, Flex: 1.2},
			Compare: func(a, b *domain.JobRow) int { return list.CompareNames(a.Name, b.Name) },
			Cell: func(r *domain.JobRow) list.Cell {
				return list.Cell{Text: r.Name, Secondary: r.Type + " · " + r.Product, Bold: true}
			},
		},
		{
			ID: "runs", Title: words.T("runchecks.runs"), Width: 44, Compact: list.Measure{Width: 42}, Right: true,
			Compare: func(a, b *domain.JobRow) int { return cmp.Compare(b.Runs, a.Runs) },
			Cell:    func(r *domain.JobRow) list.Cell { return list.Cell{Text: strconv.Itoa(r.Runs)} },
		},
		{
			ID: "newest", Title: words.T("runchecks.newest"), Width: 76, Least: 76, Compact: list.Measure{Width: 70, Least: 70}, Right: true,
			Compare: func(a, b *domain.JobRow) int { return b.Newest.Compare(a.Newest) },
			Cell: func(r *domain.JobRow) list.Cell {
				return list.Cell{Text: words.When(r.Newest, m.p.Clock().In(m.p.Location)), Tone: words.Faint}
			},
		},
		{
			ID: "ticket", Width: 24,
			Cell: func(r *domain.JobRow) list.Cell { return signed(list.TicketSign, r.Tickets) },
		},
		{
			ID: "remark", Width: 24,
			Cell: func(r *domain.JobRow) list.Cell { return signed(list.RemarkSign, r.Remarks) },
		},
	}
}

// signed is a sign where there is any of what it stands for.
func signed(s list.Sign, n int) list.Cell {
	if n == 0 {
		return list.Cell{}
	}
	return list.Cell{Sign: s}
}

// searched are the texts that a search of the job list looks in: "status:", "customer:",
// "product:", "type:" and "job:" narrow one of them.
func searched(r *domain.JobRow) map[string]string {
	return map[string]string{
		"":         r.Customer.Name + " " + r.Product + " " + r.Type + " " + r.Name,
		"status":   r.Status.String() + " " + words.Status(r.Status),
		"customer": r.Customer.Name,
		"product":  r.Product,
		"type":     r.Type,
		"job":      r.Name,
	}
}
