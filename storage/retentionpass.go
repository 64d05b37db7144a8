package storage

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"time"

	"runchecks/domain"
)

// retaining is a pass under way.
type retaining struct {
	db     *DB
	pass   int64
	before domain.RetentionCutoffs
	shown  func([]byte) ([]byte, bool)
	scan   retentionScan
	// What was found and is still to be taken out, and what is walked along next.
	runs     []agedRun
	mails    []agedMail
	walks    []mailWalk
	moreRuns bool
	moreMail bool
	began    bool
}

// BeginRetention belongs to domain.Retention.
func (db *DB) BeginRetention(
	ctx context.Context, at time.Time, before domain.RetentionCutoffs, shown func([]byte) ([]byte, bool),
) (domain.Retaining, error) {
	p := &retaining{db: db, before: before, shown: shown, walks: mailWalks(before), moreRuns: !before.History.IsZero()}
	err := db.Write(ctx, func(c domain.Tx) error {
		x := c.(*tx)
		if _, err := x.exec(retentionTried, "UPDATE retention SET state = ? WHERE state IN (?, ?)",
			domain.RetentionFinal, domain.RetentionRemoved, domain.RetentionUndoing); err != nil {
			return err
		}
		r, err := x.exec(retentionTried, "INSERT INTO retention (at, state) VALUES (?, ?)", millis(at), domain.RetentionRemoved)
		if err != nil {
			return err
		}
		if p.pass, err = r.LastInsertId(); err != nil {
			return storageError(retentionTried, err)
		}
		p.scan, err = x.newScan(at)
		return err
	})
	return p, err
}

// Some belongs to domain.Retaining.
func (p *retaining) Some(ctx context.Context) (more bool, err error) {
	switch {
	case len(p.runs) > 0:
		err = p.takeRuns(ctx)
	case p.moreRuns:
		err = p.db.Read(ctx, func(q domain.Reader) error {
			p.runs, p.moreRuns, err = q.(*tx).lookAtRuns(&p.scan, p.before.History)
			return err
		})
	case len(p.mails) > 0:
		err = p.takeMails(ctx)
	case p.moreMail || len(p.walks) > 0 && !p.began:
		p.began = true
		err = p.db.Read(ctx, func(q domain.Reader) error {
			p.mails, p.moreMail, err = q.(*tx).lookAtMails(&p.scan, p.walks[0])
			return err
		})
	case len(p.walks) > 0: // its walk is at its end
		p.walks, p.began = p.walks[1:], false
		p.scan.received, p.scan.mail = 0, 0
	default:
		return false, nil
	}
	return err == nil, err
}

// write changes the cache; a power cut takes the last of it, with what was kept of it, at most.
func (p *retaining) write(ctx context.Context, fn func(x *tx) error) error {
	return p.db.Refetchable().Write(ctx, func(c domain.Tx) error {
		x := c.(*tx)
		var state domain.RetentionState
		if err := x.row(retentionTried, "SELECT state FROM retention WHERE id = ?", []any{p.pass}, &state); err != nil {
			return err
		}
		if state != domain.RetentionRemoved {
			return domain.Refuse(domain.CodeConflict, "refusal.retention_ended")
		}
		return fn(x)
	})
}

// keep notes rows as they are before they go, and counts what goes.
func (p *retaining) keep(x *tx, rows []tableRows, c domain.RetentionCounts) error {
	packed, err := x.packedGone(retentionTried, rows)
	if err != nil {
		return err
	}
	if _, err := x.exec(retentionTried, "INSERT INTO gone (pass, rows) VALUES (?, ?)", p.pass, packed); err != nil {
		return err
	}
	return x.change(retentionTried, `UPDATE retention SET originals = originals + ?, bodies = bodies + ?, runs = runs + ?,
  messages = messages + ?, bytes = bytes + ? WHERE id = ?`, c.Originals, c.Bodies, c.Runs, c.Messages, c.Bytes, p.pass)
}

// takeRuns takes out the next runs, each group whole. What was decided since they were found
// is looked at again.
func (p *retaining) takeRuns(ctx context.Context) error {
	n := min(retentionRuns, len(p.runs))
	err := p.write(ctx, func(x *tx) error {
		taken := 0
		for _, r := range p.runs[:n] {
			if taken >= retentionRuns {
				n = min(n, taken)
				break
			}
			ids, bytes, ok, err := x.group(r.id, p.scan, p.before.History)
			if err != nil {
				return err
			}
			if !ok {
				continue
			}
			if err := p.takeGroup(x, ids, bytes); err != nil {
				return err
			}
			taken += len(ids)
		}
		return nil
	})
	if err == nil {
		p.runs = p.runs[n:]
	}
	return err
}

func (p *retaining) takeGroup(x *tx, ids []int64, bytes int64) error {
	list, err := json.Marshal(ids)
	if err != nil {
		return storageError(retentionTried, err)
	}
	const among = " IN (SELECT value FROM json_each(?))"
	// Mails that nobody will refer to any more, but for those that somebody deleted from the
	// inbox: that is a decision about the mail.
	mails, err := x.idList(retentionTried, `SELECT m.id FROM message m WHERE m.id IN (SELECT message FROM run WHERE id`+among+
		`) AND m.deleted = 0 AND m.state = 'read' AND NOT EXISTS (SELECT 1 FROM run o WHERE o.message = m.id AND o.id NOT`+among+")",
		string(list), string(list))
	if err != nil {
		return err
	}
	var rows []tableRows
	read := func(table, column, keys string) error {
		t, err := x.rowsOf(retentionTried, table, column+among, keys)
		if err == nil && len(t.rows) > 0 {
			rows = append(rows, t)
		}
		return err
	}
	for _, part := range []struct{ table, column, keys string }{
		{"message", "id", mails}, {"message_raw", "message", mails}, {"run", "id", string(list)},
	} {
		if err := read(part.table, part.column, part.keys); err != nil {
			return err
		}
	}
	for _, part := range runParts {
		if err := read(part.table, part.run, string(list)); err != nil {
			return err
		}
	}
	c := domain.RetentionCounts{Runs: len(ids), Bytes: bytes}
	err = x.row(
		retentionTried,
		"SELECT count(*), COALESCE(sum(length(w.zstd)), 0) FROM json_each(?) k LEFT JOIN message_raw w ON w.message = k.value",
		[]any{mails},
		&c.Messages,
		&bytes,
	)
	if err != nil {
		return err
	}
	c.Bytes += bytes + int64(c.Messages)*mailBytes
	if err := p.keep(x, rows, c); err != nil {
		return err
	}
	for _, part := range runParts {
		if _, err := x.exec(retentionTried, "DELETE FROM "+part.table+" WHERE "+part.run+among, string(list)); err != nil {
			return err
		}
	}
	for _, step := range []struct{ query, keys string }{
		{"DELETE FROM run WHERE id" + among, string(list)},
		{"DELETE FROM message_raw WHERE message" + among, mails},
		{"DELETE FROM message WHERE id" + among, mails},
	} {
		if _, err := x.exec(retentionTried, step.query, step.keys); err != nil {
			return err
		}
	}
	return nil
}

// shrunk is a mail of which less is stored from now on.
type shrunk struct {
	agedMail
	shown []byte // packed; nil where no text stays
}

// takeMails takes the text of the next mails out, or all of it that is not shown.
func (p *retaining) takeMails(ctx context.Context) error {
	n, bytes := 0, int64(0)
	for n < len(p.mails) && n < retentionMails && (n == 0 || bytes+p.mails[n].bytes < retentionBytes) {
		bytes += p.mails[n].bytes
		n++
	}
	walk := p.walks[0]
	var list []shrunk
	for _, m := range p.mails[:n] {
		s := shrunk{agedMail: m}
		if walk.to == domain.ContentShown {
			packed, ok, err := p.packShown(ctx, m.id)
			if err != nil {
				return err
			}
			if !ok {
				continue
			}
			s.shown = packed
		}
		list = append(list, s)
	}
	err := p.write(ctx, func(x *tx) error {
		for _, m := range list {
			if err := p.takeMail(x, m, walk); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil {
		p.mails = p.mails[n:]
	}
	return err
}

// packShown makes of an original what of it is shown; ok is false where that cannot be, or
// is no less.
func (p *retaining) packShown(ctx context.Context, id int64) (packed []byte, ok bool, err error) {
	var raw []byte
	err = p.db.Read(ctx, func(q domain.Reader) (err error) {
		raw, err = q.RawMessage(id)
		return err
	})
	if code := domain.CodeOf(err); err != nil && ctx.Err() == nil && (code == domain.CodeNotFound || code == domain.CodeStorage) {
		return nil, false, nil // damaged: it is left as it is, for whoever puts a copy back
	}
	if err != nil {
		return nil, false, err
	}
	shown, ok := p.shown(raw)
	if !ok {
		return nil, false, nil
	}
	return p.db.zstd.packed(shown), true, nil
}

var stillFree = "SELECT content = ?3 AND " + freeMail("?1", "") + " FROM message m WHERE m.id = ?4"

func (p *retaining) takeMail(x *tx, m shrunk, walk mailWalk) error {
	var free bool
	err := x.row(retentionTried, stillFree,
		[]any{millis(walk.before), millis(p.scan.now), m.content, m.id}, &free)
	if errors.Is(err, sql.ErrNoRows) || err == nil && !free {
		return nil // decided about, or gone, since it was found
	}
	if err != nil {
		return err
	}
	raw, err := x.rowsOf(retentionTried, "message_raw", "message = ?", m.id)
	if err != nil {
		return err
	}
	was := tableRows{contentTable, []string{"content", "id"}, [][]any{{int64(m.content), m.id}}}
	c := domain.RetentionCounts{Bytes: max(0, m.bytes-int64(len(m.shown)))}
	if walk.to == domain.ContentNone {
		c.Bodies = 1
	} else {
		c.Originals = 1
	}
	if err := p.keep(x, []tableRows{raw, was}, c); err != nil {
		return err
	}
	if walk.to == domain.ContentNone {
		_, err = x.exec(retentionTried, "DELETE FROM message_raw WHERE message = ?", m.id)
	} else {
		_, err = x.exec(retentionTried, "UPDATE message_raw SET zstd = ? WHERE message = ?", m.shown, m.id)
	}
	if err != nil {
		return err
	}
	if err := x.change(retentionTried, "UPDATE message SET content = ? WHERE id = ?", walk.to, m.id); err != nil {
		return err
	}
	return x.wordsChanged(retentionTried, 0, m.id)
}

// wordsChanged has the search index look at a run or a message again.
func (x *tx) wordsChanged(tried string, run, message int64) error {
	_, err := x.exec(tried, "INSERT INTO search_change (run, message) VALUES (?, ?)", run, message)
	return err
}
