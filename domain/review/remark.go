package review

import (
	"context"
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// remarkPayload is the payload of DecideRemark.
type remarkPayload struct {
	change[domain.Remark]
	Linked   []domain.RunKey
	Reviewed bool
	Names    names `json:",omitzero"`
}

var remarkKind = kind{
	apply:      (*projector).remark,
	revert:     (*projector).revertRemark,
	undoable:   true,
	dependsOn:  remarkDependencies,
	permission: asks(rules.ActTicket),
	words: wordsOf(func(p remarkPayload, _ domain.Decision, _ *time.Location) (Phrase, bool) {
		switch {
		case p.Before == nil && p.After == nil:
			return Phrase{}, false
		case p.Before == nil && p.Reviewed:
			return phrase("remark.made.reviewed", brief(p.After.Text), phrase("runs", p.Names.Runs)), true
		case p.Before == nil:
			return phrase("remark.made", brief(p.After.Text)), true
		case p.After == nil:
			return phrase("remark.deleted", brief(p.Before.Text)), true
		}
		return phrase("remark.changed", brief(p.Before.Text)), true
	}),
}

// CreateRemark makes a remark, links it to the runs it is made from and, if asked,
// reviews them. Text, scopes and expiry are those of r.
func (svc *Service) CreateRemark(ctx context.Context, r domain.Remark, from Documented) (domain.Decision, error) {
	return svc.decide(ctx, rules.ActTicket, domain.DecideRemark, func(q domain.Reader, e *entry) error {
		r.Key, r.Created, r.By, r.Text = e.ID, e.At, e.Actor, strings.TrimSpace(r.Text)
		if err := r.Validate(); err != nil {
			return invalid("refusal.cannot_make_remark", err)
		}
		var err error
		if r.Scopes, err = knownScopes(q, r.Scopes); err != nil {
			return err
		}
		e.Targets = []string{string(r.Key)}
		doc, err := svc.documented(q, e, from, r.Scopes)
		if err != nil {
			return err
		}
		p := remarkPayload{change: change[domain.Remark]{After: &r}, Reviewed: from.Review, Names: names{Runs: doc.reviewed}}
		for _, run := range doc.linked {
			p.Linked = append(p.Linked, run.Key)
		}
		e.payload = p
		return nil
	})
}

// SaveRemark changes text, scopes and expiry of a remark.
func (svc *Service) SaveRemark(ctx context.Context, r domain.Remark) (domain.Decision, error) {
	return svc.changeRemark(ctx, r.Key, func(before domain.Remark) (*domain.Remark, error) {
		r.Created, r.By, r.Text = before.Created, before.By, strings.TrimSpace(r.Text)
		if err := r.Validate(); err != nil {
			return nil, invalid("refusal.cannot_change_remark", err)
		}
		return &r, nil
	})
}

// DeleteRemark removes a remark; undoing it brings the same one back.
func (svc *Service) DeleteRemark(ctx context.Context, key domain.DecisionID) (domain.Decision, error) {
	return svc.changeRemark(ctx, key, func(domain.Remark) (*domain.Remark, error) { return nil, nil })
}

func (svc *Service) changeRemark(
	ctx context.Context,
	key domain.DecisionID,
	make func(domain.Remark) (*domain.Remark, error),
) (domain.Decision, error) {
	return svc.decide(ctx, rules.ActTicket, domain.DecideRemark, func(q domain.Reader, e *entry) error {
		before, err := q.Remark(key)
		if err != nil {
			return err
		}
		after, err := make(before)
		if err != nil {
			return err
		}
		e.Targets = []string{string(key)}
		p := remarkPayload{change: change[domain.Remark]{Before: &before, After: after}}
		if after == nil {
			runs, err := q.RemarkRuns(key, 1<<20)
			if err != nil {
				return err
			}
			for _, r := range runs {
				p.Linked = append(p.Linked, r.Key)
			}
		}
		e.payload = p
		return nil
	})
}

func remarkDependencies(d domain.Decision) dependencies {
	p, err := payload[remarkPayload](d)
	if err != nil {
		return dependencies{}
	}
	t := dependencies{makes: prefixed("about:", d.Targets[:min(1, len(d.Targets))]...)}
	for _, r := range []*domain.Remark{p.Before, p.After} {
		if r != nil {
			t.needs = append(t.needs, scopeNeeds(r.Scopes)...)
		}
	}
	return t
}

func (pr *projector) remark(d domain.Decision) error {
	p, err := payload[remarkPayload](d)
	if err != nil {
		return err
	}
	if p.After == nil {
		return pr.tx.DeleteRemark(p.Before.Key)
	}
	if err := pr.sound(p.After.Key, p.After.Validate()); err != nil {
		return err
	}
	if err := pr.putRemark(*p.After, p.Linked, d); err != nil || !p.Reviewed {
		return err
	}
	return pr.reviewTargets(d)
}

func (pr *projector) putRemark(r domain.Remark, linked []domain.RunKey, d domain.Decision) (err error) {
	if r.By, err = pr.maker(r.Key, d, r.By); err != nil {
		return err
	}
	if err := pr.tx.PutRemark(r); err != nil {
		return err
	}
	ids, err := pr.tx.RunIDs(keys(linked))
	if err != nil {
		return err
	}
	return pr.tx.LinkRemark(r.Key, ids)
}

func (pr *projector) revertRemark(d domain.Decision) error {
	p, err := payload[remarkPayload](d)
	if err != nil {
		return err
	}
	if err := pr.revertReview(d.ID); err != nil {
		return err
	}
	switch {
	case p.Before == nil:
		return pr.tx.DeleteRemark(p.After.Key)
	case p.After == nil:
		return pr.putRemark(*p.Before, p.Linked, d)
	default:
		return pr.putRemark(*p.Before, nil, d)
	}
}

// brief cuts a text for a summary, at 60 characters.
func brief(text string) string {
	runes := []rune(strings.Join(strings.Fields(text), " "))
	if len(runes) > 60 {
		return string(runes[:59]) + "…"
	}
	return string(runes)
}

// LastTexts returns the last nine different texts of remarks, or codes of open
// tickets, newest first: the quick choices of the dialogs.
func (svc *Service) LastTexts(ctx context.Context) (tickets []domain.Ticket, remarks []string, err error) {
	err = svc.p.Store.Read(ctx, func(q domain.Reader) error {
		list, err := q.OpenTickets()
		if err != nil {
			return err
		}
		for i := len(list) - 1; i >= 0 && len(tickets) < quickChoices; i-- {
			if list[i].Open() {
				tickets = append(tickets, list[i])
			}
		}
		all, err := q.Remarks()
		seen := map[string]bool{}
		for _, r := range all {
			if !seen[r.Text] && len(remarks) < quickChoices && r.Shown(svc.p.Clock().Add(time.Second)) {
				seen[r.Text] = true
				remarks = append(remarks, r.Text)
			}
		}
		return err
	})
	return tickets, remarks, err
}

const quickChoices = 9
