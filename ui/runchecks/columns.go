package runchecks

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/ui/list"
)

// Column identifies a column of the job list.
type Column string

// The columns of the job list that can be sorted by.
const (
	ByStatus   Column = "status"
	ByCustomer Column = "customer"
	ByProduct  Column = "product"
	ByType     Column = "type"
	ByJob      Column = "job"
	ByRuns     Column = "runs"
	ByNewest   Column = "newest"
)

// Sort is the order of the job list. Down reverses the column's natural order:
// worst first for status, newest first for times, A to Z for names.
type Sort struct {
	By   Column
	Down bool
}

// rowKeys are the keys that a search of the job list knows.
var rowKeys = append([]string{"status", "customer", "product", "type", "job"}, list.AgeKeys...)

// Filter narrows the job list. Search holds words that must all occur in customer,
// product, type or job; "status:", "customer:", "product:", "type:" and "job:" narrow one
// of them, "silent:7d" and "nosuccess:3d" ask how long ago a job ran and succeeded last.
type Filter struct {
	Search string
	last   map[int64]domain.LastRun // read where the search asks for it
	now    time.Time
}

// matches reports whether the row passes. Words compare folded.
func (f Filter) matches(r *domain.JobRow) bool {
	for word := range strings.FieldsSeq(domain.Fold(f.Search)) {
		key, value, found := strings.Cut(word, ":")
		text := ""
		if found {
			if passes, is := list.PassesAge(key, value, f.last[r.ID], f.now); is {
				if !passes && f.last != nil {
					return false
				}
				continue
			}
		}
		switch {
		case found && key == "status":
			text = r.Status.String()
		case found && key == "customer":
			text = r.Customer.Name
		case found && key == "product":
			text = r.Product
		case found && key == "type":
			text = r.Type
		case found && key == "job":
			text = r.Name
		default:
			value = word
			text = r.Customer.Name + " " + r.Product + " " + r.Type + " " + r.Name
		}
		if !strings.Contains(domain.Fold(text), value) {
			return false
		}
	}
	return true
}

// arrange returns the rows that pass f, in the order of s. Rows that compare equal
// stand by severity, customer and job.
func arrange(rows []domain.JobRow, f Filter, s Sort) []domain.JobRow {
	var out []*domain.JobRow
	for i := range rows {
		if f.Search == "" || f.matches(&rows[i]) {
			out = append(out, &rows[i])
		}
	}
	slices.SortStableFunc(out, func(a, b *domain.JobRow) int {
		order := compareBy(s.By, a, b)
		if s.Down {
			order = -order
		}
		for _, by := range []Column{ByStatus, ByCustomer, ByJob} {
			if order != 0 {
				return order
			}
			order = compareBy(by, a, b)
		}
		return cmp.Or(order, cmp.Compare(a.ID, b.ID))
	})
	sorted := make([]domain.JobRow, len(out))
	for i, r := range out {
		sorted[i] = *r
	}
	return sorted
}

func compareBy(by Column, a, b *domain.JobRow) int {
	switch by {
	case ByCustomer:
		return list.CompareNames(a.Customer.Name, b.Customer.Name)
	case ByProduct:
		return list.CompareNames(a.Product, b.Product)
	case ByType:
		return list.CompareNames(a.Type, b.Type)
	case ByJob:
		return list.CompareNames(a.Name, b.Name)
	case ByRuns:
		return cmp.Compare(b.Runs, a.Runs)
	case ByNewest:
		return b.Newest.Compare(a.Newest)
	default:
		return cmp.Compare(b.Status, a.Status)
	}
}
