package model

import (
	"cmp"
	"strconv"
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/ui/list"
	"runchecks/ui/words"
)

// The columns that rows stand by which compare equal, the first of which the list is sorted
// by at the start.
const (
	ColumnStatus   = "status"
	ColumnCustomer = "customer"
	ColumnJob      = "job"
	ColumnNewest   = "newest"
	// Of a narrow pane: the mark without its word, the job above its customer, the newest
	// above the hint.
	columnMark  = "mark"
	ColumnStack = "stack"
	ColumnLast  = "last"
	// What rows can be sorted by without a column of their own.
	ColumnTicket = "ticket"
)

// HeadSorts are what the menu of the head sorts by beside the columns.
func HeadSorts() []string { return []string{"runs", "product", "hint", ColumnTicket} }

// columns are what the job list shows and what it can be sorted by. In rows of two lines the
// Hint stands below the customer, product and type below the job, and the number of runs below
// the newest. The natural order of a column is the worst first for status, new before known,
// the newest first for times, A to Z for names.
func (m *Model) columns() []list.Column[domain.JobRow] {
	return []list.Column[domain.JobRow]{
		list.Tick[domain.JobRow](),
		{
			ID: ColumnStatus, Title: words.T("runchecks.status"), Width: 90, Least: 90,
			Compare: func(a, b *domain.JobRow) int { return cmp.Or(cmp.Compare(b.Status, a.Status), compareNew(a, b)) },
			Cell:    func(r *domain.JobRow) list.Cell { return list.Cell{Status: r.Status.Known(), Known: !r.Standing.New} },
		},
		{
			ID: ColumnCustomer, Title: words.T("runchecks.customer"), Width: 104, Flex: 45, Least: 104,
			Compact: list.Measure{Width: 60, Flex: 1},
			Compare: func(a, b *domain.JobRow) int { return list.CompareNames(a.Customer.Name, b.Customer.Name) },
			Cell: func(r *domain.JobRow) list.Cell {
				lead, rest := m.Hint(r)
				return list.Cell{Text: r.Customer.Name, Lead: lead, Secondary: rest}
			},
		},
		{
			ID: ColumnJob, Title: words.T("runchecks.job"), Width: 104, Flex: 55, Least: 104,
			Compact: list.Measure{Width: 70, Flex: 1.2},
			Compare: func(a, b *domain.JobRow) int { return list.CompareNames(a.Name, b.Name) },
			Cell: func(r *domain.JobRow) list.Cell {
				return list.Cell{Text: r.Name, Secondary: words.Product(r.Product) + " · " + r.Type, Bold: true, Tags: m.tags(r)}
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
				lead, rest := m.Hint(r)
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
			ID: ColumnNewest, Title: words.T("runchecks.newest"), Width: 84, Least: 64, Right: true,
			Compact: list.Measure{Width: 70, Least: 70},
			Compare: func(a, b *domain.JobRow) int { return b.Newest.Compare(a.Newest) },
			Cell: func(r *domain.JobRow) list.Cell {
				return list.Cell{Text: words.When(r.Newest, m.p.Clock().In(m.p.Location)), Secondary: words.Count(r.Runs, "run")}
			},
		},
		{
			ID: ColumnTicket, Title: words.T("runchecks.tickets"), Hidden: true,
			Compare: func(a, b *domain.JobRow) int {
				return cmp.Or(cmp.Compare(b.Tickets, a.Tickets), cmp.Compare(a.Ticket, b.Ticket))
			},
			Cell: func(r *domain.JobRow) list.Cell { return list.Cell{Tags: m.tags(r)} },
		},
		{
			ID: columnMark, Narrow: list.Measure{Width: 30},
			Compare: func(a, b *domain.JobRow) int { return cmp.Or(cmp.Compare(b.Status, a.Status), compareNew(a, b)) },
			Cell: func(r *domain.JobRow) list.Cell {
				return list.Cell{Status: r.Status.Known(), Known: !r.Standing.New, GlyphOnly: true}
			},
		},
		{
			ID: ColumnStack, Title: words.T("runchecks.job_customer"), Narrow: list.Measure{Width: 104, Flex: 1, Least: 80},
			Compare: func(a, b *domain.JobRow) int { return list.CompareNames(a.Name, b.Name) },
			Cell: func(r *domain.JobRow) list.Cell {
				return list.Cell{
					Text: r.Name, Aside: words.Product(r.Product), Secondary: r.Customer.Name, Bold: true, Tags: signs(m.tags(r)),
				}
			},
		},
		{
			ID: ColumnLast, Title: words.T("runchecks.newest"), Narrow: list.Measure{Width: 84, Least: 64}, Right: true,
			Compare: func(a, b *domain.JobRow) int { return b.Newest.Compare(a.Newest) },
			Cell: func(r *domain.JobRow) list.Cell {
				lead, rest := m.Hint(r)
				if lead != "" {
					rest = ""
				}
				first, _, _ := strings.Cut(rest, " · ")
				return list.Cell{Text: words.When(r.Newest, m.p.Clock().In(m.p.Location)), Lead: lead, Secondary: first}
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

// Hint says what is new of a row, and since when it stands like that.
func (m *Model) Hint(r *domain.JobRow) (lead, rest string) {
	return words.Standing(r.Standing, m.nights, m.p.Clock().In(m.p.Location))
}

// tags are what is documented about a job: an open ticket by its code where there is one of
// its own, how many remarks, that it is accepted, and until when it is put off. The last is
// the first to be left out.
func (m *Model) tags(r *domain.JobRow) (out [3]list.Tag) {
	n := 0
	add := func(t list.Tag) {
		if n < len(out) {
			out[n] = t
			n++
		}
	}
	now := m.p.Clock().In(m.p.Location)
	if rules.PutOff(*r, now) {
		text := words.T("runchecks.later_next_tag")
		if !r.Later.Until.IsZero() {
			text = words.T("runchecks.later_tag", "time", words.When(r.Later.Until, now))
		}
		add(list.Tag{Text: text})
	}
	if r.Claim.Stands(now) {
		add(list.Tag{Text: m.claimTag(r.Claim, now)})
	}
	if r.Tickets > 0 {
		text := r.Ticket
		if r.Tickets > 1 || text == "" {
			text = strconv.Itoa(r.Tickets)
		}
		add(list.Tag{Sign: list.TicketSign, Text: text})
	}
	if r.Remarks > 0 {
		add(list.Tag{Sign: list.RemarkSign, Text: strconv.Itoa(r.Remarks)})
	}
	if m.accepted[r.Key] {
		add(list.Tag{Text: words.T("runchecks.accepted_tag")})
	}
	return out
}

// signs are tags without their texts, where they have a sign.
func signs(tags [3]list.Tag) [3]list.Tag {
	for i := range tags {
		if tags[i].Sign != 0 {
			tags[i].Text = ""
		}
	}
	return tags
}

// claimTag says who looks after a job, and until when.
func (m *Model) claimTag(c domain.Claim, now time.Time) string {
	until := words.When(c.Until.In(m.p.Location), now)
	if c.By == m.p.Desk.Actor().Name {
		return words.T("runchecks.claim_mine_tag", "time", until)
	}
	return words.T("runchecks.claim_tag", "name", words.Clip(c.By, 20), "time", until)
}
