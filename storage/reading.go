package storage

import (
	"database/sql"
	"fmt"
	"strings"

	"runchecks/domain"
	"runchecks/domain/wording"
)

func (x *tx) MessageRuns(message int64) ([]domain.Run, error) {
	list, err := x.runs("list the runs of a message", "r.message = ? ORDER BY r.id", message)
	if err != nil {
		return nil, err
	}
	for i := range list {
		if list[i].Objects, err = x.objects(list[i].ID); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// Messages with a text looks at the newest messages only as far as it must: the
// list is walked by time and ends at the limit.
func (x *tx) Messages(f domain.MessageFilter) ([]domain.Message, error) {
	if f.Limit <= 0 {
		f.Limit = 500
	}
	from, where, args := "message m INDEXED BY message_received", "1", []any{}
	switch {
	case f.Unread:
		from, where = "message m INDEXED BY message_unplaced", "m.state <> 'read' AND m.deleted = 0 AND m.state IN ('unmatched', 'unreadable')"
	case f.Reader != "":
		from, where, args = "message m INDEXED BY message_reader", "m.reader = ?", append(args, f.Reader)
	}
	if f.Text != "" {
		like := "%" + escapeLike.Replace(f.Text) + "%"
		where += ` AND (m.subject LIKE ? ESCAPE '\' OR m.sender LIKE ? ESCAPE '\')`
		args = append(args, like, like)
	}
	var out []domain.Message
	err := x.rows(
		"list the messages",
		"SELECT "+messageColumns+" FROM "+from+" WHERE "+where+" ORDER BY m.received DESC LIMIT ?",
		append(args, f.Limit),
		func(scan func(...any) error) error {
			m, err := scanMessage(scan)
			out = append(out, m)
			return err
		},
	)
	return out, err
}

var escapeLike = strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`)

// stale finds by two ranges of an index what is not equal: the common answer, none,
// costs two look-ups.
const stale = "message INDEXED BY message_readers WHERE (readers < ? OR readers > ?)"

func (x *tx) MessageIDs(readers string) ([]int64, error) {
	query, args := "SELECT id FROM message ORDER BY id", []any{}
	if readers != "" {
		query, args = "SELECT id FROM "+stale+" ORDER BY id", []any{readers, readers}
	}
	return x.ids("list the messages", query, args...)
}

func (x *tx) JobMessages(job int64) ([]int64, error) {
	return x.ids(
		"list the messages of a job",
		"SELECT DISTINCT message FROM run WHERE job = ? AND message IS NOT NULL ORDER BY message",
		job,
	)
}

func (x *tx) ids(tried, query string, args ...any) ([]int64, error) {
	var out []int64
	err := x.rows(tried, query, args, func(scan func(...any) error) error {
		var id int64
		err := scan(&id)
		out = append(out, id)
		return err
	})
	return out, err
}

func (x *tx) StaleMessages(readers string) (n int, err error) {
	err = x.row("count the messages", "SELECT count(*) FROM "+stale, []any{readers, readers}, &n)
	return n, err
}

func (x *tx) ReaderUse() (map[string]domain.ReaderUse, error) {
	out := map[string]domain.ReaderUse{}
	err := x.rows(
		"count what each reader read",
		"SELECT reader, count(*), max(received) FROM message INDEXED BY message_reader GROUP BY reader",
		nil,
		func(scan func(...any) error) error {
			var name string
			var use domain.ReaderUse
			var newest int64
			if err := scan(&name, &use.Messages, &newest); err != nil {
				return err
			}
			use.Newest = fromMillis(newest)
			out[name] = use
			return nil
		},
	)
	return out, err
}

func (x *tx) SetReading(m domain.Message) error {
	const tried = "record how the message was read"
	if m.Auth != nil {
		auth, err := authText(m.Auth)
		if err != nil {
			return err
		}
		if _, err := x.exec(tried, "UPDATE message SET auth = ?, sender = ?, subject = ?, date = ? WHERE id = ?", auth, m.From, m.Subject, millis(m.Date), m.ID); err != nil {
			return err
		}
	}
	return x.change(
		tried,
		"UPDATE message SET reader = ?, readers = ?, state = ?, reason = ? WHERE id = ?",
		m.Reader,
		m.Readers,
		m.State,
		m.Reason,
		m.ID,
	)
}

func (x *tx) SetRun(r domain.Run, fingerprint string) error {
	err := x.change(
		fmt.Sprintf("store the new reading of %s", r.Key),
		`UPDATE run SET born_job = CASE WHEN job = ?1 THEN born_job ELSE 0 END, job = ?1,
  kind = ?, at = ?, status = ?, stated = ?, effective = ?, partly = ?, reason = ?,
  product = ?, started = ?, started_text = ?, ended = ?, ended_text = ?, error = ?, reader = ?, confidence = ?, evidence_words = ?, evidence_where = ?, no_objects = ?,
  objects = ?, problems = ? + (doubt <> ''), fingerprint = ? WHERE id = ?`,
		r.JobID,
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
		len(r.Objects),
		problems(r.Objects),
		fingerprint,
		r.ID,
	)
	if err != nil {
		return err
	}
	if err := x.partAttempts(r.ID); err != nil {
		return err
	}
	if _, err := x.exec("replace the objects", "DELETE FROM object WHERE run = ?", r.ID); err != nil {
		return err
	}
	return x.putObjects(r.ID, r.Objects)
}

func (x *tx) DeleteRun(id int64) error {
	var decided bool
	if err := x.row("remove the run", "SELECT review_decision <> '' OR success_decision <> '' OR EXISTS (SELECT 1 FROM ticket_run t WHERE t.run = run.id AND (t.by_hand OR t.off <> '')) OR EXISTS (SELECT 1 FROM remark_run m WHERE m.run = run.id) FROM run WHERE id = ?", []any{id}, &decided); err != nil {
		return err
	}
	if decided {
		return &domain.Error{Code: domain.CodeConflict, Said: wording.Of("refusal.run_decided"), Cause: sql.ErrNoRows}
	}
	if err := x.partAttempts(id); err != nil {
		return err
	}
	if _, err := x.exec("unlink the run", "DELETE FROM ticket_run WHERE run = ?", id); err != nil {
		return err
	}
	if _, err := x.exec("remove the run's objects", "DELETE FROM object WHERE run = ?", id); err != nil {
		return err
	}
	return x.change("remove the run", "DELETE FROM run WHERE id = ?", id)
}

// unusedJob holds for a job that nothing belongs to.
const unusedJob = `NOT EXISTS (SELECT 1 FROM run WHERE run.job = job.id) AND NOT EXISTS (SELECT 1 FROM scope WHERE scope.job = job.id)
  AND NOT EXISTS (SELECT 1 FROM schedule WHERE schedule.job = job.id) AND NOT EXISTS (SELECT 1 FROM device WHERE device.job = job.id)`

func (x *tx) DeleteEmptyJob(id int64) error {
	_, err := x.exec("remove a job without runs", "DELETE FROM job WHERE id = ? AND state = 'pending' AND "+unusedJob, id)
	return err
}
