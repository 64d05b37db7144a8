package storage

import (
	"runchecks/domain"
)

// signs counts what is documented about customers and jobs, by their ids; codes are those of
// the newest tickets of jobs.
type signs struct {
	customers, jobs map[int64]int
	codes           map[int64]string
}

func (s signs) about(j domain.Job) int { return s.jobs[j.ID] + s.customers[j.Customer.ID] }

// allSigns counts the open tickets, and the remarks that have no end or did not
// reach it when the newest run came: the cache has no clock of its own.
func (x *tx) allSigns() (tickets, remarks signs, err error) {
	const open = "ticket t INDEXED BY ticket_open ON t.key = s.doc WHERE t.resolved = 0 ORDER BY t.created"
	if tickets, err = x.signs("t.code", open); err != nil {
		return tickets, remarks, err
	}
	remarks, err = x.signs("''", "remark m ON m.key = s.doc WHERE m.expires = 0 OR m.expires > "+
		"COALESCE((SELECT at FROM run INDEXED BY run_at ORDER BY at DESC LIMIT 1), 0)")
	return tickets, remarks, err
}

func (x *tx) signs(code, from string) (signs, error) {
	out := signs{map[int64]int{}, map[int64]int{}, map[int64]string{}}
	var customer, job int64
	var newest string
	query := "SELECT COALESCE(s.customer, 0), COALESCE(s.job, 0), " + code + " FROM scope s JOIN " + from
	err := x.rows("count what is documented", query, nil, func(scan func(...any) error) error {
		err := scan(&customer, &job, &newest)
		if job != 0 {
			out.jobs[job]++
			out.codes[job] = newest
		} else {
			out.customers[customer]++
		}
		return err
	})
	return out, err
}
