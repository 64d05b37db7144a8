package storage

import (
	"encoding/json"

	"runchecks/domain"
)

func (x *tx) LearnedProse(sender string) ([]domain.Learned, error) {
	query, args := "SELECT sender, verified, prose, decision FROM prose", []any{}
	if sender != "" {
		query, args = query+" WHERE sender = ?", append(args, domain.ProseSender(sender))
	}
	var out []domain.Learned
	err := x.rows("list the learned prose", query+" ORDER BY sender, key", args, func(scan func(...any) error) error {
		var l domain.Learned
		var text string
		if err := scan(&l.Sender, &l.Verified, &text, &l.Decision); err != nil {
			return err
		}
		err := json.Unmarshal([]byte(text), &l.Prose)
		out = append(out, l)
		return err
	})
	return out, err
}

func (x *tx) PutProse(list []domain.Learned) error {
	for _, l := range list {
		text, err := json.Marshal(l.Prose)
		if err != nil {
			return err
		}
		_, err = x.exec("keep the learned prose", "INSERT OR REPLACE INTO prose (sender, key, verified, prose, decision) VALUES (?, ?, ?, ?, ?)",
			domain.ProseSender(l.Sender), l.Key(), l.Verified, string(text), l.Decision)
		if err != nil {
			return err
		}
	}
	return nil
}

func (x *tx) DeleteProse(list []domain.Learned) error {
	for _, l := range list {
		_, err := x.exec("forget learned prose", "DELETE FROM prose WHERE sender = ? AND key = ?", domain.ProseSender(l.Sender), l.Key())
		if err != nil {
			return err
		}
	}
	return nil
}

const acceptedMails = `SELECT r.message, r.key, r.success_decision, r.sender FROM job j INDEXED BY job_sender JOIN run r ON r.job = j.id
WHERE lower(j.sender) = ? AND r.success_decision <> '' AND r.message IS NOT NULL AND r.reader = 'generic' AND r.kind = 'run'
  AND r.doubt = '' AND (r.status = 1 OR r.status = 3 AND r.stated = 1) ORDER BY r.at DESC, r.id DESC LIMIT ?`

func (x *tx) AcceptedMails(sender string, limit int) ([]domain.AcceptedMail, error) {
	var out []domain.AcceptedMail
	err := x.rows("list the accepted mails of a sender", acceptedMails, []any{domain.ProseSender(sender), limit},
		func(scan func(...any) error) error {
			var m domain.AcceptedMail
			err := scan(&m.Message, &m.Run, &m.Decision, &m.Check)
			out = append(out, m)
			return err
		})
	return out, err
}

const senderMessages = "SELECT " + messageColumns + ` FROM message m WHERE m.id IN
  (SELECT r.message FROM job j INDEXED BY job_sender JOIN run r ON r.job = j.id WHERE lower(j.sender) = ?) ORDER BY m.id`

func (x *tx) SenderMessages(sender string) ([]domain.Message, error) {
	var out []domain.Message
	err := x.rows("list the mails of a sender", senderMessages, []any{domain.ProseSender(sender)}, func(scan func(...any) error) error {
		m, err := scanMessage(scan)
		out = append(out, m)
		return err
	})
	return out, err
}

const undecidedWords = `SELECT j.sender, u.evidence_words, count(*), max(u.at), max(u.id), max(u.message) FROM
  (SELECT id, job, at, evidence_words, message FROM run INDEXED BY run_undecided
   WHERE status = 3 AND source = 'mail' AND evidence_words <> '' ORDER BY at DESC LIMIT ?) u
  JOIN job j ON j.id = u.job GROUP BY lower(j.sender), u.evidence_words ORDER BY 3 DESC, 4 DESC`

func (x *tx) UndecidedWords(runs int) ([]domain.UndecidedWords, error) {
	var out []domain.UndecidedWords
	err := x.rows("count the words that nobody knows", undecidedWords, []any{runs}, func(scan func(...any) error) error {
		var w domain.UndecidedWords
		err := scan(&w.Sender, &w.Words, &w.Runs, (*moment)(&w.Newest), &w.Run, &w.Message)
		out = append(out, w)
		return err
	})
	return out, err
}
