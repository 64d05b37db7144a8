package storage

import (
	"encoding/json"

	"runchecks/domain"
)

// decidedRun holds for a run r that somebody decided about. That history was imported as
// reviewed, and that open tickets took a run up by themselves, is nobody's decision.
const decidedRun = `(r.review_decision <> '' OR r.success_decision <> '' OR EXISTS (SELECT 1 FROM ticket_run t WHERE t.run = r.id AND (t.by_hand OR t.off <> ''))
  OR EXISTS (SELECT 1 FROM remark_run m WHERE m.run = r.id) OR EXISTS (SELECT 1 FROM acceptance a WHERE a.ended_run = r.key))`

// Messages that came by an account with a decision in none of their runs; to delete one
// from the inbox is a decision, too.
const freeMessages = `SELECT m.id FROM message m WHERE m.account = ? AND m.deleted = 0 AND NOT EXISTS (SELECT 1 FROM run r WHERE r.message = m.id AND ` + decidedRun + `)`

// Runs of the devices of an account; their keys begin with that of the device.
const deviceRuns = ` FROM device d JOIN run r ON r.key >= d.key || ':' AND r.key < d.key || ';' OR r.key >= 'offline:' || d.key || ':' AND r.key < 'offline:' || d.key || ';' WHERE d.account = ?`

func (x *tx) AccountContents(account int64) (domain.AccountContents, error) {
	var b domain.AccountContents
	const tried = "count what came by the account"
	var freeMails, mailed, freeMailed, told, decided int
	for _, count := range []struct {
		query string
		into  []any
	}{
		{"SELECT count(*) FROM message WHERE account = ?", []any{&b.Messages}},
		{"SELECT count(*) FROM (" + freeMessages + ")", []any{&freeMails}},
		{"SELECT count(*) FROM run r JOIN message m ON m.id = r.message WHERE m.account = ?", []any{&mailed}},
		{"SELECT count(*) FROM run WHERE message IN (" + freeMessages + ")", []any{&freeMailed}},
		{"SELECT count(*), count(CASE WHEN " + decidedRun + " THEN 1 END)" + deviceRuns, []any{&told, &decided}},
	} {
		if err := x.row(tried, count.query, []any{account}, count.into...); err != nil {
			return b, err
		}
	}
	b.Runs, b.KeptMessages, b.KeptRuns = mailed+told, b.Messages-freeMails, mailed-freeMailed+decided
	err := x.row(tried, `SELECT count(*) FROM job j WHERE j.state = 'active' AND (
  ? = (SELECT m.account FROM run r JOIN message m ON m.id = r.message WHERE r.job = j.id ORDER BY r.at DESC, r.id DESC LIMIT 1)
  OR EXISTS (SELECT 1 FROM device d WHERE d.job = j.id AND d.account = ?))`, []any{account, account}, &b.Jobs)
	return b, err
}

// DeleteAccountContents keeps approved jobs, which are decisions, and devices that were decided
// about. A Missed run that nobody looked at goes with the last real run of its job.
func (x *tx) DeleteAccountContents(account int64) error {
	const tried = "remove what came by the account"
	messages, err := x.idList(tried, freeMessages, account)
	if err != nil {
		return err
	}
	runs, err := x.idList(
		tried,
		"SELECT id FROM run WHERE message IN (SELECT value FROM json_each(?)) UNION SELECT r.id"+deviceRuns+" AND NOT "+decidedRun,
		messages,
		account,
	)
	if err != nil {
		return err
	}
	jobs, err := x.idList(tried, "SELECT DISTINCT job FROM run WHERE id IN (SELECT value FROM json_each(?))", runs)
	if err != nil {
		return err
	}
	if err := x.deleteRuns(tried, runs); err != nil {
		return err
	}
	missed, err := x.idList(
		tried,
		"SELECT r.id FROM run r WHERE r.job IN (SELECT value FROM json_each(?)) AND r.source IN ('schedule', 'offline') AND NOT "+decidedRun+`
  AND NOT EXISTS (SELECT 1 FROM run o WHERE o.job = r.job AND o.source NOT IN ('schedule', 'offline'))`,
		jobs,
	)
	if err != nil {
		return err
	}
	if err := x.deleteRuns(tried, missed); err != nil {
		return err
	}
	for _, step := range []struct {
		query string
		arg   any
	}{
		{"DELETE FROM message_raw WHERE message IN (SELECT value FROM json_each(?))", messages},
		{"DELETE FROM message WHERE id IN (SELECT value FROM json_each(?))", messages},
		{"DELETE FROM gap WHERE device IN (SELECT id FROM device WHERE account = ? AND state = 'unlinked')", account},
		{"DELETE FROM device WHERE account = ? AND state = 'unlinked'", account},
		{"DELETE FROM job WHERE id IN (SELECT value FROM json_each(?)) AND state = 'pending' AND " + unusedJob, jobs},
	} {
		if _, err := x.exec(tried, step.query, step.arg); err != nil {
			return err
		}
	}
	return nil
}

// deleteRuns removes runs, a JSON list of ids, with what belongs to them; summaries go by
// themselves. What they hid shows again.
func (x *tx) deleteRuns(tried, runs string) error {
	for _, step := range []string{
		"UPDATE run SET hidden = 0 WHERE hidden <> 0 AND hidden IN (SELECT value FROM json_each(?))",
		"UPDATE run SET last_attempt = 0 WHERE last_attempt <> 0 AND last_attempt IN (SELECT value FROM json_each(?))",
		"DELETE FROM ticket_run WHERE run IN (SELECT value FROM json_each(?))",
		"DELETE FROM object WHERE run IN (SELECT value FROM json_each(?))",
		"DELETE FROM run WHERE id IN (SELECT value FROM json_each(?))",
	} {
		if _, err := x.exec(tried, step, runs); err != nil {
			return err
		}
	}
	return nil
}

// idList reads ids as a JSON list, to be given to the next query.
func (x *tx) idList(tried, query string, args ...any) (string, error) {
	ids := []int64{}
	err := x.rows(tried, query, args, func(scan func(...any) error) error {
		var id int64
		err := scan(&id)
		ids = append(ids, id)
		return err
	})
	if err != nil {
		return "", err
	}
	list, err := json.Marshal(ids)
	return string(list), storageError(tried, err)
}
