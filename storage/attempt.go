package storage

import (
	"errors"
	"time"

	"runchecks/domain"
)

func (x *tx) Attempts(run int64) ([]domain.RunRef, error) {
	return x.refs(
		"list the attempts",
		refColumns+"INDEXED BY run_attempt WHERE last_attempt = ? AND last_attempt <> 0 ORDER BY at DESC, id DESC",
		run,
	)
}

func (x *tx) EarlierAttempts() (out []domain.EarlierAttempt, err error) {
	err = x.rows(
		"list the attempts",
		"SELECT id, job, at, last_attempt FROM run INDEXED BY run_attempt WHERE last_attempt <> 0",
		nil,
		func(scan func(...any) error) error {
			var e domain.EarlierAttempt
			err := scan(&e.Run, &e.Job, (*moment)(&e.At), &e.Last)
			out = append(out, e)
			return err
		},
	)
	return out, err
}

func (x *tx) SetAttempts(last map[int64]int64) error {
	for run, of := range last {
		if err := x.change("record the last attempt", "UPDATE run SET last_attempt = ? WHERE id = ?", of, run); err != nil {
			return err
		}
	}
	return nil
}

// partAttempts makes runs of their own of a run and of the attempts that it ended: what it
// says is not what it said when they were found to be attempts.
func (x *tx) partAttempts(run int64) error {
	_, err := x.exec("part the attempts", "UPDATE run SET last_attempt = 0 WHERE last_attempt <> 0 AND (last_attempt = ?1 OR id = ?1)", run)
	return err
}

func (x *tx) RunsIn(job int64, from, to time.Time) ([]domain.Run, error) {
	runs, err := x.runs(
		"list the runs of a night",
		"r.job = ? AND r.at >= ? AND r.at < ? ORDER BY r.at, r.id",
		job,
		millis(from),
		millis(to),
	)
	for i := range runs {
		var e error
		runs[i].Objects, e = x.objects(runs[i].ID)
		err = errors.Join(err, e)
	}
	return runs, err
}

func (x *tx) AttemptJudge() (domain.AttemptJudge, error) {
	setting, err := x.Setting(domain.SettingAttempts)
	if domain.CodeOf(err) == domain.CodeNotFound {
		err = nil
	}
	return domain.AttemptJudgeOf(setting), err
}

// earlier are the earlier attempts of one row that wait.
type earlier struct {
	job            int64
	worst          domain.Status
	newest, oldest int64
	highest        int64 // id
	// lastWaits is true where the last attempt waits; lastStatus is its status.
	lastWaits  bool
	lastStatus domain.Status
}

const earlierAttempts = `
SELECT r.job, max(r.effective), max(r.at), min(r.at), max(r.id), COALESCE(l.reviewed_at IS NULL AND l.hidden = 0 AND l.id IS NOT NULL, 0), COALESCE(l.effective, 0)
FROM run r INDEXED BY run_attempt_waiting LEFT JOIN run l ON l.id = r.last_attempt
WHERE r.last_attempt <> 0 AND r.reviewed_at IS NULL AND r.hidden = 0 GROUP BY r.job, r.last_attempt`

// earlierAttempts lists the rows with earlier attempts that wait.
func (x *tx) earlierAttempts() (out []earlier, err error) {
	err = x.rows("list the attempts that wait", earlierAttempts, nil, func(scan func(...any) error) error {
		var e earlier
		err := scan(&e.job, &e.worst, &e.newest, &e.oldest, &e.highest, &e.lastWaits, &e.lastStatus)
		out = append(out, e)
		return err
	})
	return out, err
}

// add counts earlier attempts in the row of their job, as domain.AttemptRows does; the row
// holds the runs that are no earlier attempt.
func (e earlier) add(r *domain.JobRow, judge domain.AttemptJudge) {
	if r.LastRun == 0 {
		r.Status = 0 // it was that of a reviewed run
	}
	if !e.lastWaits {
		r.Runs++ // a row of their own
	}
	if !e.lastWaits || judge == domain.JudgeWorst || e.lastStatus == domain.SuccessOverride {
		if !e.worst.Good() && (!e.lastWaits || e.lastStatus.Good()) {
			r.Problems++
		}
		r.Status = max(r.Status, e.worst)
	}
	if newest := fromMillis(e.newest); newest.After(r.Newest) {
		r.Newest = newest
	}
	if oldest := fromMillis(e.oldest); r.Oldest.IsZero() || oldest.Before(r.Oldest) {
		r.Oldest = oldest
	}
	r.LastRun = max(r.LastRun, e.highest)
}
