package storage

import (
	"database/sql"
	"encoding/json"
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/domain/wording"
)

// undoChain ends with the last of the entries that reverse d and each other in turn: an
// odd number of them is an undo that stands, an even one gave d back.
const undoChain = `(WITH RECURSIVE undo_chain(id, n) AS (
    SELECT u.id, 1 FROM journal u WHERE u.undoes = d.id AND u.undoes <> '' AND NOT EXISTS (SELECT 1 FROM passed_over p WHERE p.id = u.id)
    UNION ALL SELECT u.id, n + 1 FROM undo_chain JOIN journal u ON u.undoes = undo_chain.id AND u.undoes <> ''
      AND NOT EXISTS (SELECT 1 FROM passed_over p WHERE p.id = u.id)
  ) SELECT (n % 2) || id FROM undo_chain ORDER BY n DESC LIMIT 1)`

// shownActor is who made an entry: where the team proves another name than it says, both.
const shownActor = `d.actor || COALESCE((SELECT ' (' || e.member || ')' FROM team_entry e WHERE e.id = d.id AND e.member <> ''), '')`

const journalColumns = `SELECT d.id, d.profile, ` + shownActor + `, d.at, d.kind, d.targets, d.payload, d.undoes, d.summary, d.hash,
  CASE WHEN EXISTS (SELECT 1 FROM journal u WHERE u.undoes = d.id AND u.undoes <> '') THEN ` + undoChain + ` ELSE '' END FROM journal d `

// briefColumns are in the index journal_words, which is all that is read: the same
// expressions as there stand for the targets, which may be many, and for a short payload.
const briefColumns = `SELECT d.id, d.profile, d.actor, d.at, d.kind, d.undoes, d.summary,
  CASE WHEN json_valid(d.targets) THEN json_array_length(d.targets) ELSE 0 END,
  CASE WHEN json_valid(d.targets) THEN json_extract(d.targets, '$[0]') END,
  CASE WHEN length(d.payload) <= 2000 THEN d.payload END, ` + undoChain + ` FROM journal d INDEXED BY journal_words `

func scanDecision(scan func(...any) error) (domain.Decision, error) {
	var d domain.Decision
	var at int64
	var targets, chain string
	if err := scan(&d.ID, &d.Profile, &d.Actor, &at, &d.Kind, &targets, &d.Payload, &d.Undoes, &d.Summary, &d.Hash, &chain); err != nil {
		return d, err
	}
	d.At = fromMillis(at)
	if id, undone := strings.CutPrefix(chain, "1"); undone {
		d.UndoneBy = domain.DecisionID(id)
	} else {
		d.RedoneBy = domain.DecisionID(strings.TrimPrefix(chain, "0"))
	}
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

func (x *tx) ReviewedIn(from, to time.Time) (domain.ReviewCount, error) {
	var c domain.ReviewCount
	var by sql.NullString
	// "ID-1" is a part of the decision ID. A run that came reviewed has the time at which it came, and so none of a decision.
	err := x.row(
		"count the reviews",
		`SELECT count(DISTINCT CASE r.last_attempt WHEN 0 THEN r.id ELSE r.last_attempt END), COALESCE(max(d.at), 0), d.actor
FROM journal d INDEXED BY journal_at CROSS JOIN run r INDEXED BY run_decision ON r.review_decision >= d.id AND r.review_decision < d.id || '.'
WHERE d.at >= ? AND d.at < ? AND r.review_decision <> '' AND r.reviewed_at = d.at`,
		[]any{millis(from), millis(to)},
		&c.Runs,
		(*moment)(&c.Last),
		&by,
	)
	c.By = by.String
	return c, err
}

func (x *tx) ReviewsIn(from, to time.Time) ([]domain.JobReview, error) {
	var out []domain.JobReview
	err := x.rows(
		"list the reviews",
		`SELECT r.job, d.id, d.kind, d.at, d.actor, count(DISTINCT CASE r.last_attempt WHEN 0 THEN r.id ELSE r.last_attempt END),
  min(r.at), max(r.status), max(r.effective), max(r.review_note <> '')
FROM journal d INDEXED BY journal_at
  CROSS JOIN run r INDEXED BY run_decision ON r.review_decision >= d.id AND r.review_decision < d.id || '.'
WHERE d.at >= ? AND d.at < ? AND r.review_decision <> '' AND r.reviewed_at = d.at
GROUP BY d.at, d.id, r.job ORDER BY d.at, d.id, r.job`,
		[]any{millis(from), millis(to)},
		func(scan func(...any) error) error {
			var r domain.JobReview
			err := scan(
				&r.Job, &r.Decision, &r.Kind, (*moment)(&r.At), &r.By, &r.Runs, (*moment)(&r.Oldest), &r.Status, &r.Effective, &r.Noted,
			)
			out = append(out, r)
			return err
		},
	)
	return out, err
}

// lastUndoable finds an actor's newest decision of n kinds that stands. It walks back by
// actor (+d.kind): nearly every decision is of such a kind.
func lastUndoable(n int) string {
	return "WHERE d.actor = ? AND +d.kind IN (" + strings.TrimSuffix(strings.Repeat("?, ", n), ", ") + ") AND COALESCE(" + undoChain +
		", '0') NOT LIKE '1%' AND NOT EXISTS (SELECT 1 FROM passed_over p WHERE p.id = d.id) ORDER BY d.id DESC LIMIT 1"
}

// lastRedoable finds an actor's newest undo that stands and is newer than every other
// decision of theirs.
const lastRedoable = journalColumns + `WHERE d.actor = ? AND d.kind = 'undo' AND NOT EXISTS (SELECT 1 FROM journal u WHERE u.undoes = d.id AND u.undoes <> '')
  AND NOT EXISTS (SELECT 1 FROM journal n WHERE n.actor = d.actor AND n.id > d.id AND n.kind NOT IN ('undo', 'redo')) ORDER BY d.id DESC LIMIT 1`

func (x *tx) LastUndoable(actor string, kinds []domain.DecisionKind) (domain.Decision, error) {
	const tried = "find the last decision"
	args := []any{actor}
	for _, k := range kinds {
		args = append(args, k)
	}
	d := domain.Decision{Brief: &domain.BriefTargets{}}
	var first, payload, chain sql.NullString
	err := x.row(tried, briefColumns+lastUndoable(len(kinds)), args,
		&d.ID, &d.Profile, &d.Actor, (*moment)(&d.At), &d.Kind, &d.Undoes, &d.Summary,
		&d.Brief.Number, &first, &payload, &chain)
	if err == nil && !payload.Valid { // a long one
		err = x.row(tried, "SELECT payload FROM journal WHERE id = ?", []any{d.ID}, &payload)
	}
	d.Brief.First, d.Payload = first.String, []byte(payload.String)
	d.RedoneBy = domain.DecisionID(strings.TrimPrefix(chain.String, "0"))
	return d, err
}

func (x *tx) LastRedoable(actor string) (domain.Decision, error) {
	return x.oneDecision("find the last undo", strings.TrimPrefix(lastRedoable, journalColumns), actor)
}

func (x *tx) AppendDecision(d domain.Decision) error {
	if err := x.appendEntry(d); err != nil {
		return err
	}
	x.decided = &d
	// In a team it is one that has to be sent.
	_, err := x.exec("write the journal", "INSERT INTO team_entry (id, computer) SELECT ?, '' FROM team WHERE gone = 0", d.ID)
	return err
}

// appendEntry adds an entry of this or of another computer.
func (x *tx) appendEntry(d domain.Decision) error {
	if !x.durable {
		return &domain.Error{
			Code: domain.CodeInternal,
			Said: wording.Of("refusal.entry_not_durable"),
		}
	}
	targets, err := json.Marshal(d.Targets)
	if err != nil {
		return storageError("write the journal", err)
	}
	_, err = x.exec(
		"write the journal",
		"INSERT INTO journal (id, profile, actor, at, kind, targets, payload, undoes, summary, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
		d.ID,
		d.Profile,
		d.Actor,
		millis(d.At),
		d.Kind,
		string(targets),
		string(d.Payload),
		d.Undoes,
		d.Summary,
		d.Hash,
	)
	return err
}

// oneDecision returns the first entry that a query finds.
func (x *tx) oneDecision(tried, where string, args ...any) (domain.Decision, error) {
	s, err := x.prepared(journalColumns + where)
	if err != nil {
		return domain.Decision{}, storageError(tried, err)
	}
	d, err := scanDecision(s.QueryRowContext(x.each, args...).Scan)
	return d, storageError(tried, err)
}

func (x *tx) Decision(id domain.DecisionID) (domain.Decision, error) {
	return x.oneDecision("find the decision", "WHERE d.id = ?", id)
}

// newestValues leave out what may be long: the newest entry is read by every decision, and it
// may be one about fifty thousand runs.
const newestValues = `SELECT d.id, d.profile, d.actor, d.at, d.kind, d.undoes, d.summary, d.hash FROM journal d `

func (x *tx) NewestDecision() (domain.Decision, error) {
	const tried, newest = "find the newest decision", "ORDER BY d.id DESC LIMIT 1"
	var shared, member bool
	var own string
	err := x.row(tried, `SELECT EXISTS (SELECT 1 FROM team), EXISTS (SELECT 1 FROM team WHERE gone = 0),
  COALESCE((SELECT max(id) FROM team_entry WHERE computer = ''), '')`, nil, &shared, &member, &own)
	if err != nil {
		return domain.Decision{}, err
	}
	where, args := newest, []any(nil)
	switch {
	case !shared:
	case member:
		where, args = "WHERE d.id = ?", []any{own}
	default: // what was decided after the profile left its team stands in the journal alone
		where = "WHERE d.id = ? OR d.id > ? AND NOT EXISTS (SELECT 1 FROM team_entry e WHERE e.id = d.id) " + newest
		args = []any{own, own}
	}
	var d domain.Decision
	err = x.row(tried, newestValues+where, args, &d.ID, &d.Profile, &d.Actor, (*moment)(&d.At), &d.Kind, &d.Undoes, &d.Summary, &d.Hash)
	return d, err
}

// plainValues leave out which entry reversed another, which costs more than the rest.
const plainValues = `SELECT d.id, d.profile, d.actor, d.at, d.kind, d.targets, d.payload, d.undoes, d.summary, d.hash, ''`

func (x *tx) WalkJournal(visit func(domain.Placed) error) error {
	const all = plainValues + `, COALESCE(e.computer, ''), COALESCE(e.position, 0)
  FROM journal d LEFT JOIN team_entry e ON e.id = d.id ORDER BY d.id`
	return x.rows("read the journal", all, nil, func(scan func(...any) error) error {
		var p domain.Placed
		d, err := scanDecision(func(into ...any) error { return scan(append(into, &p.Computer, &p.Position)...) })
		if err != nil {
			return err
		}
		p.Decision = d
		return visit(p)
	})
}

// SearchJournal walks the journal backwards and ends at the limit. The words of an entry
// are no column: a filter by them is refused.
func (x *tx) SearchJournal(f domain.JournalFilter) ([]domain.Decision, error) {
	if f.Text != "" {
		return nil, &domain.Error{
			Code: domain.CodeInternal,
			Said: wording.Of("refusal.journal_words"),
		}
	}
	if f.Limit <= 0 {
		f.Limit = 500
	}
	where, args := "1", []any{}
	add := func(clause string, values ...any) {
		where += " AND " + clause
		args = append(args, values...)
	}
	if f.Actor != "" {
		add("(d.actor = ? OR d.id IN (SELECT id FROM team_entry WHERE member = ?))", f.Actor, f.Actor)
	}
	if f.Kind != "" {
		add("d.kind = ?", f.Kind)
	}
	if !f.From.IsZero() {
		add("d.at >= ?", millis(f.From))
	}
	if !f.To.IsZero() {
		add("d.at < ?", millis(f.To))
	}
	if f.Before != "" {
		add("d.id < ?", f.Before)
	}
	var out []domain.Decision
	err := x.rows(
		"search the journal",
		journalColumns+"WHERE "+where+" ORDER BY d.id DESC LIMIT ?",
		append(args, f.Limit),
		func(scan func(...any) error) error {
			d, err := scanDecision(scan)
			out = append(out, d)
			return err
		},
	)
	return out, err
}

func (x *tx) Since(id domain.DecisionID, visit func(domain.Decision) error) error {
	const tried = "read the journal"
	each := func(scan func(...any) error) error {
		d, err := scanDecision(scan)
		if err != nil {
			return err
		}
		return visit(d)
	}
	position, err := x.PlaceOf(id)
	if err != nil {
		return err
	}
	if position > 0 || id == "" {
		// First what has its place in a team, in that order.
		err := x.rows(
			tried,
			journalColumns+"JOIN team_entry e ON e.id = d.id WHERE e.position > ? ORDER BY e.position",
			[]any{position},
			each,
		)
		if err != nil {
			return err
		}
		id = ""
	}
	return x.rows(tried, journalColumns+`WHERE d.id > ? AND NOT EXISTS (SELECT 1 FROM team_entry e
  WHERE e.id = d.id AND e.position IS NOT NULL) ORDER BY d.id`, []any{id}, each)
}

func (x *tx) RulesChanged(id domain.DecisionID) (changed bool, err error) {
	err = x.row("look for changed overrides", `SELECT EXISTS (SELECT 1 FROM journal WHERE kind IN ('rule', 'override') AND id > ?)
  OR EXISTS (SELECT 1 FROM journal u JOIN journal d ON d.id = u.undoes WHERE u.kind = 'undo' AND u.id > ? AND d.kind IN ('rule', 'override', 'redo'))
  OR EXISTS (SELECT 1 FROM journal WHERE kind = 'redo' AND id > ?)
  OR EXISTS (SELECT 1 FROM team_entry)`, []any{id, id, id}, &changed) // in a team ids are no order
	return changed, err
}
