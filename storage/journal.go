package storage

import (
	"encoding/json"

	"runchecks/domain"
)

const journalColumns = `SELECT d.id, d.profile, d.actor, d.at, d.kind, d.targets, d.payload, d.undoes, d.summary,
  COALESCE((SELECT u.id FROM journal u WHERE u.undoes = d.id AND u.undoes <> ''), '') FROM journal d `

func scanDecision(scan func(...any) error) (domain.Decision, error) {
	var d domain.Decision
	var at int64
	var targets string
	if err := scan(&d.ID, &d.Profile, &d.Actor, &at, &d.Kind, &targets, &d.Payload, &d.Undoes, &d.Summary, &d.UndoneBy); err != nil {
		return d, err
	}
	d.At = fromMillis(at)
	return d, json.Unmarshal([]byte(targets), &d.Targets)
}

func (x *tx) Journal(actor string, limit int) ([]domain.Decision, error) {
	if limit <= 0 {
		limit = 200
	}
	where, args := "", []any{limit}
	if actor != "" {
		where, args = "WHERE d.actor = ? ", []any{actor, limit}
	}
	var out []domain.Decision
	err := x.rows("read the journal", journalColumns+where+"ORDER BY d.id DESC LIMIT ?", args, func(scan func(...any) error) error {
		d, err := scanDecision(scan)
		out = append(out, d)
		return err
	})
	return out, err
}

func (x *tx) LastUndoable(actor string) (domain.Decision, error) {
	s, err := x.prepared(journalColumns + "WHERE d.actor = ? AND d.kind <> 'undo' AND NOT EXISTS (SELECT 1 FROM journal u WHERE u.undoes = d.id AND u.undoes <> '') ORDER BY d.id DESC LIMIT 1")
	if err != nil {
		return domain.Decision{}, storageError("find the last decision", err)
	}
	d, err := scanDecision(s.QueryRowContext(x.ctx, actor).Scan)
	return d, storageError("find the last decision", err)
}

func (x *tx) AppendDecision(d domain.Decision) error {
	targets, err := json.Marshal(d.Targets)
	if err != nil {
		return storageError("write the journal", err)
	}
	_, err = x.exec("write the journal", "INSERT INTO journal (id, profile, actor, at, kind, targets, payload, undoes, summary) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
		d.ID, d.Profile, d.Actor, millis(d.At), d.Kind, string(targets), string(d.Payload), d.Undoes, d.Summary)
	return err
}
