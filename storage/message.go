package storage

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/domain/wording"
)

const messageColumns = `m.id, m.key, m.account, m.folder, m.uid, m.message_id, m.hash, m.sender, m.recipient, m.subject,
  m.date, m.received, m.size, m.reader, m.readers, m.state, m.reason, m.deleted, m.auth, m.content`

func scanMessage(scan func(...any) error, more ...any) (domain.Message, error) {
	var m domain.Message
	var date, received int64
	var auth string
	fields := []any{
		&m.ID,
		&m.Key,
		&m.Account,
		&m.Folder,
		&m.UID,
		&m.MessageID,
		&m.Hash,
		&m.From,
		&m.To,
		&m.Subject,
		&date,
		&received,
		&m.Size,
		&m.Reader,
		&m.Readers,
		&m.State,
		&m.Reason,
		(*moment)(&m.Deleted),
		&auth,
		&m.Content,
	}
	err := scan(append(fields, more...)...)
	m.Date, m.Received = fromMillis(date), fromMillis(received)
	if err == nil && auth != "" {
		m.Auth = &domain.Authentication{}
		err = json.Unmarshal([]byte(auth), m.Auth)
	}
	return m, err
}

func (x *tx) oneMessage(where string, arg any) (domain.Message, error) {
	s, err := x.prepared("SELECT " + messageColumns + " FROM message m WHERE " + where)
	if err != nil {
		return domain.Message{}, storageError("find the message", err)
	}
	m, err := scanMessage(s.QueryRowContext(x.each, arg).Scan)
	return m, storageError("find the message", err)
}

func (x *tx) Message(id int64) (domain.Message, error) { return x.oneMessage("m.id = ?", id) }

func (x *tx) MessageByKey(key string) (domain.Message, error) { return x.oneMessage("m.key = ?", key) }

func (x *tx) PutMessage(m domain.Message, raw domain.Packed) (int64, error) {
	auth, err := authText(m.Auth)
	if err != nil {
		return 0, err
	}
	r, err := x.exec(
		"store the message",
		`INSERT INTO message (key, account, folder, uid, message_id, hash, sender, recipient, subject, date, received, size, reader, readers, state, reason, auth)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		m.Key,
		m.Account,
		m.Folder,
		m.UID,
		m.MessageID,
		m.Hash,
		m.From,
		m.To,
		m.Subject,
		millis(m.Date),
		millis(m.Received),
		m.Size,
		m.Reader,
		m.Readers,
		m.State,
		m.Reason,
		auth,
	)
	if err != nil {
		return 0, err
	}
	id, err := r.LastInsertId()
	if err != nil {
		return 0, storageError("store the message", err)
	}
	_, err = x.exec("store the original message", "INSERT INTO message_raw (message, zstd) VALUES (?, ?)", id, []byte(raw))
	return id, err
}

// authText is what the column auth holds: ” where nobody looked at the header.
func authText(a *domain.Authentication) (string, error) {
	if a == nil {
		return "", nil
	}
	text, err := json.Marshal(a)
	return string(text), storageError("store the message", err)
}

// Pack belongs to domain.Store.
func (db *DB) Pack(raw []byte) domain.Packed { return db.zstd.packed(raw) }

func (x *tx) RawMessage(id int64) ([]byte, error) { return x.stored(id, domain.ContentWhole) }

func (x *tx) ShownMessage(id int64) ([]byte, error) { return x.stored(id, domain.ContentShown) }

// stored returns what is stored of a message, where that is at least so much.
func (x *tx) stored(id int64, least domain.Content) ([]byte, error) {
	var packed []byte
	var content domain.Content
	var there bool
	err := x.row(
		"read the original message",
		`SELECT m.content, w.message IS NOT NULL, w.zstd FROM message m LEFT JOIN message_raw w ON w.message = m.id WHERE m.id = ?`,
		[]any{id}, &content, &there, &packed,
	)
	switch {
	case err != nil:
		return nil, err
	case content == domain.ContentNone:
		return nil, domain.Refuse(domain.CodeNotFound, "refusal.retention_text_gone")
	case content < least:
		return nil, domain.Refuse(domain.CodeNotFound, "refusal.retention_original_gone")
	case !there:
		return nil, storageError("read the original message", sql.ErrNoRows)
	}
	raw, err := x.db.zstd.unpack.DecodeAll(packed, nil)
	if err != nil {
		return nil, &domain.Error{
			Code:  domain.CodeStorage,
			Said:  wording.Of("refusal.message_damaged", err),
			Cause: err,
		}
	}
	return raw, nil
}

func (x *tx) MissingMessages(account int64, folder string, limit int) ([]domain.Message, error) {
	from := fmt.Sprintf("%s%d:", domain.MissingPrefix, account)
	var out []domain.Message
	err := x.rows(
		"list the messages that were not given",
		"SELECT "+messageColumns+` FROM message m WHERE m.key >= ? AND m.key < ? AND m.folder = ? AND m.deleted = 0
ORDER BY m.received DESC, m.uid DESC LIMIT ?`,
		[]any{from, from + ";", folder, limit}, // ";" is the next after the digits
		func(scan func(...any) error) error {
			m, err := scanMessage(scan)
			out = append(out, m)
			return err
		},
	)
	return out, err
}

func (x *tx) DeleteMissing(key string) error {
	if !strings.HasPrefix(key, domain.MissingPrefix) {
		return &domain.Error{Code: domain.CodeInternal, Said: wording.Of("refusal.message_given", key)}
	}
	const tried = "remove the note of a message that was not given"
	if _, err := x.exec(tried, "DELETE FROM message_raw WHERE message IN (SELECT id FROM message WHERE key = ?)", key); err != nil {
		return err
	}
	_, err := x.exec(tried, "DELETE FROM message WHERE key = ?", key)
	return err
}

// Inbox puts what nobody understood in front, then information without a job,
// then reports of jobs that wait for approval.
func (x *tx) Inbox(limit int) ([]domain.InboxRow, error) {
	if limit <= 0 {
		limit = inboxRows
	}
	unplaced, err := x.Unplaced(limit)
	if err != nil {
		return nil, err
	}
	var out []domain.InboxRow
	for _, m := range unplaced {
		out = append(out, domain.InboxRow{Message: m})
	}
	seen := map[int64]int{}
	err = x.rows("list the inbox", "SELECT "+messageColumns+`, j.product, j.type, j.name, j.key, r.status
  FROM job j INDEXED BY job_pending CROSS JOIN run r ON r.job = j.id JOIN message m ON m.id = r.message
  WHERE j.state = 'pending' AND m.deleted = 0 ORDER BY m.received DESC, r.id LIMIT ?`,
		[]any{limit}, func(scan func(...any) error) error {
			var row domain.InboxRow
			var key domain.JobKey
			m, err := scanMessage(scan, &row.Product, &row.Type, &row.Job, &key, &row.Status)
			if err != nil {
				return err
			}
			if at, ok := seen[m.ID]; ok {
				out[at].JobKeys = append(out[at].JobKeys, key)
				return nil
			}
			row.Message, row.JobKeys = m, []domain.JobKey{key}
			seen[m.ID] = len(out)
			out = append(out, row)
			return nil
		})
	return out, err
}

// inboxRows is how many rows of the inbox are listed where nobody says how many.
const inboxRows = 1000

func (x *tx) Unplaced(limit int) (out []domain.Message, err error) {
	if limit <= 0 {
		limit = inboxRows
	}
	err = x.rows(
		"list the inbox",
		"SELECT "+messageColumns+" FROM message m INDEXED BY message_unplaced "+
			"WHERE m.state <> 'read' AND m.deleted = 0 ORDER BY m.state = 'information', m.received DESC LIMIT ?",
		[]any{limit},
		func(scan func(...any) error) error {
			m, err := scanMessage(scan)
			out = append(out, m)
			return err
		},
	)
	return out, err
}

// PendingJobs reads of each report no more than its number; of the newest of a job alone what it is.
func (x *tx) PendingJobs(limit int) ([]domain.PendingJob, error) {
	if limit <= 0 {
		limit = inboxRows
	}
	var out []domain.PendingJob
	at := map[int64]int{}
	about := map[int64]map[int64]bool{} // the jobs of each message
	err := x.rows(
		"list the jobs that wait for approval",
		`SELECT j.id, j.key, j.sender, j.product, j.type, j.name, m.id, m.received, r.status
  FROM job j INDEXED BY job_pending CROSS JOIN run r ON r.job = j.id JOIN message m ON m.id = r.message
  WHERE j.state = 'pending' AND m.deleted = 0 ORDER BY m.received DESC, r.id`,
		nil,
		func(scan func(...any) error) error {
			var job, received int64
			var p domain.PendingJob
			if err := scan(&job, &p.Job, &p.Sender, &p.Product, &p.Type, &p.Name, &p.ID, &received, &p.Status); err != nil {
				return err
			}
			if about[p.ID] == nil {
				about[p.ID] = map[int64]bool{}
			}
			about[p.ID][job] = true
			i, known := at[job]
			switch {
			case !known && len(out) >= limit:
				return nil
			case !known:
				i = len(out)
				at[job], out = i, append(out, p)
			}
			reports := out[i].Reports
			if n := len(reports); n > 0 && reports[n-1].Message == p.ID {
				reports[n-1].Status = max(reports[n-1].Status, p.Status)
				out[i].Status = reports[0].Status
				return nil
			}
			out[i].Reports = append(out[i].Reports, domain.PendingReport{Message: p.ID, Received: fromMillis(received), Status: p.Status})
			return nil
		},
	)
	if err != nil {
		return nil, err
	}
	for i := range out {
		if out[i].Message, err = x.Message(out[i].ID); err != nil {
			return nil, err
		}
		out[i].Beside = len(about[out[i].ID])
	}
	return out, nil
}

func (x *tx) InboxCount() (waiting, unmatched int, err error) {
	if err = x.row("count the inbox", "SELECT count(*) FROM message INDEXED BY message_unplaced WHERE state <> 'read' AND deleted = 0 AND state IN ('unmatched', 'unreadable')", nil, &unmatched); err != nil {
		return 0, 0, err
	}
	err = x.row(
		"count the inbox",
		`SELECT (SELECT count(*) FROM message INDEXED BY message_unplaced WHERE state <> 'read' AND deleted = 0 AND state = 'information')
  + (SELECT count(*) FROM job j INDEXED BY job_pending WHERE j.state = 'pending' AND EXISTS (SELECT 1 FROM run r JOIN message m ON m.id = r.message WHERE r.job = j.id AND m.deleted = 0))`,
		nil,
		&waiting,
	)
	return waiting + unmatched, unmatched, err
}

func (x *tx) Approvals() (domain.Approvals, error) {
	var a domain.Approvals
	err := x.row("count the approvals", `WITH pending AS (
  SELECT j.id FROM job j INDEXED BY job_pending WHERE j.state = 'pending'
    AND EXISTS (SELECT 1 FROM run r JOIN message m ON m.id = r.message WHERE r.job = j.id AND m.deleted = 0)
)
SELECT (SELECT count(*) FROM pending), count(*), COALESCE(sum(r.effective NOT IN (1, 2)), 0)
FROM pending p CROSS JOIN run r INDEXED BY run_waiting ON r.job = p.id JOIN message m ON m.id = r.message
WHERE r.reviewed_at IS NULL AND r.hidden = 0 AND m.deleted = 0`, nil, &a.Jobs, &a.Runs, &a.Problems)
	return a, err
}

func (x *tx) DeletedMessages(limit int) ([]domain.InboxRow, error) {
	if limit <= 0 {
		limit = 1000
	}
	var out []domain.InboxRow
	err := x.rows(
		"list what was deleted",
		"SELECT "+messageColumns+" FROM message m INDEXED BY message_deleted WHERE m.deleted <> 0 ORDER BY m.deleted DESC LIMIT ?",
		[]any{limit},
		func(scan func(...any) error) error {
			m, err := scanMessage(scan)
			out = append(out, domain.InboxRow{Message: m})
			return err
		},
	)
	return out, err
}

func (x *tx) SetDeleted(messages []int64, at time.Time) error {
	for _, id := range messages {
		if err := x.change("delete or restore a message", "UPDATE message SET deleted = ? WHERE id = ?", millis(at), id); err != nil {
			return err
		}
	}
	return nil
}
