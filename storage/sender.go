package storage

import (
	"encoding/json"
	"time"

	"runchecks/domain"
)

const senderHabit = `SELECT sender FROM run INDEXED BY run_sender WHERE sender <> '' AND doubt = '' AND job = ?
  AND at >= (SELECT sender_since FROM job WHERE id = ?) ORDER BY at DESC LIMIT ?`

func (x *tx) SenderHabit(job int64, limit int) ([]domain.SenderCheck, error) {
	var out []domain.SenderCheck
	err := x.rows("read how a job's senders were checked", senderHabit, []any{job, job, limit}, func(scan func(...any) error) error {
		var c domain.SenderCheck
		err := scan(&c)
		out = append(out, c)
		return err
	})
	return out, err
}

func (x *tx) DoubtedRuns(job int64) ([]domain.Run, error) {
	return x.runs("list the runs with a doubtful sender", "r.job = ? AND r.reviewed_at IS NULL AND r.doubt <> '' ORDER BY r.at, r.id", job)
}

const senderRuns = `SELECT r.id, r.key, r.job, r.at, r.reviewed_at IS NOT NULL, r.sender, r.sender_words, r.doubt, m.auth
FROM message m INDEXED BY message_auth JOIN run r ON r.message = m.id WHERE m.account = ? AND m.auth <> '' ORDER BY r.at, r.id`

func (x *tx) SenderRuns(account int64, visit func(domain.SenderRun) error) error {
	// All are read before the first visit: whoever visits writes to the same tables.
	var list []domain.SenderRun
	err := x.rows("read how senders were checked", senderRuns, []any{account}, func(scan func(...any) error) error {
		var r domain.SenderRun
		var auth string
		if err := scan(&r.ID, &r.Key, &r.Job, (*moment)(&r.At), &r.Reviewed, &r.Sender.Check, &r.Sender.Words, &r.Sender.Doubt, &auth); err != nil {
			return err
		}
		err := json.Unmarshal([]byte(auth), &r.Auth)
		list = append(list, r)
		return err
	})
	if err != nil {
		return err
	}
	for _, r := range list {
		if err := visit(r); err != nil {
			return err
		}
	}
	return nil
}

const serversSeen = "SELECT auth FROM message INDEXED BY message_auth WHERE account = ? AND auth <> '' ORDER BY received DESC LIMIT ?"

func (x *tx) ServersSeen(account int64, limit int) ([]domain.ServerSeen, error) {
	var out []domain.ServerSeen
	at := map[domain.ServerSeen]int{}
	err := x.rows("read which servers answer about senders", serversSeen, []any{account, limit}, func(scan func(...any) error) error {
		var text string
		var a domain.Authentication
		if err := scan(&text); err != nil {
			return err
		}
		if err := json.Unmarshal([]byte(text), &a); err != nil {
			return err
		}
		var top domain.ServerSeen
		if len(a.Headers) > 0 && !a.Headers[0].Foreign {
			top = domain.ServerSeen{Server: domain.ServerName(a.Headers[0].Server), Hops: a.Headers[0].Hops}
		}
		if _, ok := at[top]; !ok {
			at[top] = len(out)
			out = append(out, top)
		}
		out[at[top]].Mails++
		return nil
	})
	return out, err
}

func (x *tx) SetSender(run int64, s domain.Sender, born bool) error {
	return x.change(
		"record how the sender was checked",
		`UPDATE run SET problems = problems - (doubt <> '') + (? <> ''), sender = ?, sender_words = ?, doubt = ?,
  doubt_born = CASE WHEN ? THEN ? ELSE doubt_born END WHERE id = ?`,
		s.Doubt,
		s.Check,
		s.Words,
		s.Doubt,
		born,
		s.Doubt,
		run,
	)
}

func (x *tx) SetSenderSince(job int64, since time.Time) error {
	return x.change("record what is usual of a sender", "UPDATE job SET sender_since = ? WHERE id = ?", millis(since), job)
}
