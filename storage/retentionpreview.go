package storage

import (
	"context"
	"encoding/json"
	"time"

	"runchecks/domain"
)

// PreviewRetention belongs to domain.Retention.
func (db *DB) PreviewRetention(ctx context.Context, before domain.RetentionCutoffs) (c domain.RetentionCounts, err error) {
	now := retentionNow(before)
	// A transaction a step: a long one would keep the log from being written back.
	step := func(fn func(x *tx) error) error {
		return db.Read(ctx, func(q domain.Reader) error { return fn(q.(*tx)) })
	}
	var s retentionScan
	if err = step(func(x *tx) (err error) { s, err = x.newScan(now); return err }); err != nil {
		return c, err
	}
	mails := map[int64]*mailRuns{} // of the runs that go
	for more := !before.History.IsZero(); more; {
		err = step(func(x *tx) error {
			var found []agedRun
			if found, more, err = x.lookAtRuns(&s, before.History); err != nil {
				return err
			}
			for _, r := range found {
				ids, bytes := []int64{r.id}, r.bytes
				if r.group {
					var ok bool
					if ids, bytes, ok, err = x.group(r.id, s, before.History); err != nil || !ok {
						if err != nil {
							return err
						}
						continue
					}
				}
				c.Runs, c.Bytes = c.Runs+len(ids), c.Bytes+bytes
				if err := x.countMails(ids, mails); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return c, err
		}
	}
	if err = step(func(x *tx) error { return x.sizeOfMails(mails, &c) }); err != nil {
		return c, err
	}
	for _, walk := range mailWalks(before) {
		s.received, s.mail = 0, 0
		for more := true; more; {
			err = step(func(x *tx) error {
				var found []agedMail
				if found, more, err = x.lookAtMails(&s, walk); err != nil {
					return err
				}
				for _, m := range found {
					switch {
					case mails[m.id] != nil: // it goes with its runs, or some of these do
					case walk.to == domain.ContentNone:
						c.Bodies, c.Bytes = c.Bodies+1, c.Bytes+m.bytes
					case !m.bodyToo:
						c.Originals, c.Bytes = c.Originals+1, c.Bytes+m.bytes
					}
				}
				return nil
			})
			if err != nil {
				return c, err
			}
		}
	}
	return c, step(func(x *tx) error { return x.countLeft(mails, before, now, &c) })
}

// retentionNow is a time that remarks are compared with: the latest that any age counts to.
// Ages are days, so that it makes no difference that it is not to the second.
func retentionNow(before domain.RetentionCutoffs) time.Time {
	now := before.Originals
	for _, t := range []time.Time{before.Bodies, before.History} {
		if t.After(now) {
			now = t
		}
	}
	return now
}

// mailRuns are the runs of one mail: how many stay, and which go.
type mailRuns struct {
	stay  int
	going []int64
}

// countMails notes of which mails these runs go.
func (x *tx) countMails(runs []int64, mails map[int64]*mailRuns) error {
	list, err := json.Marshal(runs)
	if err != nil {
		return storageError(retentionTried, err)
	}
	return x.rows(retentionTried, `SELECT r.message, r.id, (SELECT count(*) FROM run o WHERE o.message = r.message)
  FROM json_each(?) k JOIN run r ON r.id = k.value JOIN message m ON m.id = r.message
  WHERE m.deleted = 0 AND m.state = 'read'`, []any{string(list)}, func(scan func(...any) error) error {
		var id, run int64
		var all int
		err := scan(&id, &run, &all)
		if mails[id] == nil {
			mails[id] = &mailRuns{stay: all}
		}
		mails[id].stay--
		mails[id].going = append(mails[id].going, run)
		return err
	})
}

// sizeOfMails counts the mails that go with their runs, and their bytes.
func (x *tx) sizeOfMails(mails map[int64]*mailRuns, c *domain.RetentionCounts) error {
	for id, m := range mails {
		if m.stay > 0 {
			continue
		}
		var bytes int64
		err := x.row(
			retentionTried, "SELECT COALESCE((SELECT length(zstd) FROM message_raw WHERE message = ?), 0)", []any{id}, &bytes,
		)
		if err != nil {
			return err
		}
		c.Messages, c.Bytes = c.Messages+1, c.Bytes+bytes+mailBytes
	}
	return nil
}

// leftMail asks whether the text of a mail may go once some of its runs are gone.
var leftMail = `SELECT m.content, COALESCE(length(w.zstd), 0), ` +
	freeMail("?1", "AND r.id NOT IN (SELECT value FROM json_each(?3))") + `
FROM message m LEFT JOIN message_raw w ON w.message = m.id WHERE m.id = ?4`

// countLeft counts what goes of mails of which only some runs go: those may have been what kept it.
func (x *tx) countLeft(mails map[int64]*mailRuns, before domain.RetentionCutoffs, now time.Time, c *domain.RetentionCounts) error {
	for id, m := range mails {
		if m.stay <= 0 {
			continue
		}
		gone, err := json.Marshal(m.going)
		if err != nil {
			return storageError(retentionTried, err)
		}
		for _, walk := range mailWalks(before) {
			var content domain.Content
			var bytes int64
			var free bool
			err := x.row(retentionTried, leftMail, []any{millis(walk.before), millis(now), string(gone), id}, &content, &bytes, &free)
			if err != nil {
				return err
			}
			if !free || content != walk.from {
				continue
			}
			if c.Bytes += bytes; walk.to == domain.ContentNone {
				c.Bodies++
			} else {
				c.Originals++
			}
			break
		}
	}
	return nil
}
