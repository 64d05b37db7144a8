package review

import (
	"context"
	"slices"
	"strings"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// acceptPayload is the payload of DecideAccept. Others are made by the same decision: it
// accepted the problems of several jobs, each of which ends by itself.
type acceptPayload struct {
	change[domain.Acceptance]
	Others []domain.Acceptance `json:",omitempty"`
	Names  names               `json:",omitzero"`
}

var acceptKind = kind{
	apply:      (*projector).accept,
	revert:     (*projector).revertAccept,
	undoable:   true,
	dependsOn:  acceptDependencies,
	permission: asks(rules.ActReview),
	words:      wordsOf(acceptWords),
	lost: func(q domain.Reader, d domain.Decision, u *undoPayload) (by []domain.DecisionID, err error) {
		p, err := payload[acceptPayload](d)
		if err != nil {
			return nil, err
		}
		for _, a := range p.made() {
			now, err := q.Acceptance(a.Key)
			if err != nil {
				return nil, err
			}
			u.Acceptances, by = append(u.Acceptances, now), append(by, a.Key)
		}
		return by, nil
	},
}

// made lists the acceptances that the decision made, none where it ended one.
func (a acceptPayload) made() []domain.Acceptance {
	if a.Before != nil || a.After == nil {
		return nil
	}
	return append([]domain.Acceptance{*a.After}, a.Others...)
}

// acceptDependencies names every acceptance that the decision made or ended.
func acceptDependencies(d domain.Decision) dependencies {
	p, err := payload[acceptPayload](d)
	if err != nil || p.After == nil {
		return dependencies{}
	}
	t := dependencies{makes: prefixed("about:", p.After.Key)}
	for _, other := range p.Others {
		t.makes = append(t.makes, prefixed("about:", other.Key)...)
	}
	return t
}

// AcceptJobs accepts what is known of each of the targets, until something changes in
// that one: one decision. Run, Level, Object and Message of the request do not count: each
// job is accepted as a whole. Jobs without a waiting problem that the technician could see
// are passed over; CodeConflict where none is left.
func (svc *Service) AcceptJobs(ctx context.Context, targets []Target, r AcceptRequest) (domain.Decision, error) {
	return svc.decide(ctx, rules.ActReview, domain.DecideAccept, func(q domain.Reader, e *entry) error {
		p, first, err := svc.acceptingJobs(q, targets, r)
		if err != nil {
			return err
		}
		all := p.All
		for i := range all {
			all[i].Key, all[i].By, all[i].At = e.ID.Part(i), e.Actor, e.At
			e.Targets = append(e.Targets, string(all[i].Key))
		}
		for _, run := range p.Runs {
			e.Targets = append(e.Targets, string(run.Key))
		}
		e.payload = acceptPayload{
			change: change[domain.Acceptance]{After: &all[0]}, Others: all[1:],
			Names: names{Job: first, Jobs: len(all), Runs: len(p.Runs)},
		}
		return nil
	})
}

// PreviewAcceptJobs says what AcceptJobs would do.
func (svc *Service) PreviewAcceptJobs(ctx context.Context, targets []Target, r AcceptRequest) (p Accepting, err error) {
	err = svc.p.Store.Read(ctx, func(q domain.Reader) error {
		p, _, err = svc.acceptingJobs(q, targets, r)
		return err
	})
	return p, err
}

func (svc *Service) acceptingJobs(q domain.Reader, targets []Target, r AcceptRequest) (p Accepting, first string, err error) {
	last := map[int64]int64{}
	for _, t := range targets {
		last[t.Job] = t.Last
	}
	err = waitingProblems(q, targets, func(job domain.Job, runs []domain.Run) error {
		runs = slices.DeleteFunc(runs, func(r domain.Run) bool { return r.Sender.Doubt != "" })
		if len(runs) == 0 {
			return nil // nobody knows who sent them
		}
		one := r
		one.Run, one.Level, one.Object, one.Message, one.Last = runs[0].ID, domain.AcceptJob, "", "", last[job.ID]
		found, err := svc.accepting(q, one)
		if err != nil {
			return err
		}
		p.All = append(p.All, found.Acceptance)
		p.Runs = append(p.Runs, found.Runs...)
		p.Jobs++
		if first == "" {
			first = strings.TrimSpace(job.Name)
		}
		return nil
	})
	if err == nil && len(p.All) == 0 {
		err = nothingWaits("refusal.none_accepted")
	}
	return p, first, err
}
