package storage

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"strconv"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// How much one step looks at, which only reads, and takes out, which holds the writer up.
const (
	retentionLook  = 2000
	retentionRuns  = 200
	retentionMails = 20
	// retentionBytes is how much of mails one step takes out at most, packed, but for one that
	// is larger by itself.
	retentionBytes = 4 << 20
	// mostInGroup bounds how many runs go together.
	mostInGroup = 500
)

// freeRun holds for a run r of a job j that may go: it is old, and so are its review and its
// mail; its job was approved and has enough newer runs; it is neither the last success nor the
// last mail of its job; no open ticket, no remark that holds and no enabled override is
// about it. The runs and mails with the highest ids stay, so that no id is given twice. One that
// a reviewed run hides needs no review. ?1 is the time before which runs go, ?2 now, ?3 the keys
// of the runs that overrides were made from.
var freeRun = `(r.at < ?1 AND CASE WHEN r.reviewed_at IS NULL
    THEN r.hidden <> 0 AND COALESCE((SELECT s.reviewed_at FROM run s WHERE s.id = r.hidden) < ?1, 0) ELSE r.reviewed_at < ?1 END
  AND j.state <> 'pending' AND r.key NOT IN (SELECT value FROM json_each(?3))
  AND r.id < (SELECT max(id) FROM run)
  AND COALESCE((SELECT m.received < ?1 AND m.id < (SELECT max(id) FROM message) FROM message m WHERE m.id = r.message), 1)
  AND NOT EXISTS (SELECT 1 FROM ticket_run t JOIN ticket k ON k.key = t.ticket WHERE t.run = r.id AND t.off = '' AND k.resolved = 0)
  AND NOT EXISTS (SELECT 1 FROM remark_run t JOIN remark k ON k.key = t.remark WHERE t.run = r.id AND (k.expires = 0 OR k.expires > ?2))
  AND r.id IS NOT (SELECT s.id FROM run s INDEXED BY run_success WHERE s.source <> 'schedule' AND s.source <> 'offline' AND s.status = 1
    AND s.problems = 0 AND s.doubt = '' AND s.job = r.job ORDER BY s.at DESC LIMIT 1)
  AND r.id IS NOT (SELECT s.id FROM run s INDEXED BY run_mail WHERE s.message IS NOT NULL AND s.job = r.job
    ORDER BY s.at DESC, s.id DESC LIMIT 1)
  AND (SELECT count(*) FROM (SELECT 1 FROM run n INDEXED BY run_job WHERE n.job = r.job AND (n.at, n.id) > (r.at, r.id) LIMIT ` +
	strconv.Itoa(rules.KeptRuns) + `)) = ` + strconv.Itoa(rules.KeptRuns) + `)`

// freeMail holds for a message m whose text may go: all its runs were reviewed long enough ago, or
// are hidden by one that was, and none is documented or of a job that waits for approval; or
// it was deleted from the inbox long enough ago. What nobody understood or decided about
// stays. ?1 is the time before which it goes, ?2 now.
const freeMail = `(m.received < ?1 AND (m.deleted = 0 OR m.deleted < ?1)
  AND (m.deleted <> 0 OR m.state = 'read' AND EXISTS (SELECT 1 FROM run r WHERE r.message = m.id))
  AND NOT EXISTS (SELECT 1 FROM run r JOIN job j ON j.id = r.job WHERE r.message = m.id AND (
    j.state = 'pending' AND m.deleted = 0
    OR r.reviewed_at IS NULL AND COALESCE((SELECT s.reviewed_at FROM run s WHERE s.id = r.hidden AND r.hidden <> 0) >= ?1, 1)
    OR r.reviewed_at >= ?1
    OR EXISTS (SELECT 1 FROM ticket_run t JOIN ticket k ON k.key = t.ticket WHERE t.run = r.id AND t.off = '' AND k.resolved = 0)
    OR EXISTS (SELECT 1 FROM remark_run t JOIN remark k ON k.key = t.remark WHERE t.run = r.id AND (k.expires = 0 OR k.expires > ?2)))))`

// hasDependents holds for a run r that hides others, or is the last attempt of a night.
const hasDependents = `(EXISTS (SELECT 1 FROM run h INDEXED BY run_hidden WHERE h.hidden <> 0 AND h.hidden = r.id)
  OR EXISTS (SELECT 1 FROM run h INDEXED BY run_attempt WHERE h.last_attempt <> 0 AND h.last_attempt = r.id))`

// runParts are the tables whose rows belong to a run, and the column that says to which.
var runParts = []struct{ table, run string }{
	{"object", "run"}, {"ticket_run", "run"}, {"remark_run", "run"}, {"summary", "run"},
}

// The bytes of a row beside its texts, about, with its part of the indexes.
const (
	runBytes    = 420
	objectBytes = 28
	mailBytes   = 240
)

// retentionTried is what errors say.
const retentionTried = "take out what is older than its age"

// retentionScan is a walk along what is old.
type retentionScan struct {
	now     time.Time
	sources string // as JSON
	// How far the walk came: runs in time, mails in the order of their index.
	at, id   int64
	received int64
	mail     int64
}

func (x *tx) newScan(now time.Time) (s retentionScan, err error) {
	keys := []string{}
	err = x.rows(retentionTried, "SELECT source FROM override WHERE enabled AND source <> ''", nil, func(scan func(...any) error) error {
		var key string
		err := scan(&key)
		keys = append(keys, key)
		return err
	})
	if err != nil {
		return s, err
	}
	list, err := json.Marshal(keys)
	return retentionScan{now: now, sources: string(list)}, storageError(retentionTried, err)
}

// agedRun is a run that the walk came to.
type agedRun struct {
	id, at, bytes int64
	hidden, last  int64
	free          bool
	reviewed      bool
	group         bool // others go with it, or stay with it
}

var (
	scanRuns = agedColumns() + ` FROM (SELECT id FROM run INDEXED BY run_at WHERE at < ?1 AND at >= ?4 AND (at > ?4 OR id < ?5)
  ORDER BY at, id DESC LIMIT ?6) s CROSS JOIN run r ON r.id = s.id JOIN job j ON j.id = r.job ORDER BY r.at, r.id DESC`
	scanGroup = agedColumns() + ` FROM (SELECT ?4 AS id
  UNION SELECT id FROM run INDEXED BY run_hidden WHERE hidden <> 0 AND hidden = ?4
  UNION SELECT id FROM run INDEXED BY run_attempt WHERE last_attempt <> 0 AND last_attempt = ?4) s
  CROSS JOIN run r ON r.id = s.id JOIN job j ON j.id = r.job`
)

func agedColumns() string {
	return `SELECT r.id, r.at, r.hidden, r.last_attempt, r.reviewed_at IS NOT NULL, ` + freeRun + `, ` + hasDependents + `,
  length(r.error) + length(r.evidence_words) + length(r.key) + length(r.reason) + r.objects * ` + strconv.Itoa(objectBytes) +
		` + ` + strconv.Itoa(runBytes)
}

func (x *tx) agedRuns(query string, args ...any) (out []agedRun, err error) {
	err = x.rows(retentionTried, query, args, func(scan func(...any) error) error {
		var r agedRun
		err := scan(&r.id, &r.at, &r.hidden, &r.last, &r.reviewed, &r.free, &r.group, &r.bytes)
		out = append(out, r)
		return err
	})
	return out, err
}

// lookAtRuns walks on and returns the runs that may go by themselves or begin a group.
func (x *tx) lookAtRuns(s *retentionScan, before time.Time) (found []agedRun, more bool, err error) {
	last := s.id
	if s.at == 0 && last == 0 {
		last = 1 << 62
	}
	list, err := x.agedRuns(scanRuns, millis(before), millis(s.now), s.sources, s.at, last, retentionLook)
	if err != nil {
		return nil, false, err
	}
	for _, r := range list {
		s.at, s.id = r.at, r.id
		if r.free && r.reviewed && r.hidden == 0 && r.last == 0 {
			found = append(found, r)
		}
	}
	return found, len(list) == retentionLook, nil
}

// group returns the runs that go with a run, itself among them; ok is false where one of them
// stays, so that all do: what a run hides would be shown again, and the earlier attempts of
// a night are judged by its last.
func (x *tx) group(root int64, s retentionScan, before time.Time) (ids []int64, bytes int64, ok bool, err error) {
	seen, refers := map[int64]bool{}, map[int64]bool{}
	for queue := []int64{root}; len(queue) > 0; queue = queue[1:] {
		list, err := x.agedRuns(scanGroup, millis(before), millis(s.now), s.sources, queue[0])
		if err != nil {
			return nil, 0, false, err
		}
		for _, r := range list {
			if seen[r.id] {
				continue
			}
			if !r.free || len(seen) == mostInGroup {
				return nil, 0, false, nil
			}
			seen[r.id] = true
			ids, bytes = append(ids, r.id), bytes+r.bytes
			for _, to := range []int64{r.hidden, r.last} {
				if to != 0 {
					refers[to] = true
				}
			}
			if r.id != queue[0] && r.group {
				queue = append(queue, r.id)
			}
		}
	}
	for to := range refers {
		if !seen[to] {
			return nil, 0, false, nil
		}
	}
	return ids, bytes, seen[root], nil
}

// agedMail is a mail whose text may go.
type agedMail struct {
	id, received int64
	content      domain.Content
	bytes        int64 // packed
	free         bool
}

const scanMails = `SELECT m.id, m.received, m.content, COALESCE(length(w.zstd), 0), ` + freeMail + `
FROM (SELECT id FROM message INDEXED BY message_content WHERE content > 0 AND content = ?3 AND received < ?1 AND received >= ?4
  AND (received > ?4 OR id > ?5) ORDER BY received, id LIMIT ?6) s
CROSS JOIN message m ON m.id = s.id LEFT JOIN message_raw w ON w.message = m.id ORDER BY m.received, m.id`

// lookAtMails walks on along the mails of which so much is stored.
func (x *tx) lookAtMails(s *retentionScan, content domain.Content, before time.Time) (found []agedMail, more bool, err error) {
	seen := 0
	err = x.rows(
		retentionTried, scanMails, []any{millis(before), millis(s.now), content, s.received, s.mail, retentionLook},
		func(scan func(...any) error) error {
			var m agedMail
			err := scan(&m.id, &m.received, &m.content, &m.bytes, &m.free)
			s.received, s.mail = m.received, m.id
			if seen++; m.free {
				found = append(found, m)
			}
			return err
		},
	)
	return found, seen == retentionLook, err
}

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
	left := map[int64]int{} // of the runs that go, how many of each mail stay
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
				if err := x.countMails(ids, left); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return c, err
		}
	}
	if err = step(func(x *tx) error { return x.sizeOfMails(left, &c) }); err != nil {
		return c, err
	}
	for _, walk := range mailWalks(before) {
		s.received, s.mail = 0, 0
		for more := true; more; {
			err = step(func(x *tx) error {
				var found []agedMail
				if found, more, err = x.lookAtMails(&s, walk.from, walk.before); err != nil {
					return err
				}
				for _, m := range found {
					switch {
					case left[m.id] == leavesNone:
					case walk.to == domain.ContentNone:
						c.Bodies, c.Bytes = c.Bodies+1, c.Bytes+m.bytes
					case !before.Bodies.IsZero() && m.received < millis(before.Bodies): // counted there
					default:
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
	return c, nil
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

// mailWalk goes from so much of a mail to less.
type mailWalk struct {
	from, to domain.Content
	before   time.Time
}

func mailWalks(c domain.RetentionCutoffs) (out []mailWalk) {
	if !c.Bodies.IsZero() {
		out = append(
			out,
			mailWalk{domain.ContentWhole, domain.ContentNone, c.Bodies},
			mailWalk{domain.ContentShown, domain.ContentNone, c.Bodies},
		)
	}
	if !c.Originals.IsZero() {
		out = append(out, mailWalk{domain.ContentWhole, domain.ContentShown, c.Originals})
	}
	return out
}

// leavesNone stands for a mail all of whose runs go.
const leavesNone = -1

// countMails counts down how many runs of each mail are left once these went.
func (x *tx) countMails(runs []int64, left map[int64]int) error {
	list, err := json.Marshal(runs)
	if err != nil {
		return storageError(retentionTried, err)
	}
	return x.rows(retentionTried, `SELECT r.message, count(*), (SELECT count(*) FROM run o WHERE o.message = r.message)
  FROM json_each(?) k JOIN run r ON r.id = k.value JOIN message m ON m.id = r.message
  WHERE m.deleted = 0 AND m.state = 'read' GROUP BY r.message`, []any{string(list)}, func(scan func(...any) error) error {
		var id int64
		var these, all int
		err := scan(&id, &these, &all)
		if left[id] == 0 {
			left[id] = all
		}
		if left[id] -= these; left[id] <= 0 {
			left[id] = leavesNone
		}
		return err
	})
}

// sizeOfMails counts the mails that go with their runs, and their bytes.
func (x *tx) sizeOfMails(left map[int64]int, c *domain.RetentionCounts) error {
	for id, n := range left {
		if n != leavesNone {
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
			p.mails, p.moreMail, err = q.(*tx).lookAtMails(&p.scan, p.walks[0].from, p.walks[0].before)
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

func (p *retaining) takeMail(x *tx, m shrunk, walk mailWalk) error {
	var free bool
	err := x.row(retentionTried, "SELECT content = ?3 AND "+freeMail+" FROM message m WHERE m.id = ?4",
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
