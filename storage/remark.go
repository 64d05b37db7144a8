package storage

import (
	"runchecks/domain"
	"runchecks/domain/wording"
)

const remarkColumns = "SELECT m.key, m.text, m.created, m.made_by, m.expires FROM remark m "

func (x *tx) remarks(tried, where string, args ...any) ([]domain.Remark, error) {
	var out []domain.Remark
	err := x.rows(tried, remarkColumns+where, args, func(scan func(...any) error) error {
		var r domain.Remark
		var created, expires int64
		err := scan(&r.Key, &r.Text, &created, &r.By, &expires)
		r.Created, r.Expires = fromMillis(created), fromMillis(expires)
		out = append(out, r)
		return err
	})
	if err != nil {
		return nil, err
	}
	for i := range out {
		if out[i].Scopes, err = x.scopes(out[i].Key); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (x *tx) Remarks() ([]domain.Remark, error) {
	return x.remarks("list the remarks", "ORDER BY m.created DESC, m.key DESC")
}

func (x *tx) Remark(key domain.DecisionID) (domain.Remark, error) {
	list, err := x.remarks("find the remark", "WHERE m.key = ?", key)
	if err == nil && len(list) == 0 {
		err = &domain.Error{Code: domain.CodeNotFound, Said: wording.Of("refusal.remark_unknown")}
	}
	if err != nil {
		return domain.Remark{}, err
	}
	return list[0], nil
}

func (x *tx) RunRemarks(run int64) ([]domain.Remark, error) {
	return x.remarks("list the remarks of a run", "JOIN remark_run l ON l.remark = m.key WHERE l.run = ? ORDER BY m.created DESC", run)
}

func (x *tx) RemarkRuns(key domain.DecisionID, limit int) ([]domain.LinkedRun, error) {
	return x.linked("SELECT run, 1 AS by_hand FROM remark_run WHERE remark = ?", key, limit)
}

func (x *tx) PutRemark(r domain.Remark) error {
	_, err := x.exec("store the remark", `INSERT INTO remark (key, text, created, made_by, expires) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (key) DO UPDATE SET text = excluded.text, expires = excluded.expires`, r.Key, r.Text, millis(r.Created), r.By, millis(r.Expires))
	if err != nil {
		return err
	}
	return x.putScopes(r.Key, r.Scopes)
}

func (x *tx) DeleteRemark(key domain.DecisionID) error {
	if _, err := x.exec("unlink the remark", "DELETE FROM remark_run WHERE remark = ?", key); err != nil {
		return err
	}
	if err := x.putScopes(key, nil); err != nil {
		return err
	}
	return x.change("delete the remark", "DELETE FROM remark WHERE key = ?", key)
}

func (x *tx) LinkRemark(key domain.DecisionID, runs []int64) error {
	for _, run := range runs {
		if _, err := x.exec("link the remark", "INSERT INTO remark_run (remark, run) VALUES (?, ?) ON CONFLICT DO NOTHING", key, run); err != nil {
			return err
		}
	}
	return nil
}
