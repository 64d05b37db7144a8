package storage

import (
	"encoding/json"
	"time"

	"runchecks/domain"
)

func (x *tx) Schedules() (map[int64]domain.Schedule, error) {
	out := map[int64]domain.Schedule{}
	err := x.rows("list the schedules", "SELECT job, rule FROM schedule", nil, func(scan func(...any) error) error {
		var job int64
		var rule string
		if err := scan(&job, &rule); err != nil {
			return err
		}
		var s domain.Schedule
		err := json.Unmarshal([]byte(rule), &s)
		out[job] = s
		return err
	})
	return out, err
}

func (x *tx) PutSchedule(job int64, s *domain.Schedule) error {
	if s == nil {
		_, err := x.exec("remove the schedule", "DELETE FROM schedule WHERE job = ?", job)
		return err
	}
	rule, err := json.Marshal(s)
	if err != nil {
		return storageError("store the schedule", err)
	}
	_, err = x.exec(
		"store the schedule",
		"INSERT INTO schedule (job, rule) VALUES (?, ?) ON CONFLICT (job) DO UPDATE SET rule = excluded.rule",
		job,
		string(rule),
	)
	return err
}

func (x *tx) MissedRuns(since time.Time) (map[int64][]domain.RunRef, error) {
	out := map[int64][]domain.RunRef{}
	err := x.rows("list the missed runs", missedRuns, []any{millis(since)}, func(scan func(...any) error) error {
		var job int64
		var r domain.RunRef
		err := scan(&job, &r.ID, &r.Key, (*moment)(&r.At), &r.Status, &r.Reviewed, &r.LastAttempt)
		out[job] = append(out[job], r)
		return err
	})
	return out, err
}

// missedRuns looks into the index once a job.
const missedRuns = `SELECT r.job, r.id, r.key, r.at, r.effective, r.reviewed_at IS NOT NULL, r.last_attempt
  FROM job j CROSS JOIN run r INDEXED BY run_missed ON r.job = j.id
  WHERE j.state = 'active' AND r.source = 'schedule' AND r.at >= ? AND substr(r.key, 1, 7) <> 'silent:' ORDER BY r.at`

// silenceRuns reads nothing but the index of them: few jobs are silent at a time.
const silenceRuns = `SELECT job, id, key, at, effective, reviewed_at IS NOT NULL, error FROM run INDEXED BY run_silence
  WHERE source = 'schedule' AND substr(key, 1, 7) = 'silent:' ORDER BY job, at`

func (x *tx) SilenceRuns() (map[int64][]domain.SilenceRun, error) {
	out := map[int64][]domain.SilenceRun{}
	err := x.rows("list the silent jobs", silenceRuns, nil, func(scan func(...any) error) error {
		var job int64
		var r domain.SilenceRun
		err := scan(&job, &r.ID, &r.Key, (*moment)(&r.At), &r.Status, &r.Reviewed, &r.Words)
		out[job] = append(out[job], r)
		return err
	})
	return out, err
}

// coverage reads the account of the newest mail of each job.
const coverage = `SELECT j.id, COALESCE((SELECT min(first_sync) FROM folder f WHERE f.account = a.id), 0), a.covered FROM job j
  JOIN message m ON m.id = (` + newestMail + `) JOIN account a ON a.id = m.account WHERE j.state = 'active'`

// deviceCoverage reads the account of the devices linked to each job.
const deviceCoverage = `SELECT d.job, d.id, d.first_seen, d.class = 'Workstation', COALESCE(a.covered, 0) FROM device d INDEXED BY device_job
  LEFT JOIN account a ON a.id = d.account WHERE d.job IS NOT NULL ORDER BY d.job, d.id`

func (x *tx) Coverage() (map[int64]domain.Coverage, error) {
	out := map[int64]domain.Coverage{}
	const tried = "read what the syncs covered"
	err := x.rows(tried, coverage, nil, func(scan func(...any) error) error {
		var job int64
		var c domain.Coverage
		err := scan(&job, (*moment)(&c.From), (*moment)(&c.To))
		out[job] = c
		return err
	})
	if err != nil {
		return out, err
	}
	gaps, err := x.UnobservedSpans(0)
	if err != nil {
		return out, err
	}
	of := map[int64][]domain.Span{}
	for _, g := range gaps {
		of[g.Device] = append(of[g.Device], g.Span)
	}
	// A job with several devices, one in place of another, is covered where any one is.
	err = x.rows(tried, deviceCoverage, nil, func(scan func(...any) error) error {
		var job, device int64
		var d domain.Coverage
		if err := scan(&job, &device, (*moment)(&d.From), &d.Never, (*moment)(&d.To)); err != nil {
			return err
		}
		c, known := out[job]
		if !known || d.From.Before(c.From) {
			c.From = d.From
		}
		if d.To.After(c.To) {
			c.To = d.To
		}
		c.Never = c.Never || d.Never
		c.Gaps = append(c.Gaps, of[device]...)
		out[job] = c
		return nil
	})
	return out, err
}
