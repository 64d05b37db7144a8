package storage

import (
	"encoding/json"
	"time"

	"runchecks/domain"
)

const accountColumns = `SELECT id, name, kind, host, port, security, user, folders, secret, last_try, last_success, last_error, covered,
  partner, notice, refused, oauth, last_code, move_to, paused, pin, last_said FROM account`

func scanAccount(scan func(...any) error) (domain.Account, error) {
	var a domain.Account
	var folders, oauth string
	var lastTry, lastSuccess int64
	err := scan(
		&a.ID, &a.Name, &a.Kind, &a.Host, &a.Port, &a.Security, &a.User, &folders, &a.Secret, &lastTry, &lastSuccess,
		&a.Health.LastError, (*moment)(&a.Health.Covered), &a.Partner, &a.Health.Notice, &a.Health.Refused, &oauth,
		&a.Health.Code, &a.MoveTo, (*moment)(&a.Paused), &a.Pin, &a.Health.Said,
	)
	if err != nil {
		return a, err
	}
	a.Health.LastTry, a.Health.LastSuccess = fromMillis(lastTry), fromMillis(lastSuccess)
	if oauth != "" {
		if err := json.Unmarshal([]byte(oauth), &a.OAuth); err != nil {
			return a, err
		}
	}
	return a, json.Unmarshal([]byte(folders), &a.Folders)
}

func (x *tx) Accounts() ([]domain.Account, error) {
	var out []domain.Account
	err := x.rows("list the accounts", accountColumns+" ORDER BY name", nil, func(scan func(...any) error) error {
		a, err := scanAccount(scan)
		out = append(out, a)
		return err
	})
	return out, err
}

func (x *tx) AccountByName(name string) (domain.Account, error) {
	s, err := x.prepared(accountColumns + " WHERE name = ?")
	if err != nil {
		return domain.Account{}, storageError("find the account "+name, err)
	}
	a, err := scanAccount(s.QueryRowContext(x.each, name).Scan)
	return a, storageError("find the account "+name, err)
}

func (x *tx) PutAccount(a domain.Account) (int64, error) {
	folders, err := json.Marshal(a.Folders)
	if err != nil {
		return 0, storageError("store the account "+a.Name, err)
	}
	var oauth []byte
	if a.OAuth != nil {
		if oauth, err = json.Marshal(a.OAuth); err != nil {
			return 0, storageError("store the account "+a.Name, err)
		}
	}
	var id int64
	// What a removed account brought still names it: its number is not given to another.
	err = x.row(
		"store the account "+a.Name,
		`INSERT INTO account (id, name, kind, host, port, security, user, folders, secret, partner, oauth, move_to, pin)
VALUES (CASE WHEN EXISTS (SELECT 1 FROM account WHERE name = ?) THEN NULL ELSE 1 + max(COALESCE((SELECT max(id) FROM account), 0), COALESCE((SELECT max(account) FROM message), 0), COALESCE((SELECT max(account) FROM device), 0)) END,
  ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (name) DO UPDATE SET kind = excluded.kind, host = excluded.host, port = excluded.port, security = excluded.security,
  user = excluded.user, folders = excluded.folders, secret = excluded.secret,
  partner = excluded.partner, oauth = excluded.oauth, move_to = excluded.move_to, pin = excluded.pin, refused = 0
RETURNING id`,
		[]any{
			a.Name,
			a.Name,
			a.Kind,
			a.Host,
			a.Port,
			a.Security,
			a.User,
			string(folders),
			a.Secret,
			a.Partner,
			string(oauth),
			a.MoveTo,
			a.Pin,
		},
		&id,
	)
	return id, err
}

func (x *tx) DeleteFolders(account int64) error {
	if _, err := x.exec("forget the folders of the account", "DELETE FROM folder WHERE account = ?", account); err != nil {
		return err
	}
	_, err := x.exec("forget the folders of the account", "DELETE FROM to_move WHERE account = ?", account)
	return err
}

func (x *tx) DeleteAccount(id int64) error {
	if err := x.DeleteFolders(id); err != nil {
		return err
	}
	if _, err := x.exec("remove the account", "DELETE FROM sync_log WHERE account = ?", id); err != nil {
		return err
	}
	return x.change("remove the account", "DELETE FROM account WHERE id = ?", id)
}

func (x *tx) SetPaused(account int64, since time.Time) error {
	return x.change("pause or resume the account", "UPDATE account SET paused = ? WHERE id = ?", millis(since), account)
}

func (x *tx) SetHealth(account int64, h domain.Health) error {
	return x.change(
		"record the sync",
		"UPDATE account SET last_try = ?, last_success = ?, last_error = ?, covered = ?, notice = ?, refused = ?, last_code = ?, "+
			"last_said = ? WHERE id = ?",
		millis(h.LastTry),
		millis(h.LastSuccess),
		h.LastError,
		millis(h.Covered),
		h.Notice,
		h.Refused,
		h.Code,
		h.Said,
		account,
	)
}

func (x *tx) Folder(account int64, name string) (domain.Folder, error) {
	f := domain.Folder{Account: account, Name: name}
	var first int64
	err := x.row(
		"find the folder "+name,
		"SELECT uidvalidity, last_uid, low_uid, uidnext, mails, modseq, first_sync, since, unkept FROM folder WHERE account = ? AND name = ?",
		[]any{account, name},
		&f.UIDValidity,
		&f.LastUID,
		&f.LowUID,
		&f.Seen.UIDNext,
		&f.Seen.Mails,
		&f.Seen.ModSeq,
		&first,
		(*moment)(&f.Since),
		&f.Unkept,
	)
	f.FirstSync = fromMillis(first)
	return f, err
}

func (x *tx) PutFolder(f domain.Folder) error {
	// Not where the account was removed meanwhile: what was stored with it is rolled back.
	return x.change(
		"record the folder "+f.Name,
		`INSERT INTO folder (account, name, uidvalidity, last_uid, low_uid, uidnext, mails, modseq, first_sync, since, unkept)
SELECT id, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM account WHERE id = ?
ON CONFLICT (account, name) DO UPDATE SET uidvalidity = excluded.uidvalidity, last_uid = excluded.last_uid, low_uid = excluded.low_uid,
  uidnext = excluded.uidnext, mails = excluded.mails, modseq = excluded.modseq,
  first_sync = excluded.first_sync, since = excluded.since, unkept = excluded.unkept`,
		f.Name,
		f.UIDValidity,
		f.LastUID,
		f.LowUID,
		f.Seen.UIDNext,
		f.Seen.Mails,
		f.Seen.ModSeq,
		millis(f.FirstSync),
		millis(f.Since),
		f.Unkept,
		f.Account,
	)
}

func (x *tx) Setting(key domain.SettingKey) (string, error) {
	var v string
	err := x.row("read the setting "+string(key), "SELECT value FROM setting WHERE key = ?", []any{key}, &v)
	return v, err
}

func (x *tx) PutSetting(key domain.SettingKey, value string) error {
	if value == "" {
		_, err := x.exec("remove the setting "+string(key), "DELETE FROM setting WHERE key = ?", key)
		return err
	}
	_, err := x.exec(
		"store the setting "+string(key),
		"INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
		key,
		value,
	)
	return err
}
