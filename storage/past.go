package storage

import (
	"encoding/json"
	"time"

	"runchecks/domain"
)

const pastRuns = `SELECT id, at, effective, reviewed_at IS NOT NULL, last_attempt <> 0, hidden <> 0, source, kind,
  started, ended, objects, problems
FROM run INDEXED BY run_job WHERE job = ? AND at >= ? AND at < ? ORDER BY at DESC, id DESC LIMIT ?`

func (x *tx) PastRuns(job int64, since, before time.Time, limit int) ([]domain.PastRun, error) {
	var out []domain.PastRun
	args := []any{job, millis(since), millis(before), limit}
	err := x.rows("read the nights of the job", pastRuns, args, func(scan func(...any) error) error {
		var r domain.PastRun
		var started, ended string
		err := scan(&r.ID, (*moment)(&r.At), &r.Status, &r.Reviewed, &r.Earlier, &r.Hidden, &r.Source, &r.Kind,
			&started, &ended, &r.Objects, &r.Problems)
		r.Duration = domain.Result{Started: stamp(started, ""), Ended: stamp(ended, "")}.Duration()
		out = append(out, r)
		return err
	})
	return out, err
}

// PastObjects reads names and messages apart: the same few stand in every night.
func (x *tx) PastObjects(runs []int64, limit int) ([]domain.PastObject, error) {
	const tried = "read the objects of the nights"
	list, err := json.Marshal(runs)
	if err != nil {
		return nil, storageError(tried, err)
	}
	type ids struct{ name, note int64 }
	var out []domain.PastObject
	var of []ids
	names, notes := map[int64]string{}, map[int64]string{}
	err = x.rows(tried, `SELECT run, name, status, note FROM object
  WHERE run IN (SELECT value FROM json_each(?)) ORDER BY run DESC, n LIMIT ?`,
		[]any{string(list), limit}, func(scan func(...any) error) error {
			var o domain.PastObject
			var at ids
			if err := scan(&o.Run, &at.name, &o.Status, &at.note); err != nil {
				return err
			}
			names[at.name] = ""
			if o.Status == domain.Success {
				at.note = 0
			} else {
				notes[at.note] = ""
			}
			out, of = append(out, o), append(of, at)
			return nil
		})
	if err == nil {
		err = x.fill(tried, "SELECT id, text FROM name WHERE id IN (SELECT value FROM json_each(?))", names)
	}
	if err == nil {
		err = x.fill(tried, "SELECT id, text FROM note WHERE id IN (SELECT value FROM json_each(?))", notes)
	}
	for i, at := range of {
		out[i].Name, out[i].Message = names[at.name], notes[at.note]
	}
	return out, err
}

// fill reads the texts of a map by their ids.
func (x *tx) fill(tried, query string, texts map[int64]string) error {
	ids := make([]int64, 0, len(texts))
	for id := range texts {
		ids = append(ids, id)
	}
	list, err := json.Marshal(ids)
	if err != nil {
		return storageError(tried, err)
	}
	return x.rows(tried, query, []any{string(list)}, func(scan func(...any) error) error {
		var id int64
		var text string
		err := scan(&id, &text)
		texts[id] = text
		return err
	})
}
