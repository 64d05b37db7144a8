package workbench

import (
	"context"
	"slices"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/sync/message"
	"runchecks/sync/readers"
	"runchecks/sync/readers/learned"
)

// acceptedLookedAt is how many of the newest accepted mails of a sender prose is learned
// from.
const acceptedLookedAt = 30

// ProposeProse says which prose of the sender of a run's report could be understood from
// now on, because enough of its mails were accepted as good; nothing where there is none.
func (w *Workbench) ProposeProse(ctx context.Context, run int64) (domain.ProseProposal, error) {
	var p domain.ProseProposal
	var mails []acceptedMail
	var known []domain.Learned
	err := w.store.Read(ctx, func(q domain.Reader) error {
		r, err := q.Run(run)
		if err != nil {
			return err
		}
		job, err := q.Job(r.JobID)
		if err != nil {
			return err
		}
		if p.Sender = domain.ProseSender(job.Sender); p.Sender == "" {
			return nil
		}
		if mails, err = accepted(q, p.Sender); err != nil {
			return err
		}
		known, err = q.LearnedProse(p.Sender)
		return err
	})
	if err != nil || !enough(mails) {
		return p, err
	}
	verified := true
	var list []learned.Mail
	for i := range mails {
		x := &mails[i]
		m, stored, err := w.decode(ctx, x.Message)
		switch {
		case ctx.Err() != nil:
			return p, ctx.Err()
		case err != nil || m.Forwarded != nil || domain.ProseSender(m.FromAddress) != p.Sender || m.Truncated:
			continue // its original is gone, or it is not the sender's own
		}
		x.lines = w.Registry().Prose(m, readers.Env{Received: stored.Received, Location: w.loc})
		verified = verified && x.Check == domain.SenderPass
		list = append(list, learned.Mail{Decision: x.Decision, Lines: x.lines})
	}
	for _, prose := range learned.Learn(list, learned.NewSet(known)) {
		p.Learned = append(p.Learned, domain.Learned{Sender: p.Sender, Verified: verified, Prose: prose})
	}
	set := learned.NewSet(p.Learned)
	for _, x := range mails {
		if slices.ContainsFunc(x.lines, set.Understands) {
			p.Runs = append(p.Runs, x.Run)
		}
	}
	return p, nil
}

// acceptedMail is an accepted mail with its prose.
type acceptedMail struct {
	domain.AcceptedMail
	lines []learned.Line
}

// accepted lists the accepted mails of a sender that may teach, oldest first.
func accepted(q domain.Reader, sender string) ([]acceptedMail, error) {
	list, err := q.AcceptedMails(sender, acceptedLookedAt)
	if err != nil {
		return nil, err
	}
	trusted, err := learned.Trusted(q)
	if err != nil {
		return nil, err
	}
	var out []acceptedMail
	for _, a := range slices.Backward(list) {
		m, err := q.Message(a.Message)
		if err != nil {
			return nil, err
		}
		var auth domain.Authentication
		if m.Auth != nil {
			auth = *m.Auth
		}
		if a.Check, _ = rules.CheckSender(auth, trusted[m.Account]); auth.Forwarded || !rules.MayTeachProse(a.Check) {
			continue
		}
		out = append(out, acceptedMail{AcceptedMail: a})
	}
	return out, nil
}

// enough reports whether mails were accepted by enough decisions.
func enough(mails []acceptedMail) bool {
	decisions := map[domain.DecisionID]bool{}
	for _, m := range mails {
		decisions[m.Decision] = true
	}
	return len(decisions) >= rules.ProseNeeded
}

// LearnedProse lists the prose that is understood, of one sender or of all.
func (w *Workbench) LearnedProse(ctx context.Context, sender string) (list []domain.Learned, err error) {
	err = w.store.Read(ctx, func(q domain.Reader) error {
		list, err = q.LearnedProse(sender)
		return err
	})
	return list, err
}

// understood returns what is understood in a stored message.
func (w *Workbench) understood(ctx context.Context, m *message.Message, stored domain.Message) (set *learned.Set, err error) {
	auth := m.Authentication
	if stored.Auth != nil {
		auth = *stored.Auth
	}
	err = w.store.Read(ctx, func(q domain.Reader) error {
		book, err := learned.ReadBook(q)
		set = book.Of(stored.Account, m.FromAddress, auth)
		return err
	})
	return set, err
}
