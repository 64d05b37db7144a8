package storage

import (
	"database/sql"
	"encoding/json"
	"math"
	"strings"
	"time"

	"runchecks/domain"
)

const runColumns = `r.id, r.key, r.job, COALESCE(r.message, 0), r.source, r.kind, r.at, r.status, r.stated, r.effective, r.partly, r.reason,
  r.product, r.started, r.started_text, r.ended, r.ended_text, r.error, r.reader, r.confidence, r.evidence_words, r.evidence_where, r.no_objects,
  r.reviewed_at, r.reviewed_by, r.review_decision, r.review_note, r.note, r.success_reason, r.success_decision, r.hidden,
  r.sender, r.sender_words, r.doubt, r.last_attempt`

func scanRun(scan func(...any) error, more ...any) (domain.Run, error) {
	var r domain.Run
	var at int64
	var started, ended string
	var reviewedAt sql.NullInt64
	var review domain.Review
	fields := []any{
		&r.ID,
		&r.Key,
		&r.JobID,
		&r.Message,
		&r.Source,
		&r.Kind,
		&at,
		&r.Status,
		&r.Stated,
		&r.Effective.Status,
		&r.Effective.Partly,
		&r.Effective.Reason,
		&r.Product,
		&started,
		&r.Started.Text,
		&ended,
		&r.Ended.Text,
		&r.Error,
		&r.Reader,
		&r.Confidence,
		&r.Evidence.Words,
		&r.Evidence.Where,
		&r.NoObjects,
		&reviewedAt,
		&review.By,
		&review.Decision,
		&review.Note,
		&r.Note,
		&r.Marked,
		&r.MarkedBy,
		&r.Hidden,
		&r.Sender.Check,
		&r.Sender.Words,
		&r.Sender.Doubt,
		&r.LastAttempt,
	}
	if err := scan(append(fields, more...)...); err != nil {
		return r, err
	}
	r.At = fromMillis(at)
	r.Started = stamp(started, r.Started.Text)
	r.Ended = stamp(ended, r.Ended.Text)
	if reviewedAt.Valid {
		review.At = fromMillis(reviewedAt.Int64)
		r.Review = &review
	}
	return r, nil
}

// stamp reads what Stamp.String wrote; our own text cannot fail to parse, and a
// damaged one reads as "not stated".
func stamp(written, text string) domain.Stamp {
	s, err := domain.ParseStamp(written)
	if err != nil {
		return domain.Stamp{Text: text}
	}
	s.Text = text
	return s
}

// bornReviewed is the review that a run started with, as the column born keeps it.
type bornReviewed struct {
	At       int64 // as millis
	By       string
	Decision domain.DecisionID
	Note     string
}

func (x *tx) PutRun(r domain.Run, fingerprint string) (int64, error) {
	var reviewedAt any
	var review domain.Review
	born := ""
	if r.Review != nil {
		review = *r.Review
		reviewedAt = millis(review.At)
		text, err := json.Marshal(bornReviewed{millis(review.At), review.By, review.Decision, review.Note})
		if err != nil {
			return 0, storageError("store the run", err)
		}
		born = string(text)
	}
	res, err := x.exec(
		"store the run "+string(r.Key),
		`INSERT INTO run (key, job, message, source, kind, at, status, stated, effective, partly, reason,
  product, started, started_text, ended, ended_text, error, reader, confidence, evidence_words, evidence_where, no_objects, objects, problems, fingerprint,
  reviewed_at, reviewed_by, review_decision, review_note, born, note, sender, sender_words, doubt, doubt_born)
VALUES (?, ?, NULLIF(?, 0), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		r.Key,
		r.JobID,
		r.Message,
		r.Source,
		r.Kind,
		millis(r.At),
		r.Status.Known(),
		r.Stated,
		r.Effective.Status.Known(),
		r.Effective.Partly,
		r.Effective.Reason,
		r.Product,
		r.Started.String(),
		r.Started.Text,
		r.Ended.String(),
		r.Ended.Text,
		r.Error,
		r.Reader,
		r.Confidence,
		r.Evidence.Words,
		r.Evidence.Where,
		r.NoObjects,
		len(
			r.Objects,
		),
		problems(r.Objects)+r.Sender.Problems(),
		fingerprint,
		reviewedAt,
		review.By,
		review.Decision,
		review.Note,
		born,
		r.Note,
		r.Sender.Check,
		r.Sender.Words,
		r.Sender.Doubt,
		r.Sender.Doubt,
	)
	if err != nil {
		return 0, err
	}
	id, err := res.LastInsertId()
	if err != nil {
		return 0, storageError("store the run", err)
	}
	return id, x.putObjects(id, r.Objects)
}

func problems(objects []domain.Object) int {
	n := 0
	for _, o := range objects {
		if o.Status != 0 && o.Status != domain.Success {
			n++
		}
	}
	return n
}

// objectsAtOnce is how many objects one statement stores: a statement costs more than its row.
const objectsAtOnce = 16

var putObject, putObjects = objectRows(1), objectRows(objectsAtOnce)

// objectRows is the statement that stores n objects.
func objectRows(n int) string {
	return "INSERT INTO object (run, n, name, type, status, note) VALUES " + strings.Repeat(
		"(?, ?, ?, ?, ?, ?), ",
		n-1,
	) + "(?, ?, ?, ?, ?, ?)"
}

func (x *tx) putObjects(run int64, objects []domain.Object) error {
	var room [6 * objectsAtOnce]any
	args := room[:0]
	for n, o := range objects {
		name, err := x.intern(false, o.Name)
		if err != nil {
			return err
		}
		kind, err := x.intern(false, o.Type)
		if err != nil {
			return err
		}
		note, err := x.intern(true, o.Message)
		if err != nil {
			return err
		}
		args = append(args, run, n, name, kind, o.Status, note)
		query, left := putObjects, len(objects)-1-n
		switch {
		case len(args) == cap(args):
		case len(args) == 6 && left < objectsAtOnce-1: // too few are left for a whole statement
			query = putObject
		default:
			continue
		}
		if _, err := x.exec("store the objects", query, args...); err != nil {
			return err
		}
		args = args[:0]
	}
	return nil
}

func (x *tx) objects(run int64) ([]domain.Object, error) {
	var out []domain.Object
	err := x.rows("read the objects", `SELECT n.text, t.text, o.status, m.text FROM object o
  JOIN name n ON n.id = o.name JOIN name t ON t.id = o.type JOIN note m ON m.id = o.note WHERE o.run = ? ORDER BY o.n`, []any{run},
		func(scan func(...any) error) error {
			var o domain.Object
			if err := scan(&o.Name, &o.Type, &o.Status, &o.Message); err != nil {
				return err
			}
			out = append(out, o)
			return nil
		})
	return out, err
}

func (x *tx) oneRun(where string, arg any) (domain.Run, error) {
	s, err := x.prepared("SELECT " + runColumns + " FROM run r WHERE " + where)
	if err != nil {
		return domain.Run{}, storageError("find the run", err)
	}
	r, err := scanRun(s.QueryRowContext(x.each, arg).Scan)
	if err != nil {
		return r, storageError("find the run", err)
	}
	r.Objects, err = x.objects(r.ID)
	return r, err
}

func (x *tx) Run(id int64) (domain.Run, error) { return x.oneRun("r.id = ?", id) }

func (x *tx) RunByKey(key domain.RunKey) (domain.Run, error) { return x.oneRun("r.key = ?", key) }

func (x *tx) runs(tried, where string, args ...any) ([]domain.Run, error) {
	var out []domain.Run
	err := x.rows(tried, "SELECT "+runColumns+" FROM run r WHERE "+where, args, func(scan func(...any) error) error {
		r, err := scanRun(scan)
		out = append(out, r)
		return err
	})
	return out, err
}

const refColumns = "SELECT id, key, at, effective, reviewed_at IS NOT NULL, last_attempt FROM run "

func (x *tx) refs(tried, query string, args ...any) ([]domain.RunRef, error) {
	var out []domain.RunRef
	err := x.rows(tried, query, args, func(scan func(...any) error) error {
		var r domain.RunRef
		err := scan(&r.ID, &r.Key, (*moment)(&r.At), &r.Status, &r.Reviewed, &r.LastAttempt)
		out = append(out, r)
		return err
	})
	return out, err
}

func (x *tx) WaitingRuns(job, last int64) ([]domain.RunRef, error) {
	if last == 0 {
		last = math.MaxInt64
	}
	return x.refs(
		"list the waiting runs",
		refColumns+"INDEXED BY run_waiting WHERE reviewed_at IS NULL AND hidden = 0 AND job = ? AND id <= ? ORDER BY at DESC, id DESC",
		job,
		last,
	)
}

func (x *tx) RunIDs(keys []string) ([]int64, error) {
	list, err := json.Marshal(keys)
	if err != nil {
		return nil, storageError("find the runs", err)
	}
	return x.ids("find the runs", "SELECT run.id FROM json_each(?) k JOIN run ON run.key = k.value ORDER BY k.key", string(list))
}

func (x *tx) DayRuns(from, to time.Time) ([]domain.DayRun, error) {
	return x.dayRuns(
		"list the runs of the day",
		"FROM run INDEXED BY run_at WHERE at >= ? AND at < ? ORDER BY at DESC, id DESC",
		millis(from),
		millis(to),
	)
}

func (x *tx) dayRuns(tried, from string, args ...any) ([]domain.DayRun, error) {
	var out []domain.DayRun
	err := x.rows(tried, `SELECT id, key, at, effective, reviewed_at IS NOT NULL, last_attempt, job, status, source, kind, problems, reason,
  COALESCE(reviewed_at, 0), reviewed_by, review_decision, review_note, hidden <> 0 `+from, args, func(scan func(...any) error) error {
		var r domain.DayRun
		var review domain.Review
		err := scan(
			&r.ID,
			&r.Key,
			(*moment)(&r.At),
			&r.Status,
			&r.Reviewed,
			&r.LastAttempt,
			&r.Job,
			&r.Raw,
			&r.Source,
			&r.Kind,
			&r.Problems,
			&r.Reason,
			(*moment)(&review.At),
			&review.By,
			&review.Decision,
			&review.Note,
			&r.Hidden,
		)
		if r.Reviewed {
			r.Review = &review
		}
		out = append(out, r)
		return err
	})
	return out, err
}

func (x *tx) ReviewedRuns(job int64, decision domain.DecisionID) ([]domain.Run, error) {
	return x.runs(
		"list the reviewed runs",
		"r.reviewed_at IS NOT NULL AND r.job = ? AND (? = '' OR r.review_decision = ?) ORDER BY r.at DESC, r.id DESC",
		job,
		decision,
		decision,
	)
}

func (x *tx) RunsReviewedBy(decision domain.DecisionID) ([]int64, error) {
	return x.ids(
		"list the reviewed runs",
		"SELECT id FROM run INDEXED BY run_decision WHERE review_decision = ? AND review_decision <> ''",
		decision,
	)
}

func (x *tx) LastReview(job int64) (domain.DecisionID, error) {
	var id sql.NullString
	err := x.row("find the last review", "SELECT max(review_decision) FROM run WHERE job = ? AND reviewed_at IS NOT NULL", []any{job}, &id)
	return domain.DecisionID(id.String), err
}

func (x *tx) SameRun(job int64, fingerprint string) (bool, error) {
	var n int
	err := x.row(
		"look for the same run",
		"SELECT count(*) FROM run WHERE fingerprint = ? AND job = ? AND doubt = ''",
		[]any{fingerprint, job},
		&n,
	)
	return n > 0, err
}

const jobRunColumns = `SELECT id, key, at, status, effective, partly, source, kind, started, ended, objects, problems, reviewed_at IS NOT NULL, note,
  (SELECT count(*) FROM ticket_run t WHERE t.run = run.id AND t.off = ''), (SELECT count(*) FROM remark_run m WHERE m.run = run.id),
  sender NOT IN ('', 'pass'), doubt <> '', hidden <> 0, (SELECT count(*) FROM run h INDEXED BY run_hidden WHERE h.hidden = run.id AND h.hidden <> 0), last_attempt,
  (SELECT count(*) FROM run a INDEXED BY run_attempt WHERE a.last_attempt <> 0 AND a.last_attempt = CASE run.last_attempt WHEN 0 THEN run.id ELSE run.last_attempt END) FROM run `

func (x *tx) JobRuns(job int64, includeReviewed bool, limit int) ([]domain.RunRow, error) {
	if limit <= 0 {
		limit = 500
	}
	where := "INDEXED BY run_waiting WHERE job = ? AND reviewed_at IS NULL AND hidden = 0"
	if includeReviewed {
		where = "WHERE job = ?"
	}
	var out []domain.RunRow
	err := x.rows(
		"list the runs",
		jobRunColumns+where+" ORDER BY at DESC, id DESC LIMIT ?",
		[]any{job, limit},
		func(scan func(...any) error) error {
			var r domain.RunRow
			var at int64
			var started, ended string
			if err := scan(&r.ID, &r.Key, &at, &r.Raw, &r.Status, &r.Partly, &r.Source, &r.Kind, &started, &ended, &r.Objects, &r.Problems, &r.Reviewed, &r.Note, &r.Tickets, &r.Remarks, &r.Unverified, &r.Doubted, &r.Hidden, &r.Hides, &r.LastAttempt, &r.Attempts); err != nil {
				return err
			}
			r.At = fromMillis(at)
			r.Attempts++ // the last one
			r.Duration = domain.Result{Started: stamp(started, ""), Ended: stamp(ended, "")}.Duration()
			out = append(out, r)
			return nil
		},
	)
	return out, err
}

func (x *tx) Details(run int64) (domain.Details, error) {
	var d domain.Details
	var err error
	if d.Run, err = x.Run(run); err != nil {
		return d, err
	}
	if d.Job, err = x.Job(d.Run.JobID); err != nil {
		return d, err
	}
	if d.Run.Message != 0 {
		m, err := x.Message(d.Run.Message)
		if err != nil {
			return d, err
		}
		d.Message = &m
	}
	switch summary, err := x.Summary(run); {
	case err == nil:
		d.Summary = &summary.Summary
	case domain.CodeOf(err) != domain.CodeNotFound:
		return d, err
	}
	if d.Tickets, err = x.RunTickets(run); err != nil {
		return d, err
	}
	if d.Remarks, err = x.RunRemarks(run); err != nil {
		return d, err
	}
	accepted, err := x.ActiveAcceptances()
	if err != nil {
		return d, err
	}
	for _, a := range accepted {
		if a.Job == d.Job.Key || a.Level == domain.AcceptError && domain.Fold(a.Product) == domain.Fold(d.Job.Product) {
			d.Accepted = append(d.Accepted, a)
		}
	}
	d.Before = map[string]domain.Status{}
	err = x.rows("read the previous run", `SELECT n.text, o.status FROM object o JOIN name n ON n.id = o.name
  WHERE o.run = (SELECT id FROM run WHERE job = ? AND (at, id) < (?, ?) ORDER BY at DESC, id DESC LIMIT 1)`,
		[]any{d.Run.JobID, millis(d.Run.At), d.Run.ID}, func(scan func(...any) error) error {
			var name string
			var s domain.Status
			err := scan(&name, &s)
			d.Before[name] = max(d.Before[name], s)
			return err
		})
	return d, err
}

func (x *tx) ProblemRuns(f domain.ProblemFilter, visit func(domain.Run, domain.Job) error) error {
	where, args := "(r.status <> 1 OR r.problems > 0) AND r.at >= ?", []any{millis(f.Since)}
	from := "run r INDEXED BY run_problem"
	if f.Job != "" {
		where += " AND j.key = ?"
		args = append(args, f.Job)
		from = "run r"
	}
	type found struct {
		run domain.Run
		job domain.Job
	}
	var list []found
	err := x.rows(
		"look for problem runs",
		"SELECT "+runColumns+", "+jobColumns+" FROM "+from+" JOIN job j ON j.id = r.job LEFT JOIN customer c ON c.id = j.customer WHERE "+where+" ORDER BY r.at DESC",
		args,
		func(scan func(...any) error) error {
			var j domain.Job
			r, err := scanRun(scan, jobFields(&j)...)
			if err != nil {
				return err
			}
			if (f.Product == "" || domain.Fold(f.Product) == domain.Fold(j.Product)) &&
				(f.Type == "" || domain.Fold(f.Type) == domain.Fold(j.Type)) {
				list = append(list, found{r, j})
			}
			return nil
		},
	)
	if err != nil {
		return err
	}
	for _, p := range list {
		if p.run.Objects, err = x.objects(p.run.ID); err != nil {
			return err
		}
		if err := visit(p.run, p.job); err != nil {
			return err
		}
	}
	return nil
}

func (x *tx) SetReview(runs []int64, review *domain.Review) error {
	var at any
	var r domain.Review
	if review != nil {
		r, at = *review, millis(review.At)
	}
	list, err := json.Marshal(runs)
	if err != nil {
		return storageError("record the review", err)
	}
	_, err = x.exec(
		"record the review",
		"UPDATE run SET reviewed_at = ?, reviewed_by = ?, review_decision = ?, review_note = ? WHERE id IN (SELECT value FROM json_each(?))",
		at,
		r.By,
		r.Decision,
		r.Note,
		string(list),
	)
	return err
}

func (x *tx) SetSuccessMark(run int64, decision domain.DecisionID, reason *string) error {
	if reason == nil {
		return x.change("take back the mark", "UPDATE run SET success_decision = '', success_reason = '' WHERE id = ?", run)
	}
	return x.change("mark the run", "UPDATE run SET success_decision = ?, success_reason = ? WHERE id = ?", decision, *reason, run)
}

func (x *tx) SetEffective(runs []int64, e domain.Effective) error {
	list, err := json.Marshal(runs)
	if err != nil {
		return storageError("record the effective status", err)
	}
	_, err = x.exec(
		"record the effective status",
		"UPDATE run SET effective = ?, partly = ?, reason = ? WHERE id IN (SELECT value FROM json_each(?))",
		e.Status.Known(),
		e.Partly,
		e.Reason,
		string(list),
	)
	return err
}

func (x *tx) SetNote(run int64, note string) error {
	return x.change("note something about the run", "UPDATE run SET note = ? WHERE id = ?", note, run)
}

func (x *tx) ProblemIDs(runs []int64) ([]int64, error) {
	list, err := json.Marshal(runs)
	if err != nil {
		return nil, storageError("look for problem runs", err)
	}
	return x.ids(
		"look for problem runs",
		"SELECT id FROM run WHERE id IN (SELECT value FROM json_each(?)) AND (status <> 1 OR problems > 0)",
		string(list),
	)
}
