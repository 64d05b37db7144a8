package storage

import (
	"context"
	"database/sql"
	"errors"
	"strings"

	"runchecks/domain"
	"runchecks/domain/wording"
)

// How much one step brings into the index: it takes about a tenth of a second, and what was
// brought stays whenever the program ends.
const (
	mailsAStep   = 100
	runsAStep    = 1000
	changesAStep = 1000
)

// mostWords bounds the text of one message or run in the index, in bytes. A table of 400
// objects is a tenth of it.
const mostWords = 512 << 10

// indexPlace is up to where the index is up to date.
type indexPlace struct{ message, run, change int64 }

const placeColumns = "SELECT message, run, change FROM place"

func (p *indexPlace) fields() []any { return []any{&p.message, &p.run, &p.change} }

// entry is what the index holds of one message or run; gone says that there is none any more.
type entry struct {
	id     int64
	first  string // subject, or objects
	second string // body, or messages
	gone   bool
}

// IndexSome brings the words of some more reports into the index that Search reads: those
// that came, were read again or were removed since it was last up to date. body returns what
// a raw message says. more says that there are others. What it writes is a file of its own,
// so nobody waits for it, and several processes may do it beside each other.
func (db *DB) IndexSome(ctx context.Context, body func(raw []byte) string) (more bool, err error) {
	f, err := db.searchIndex(ctx)
	if err != nil {
		return false, indexError("open the search index", err)
	}
	more, err = db.indexSome(ctx, f, body)
	if err != nil && isDamage(err) && ctx.Err() == nil {
		db.dropIndex(f) // the next step begins anew
	}
	return more, indexError("bring the search index up to date", err)
}

// indexError is an error that is none of the database.
func indexError(tried string, err error) error {
	var known *domain.Error
	if err == nil || errors.As(err, &known) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return &domain.Error{Code: domain.CodeStorage, Said: wording.Of("refusal.index_failed", tried, err), Cause: err}
}

func (db *DB) indexSome(ctx context.Context, f *searchFile, body func(raw []byte) string) (bool, error) {
	var from indexPlace
	if err := f.write.QueryRowContext(ctx, placeColumns).Scan(from.fields()...); err != nil {
		return false, err
	}
	step, err := db.nextStep(ctx, from, body)
	if err != nil || step.to == from {
		return false, err
	}
	t, err := f.write.BeginTx(ctx, nil)
	if err != nil {
		return false, err
	}
	defer func() { _ = t.Rollback() }()
	var now indexPlace
	if err := t.QueryRowContext(ctx, placeColumns).Scan(now.fields()...); err != nil {
		return false, err
	}
	if now != from { // another process was faster
		return true, nil
	}
	if err := putEntries(ctx, t, "mail_words", "subject, body", step.mails); err != nil {
		return false, err
	}
	if err := putEntries(ctx, t, "run_words", "object, message", step.runs); err != nil {
		return false, err
	}
	const put = "UPDATE place SET message = ?, run = ?, change = ?"
	if _, err := t.ExecContext(ctx, put, step.to.message, step.to.run, step.to.change); err != nil {
		return false, err
	}
	if err := t.Commit(); err != nil {
		return false, err
	}
	if step.to.change > from.change {
		// What another index still asks for is asked of the whole database then.
		err = db.Refetchable().Write(ctx, func(c domain.Tx) error {
			_, err := c.(*tx).exec("forget what the search index knows", "DELETE FROM search_change WHERE n < ?", step.to.change)
			return err
		})
	}
	return true, err
}

// step is what one step brings.
type step struct {
	to          indexPlace
	mails, runs []entry
}

// nextStep reads what comes next.
func (db *DB) nextStep(ctx context.Context, from indexPlace, body func(raw []byte) string) (s step, err error) {
	s.to = from
	type mail struct {
		id      int64
		subject string
	}
	var mails []mail
	err = db.Read(ctx, func(q domain.Reader) error {
		x := q.(*tx)
		take := func(query string, arg any, limit int) error {
			return x.rows("read the words of reports", query, []any{arg, limit}, func(scan func(...any) error) error {
				var m mail
				err := scan(&m.id, &m.subject)
				mails = append(mails, m)
				return err
			})
		}
		var changed, gone []int64 // messages
		var runs []int64
		err := x.rows("read what changed", "SELECT n, run, message FROM search_change WHERE n > ? ORDER BY n LIMIT ?",
			[]any{from.change, changesAStep}, func(scan func(...any) error) error {
				var run, message int64
				err := scan(&s.to.change, &run, &message)
				// What is not in the index yet comes with what is new.
				if run != 0 && run <= from.run {
					runs = append(runs, run)
				}
				if message != 0 && message <= from.message {
					changed = append(changed, message)
				}
				return err
			})
		if err != nil {
			return err
		}
		for _, id := range changed {
			n := len(mails)
			if err := take("SELECT id, subject FROM message WHERE id = ? LIMIT ?", id, 1); err != nil {
				return err
			}
			if len(mails) == n {
				gone = append(gone, id)
			}
		}
		for _, id := range gone {
			s.mails = append(s.mails, entry{id: id, gone: true})
		}
		n := len(mails)
		if err := take("SELECT id, subject FROM message WHERE id > ? ORDER BY id LIMIT ?", from.message, mailsAStep); err != nil {
			return err
		}
		if len(mails) > n {
			s.to.message = mails[len(mails)-1].id
		}
		if err := x.changedRuns(runs, &s); err != nil {
			return err
		}
		return x.newRuns(from.run, &s)
	})
	if err != nil {
		return s, err
	}
	for _, m := range mails {
		e := entry{id: m.id, first: clip(m.subject)}
		// One at a time: a mail may be large. One whose stored copy is gone or damaged is
		// found by its subject.
		var raw []byte
		err := db.Read(ctx, func(q domain.Reader) (err error) {
			raw, err = q.ShownMessage(m.id)
			return err
		})
		if ctx.Err() != nil {
			return s, ctx.Err()
		}
		if err == nil {
			e.second = clip(body(raw))
		}
		s.mails = append(s.mails, e)
	}
	return s, nil
}

// runWords reads a run, its own error, and of each object name and message.
const runWords = `SELECT r.id, r.error, COALESCE(n.text, ''), COALESCE(m.text, '') FROM run r
LEFT JOIN object o ON o.run = r.id LEFT JOIN name n ON n.id = o.name LEFT JOIN note m ON m.id = o.note `

func (x *tx) changedRuns(ids []int64, s *step) error {
	for _, id := range ids {
		n := len(s.runs)
		if err := x.runEntries(s, runWords+"WHERE r.id = ? ORDER BY o.n", id); err != nil {
			return err
		}
		if len(s.runs) == n {
			s.runs = append(s.runs, entry{id: id, gone: true})
		}
	}
	return nil
}

func (x *tx) newRuns(after int64, s *step) error {
	var last sql.NullInt64
	const end = "SELECT max(id) FROM (SELECT id FROM run WHERE id > ? ORDER BY id LIMIT ?)"
	if err := x.row("read the words of runs", end, []any{after, runsAStep}, &last); err != nil || !last.Valid {
		return err
	}
	s.to.run = last.Int64
	return x.runEntries(s, runWords+"WHERE r.id > ? AND r.id <= ? ORDER BY r.id, o.n", after, last.Int64)
}

// runEntries makes entries of runs. A message that many objects have stands there once.
func (x *tx) runEntries(s *step, query string, args ...any) error {
	var objects, messages strings.Builder
	said := map[string]bool{}
	current := int64(0)
	end := func() {
		if current != 0 {
			s.runs = append(s.runs, entry{id: current, first: clip(objects.String()), second: clip(messages.String())})
		}
		objects.Reset()
		messages.Reset()
		clear(said)
	}
	err := x.rows("read the words of runs", query, args, func(scan func(...any) error) error {
		var id int64
		var failure, name, message string
		if err := scan(&id, &failure, &name, &message); err != nil {
			return err
		}
		if id != current {
			end()
			current = id
			said[failure] = true
			messages.WriteString(failure)
		}
		objects.WriteString(name)
		objects.WriteByte('\n')
		if !said[message] {
			said[message] = true
			messages.WriteByte('\n')
			messages.WriteString(message)
		}
		return nil
	})
	end()
	return err
}

// clip bounds a text. What is cut in the middle of a letter is no letter.
func clip(text string) string { return strings.ToValidUTF8(text[:min(len(text), mostWords)], " ") }

// putEntries puts entries in place of what there was of them. Contentless tables take the
// words of a row back by its id alone.
func putEntries(ctx context.Context, t *sql.Tx, table, columns string, entries []entry) error {
	if len(entries) == 0 {
		return nil
	}
	remove, err := t.PrepareContext(ctx, "DELETE FROM "+table+" WHERE rowid = ?")
	if err != nil {
		return err
	}
	put, err := t.PrepareContext(ctx, "INSERT INTO "+table+" (rowid, "+columns+") VALUES (?, ?, ?)")
	if err != nil {
		return err
	}
	for _, e := range entries {
		if _, err := remove.ExecContext(ctx, e.id); err != nil {
			return err
		}
		if e.gone {
			continue
		}
		if _, err := put.ExecContext(ctx, e.id, e.first, e.second); err != nil {
			return err
		}
	}
	return nil
}
