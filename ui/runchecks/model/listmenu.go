package model

import (
	"strconv"
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/ui/words"
)

// OnlyCustomer narrows the list to the customer of the selected job.
func (m *Model) OnlyCustomer() {
	if at := m.Selected(); at >= 0 {
		m.SetSearch(`customer:"` + strings.ReplaceAll(m.Rows()[at].Customer.Name, `"`, "") + `"`)
	}
}

// Listing is the list as it is shown, for a spreadsheet: its heads, and the rows in order.
func (m *Model) Listing() (heads []string, rows [][]string) {
	heads = []string{
		words.T("runchecks.status"), words.T("runchecks.new_head"), words.T("runchecks.customer"), words.T("runchecks.job"),
		words.T("runchecks.product"), words.T("runchecks.type"), words.T("runchecks.nights"), words.T("runchecks.newest"),
		words.T("runchecks.runs"), words.T("runchecks.tickets"),
	}
	for i := range m.Rows() {
		r := &m.Rows()[i]
		isNew := ""
		if r.Standing.New {
			isNew = words.T("night.new")
		}
		rows = append(rows, []string{
			words.Status(r.Status.Known()), isNew, r.Customer.Name, r.Name, r.Product, r.Type, strconv.Itoa(r.Standing.Nights),
			r.Newest.In(m.p.Location).Format(time.RFC3339), strconv.Itoa(r.Runs), ticketCell(r),
		})
	}
	return heads, rows
}

func ticketCell(r *domain.JobRow) string {
	switch {
	case r.Ticket != "":
		return r.Ticket
	case r.Tickets > 0:
		return strconv.Itoa(r.Tickets)
	}
	return ""
}

// CopyRow is the selected row as one line of text.
func (m *Model) CopyRow() string {
	at := m.Selected()
	if at < 0 {
		return ""
	}
	r := &m.Rows()[at]
	lead, rest := m.Hint(r)
	hint := strings.TrimSpace(lead + " " + rest)
	parts := []string{words.Status(r.Status.Known()), r.Customer.Name, r.Name, words.Product(r.Product), hint}
	return strings.TrimRight(strings.Join(parts, "\t"), "\t")
}
