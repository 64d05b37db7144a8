package storage

import (
	"runchecks/domain"
)

const overrideColumns = "SELECT rowid, key, level, product, type, job, object, status, worst, text, mode, valid_from, until, reason, enabled, made_by, source FROM override"

func scanOverride(scan func(...any) error) (domain.Override, error) {
	var o domain.Override
	var from, until int64
	err := scan(
		&o.ID,
		&o.Key,
		&o.Level,
		&o.Product,
		&o.Type,
		&o.Job,
		&o.Object,
		&o.Status,
		&o.Worst,
		&o.Text,
		&o.Mode,
		&from,
		&until,
		&o.Reason,
		&o.Enabled,
		&o.By,
		&o.Source,
	)
	o.From, o.Until = fromMillis(from), fromMillis(until)
	return o, err
}

func (x *tx) Overrides() ([]domain.Override, error) {
	var out []domain.Override
	err := x.rows("list the overrides", overrideColumns+" ORDER BY key DESC", nil, func(scan func(...any) error) error {
		o, err := scanOverride(scan)
		out = append(out, o)
		return err
	})
	return out, err
}

func (x *tx) Override(key domain.DecisionID) (domain.Override, error) {
	s, err := x.prepared(overrideColumns + " WHERE key = ?")
	if err != nil {
		return domain.Override{}, storageError("find the override", err)
	}
	o, err := scanOverride(s.QueryRowContext(x.each, key).Scan)
	return o, storageError("find the override", err)
}

func (x *tx) PutOverride(o domain.Override) error {
	_, err := x.exec(
		"store the override",
		`INSERT INTO override (key, level, product, type, job, object, status, worst, text, mode, valid_from, until, reason, enabled, made_by, source)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (key) DO UPDATE SET level = excluded.level, product = excluded.product, type = excluded.type, job = excluded.job, object = excluded.object, status = excluded.status, worst = excluded.worst,
  text = excluded.text, mode = excluded.mode, valid_from = excluded.valid_from, until = excluded.until, reason = excluded.reason, enabled = excluded.enabled`,
		o.Key,
		o.Level,
		o.Product,
		o.Type,
		o.Job,
		o.Object,
		o.Status,
		o.Worst,
		o.Text,
		o.Mode,
		millis(o.From),
		millis(o.Until),
		o.Reason,
		o.Enabled,
		o.By,
		o.Source,
	)
	return err
}

func (x *tx) DeleteOverride(key domain.DecisionID) error {
	return x.change("delete the override", "DELETE FROM override WHERE key = ?", key)
}
