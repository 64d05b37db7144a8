package review

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// senderPayload is the payload of DecideSender: either servers that are trusted for an
// account, or from when on the reports of a job tell what is usual of its sender.
type senderPayload struct {
	Account       string                 `json:",omitempty"`
	Before, After []domain.TrustedServer `json:",omitempty"`
	Job           domain.JobKey          `json:",omitempty"`
	// SinceBefore and Since are zero for all reports.
	SinceBefore, Since time.Time `json:",omitzero"`
	// Doubts are those of waiting runs, by key: they come with trust and go with a job's
	// new sender.
	Doubts map[domain.RunKey]string `json:",omitempty"`
	// Counted is how those of them that were reviewed counted before: their status is that
	// of their review.
	Counted map[domain.RunKey]domain.Effective `json:",omitempty"`
	Names   names                              `json:",omitzero"`
}

var senderKind = func() kind {
	apply, revert := both((*projector).sender)
	return kind{
		apply:     apply,
		revert:    revert,
		undoable:  true,
		dependsOn: senderDependencies,
		permission: func(d domain.Decision) rules.Action {
			if p, err := payload[senderPayload](d); err == nil && p.Account != "" {
				return rules.ActSettings
			}
			return rules.ActSender
		},
		words: wordsOf(senderWords),
		lost: func(q domain.Reader, d domain.Decision, u *undoPayload) (by []domain.DecisionID, err error) {
			u.Counted, err = countedReviewed(q, d)
			return []domain.DecisionID{d.ID}, err
		},
		// What is not believed is nobody's attempt.
		follow: func(domain.Decision) followUp { return followUp{attempts: true} },
	}
}()

func senderWords(p senderPayload, _ domain.Decision, _ *time.Location) (Phrase, bool) {
	doubts := phrase("waiting", len(p.Doubts))
	switch servers := rules.ServerNames(p.After); {
	case p.Job != "":
		return phrase("sender.accepted", p.Names.Job, p.Names.Sender), true
	case p.Account == "":
		return Phrase{}, false
	case len(p.After) == 0 && len(p.Doubts) > 0:
		return phrase("sender.none.doubts", p.Account, doubts), true
	case len(p.After) == 0:
		return phrase("sender.none", p.Account), true
	case len(p.Doubts) > 0:
		return phrase("sender.trusted.doubts", servers, p.Account, doubts), true
	default:
		return phrase("sender.trusted", servers, p.Account), true
	}
}

// SenderTrust is what is known of the servers that answer about an account's senders.
type SenderTrust struct {
	Trusted []domain.TrustedServer
	// Learned is the server whose answer stands on top of nearly all of the newest mails,
	// "" where there is none.
	Learned string
	Seen    []domain.ServerSeen
}

// SenderTrust tells whose answers about senders are trusted for an account, and whose
// could be.
func (svc *Service) SenderTrust(ctx context.Context, account string) (t SenderTrust, err error) {
	err = svc.p.Store.Read(ctx, func(q domain.Reader) error {
		a, err := q.AccountByName(account)
		if err != nil {
			return err
		}
		all, err := domain.TrustedServers(q)
		if err != nil {
			return err
		}
		t.Trusted = all[domain.Fold(a.Name)]
		t.Seen, err = q.ServersSeen(a.ID, rules.ServersLookedAt)
		t.Learned = rules.LearnServer(t.Seen)
		return err
	})
	return t, err
}

// maxServerName bounds an authserv-id, as a domain is bounded.
const maxServerName = 253

// TrustServers says whose answers about the senders of an account's mails are true
// (Admin); no server judges no sender any more. Waiting runs are judged by it at once,
// reviewed ones stay as they are.
func (svc *Service) TrustServers(ctx context.Context, account string, servers ...string) (domain.Decision, error) {
	return svc.decide(ctx, rules.ActSettings, domain.DecideSender, func(q domain.Reader, e *entry) error {
		a, err := q.AccountByName(account)
		if err != nil {
			return err
		}
		if a.Kind != domain.AccountIMAP {
			return invalid("refusal.sender_no_mailbox", a.Name)
		}
		seen, err := q.ServersSeen(a.ID, rules.ServersLookedAt)
		if err != nil {
			return err
		}
		var list []domain.TrustedServer
		for _, s := range servers {
			name := domain.ServerName(s)
			if name == domain.UnreadableServer || len(name) > maxServerName || strings.ContainsAny(name, "\r\n\t;") {
				return invalid("refusal.sender_server", s)
			}
			if !slices.ContainsFunc(list, func(t domain.TrustedServer) bool { return t.Name == name }) {
				list = append(list, domain.TrustedServer{Name: name, Hops: rules.UsualHops(seen, name)})
			}
		}
		slices.SortFunc(list, func(a, b domain.TrustedServer) int { return strings.Compare(a.Name, b.Name) })
		all, err := domain.TrustedServers(q)
		if err != nil {
			return err
		}
		p := senderPayload{Account: a.Name, Before: all[domain.Fold(a.Name)], After: list}
		if slices.Equal(p.Before, p.After) {
			return conflict("refusal.account_same", a.Name)
		}
		if p.Doubts, err = newDoubts(q, a.ID, list); err != nil {
			return err
		}
		e.payload, e.Targets = p, []string{a.Name}
		return nil
	})
}

// newDoubts says which waiting runs of an account come to be in doubt where these
// servers are trusted: each by what was usual of its job before it.
func newDoubts(q domain.Reader, account int64, servers []domain.TrustedServer) (map[domain.RunKey]string, error) {
	doubts := map[domain.RunKey]string{}
	habits := map[int64][]domain.SenderCheck{}
	since := map[int64]time.Time{}
	err := q.SenderRuns(account, func(r domain.SenderRun) error {
		if r.Sender.Doubt != "" {
			return nil
		}
		if _, ok := since[r.Job]; !ok {
			job, err := q.Job(r.Job)
			if err != nil {
				return err
			}
			since[r.Job] = job.SenderSince
		}
		if r.At.Before(since[r.Job]) {
			return nil
		}
		check, words := rules.CheckSender(r.Auth, servers)
		habit := habits[r.Job]
		if why := rules.SenderDoubt(check, words, habit); why != "" && !r.Reviewed {
			doubts[r.Key] = why
			return nil
		}
		if habit = append(habit, check); len(habit) > rules.SenderHabit {
			habit = habit[1:]
		}
		habits[r.Job] = habit
		return nil
	})
	return doubts, err
}

// AcceptSender says that the reports of a job come by another way from now on: the run's
// doubt goes, and that of every waiting run of the job of which the server said the same.
// What is usual of the job is read from these on.
func (svc *Service) AcceptSender(ctx context.Context, run int64) (domain.Decision, error) {
	return svc.decide(ctx, rules.ActSender, domain.DecideSender, func(q domain.Reader, e *entry) error {
		r, err := q.Run(run)
		if err != nil {
			return err
		}
		job, err := q.Job(r.JobID)
		if err != nil {
			return err
		}
		if r.Sender.Doubt == "" {
			return invalid("refusal.sender_no_doubt", job.Name)
		}
		waiting, err := q.DoubtedRuns(job.ID)
		if err != nil {
			return err
		}
		p := senderPayload{Job: job.Key, SinceBefore: job.SenderSince, Since: r.At, Doubts: map[domain.RunKey]string{r.Key: r.Sender.Doubt}}
		e.Targets = []string{string(r.Key)}
		if r.Review != nil {
			p.Counted = map[domain.RunKey]domain.Effective{r.Key: r.Effective}
		}
		for _, w := range waiting {
			if w.ID == r.ID || w.Sender.Words != r.Sender.Words {
				continue
			}
			p.Doubts[w.Key] = w.Sender.Doubt
			e.Targets = append(e.Targets, string(w.Key))
			if w.At.Before(p.Since) {
				p.Since = w.At
			}
		}
		p.Names = names{Job: job.Name, Sender: r.Sender.Words}
		e.payload = p
		return nil
	})
}

// sender carries out, or takes back, a decision about senders.
func (pr *projector) sender(d domain.Decision, undo bool) error {
	p, err := payload[senderPayload](d)
	if err != nil {
		return err
	}
	if p.Account != "" {
		servers := p.After
		if undo {
			servers = p.Before
		}
		if err := pr.setTrusted(p.Account, servers); err != nil {
			return err
		}
		return pr.setDoubts(p, !undo, undo)
	}
	since := p.Since
	if undo {
		since = p.SinceBefore
	}
	job, err := pr.tx.JobByKey(p.Job)
	if err == nil {
		err = pr.tx.SetSenderSince(job.ID, since)
	}
	if err != nil && !isNotFound(err) {
		return err
	}
	return pr.setDoubts(p, undo, undo)
}

// setTrusted records whose answers are true, and what they say of every run there is.
func (pr *projector) setTrusted(account string, servers []domain.TrustedServer) error {
	a, err := pr.tx.AccountByName(account)
	if isNotFound(err) {
		return nil // removed since
	}
	if err != nil {
		return err
	}
	if err := domain.SetTrustedServers(pr.tx, account, servers); err != nil {
		return err
	}
	return pr.tx.SenderRuns(a.ID, func(r domain.SenderRun) error {
		now := r.Sender
		now.Check, now.Words = rules.CheckSender(r.Auth, servers)
		if now == r.Sender {
			return nil
		}
		return pr.tx.SetSender(r.ID, now, false)
	})
}

// setDoubts puts doubts on runs or takes them away, and judges the runs by it. With undo, runs
// that were reviewed before the decision count as they did.
func (pr *projector) setDoubts(p senderPayload, on, undo bool) error {
	for key, why := range p.Doubts {
		r, err := pr.tx.RunByKey(key)
		if isNotFound(err) {
			continue
		}
		if err != nil {
			return err
		}
		if r.Sender.Doubt = why; !on {
			r.Sender.Doubt = ""
		}
		job, err := pr.tx.Job(r.JobID)
		if err := errors.Join(err, pr.tx.SetSender(r.ID, r.Sender, false)); err != nil {
			return err
		}
		if counted, ok := p.Counted[key]; ok && undo && r.Review != nil {
			if err := pr.tx.SetEffective([]int64{r.ID}, counted); err != nil {
				return err
			}
			continue
		}
		if err := pr.judgeRun(r, job); err != nil {
			return err
		}
	}
	return nil
}

// countedReviewed tells how those runs of a decision about senders count that are reviewed.
func countedReviewed(q domain.Reader, d domain.Decision) (map[domain.RunKey]domain.Effective, error) {
	p, err := payload[senderPayload](d)
	if err != nil {
		return nil, err
	}
	counted := map[domain.RunKey]domain.Effective{}
	for key := range p.Doubts {
		r, err := q.RunByKey(key)
		if err != nil && !isNotFound(err) {
			return nil, err
		}
		if err == nil && r.Review != nil {
			counted[key] = r.Effective
		}
	}
	return counted, nil
}

// senderDependencies names what a decision about senders makes, and the doubts that it needs as
// it left them.
func senderDependencies(d domain.Decision) dependencies {
	p, err := payload[senderPayload](d)
	if err != nil {
		return dependencies{}
	}
	t := dependencies{makes: []string{"trust:" + domain.Fold(p.Account)}}
	if p.Job != "" {
		t.makes[0] = "sender:" + string(p.Job)
	}
	for key := range p.Doubts {
		t.makes = append(t.makes, "doubt:"+string(key))
	}
	return t
}
