package storage

import (
	"cmp"
	"database/sql"
	"errors"
	"slices"
	"strings"
	"time"

	"runchecks/domain"
)

const jobColumns = `j.id, j.key, COALESCE(j.customer, 0), COALESCE(c.name, ''), COALESCE(c.active, 0), COALESCE(c.company, 0),
  COALESCE(c.company_name, ''), COALESCE(c.company_desk, ''),
  j.sender, j.product, j.type, j.name, j.state, j.since, j.silence, j.sender_since,
  j.later_until, j.later_seen, j.later_status, j.claim_by, j.claim_until, j.claim_decision,
  CASE WHEN EXISTS (SELECT 1 FROM joined) THEN
    COALESCE((SELECT group_concat(key, char(10)) FROM (SELECT key FROM joined WHERE led = j.key ORDER BY key)), '') ELSE '' END`

func jobFields(j *domain.Job) []any {
	return []any{
		&j.ID,
		&j.Key,
		&j.Customer.ID,
		&j.Customer.Name,
		&j.Customer.Active,
		&j.Customer.CompanyID,
		&j.Customer.CompanyName,
		&j.Customer.CompanyDesk,
		&j.Sender,
		&j.Product,
		&j.Type,
		&j.Name,
		&j.State,
		(*moment)(&j.Since),
		&j.Silence,
		(*moment)(&j.SenderSince),
		(*moment)(&j.Later.Until),
		(*moment)(&j.Later.Seen),
		&j.Later.Status,
		&j.Claim.By,
		(*moment)(&j.Claim.Until),
		&j.Claim.Decision,
		&j.Joined,
	}
}

// openJobsQuery reads nothing but the partial index of waiting runs: its cost
// depends on what waits, not on history. Earlier attempts of a night are few and are
// added from an index of their own (attempt.go). The jobs come from memory, because their
// texts would cost more than all the rest and the first window waits for this list.
const openJobsQuery = `
SELECT job, max(effective), count(*), count(*) FILTER (WHERE effective NOT IN (1, 2)), max(at), min(at), max(id)
FROM run INDEXED BY run_waiting WHERE reviewed_at IS NULL AND hidden = 0 AND last_attempt = 0 GROUP BY job`

func (x *tx) OpenJobs() ([]domain.JobRow, error) {
	jobs, err := x.jobs()
	if err != nil {
		return nil, err
	}
	tickets, remarks, err := x.allSigns()
	if err != nil {
		return nil, err
	}
	judge, err := x.AttemptJudge()
	if err != nil {
		return nil, err
	}
	attempts, err := x.earlierAttempts()
	if err != nil {
		return nil, err
	}
	var found []*domain.JobRow
	of := map[int64]*domain.JobRow{} // of the jobs with earlier attempts
	for _, e := range attempts {
		of[e.job] = nil
	}
	row := func(job int64) *domain.JobRow {
		r := &domain.JobRow{Job: jobs[job]}
		if r.State == domain.JobActive && r.Customer.Active {
			r.Tickets, r.Remarks, r.Ticket = tickets.about(r.Job), remarks.about(r.Job), tickets.codes[r.ID]
			found = append(found, r)
		}
		return r
	}
	var id, newest, oldest, last int64
	var status domain.Status
	var runs, problems int
	err = x.rows("list the open jobs", openJobsQuery, nil, func(scan func(...any) error) error {
		if err := scan(&id, &status, &runs, &problems, &newest, &oldest, &last); err != nil {
			return err
		}
		r := row(id)
		r.Status, r.Runs, r.Problems, r.Newest, r.Oldest, r.LastRun = status, runs, problems, fromMillis(newest), fromMillis(oldest), last
		if _, ok := of[id]; ok {
			of[id] = r
		}
		return nil
	})
	for _, e := range attempts {
		if of[e.job] == nil {
			of[e.job] = row(e.job)
		}
		e.add(of[e.job], judge)
	}
	slices.SortFunc(found, worstFirst)
	out := make([]domain.JobRow, len(found))
	for i, r := range found {
		out[i] = *r
	}
	return out, err
}

func worstFirst(a, b *domain.JobRow) int {
	if a.Status != b.Status {
		return cmp.Compare(b.Status, a.Status)
	}
	if order := strings.Compare(a.Customer.Name, b.Customer.Name); order != 0 {
		return order
	}
	if order := strings.Compare(a.Name, b.Name); order != 0 {
		return order
	}
	return cmp.Compare(a.ID, b.ID)
}

func (x *tx) Jobs() ([]domain.JobRow, error) {
	return x.jobRows("list the jobs", `
WITH waiting AS (
  SELECT job, max(effective) AS worst, count(*) AS n, count(*) FILTER (WHERE effective NOT IN (1, 2)) AS bad, max(at) AS newest, min(at) AS oldest, max(id) AS last
  FROM run INDEXED BY run_waiting WHERE reviewed_at IS NULL AND hidden = 0 AND last_attempt = 0 GROUP BY job
)
SELECT `+jobColumns+`,
  COALESCE(w.worst, (SELECT effective FROM run r WHERE r.job = j.id ORDER BY at DESC, id DESC LIMIT 1), 0), COALESCE(w.n, 0), COALESCE(w.bad, 0),
  COALESCE(w.newest, (SELECT at FROM run r WHERE r.job = j.id ORDER BY at DESC, id DESC LIMIT 1), 0), COALESCE(w.oldest, 0), COALESCE(w.last, 0)
FROM job j LEFT JOIN customer c ON c.id = j.customer LEFT JOIN waiting w ON w.job = j.id
ORDER BY c.name, j.name, j.id`)
}

func (x *tx) jobRows(tried, query string) ([]domain.JobRow, error) {
	var out []domain.JobRow
	tickets, remarks, err := x.allSigns()
	if err != nil {
		return nil, err
	}
	err = x.rows(tried, query, nil, func(scan func(...any) error) error {
		var r domain.JobRow
		var newest, oldest int64
		if err := scan(append(jobFields(&r.Job), &r.Status, &r.Runs, &r.Problems, &newest, &oldest, &r.LastRun)...); err != nil {
			return err
		}
		r.Newest, r.Oldest = fromMillis(newest), fromMillis(oldest)
		r.Tickets, r.Remarks, r.Ticket = tickets.about(r.Job), remarks.about(r.Job), tickets.codes[r.ID]
		out = append(out, r)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return out, x.addAttempts(out)
}

// addAttempts counts the earlier attempts that wait in the rows of their jobs.
func (x *tx) addAttempts(rows []domain.JobRow) error {
	attempts, err := x.earlierAttempts()
	if err != nil || len(attempts) == 0 {
		return err
	}
	judge, err := x.AttemptJudge()
	if err != nil {
		return err
	}
	at := make(map[int64]int, len(rows))
	for i, r := range rows {
		at[r.ID] = i
	}
	for _, e := range attempts {
		e.add(&rows[at[e.job]], judge)
	}
	return nil
}

const oneJob = "SELECT " + jobColumns + " FROM job j LEFT JOIN customer c ON c.id = j.customer WHERE "

func (x *tx) Job(id int64) (domain.Job, error) {
	var j domain.Job
	err := x.row("find the job", oneJob+"j.id = ?", []any{id}, jobFields(&j)...)
	return j, err
}

func (x *tx) JobByKey(key domain.JobKey) (domain.Job, error) {
	var j domain.Job
	err := x.row("find the job", oneJob+"j.key = COALESCE((SELECT led FROM joined WHERE key = ?1), ?1)", []any{key}, jobFields(&j)...)
	return j, err
}

func (x *tx) PutJob(j domain.Job) (domain.Job, error) {
	known, err := x.JobByKey(j.Key)
	if err == nil || !errors.Is(err, sql.ErrNoRows) {
		return known, err
	}
	r, err := x.exec(
		"add the job "+j.Name,
		"INSERT INTO job (key, customer, sender, product, type, name, state) VALUES (?, NULLIF(?, 0), ?, ?, ?, ?, ?)",
		j.Key,
		j.Customer.ID,
		j.Sender,
		j.Product,
		j.Type,
		j.Name,
		j.State,
	)
	if err != nil {
		return j, err
	}
	j.ID, err = r.LastInsertId()
	return j, err
}

func (x *tx) SetJob(id int64, state domain.JobState, customer int64) error {
	return x.change("change the job", "UPDATE job SET state = ?, customer = NULLIF(?, 0) WHERE id = ?", state, customer, id)
}

func (x *tx) SetSince(job int64, since time.Time) error {
	return x.change("change the job", "UPDATE job SET since = ? WHERE id = ?", millis(since), job)
}

func (x *tx) SetSilence(job int64, days int) error {
	return x.change("change the job", "UPDATE job SET silence = ? WHERE id = ?", days, job)
}

func (x *tx) SetLater(job int64, l domain.Later) error {
	return x.change(
		"change the job",
		"UPDATE job SET later_until = ?, later_seen = ?, later_status = ? WHERE id = ?",
		millis(l.Until), millis(l.Seen), l.Status, job,
	)
}

func (x *tx) SetClaim(job int64, c domain.Claim) error {
	return x.change(
		"change the job",
		"UPDATE job SET claim_by = ?, claim_until = ?, claim_decision = ? WHERE id = ?",
		c.By, millis(c.Until), c.Decision, job,
	)
}

// newestMail is the newest message of a job: a job whose runs come from a service now may
// have its last one far behind.
const newestMail = `SELECT message FROM run INDEXED BY run_mail WHERE job = j.id AND message IS NOT NULL ORDER BY at DESC, id DESC LIMIT 1`

const jobRecipients = "SELECT j.id, m.recipient FROM job j JOIN message m ON m.id = (" + newestMail + ") WHERE j.state = 'active'"

func (x *tx) JobRecipients() (map[int64]string, error) {
	out := map[int64]string{}
	err := x.rows("read where the reports are sent to", jobRecipients, nil, func(scan func(...any) error) error {
		var id int64
		var to string
		err := scan(&id, &to)
		out[id] = to
		return err
	})
	return out, err
}
