package storage

import (
	"database/sql"
	"errors"
)

type internKey struct {
	note bool
	text string
}

// internLimit bounds the texts remembered in one transaction.
const internLimit = 50_000

// intern returns the id of a text in the table name or note, adding it if new.
func (x *tx) intern(note bool, text string) (int64, error) {
	if x.texts == nil {
		x.texts = make(map[internKey]int64)
	}
	key := internKey{note, text}
	if id, ok := x.texts[key]; ok {
		return id, nil
	}
	find, add := "SELECT id FROM name WHERE text = ?", "INSERT INTO name (text) VALUES (?)"
	if note {
		find, add = "SELECT id FROM note WHERE text = ?", "INSERT INTO note (text) VALUES (?)"
	}
	var id int64
	err := x.row("look up a text", find, []any{text}, &id)
	if errors.Is(err, sql.ErrNoRows) {
		r, addErr := x.exec("store a text", add, text)
		if addErr != nil {
			return 0, addErr
		}
		id, err = r.LastInsertId()
	}
	if err != nil {
		return 0, storageError("store a text", err)
	}
	if len(x.texts) < internLimit {
		x.texts[key] = id
	}
	return id, nil
}
