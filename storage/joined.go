package storage

import (
	"database/sql"
	"errors"

	"runchecks/domain"
)

func (x *tx) JoinedKeys(job domain.JobKey) ([]domain.JobKey, error) {
	var out []domain.JobKey
	query := "SELECT key FROM joined WHERE led = ? ORDER BY key"
	err := x.rows("list the keys of a job", query, []any{job}, func(scan func(...any) error) error {
		var k domain.JobKey
		err := scan(&k)
		out = append(out, k)
		return err
	})
	return out, err
}

func (x *tx) JoinedWith(key domain.JobKey) (domain.JobKey, error) {
	var led domain.JobKey
	err := x.row("find the job of a key", "SELECT led FROM joined WHERE key = ?", []any{key}, &led)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return led, err
}

func (x *tx) SetJoined(key, job domain.JobKey) error {
	if job == "" {
		_, err := x.exec("part a key from its job", "DELETE FROM joined WHERE key = ?", key)
		return err
	}
	_, err := x.exec(
		"join a key with a job",
		"INSERT INTO joined (key, led) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET led = excluded.led",
		key, job,
	)
	return err
}

func (x *tx) AllRuns(job int64) ([]domain.RunRef, error) {
	return x.refs("list the runs of a job", refColumns+"INDEXED BY run_job WHERE job = ? ORDER BY at DESC, id DESC", job)
}

func (x *tx) SetRunJob(run, job int64) error {
	if err := x.partAttempts(run); err != nil {
		return err
	}
	return x.change(
		"move the run to another job",
		`UPDATE run SET job = ?1,
  born_job = CASE WHEN COALESCE(NULLIF(born_job, 0), job) = ?1 THEN 0 ELSE COALESCE(NULLIF(born_job, 0), job) END WHERE id = ?2`,
		job, run,
	)
}
