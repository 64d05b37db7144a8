package ingest

import (
	"runchecks/domain"
	"runchecks/domain/rules"
)

// sender says what is known of the sender of a report that becomes a run of job, and why
// it is not believed if it is not: what is usual of the job decides.
func (d *decisions) sender(q domain.Reader, m domain.Message, job domain.Job) (s domain.Sender, err error) {
	if m.Auth == nil {
		return s, nil
	}
	s.Check, s.Words = rules.CheckSender(*m.Auth, d.trusted[m.Account])
	if !s.Unverified() || job.ID == 0 {
		return s, nil
	}
	habit, err := q.SenderHabit(job.ID, rules.SenderHabit)
	if err != nil {
		return s, err
	}
	s.Doubt = rules.SenderDoubt(s.Check, s.Words, habit)
	return s, nil
}

// vouch clears the doubt about a stored message that comes again, the same, by a way
// that vouches for its sender: whoever sends a copy ahead does not spoil the report.
func (b *batch) vouch(same, again domain.Message) error {
	if same.ID == 0 || again.Auth == nil {
		return nil
	}
	check, words := rules.CheckSender(*again.Auth, b.decided.trusted[again.Account])
	if check != domain.SenderPass {
		return nil
	}
	runs, err := b.tx.MessageRuns(same.ID)
	if err != nil {
		return err
	}
	for _, run := range runs {
		if run.Sender.Doubt == "" || run.Review != nil {
			continue
		}
		run.Sender = domain.Sender{Check: check, Words: words}
		if err := b.tx.SetSender(run.ID, run.Sender, true); err != nil {
			return err
		}
		job, err := b.tx.Job(run.JobID)
		if err != nil {
			return err
		}
		if err := b.tx.SetEffective([]int64{run.ID}, rules.Effective(run, job, b.decided.book)); err != nil {
			return err
		}
	}
	return nil
}

// checkAgain says what is known of the sender of a stored run whose message was read
// again. What was decided about a doubt, or a review, is left alone where the answer is
// the same as before.
func (r *reprocessing) checkAgain(run domain.Run, job domain.Job) (domain.Sender, error) {
	now, err := r.decided.sender(r.q, r.message, job)
	switch {
	case err != nil || now.Check == run.Sender.Check || r.message.Auth == nil:
		return run.Sender, err
	case run.Review != nil:
		now.Doubt = run.Sender.Doubt
	}
	return now, nil
}
