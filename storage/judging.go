package storage

import (
	"database/sql"

	"runchecks/domain"
)

// waitingProblems reads the index of problems that wait and the bad objects of each.
// Rows of one run follow each other.
const waitingProblems = `SELECT r.id, r.key, r.job, r.at, r.status, r.error, r.effective, r.partly, r.reason, r.success_reason, r.doubt, r.last_attempt, o.name, o.status, o.note
FROM run r INDEXED BY run_open_problem LEFT JOIN object o ON o.run = r.id AND o.status > 1
WHERE r.reviewed_at IS NULL AND r.hidden = 0 AND (r.status <> 1 OR r.problems > 0) AND r.at >= ?`

func (x *tx) WaitingProblems(f domain.ProblemFilter, visit func(domain.Run, domain.Job) error) error {
	jobs, err := x.jobs()
	if err != nil {
		return err
	}
	wanted := map[int64]bool{}
	for id, j := range jobs {
		wanted[id] = f.Has(j)
	}
	// All are read before the first visit: whoever visits writes to the same tables.
	runs, err := x.withProblems("look for problems that wait", waitingProblems, []any{millis(f.Since)}, wanted)
	if err != nil {
		return err
	}
	for _, r := range runs {
		if err := visit(r, jobs[r.JobID]); err != nil {
			return err
		}
	}
	return nil
}

// problemRows makes runs of rows, one for each of their bad objects; those of a run follow each
// other.
type problemRows struct {
	runs         []domain.Run
	names, notes func(int64) (string, error)
}

func (x *tx) newProblemRows() *problemRows {
	return &problemRows{names: x.lookupText("name"), notes: x.lookupText("note")}
}

// add takes a row of a run; one without a name is that of a run without bad objects.
func (p *problemRows) add(r domain.Run, name, status, note sql.NullInt64) (err error) {
	if n := len(p.runs); n == 0 || p.runs[n-1].ID != r.ID {
		p.runs = append(p.runs, r)
	}
	if !name.Valid {
		return nil
	}
	o := domain.Object{Status: domain.Status(status.Int64)}
	if o.Name, err = p.names(name.Int64); err != nil {
		return err
	}
	if o.Message, err = p.notes(note.Int64); err != nil {
		return err
	}
	last := &p.runs[len(p.runs)-1]
	last.Objects = append(last.Objects, o)
	return nil
}

// withProblems reads runs of jobs with what judging them needs; the rows of one follow each other.
func (x *tx) withProblems(tried, query string, args []any, wanted map[int64]bool) (runs []domain.Run, err error) {
	rows := x.newProblemRows()
	err = x.rows(tried, query, args, func(scan func(...any) error) error {
		var r domain.Run
		var name, status, note sql.NullInt64
		if err := scan(&r.ID, &r.Key, &r.JobID, (*moment)(&r.At), &r.Status, &r.Error, &r.Effective.Status, &r.Effective.Partly, &r.Effective.Reason, &r.Marked, &r.Sender.Doubt, &r.LastAttempt, &name, &status, &note); err != nil {
			return err
		}
		if !wanted[r.JobID] {
			return nil
		}
		return rows.add(r, name, status, note)
	})
	return rows.runs, err
}

// lookupText looks up the texts of a table, each once.
func (x *tx) lookupText(table string) func(id int64) (string, error) {
	known := map[int64]string{}
	return func(id int64) (string, error) {
		text, ok := known[id]
		if ok {
			return text, nil
		}
		err := x.row("look up a text", "SELECT text FROM "+table+" WHERE id = ?", []any{id}, &text)
		known[id] = text
		return text, err
	}
}
