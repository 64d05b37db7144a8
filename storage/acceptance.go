package storage

import (
	"encoding/json"
	"time"

	"runchecks/domain"
	"runchecks/domain/wording"
)

func (x *tx) acceptances(where string, args ...any) ([]domain.Acceptance, error) {
	var out []domain.Acceptance
	err := x.rows("list the acceptances", "SELECT rule, ended, ended_why, ended_run FROM acceptance "+where, args, func(scan func(...any) error) error {
		var rule string
		var ended int64
		var a domain.Acceptance
		var why string
		var run domain.RunKey
		if err := scan(&rule, &ended, &why, &run); err != nil {
			return err
		}
		err := json.Unmarshal([]byte(rule), &a)
		a.Ended, a.EndedWhy, a.EndedRun = fromMillis(ended), why, run
		out = append(out, a)
		return err
	})
	return out, err
}

func (x *tx) Acceptances() ([]domain.Acceptance, error) {
	return x.acceptances("ORDER BY ended <> 0, key DESC")
}

func (x *tx) ActiveAcceptances() ([]domain.Acceptance, error) {
	return x.acceptances("INDEXED BY acceptance_active WHERE ended = 0 ORDER BY key DESC")
}

func (x *tx) Acceptance(key domain.DecisionID) (domain.Acceptance, error) {
	list, err := x.acceptances("WHERE key = ?", key)
	if err == nil && len(list) == 0 {
		err = &domain.Error{Code: domain.CodeNotFound, Said: wording.Of("refusal.acceptance_gone")}
	}
	if err != nil {
		return domain.Acceptance{}, err
	}
	return list[0], nil
}

func (x *tx) PutAcceptance(a domain.Acceptance) error {
	ended, why, run := a.Ended, a.EndedWhy, a.EndedRun
	a.Ended, a.EndedWhy, a.EndedRun = time.Time{}, "", ""
	rule, err := json.Marshal(a)
	if err != nil {
		return storageError("store the acceptance", err)
	}
	_, err = x.exec("store the acceptance", `INSERT INTO acceptance (key, rule, ended, ended_why, ended_run) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (key) DO UPDATE SET rule = excluded.rule, ended = excluded.ended, ended_why = excluded.ended_why, ended_run = excluded.ended_run`, a.Key, string(rule), millis(ended), why, run)
	return err
}

func (x *tx) DeleteAcceptance(key domain.DecisionID) error {
	return x.change("take the acceptance back", "DELETE FROM acceptance WHERE key = ?", key)
}
