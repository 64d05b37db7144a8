package search

import (
	"slices"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// Rows reads the jobs that a search looks in: those that wait, or with everything all that
// are active.
func Rows(q domain.Reader, everything bool, now time.Time, loc *time.Location) (rows []domain.JobRow, err error) {
	if everything {
		rows, err = q.Jobs()
		rows = slices.DeleteFunc(rows, func(r domain.JobRow) bool { return r.State != domain.JobActive || !r.Customer.Active })
	} else {
		rows, err = q.OpenJobs()
	}
	if err != nil {
		return nil, err
	}
	return rows, rules.ReadStandings(q, rows, now, loc)
}
