package storage

import (
	"time"

	"runchecks/domain"
)

const syncLog = "SELECT id, account, began, ended, times, duration, things, messages, known, runs, set_aside, error, code, cancelled, " +
	"notice, said FROM sync_log WHERE account = ? ORDER BY id DESC LIMIT ?"

func (x *tx) SyncLog(account int64, limit int) ([]domain.SyncEntry, error) {
	if limit <= 0 {
		limit = domain.SyncLogLength
	}
	var out []domain.SyncEntry
	err := x.rows("read the log of the syncs", syncLog, []any{account, limit}, func(scan func(...any) error) error {
		var e domain.SyncEntry
		var milliseconds int64
		err := scan(
			&e.ID,
			&e.Account,
			(*moment)(&e.Began),
			(*moment)(&e.Ended),
			&e.Times,
			&milliseconds,
			&e.Things,
			&e.Messages,
			&e.Known,
			&e.Runs,
			&e.SetAside,
			&e.Error,
			&e.Code,
			&e.Cancelled,
			&e.Notice,
			&e.Said,
		)
		e.Duration = time.Duration(milliseconds) * time.Millisecond
		out = append(out, e)
		return err
	})
	return out, err
}

func (x *tx) PutSync(e domain.SyncEntry) error {
	const tried = "write the log of the syncs"
	if _, err := x.exec(tried, `INSERT INTO sync_log (id, account, began, ended, times, duration, things, messages, known, runs, set_aside,
  error, code, cancelled, notice, said)
VALUES (NULLIF(?, 0), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET began = excluded.began, ended = excluded.ended, times = excluded.times, duration = excluded.duration,
  things = excluded.things, messages = excluded.messages,
  known = excluded.known, runs = excluded.runs, set_aside = excluded.set_aside, error = excluded.error, code = excluded.code,
  cancelled = excluded.cancelled, notice = excluded.notice,
  said = excluded.said`,
		e.ID, e.Account, millis(e.Began), millis(e.Ended), e.Times, e.Duration.Milliseconds(),
		e.Things, e.Messages, e.Known, e.Runs,
		e.SetAside, e.Error, e.Code, e.Cancelled, e.Notice, e.Said); err != nil {
		return err
	}
	_, err := x.exec(
		tried,
		"DELETE FROM sync_log WHERE account = ? AND id <= (SELECT id FROM sync_log WHERE account = ? ORDER BY id DESC LIMIT 1 OFFSET ?)",
		e.Account,
		e.Account,
		domain.SyncLogLength,
	)
	return err
}
