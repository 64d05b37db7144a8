package known

import (
	"net/mail"
	"strings"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/sync/readers/generic"
)

// mostLike bounds how many messages of the inbox are compared with known jobs.
const mostLike = 500

// Like says which known jobs the messages of the inbox look like, by message: those that
// no reader understands, and those with trouble under a name that nobody approved.
func Like(q domain.Reader, rows []domain.InboxRow) (map[int64]domain.Lookalike, error) {
	known := Jobs{}
	out := map[int64]domain.Lookalike{}
	for i := range rows[:min(len(rows), mostLike)] {
		r := &rows[i]
		sender := addressOf(r.From)
		switch {
		case r.State == domain.MessageUnmatched && sender != "":
		case r.State == domain.MessageRead && len(r.JobKeys) == 1 && !r.Status.Good():
			sender, _, _ = strings.Cut(string(r.JobKeys[0]), "|")
		default:
			continue
		}
		jobs, err := known.Of(q, sender)
		if err != nil {
			return nil, err
		}
		if len(jobs) == 0 {
			continue
		}
		words := generic.Words(r.Subject)
		words.Trouble = r.State == domain.MessageRead
		like := rules.LikeJobs(words, jobs)
		l := domain.Lookalike{Keys: KeysOf(r)}
		if like.Sure != nil {
			l.Jobs = append(l.Jobs, like.Sure.Job)
		}
		for _, j := range like.Like {
			l.Jobs = append(l.Jobs, j.Job)
		}
		if len(l.Jobs) > 0 && len(l.Keys) > 0 {
			out[r.ID] = l
		}
	}
	return out, nil
}

// KeysOf are the keys under which a message of the inbox, and others like it, are filed:
// those of its jobs, or that of its words where no reader understands it.
func KeysOf(r *domain.InboxRow) []domain.JobKey {
	if len(r.JobKeys) > 0 {
		return r.JobKeys
	}
	sender, words := addressOf(r.From), generic.Words(r.Subject)
	if sender == "" || r.State != domain.MessageUnmatched || len(words.Own) == 0 {
		return nil
	}
	return []domain.JobKey{rules.SubjectKey(sender, words)}
}

// addressOf is the bare address of a From header, "" where it holds none.
func addressOf(from string) string {
	if a, err := mail.ParseAddress(from); err == nil {
		return a.Address
	}
	if i := strings.LastIndexByte(from, '<'); i >= 0 {
		from, _, _ = strings.Cut(from[i+1:], ">")
	}
	if from = strings.TrimSpace(from); strings.Contains(from, "@") && !strings.ContainsAny(from, " \t") {
		return from
	}
	return ""
}
