package review

import (
	"context"
	"slices"
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// claimPayload is the payload of DecideClaim.
type claimPayload struct {
	// For is whom the jobs are given to, "" for whoever decides.
	For string `json:",omitempty"`
	// Until is when it is over; zero gives the jobs back.
	Until time.Time `json:",omitzero"`
	// Before are the claims that stood when it was decided, as they were known.
	Before map[domain.JobKey]domain.Claim
	Names  names `json:",omitzero"`
}

// mostClaim bounds how long somebody looks after a job without saying so again.
const mostClaim = 31 * 24 * time.Hour

var claimKind = func() kind {
	apply, revert := both((*projector).claim)
	return kind{
		apply:      apply,
		revert:     revert,
		undoable:   true,
		dependsOn:  makes("claim:"),
		permission: asks(rules.ActReview),
		words: wordsOf(func(p claimPayload, d domain.Decision, _ *time.Location) (Phrase, bool) {
			what := phrase("jobs", d.TargetCount())
			if d.TargetCount() == 1 {
				what = phrase("text", p.Names.Job)
			}
			switch {
			case p.Until.IsZero():
				return phrase("claim.given_back", what), true
			case p.For == "":
				return phrase("claim.own", what, p.Until), true
			}
			return phrase("claim.given", what, p.For, p.Until), true
		}),
	}
}()

// Claim says that whoever decides looks after jobs until a time, or that somebody else does,
// who is named.
func (svc *Service) Claim(ctx context.Context, targets []Target, who string, until time.Time) (domain.Decision, error) {
	if who = strings.TrimSpace(who); who == svc.Actor().Name {
		who = ""
	}
	return svc.claim(ctx, targets, func(now time.Time) (claimPayload, error) {
		p := claimPayload{For: who, Until: until.UTC().Truncate(time.Millisecond)}
		switch {
		case !until.After(now):
			return p, invalid("refusal.claim_over")
		case until.Sub(now) > mostClaim:
			return p, invalid("refusal.claim_long")
		case len(who) > mostName:
			return p, invalid("refusal.claim_who")
		}
		return p, nil
	})
}

// mostName bounds a name, in bytes.
const mostName = 100

// GiveBack ends claims, whoever has them.
func (svc *Service) GiveBack(ctx context.Context, targets []Target) (domain.Decision, error) {
	return svc.claim(ctx, targets, func(time.Time) (claimPayload, error) { return claimPayload{}, nil })
}

func (svc *Service) claim(
	ctx context.Context,
	targets []Target,
	made func(now time.Time) (claimPayload, error),
) (domain.Decision, error) {
	return svc.decide(ctx, rules.ActReview, domain.DecideClaim, func(q domain.Reader, e *entry) error {
		p, err := made(e.At)
		if err != nil {
			return err
		}
		p.Before = map[domain.JobKey]domain.Claim{}
		for _, t := range targets {
			j, err := q.Job(t.Job)
			if err == nil {
				j, err = q.JobByKey(j.Key) // which another may lead
			}
			if err != nil {
				return err
			}
			if slices.Contains(e.Targets, string(j.Key)) || p.Until.IsZero() && !j.Claim.Stands(e.At) {
				continue
			}
			if j.Claim.By != "" {
				p.Before[j.Key] = j.Claim
			}
			p.Names.Job = j.Name
			e.Targets = append(e.Targets, string(j.Key))
		}
		if len(e.Targets) == 0 {
			return conflict("refusal.claim_none")
		}
		e.payload = p
		return nil
	})
}

// claim gives jobs to somebody. Of two people who claim a job before they hear of each other
// the first has it: who knew of a claim may take it over.
func (pr *projector) claim(d domain.Decision, undo bool) error {
	p, err := payload[claimPayload](d)
	if err != nil {
		return err
	}
	after := domain.Claim{By: p.For, Until: p.Until, Decision: d.ID}
	if after.By == "" {
		after.By = d.Actor
	}
	if p.Until.IsZero() {
		after = domain.Claim{}
	} else if err := pr.sound(d.ID, saneClaim(d, p)); err != nil {
		return err
	}
	var by domain.DecisionID
	taken := false
	err = pr.eachJob(d.Targets, func(j domain.Job) error {
		switch {
		case undo && j.Claim.Decision != after.Decision:
			return nil // somebody else has it since
		case undo:
			return pr.tx.SetClaim(j.ID, p.Before[j.Key])
		case pr.shared && j.Claim.Stands(d.At) && j.Claim.By != after.By && j.Claim.Decision != p.Before[j.Key].Decision:
			by = j.Claim.Decision
			return nil
		}
		taken = true
		return pr.tx.SetClaim(j.ID, after)
	})
	if err == nil && by != "" && !taken {
		err = pr.tx.PassOver(d.ID, by.Entry())
	}
	return err
}

// saneClaim refuses what nobody can have claimed by Claim.
func saneClaim(d domain.Decision, p claimPayload) error {
	if len(p.For) > mostName || p.Until.Sub(d.At) > mostClaim+time.Hour {
		return invalid("refusal.claim_long")
	}
	return nil
}
