package storage

import (
	"encoding/json"

	"runchecks/domain"
)

// The texts of problems, each once: the next greater one is a step in an index, so that a
// text costs the same whether one run says it or a hundred thousand do.
const (
	problemNotes = `WITH RECURSIVE known(id) AS (
  SELECT (SELECT min(note) FROM object INDEXED BY object_problem WHERE status > 1)
  UNION ALL SELECT (SELECT min(note) FROM object INDEXED BY object_problem WHERE status > 1 AND note > known.id)
  FROM known WHERE known.id IS NOT NULL)
SELECT n.id, n.text FROM known CROSS JOIN note n ON n.id = known.id`
	problemErrors = `WITH RECURSIVE known(text) AS (
  SELECT (SELECT min(error) FROM run INDEXED BY run_error WHERE error <> '' AND (status <> 1 OR problems > 0))
  UNION ALL SELECT (SELECT min(error) FROM run INDEXED BY run_error
    WHERE error <> '' AND (status <> 1 OR problems > 0) AND error > known.text)
  FROM known WHERE known.text IS NOT NULL)
SELECT text FROM known WHERE text IS NOT NULL`
)

// problemRuns counts the problems of a time, and says which is the first of them by its id. It
// reads the index alone. What it counts only, or what it leaves out, is given by jobs: the
// shorter list of the two, and none where all are counted.
const (
	problemRuns = `SELECT count(*), COALESCE(min(id), 0) FROM run INDEXED BY run_problem
  WHERE (status <> 1 OR problems > 0) AND at >= ? AND at < ?`
	onlyJobs  = " AND job IN (SELECT value FROM json_each(?))"
	otherJobs = " AND job NOT IN (SELECT value FROM json_each(?))"
)

// What MatchingProblems reads of a run, and how it finds the runs: of jobs, or by texts.
const (
	matchingColumns = `SELECT r.id, r.key, r.job, r.at, r.status, r.error, r.effective, r.partly, r.reason,
  r.success_reason, r.doubt, r.last_attempt, o.name, o.status, o.note FROM `
	matchingObjects = ` LEFT JOIN object o ON o.run = r.id AND o.status > 1
WHERE r.at >= ?1 AND r.at < ?2 AND (r.status <> 1 OR r.problems > 0)`
	matchingJobs = matchingColumns + "run r INDEXED BY run_job" + matchingObjects +
		" AND r.job IN (SELECT value FROM json_each(?3)) ORDER BY r.at DESC, r.id DESC, o.n"
	matchingTexts = matchingColumns + `(
  SELECT run AS id FROM object INDEXED BY object_problem WHERE status > 1 AND note IN (SELECT value FROM json_each(?3)) AND run >= ?5
  UNION SELECT id FROM run INDEXED BY run_error WHERE error <> '' AND (status <> 1 OR problems > 0)
    AND error IN (SELECT value FROM json_each(?4)) AND at >= ?1
) said CROSS JOIN run r ON r.id = said.id` + matchingObjects + " ORDER BY r.at DESC, r.id DESC, o.n"
)

func (x *tx) MatchingProblems(
	f domain.ProblemFilter,
	says func(text string) bool,
	visit func(domain.Run, domain.Job) error,
) (of int, err error) {
	const tried = "look for problem runs"
	jobs, err := x.jobs()
	if err != nil {
		return 0, err
	}
	wanted := map[int64]bool{}
	ids, others := []int64{}, []int64{}
	for id, j := range jobs {
		if j.State != domain.JobPending && f.Has(j) {
			wanted[id], ids = true, append(ids, id)
		} else {
			others = append(others, id)
		}
	}
	from, to := millis(f.Since), int64(1<<62)
	if !f.Until.IsZero() {
		to = millis(f.Until)
	}
	of, first, err := x.countProblems(tried, from, to, ids, others)
	if err != nil || of == 0 {
		return of, err
	}
	query, args := matchingTexts, []any{from, to}
	if says("") { // no text to look for
		list, err := json.Marshal(ids)
		if err != nil {
			return of, storageError(tried, err)
		}
		query, args = matchingJobs, append(args, string(list))
	} else {
		notes, errors, err := x.textsThatSay(says)
		if err != nil {
			return of, err
		}
		args = append(args, notes, errors, first)
	}
	runs, err := x.withProblems(tried, query, args, wanted)
	if err != nil {
		return of, err
	}
	for _, r := range runs {
		if err := visit(r, jobs[r.JobID]); err != nil {
			return of, err
		}
	}
	return of, nil
}

// countProblems counts the problems of jobs in a time, and returns the first of them by its id.
func (x *tx) countProblems(tried string, from, to int64, jobs, others []int64) (of int, first int64, err error) {
	query, args := problemRuns, []any{from, to}
	if len(others) > 0 {
		which, by := jobs, onlyJobs
		if len(others) < len(jobs) {
			which, by = others, otherJobs
		}
		list, err := json.Marshal(which)
		if err != nil {
			return 0, 0, storageError(tried, err)
		}
		query, args = query+by, append(args, string(list))
	}
	err = x.row(tried, query, args, &of, &first)
	return of, first, err
}

// textsThatSay lists, as JSON, the ids of the notes of bad objects and the errors of runs
// that say something.
func (x *tx) textsThatSay(says func(text string) bool) (notes, errors string, err error) {
	const tried = "look for the texts of problems"
	ids, texts := []int64{}, []string{}
	err = x.rows(tried, problemNotes, nil, func(scan func(...any) error) error {
		var id int64
		var text string
		err := scan(&id, &text)
		if says(text) {
			ids = append(ids, id)
		}
		return err
	})
	if err != nil {
		return "", "", err
	}
	err = x.rows(tried, problemErrors, nil, func(scan func(...any) error) error {
		var text string
		err := scan(&text)
		if says(text) {
			texts = append(texts, text)
		}
		return err
	})
	if err != nil {
		return "", "", err
	}
	of, err := json.Marshal(ids)
	if err != nil {
		return "", "", storageError(tried, err)
	}
	said, err := json.Marshal(texts)
	return string(of), string(said), storageError(tried, err)
}
