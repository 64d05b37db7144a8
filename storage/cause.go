package storage

import (
	"database/sql"
	"strings"
	"time"

	"runchecks/domain"
)

func (x *tx) CauseMarks() (map[string]domain.CauseMark, error) {
	marks := map[string]domain.CauseMark{}
	err := x.rows("read the causes", "SELECT key, name, part_of, out FROM cause", nil, func(scan func(...any) error) error {
		var m domain.CauseMark
		var out string
		if err := scan(&m.Key, &m.Name, &m.PartOf, &out); err != nil {
			return err
		}
		for key := range strings.SplitSeq(out, "\n") {
			if key != "" {
				m.Out = append(m.Out, domain.JobKey(key))
			}
		}
		marks[m.Key] = m
		return nil
	})
	return marks, err
}

func (x *tx) PutCauseMark(m domain.CauseMark) error {
	if m.Empty() {
		_, err := x.exec("change the cause", "DELETE FROM cause WHERE key = ?", m.Key)
		return err
	}
	out := make([]string, len(m.Out))
	for i, key := range m.Out {
		out[i] = string(key)
	}
	_, err := x.exec(
		"change the cause",
		`INSERT INTO cause (key, name, part_of, out) VALUES (?, ?, ?, ?)
  ON CONFLICT (key) DO UPDATE SET name = excluded.name, part_of = excluded.part_of, out = excluded.out`,
		m.Key, m.Name, m.PartOf, strings.Join(out, "\n"),
	)
	return err
}

// pastProblems reads the index of problems by time and the bad objects of each. Rows of one
// run follow each other.
const pastProblems = `SELECT r.id, r.job, r.at, r.status, r.error, o.name, o.status, o.note
FROM run r INDEXED BY run_problem LEFT JOIN object o ON o.run = r.id AND o.status > 1
WHERE (r.status <> 1 OR r.problems > 0) AND r.at >= ? AND r.at < ? ORDER BY r.at DESC, r.id DESC`

func (x *tx) PastProblems(since, until time.Time, visit func(domain.Run, domain.Job) error) error {
	const tried = "look for problems of nights before"
	jobs, err := x.jobs()
	if err != nil {
		return err
	}
	rows := x.newProblemRows()
	err = x.rows(tried, pastProblems, []any{millis(since), millis(until)}, func(scan func(...any) error) error {
		var r domain.Run
		var name, status, note sql.NullInt64
		if err := scan(&r.ID, &r.JobID, (*moment)(&r.At), &r.Status, &r.Error, &name, &status, &note); err != nil {
			return err
		}
		return rows.add(r, name, status, note)
	})
	for i := 0; err == nil && i < len(rows.runs); i++ {
		err = visit(rows.runs[i], jobs[rows.runs[i].JobID])
	}
	return err
}
