package storage

import (
	"cmp"
	"database/sql"
	"encoding/json"
	"errors"
	"math"

	"runchecks/domain"
)

func (x *tx) Team() (t domain.Team, err error) {
	err = x.row(
		"read the team",
		"SELECT team, name, engine, address, computer, actor, role, joined, gone, position, link FROM team",
		nil,
		&t.ID,
		&t.Name,
		&t.Engine,
		&t.Address,
		&t.Computer,
		&t.Actor,
		&t.Role,
		(*moment)(&t.Joined),
		(*moment)(&t.Left),
		&t.Position,
		&t.Link,
	)
	if domain.CodeOf(err) == domain.CodeNotFound {
		return domain.Team{}, nil
	}
	return t, err
}

func (x *tx) TeamCount() (c domain.TeamCount, err error) {
	err = x.row("count what is not sent", `SELECT (SELECT count(*) FROM team_entry WHERE computer = '' AND position IS NULL),
  (SELECT count(DISTINCT id) FROM awaited)`, nil, &c.Unsent, &c.Awaiting)
	return c, err
}

func (x *tx) Unsent(limit int) (out []domain.Decision, err error) {
	if limit <= 0 {
		limit = math.MaxInt32
	}
	err = x.rows("read what is not sent", plainValues+` FROM team_entry e JOIN journal d ON d.id = e.id
  WHERE e.computer = '' AND e.position IS NULL ORDER BY e.id LIMIT ?`, []any{limit}, func(scan func(...any) error) error {
		d, err := scanDecision(scan)
		out = append(out, d)
		return err
	})
	return out, err
}

func (x *tx) Computer(id domain.DecisionID) (c domain.ComputerID, err error) {
	err = x.row("find the computer of a decision", "SELECT COALESCE((SELECT computer FROM team_entry WHERE id = ?), '')", []any{id}, &c)
	return c, err
}

func (x *tx) PlaceOf(id domain.DecisionID) (position int64, err error) {
	err = x.row(
		"find the place of a decision",
		"SELECT COALESCE((SELECT position FROM team_entry WHERE id = ?), 0)",
		[]any{id},
		&position,
	)
	return position, err
}

func (x *tx) WalkPlaces(visit func(domain.Placed) error) error {
	const all = `SELECT e.position, e.computer, d.id, d.hash FROM team_entry e JOIN journal d ON d.id = e.id
  WHERE e.position IS NOT NULL ORDER BY e.position`
	return x.rows("read the order of the team", all, nil, func(scan func(...any) error) error {
		var p domain.Placed
		if err := scan(&p.Position, &p.Computer, &p.Decision.ID, &p.Decision.Hash); err != nil {
			return err
		}
		return visit(p)
	})
}

// arrived finds of what is awaited what is there.
const arrived = `EXISTS (SELECT 1 FROM run r WHERE r.key = awaited.key) OR EXISTS (SELECT 1 FROM job j WHERE j.key = awaited.key)
  OR EXISTS (SELECT 1 FROM device v WHERE v.key = awaited.key) OR EXISTS (SELECT 1 FROM message m WHERE m.key = awaited.key)`

func (x *tx) AwaitedArrived() (any bool, err error) {
	err = x.row("look for what is awaited", "SELECT EXISTS (SELECT 1 FROM awaited WHERE "+arrived+")", nil, &any)
	return any, err
}

func (x *tx) ReviewedAmong(runs []int64) (reviewed []int64, by domain.DecisionID, err error) {
	list, err := json.Marshal(runs)
	if err != nil {
		return nil, "", storageError("find reviewed runs", err)
	}
	err = x.rows("find reviewed runs", `SELECT r.id, r.review_decision FROM json_each(?) l JOIN run r ON r.id = l.value
  WHERE r.reviewed_at IS NOT NULL`, []any{string(list)}, func(scan func(...any) error) error {
		var id int64
		var decision domain.DecisionID
		err := scan(&id, &decision)
		reviewed = append(reviewed, id)
		by = cmp.Or(by, decision)
		return err
	})
	return reviewed, by, err
}

func (x *tx) PassedOver(id domain.DecisionID) (by domain.DecisionID, err error) {
	err = x.row("find what was done before", "SELECT COALESCE((SELECT done FROM passed_over WHERE id = ?), '')", []any{id}, &by)
	return by, err
}

func (x *tx) MailsAfter(account, id int64, limit int) (out []domain.StoredMail, err error) {
	err = x.rows("read what came by the account", `SELECT m.id, m.hash, m.received, m.size, w.zstd
  FROM message m JOIN message_raw w ON w.message = m.id
  WHERE m.id > ? AND m.account = ? AND m.content = ? AND m.key NOT LIKE ? ORDER BY m.id LIMIT ?`,
		[]any{id, account, domain.ContentWhole, domain.MissingPrefix + "%", limit}, func(scan func(...any) error) error {
			var m domain.StoredMail
			var packed []byte
			err := scan(&m.ID, &m.Hash, (*moment)(&m.Received), &m.Size, &packed)
			m.Raw = packed
			out = append(out, m)
			return err
		})
	return out, err
}

func (x *tx) ReversalOf(undoes, id domain.DecisionID) (by domain.DecisionID, err error) {
	err = x.row(
		"find what reversed a decision",
		`SELECT COALESCE((SELECT u.id FROM journal u WHERE u.undoes = ? AND u.undoes <> '' AND u.id <> ?
  AND NOT EXISTS (SELECT 1 FROM passed_over p WHERE p.id = u.id) LIMIT 1), '')`,
		[]any{undoes, id},
		&by,
	)
	return by, err
}

func (x *tx) PutTeam(t domain.Team) error {
	const tried = "keep the team"
	was, err := x.Team()
	if err != nil {
		return err
	}
	_, err = x.exec(tried, `INSERT INTO team (id, team, name, engine, address, computer, actor, role, joined, gone, position, link)
  VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET team = excluded.team, name = excluded.name,
  engine = excluded.engine, address = excluded.address, computer = excluded.computer, actor = excluded.actor, role = excluded.role,
  joined = excluded.joined, gone = excluded.gone, position = excluded.position, link = excluded.link`,
		t.ID, t.Name, t.Engine, t.Address, t.Computer, t.Actor, t.Role, millis(t.Joined), millis(t.Left), t.Position, t.Link)
	if err == nil && !was.Member() && t.Member() {
		_, err = x.exec(tried, "INSERT OR IGNORE INTO team_entry (id, computer) SELECT id, '' FROM journal")
	}
	return err
}

func (x *tx) AppendPlaced(p domain.Placed) error {
	if err := x.appendEntry(p.Decision); err != nil {
		return err
	}
	_, err := x.exec("write the journal", "INSERT INTO team_entry (id, computer, position, member) VALUES (?, ?, ?, ?)",
		p.Decision.ID, p.Computer, sql.NullInt64{Int64: p.Position, Valid: p.Position > 0}, p.ProvedOther())
	return err
}

func (x *tx) SetPlace(p domain.Placed) error {
	return x.change("place the decision", "UPDATE team_entry SET position = ?, member = ? WHERE id = ?",
		p.Position, p.ProvedOther(), p.Decision.ID)
}

func (x *tx) ForgetPlaces() error {
	const tried = "read the journal of the team again"
	if _, err := x.exec(tried, "UPDATE team_entry SET position = NULL WHERE position IS NOT NULL"); err != nil {
		return err
	}
	_, err := x.exec(tried, "UPDATE team SET position = 0, link = ''")
	return err
}

func (x *tx) PassOver(id, by domain.DecisionID) error {
	_, err := x.exec(
		"pass a decision over",
		"INSERT INTO passed_over (id, done) VALUES (?, ?) ON CONFLICT DO UPDATE SET done = excluded.done",
		id,
		by,
	)
	return err
}

func (x *tx) Await(id domain.DecisionID, keys []string) error {
	const tried = "await a report"
	for _, key := range keys {
		if _, err := x.exec(tried, "INSERT OR IGNORE INTO awaited (key, id) VALUES (?, ?)", key, id); err != nil {
			return err
		}
	}
	_, err := x.exec(tried, "DELETE FROM awaited WHERE id = ? AND ("+arrived+")", id)
	return err
}

func (x *tx) ForgetArrived() error {
	_, err := x.exec("find what is awaited", "DELETE FROM awaited WHERE "+arrived)
	return err
}

func (x *tx) Try(fn func() error) error {
	const tried = "try a change"
	if _, err := x.exec(tried, "SAVEPOINT try"); err != nil {
		return err
	}
	err := fn()
	if err != nil {
		_, back := x.exec(tried, "ROLLBACK TO try")
		err = errors.Join(err, back)
	}
	_, done := x.exec(tried, "RELEASE try")
	return errors.Join(err, done)
}
