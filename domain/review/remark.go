package review

import (
	"context"
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// remarked is the payload of DecideRemark.
type remarked struct {
	change[domain.Remark]
	Linked   []domain.RunKey
	Reviewed bool
}

// CreateRemark makes a remark, links it to the runs it is made from and, if asked,
// reviews them. Text, scopes and expiry are those of r.
func (d *Desk) CreateRemark(ctx context.Context, r domain.Remark, from Documented) (domain.Decision, error) {
	return d.decide(ctx, rules.ActTicket, domain.DecideRemark, func(q domain.Queries, e *entry) error {
		r.Key, r.Created, r.By, r.Text = e.ID, e.At, e.Actor, strings.TrimSpace(r.Text)
		if err := r.Validate(); err != nil {
			return invalid("Cannot make the remark: %v.", err)
		}
		if err := knownScopes(q, r.Scopes); err != nil {
			return err
		}
		e.Targets = []string{string(r.Key)}
		doc, err := d.documented(q, e, from, r.Scopes)
		if err != nil {
			return err
		}
		p := remarked{change: change[domain.Remark]{After: &r}, Reviewed: from.Review}
		for _, run := range doc.linked {
			p.Linked = append(p.Linked, run.Key)
		}
		e.payload, e.Summary = p, "remark made: "+brief(r.Text)+doc.summary
		return nil
	})
}

// SaveRemark changes text, scopes and expiry of a remark.
func (d *Desk) SaveRemark(ctx context.Context, r domain.Remark) (domain.Decision, error) {
	return d.changeRemark(ctx, r.Key, " changed", func(before domain.Remark) (*domain.Remark, error) {
		r.Created, r.By, r.Text = before.Created, before.By, strings.TrimSpace(r.Text)
		if err := r.Validate(); err != nil {
			return nil, invalid("Cannot change the remark: %v.", err)
		}
		return &r, nil
	})
}

// DeleteRemark removes a remark; undoing it brings the same one back.
func (d *Desk) DeleteRemark(ctx context.Context, key domain.DecisionID) (domain.Decision, error) {
	return d.changeRemark(ctx, key, " deleted", func(domain.Remark) (*domain.Remark, error) { return nil, nil })
}

func (d *Desk) changeRemark(
	ctx context.Context,
	key domain.DecisionID,
	did string,
	make func(domain.Remark) (*domain.Remark, error),
) (domain.Decision, error) {
	return d.decide(ctx, rules.ActTicket, domain.DecideRemark, func(q domain.Queries, e *entry) error {
		before, err := q.Remark(key)
		if err != nil {
			return err
		}
		after, err := make(before)
		if err != nil {
			return err
		}
		e.Targets = []string{string(key)}
		p := remarked{change: change[domain.Remark]{Before: &before, After: after}}
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
		e.Summary = "remark" + did + ": " + brief(before.Text)
		return nil
	})
}

func remarkThings(d domain.Decision) things {
	p, err := payload[remarked](d)
	if err != nil {
		return things{}
	}
	t := things{makes: named("about:", d.Targets[0])}
	for _, r := range []*domain.Remark{p.Before, p.After} {
		if r != nil {
			t.needs = append(t.needs, scopeNeeds(r.Scopes)...)
		}
	}
	return t
}

func (h *hand) remark(d domain.Decision) error {
	p, err := payload[remarked](d)
	if err != nil {
		return err
	}
	if p.After == nil {
		return h.tx.DeleteRemark(p.Before.Key)
	}
	if err := h.putRemark(*p.After, p.Linked); err != nil || !p.Reviewed {
		return err
	}
	return h.reviewTargets(d)
}

func (h *hand) putRemark(r domain.Remark, linked []domain.RunKey) error {
	if err := h.tx.PutRemark(r); err != nil {
		return err
	}
	ids, err := h.tx.RunIDs(keys(linked))
	if err != nil {
		return err
	}
	return h.tx.LinkRemark(r.Key, ids)
}

func (h *hand) reverseRemark(d domain.Decision) error {
	p, err := payload[remarked](d)
	if err != nil {
		return err
	}
	if err := h.reverseReview(d.ID); err != nil {
		return err
	}
	switch {
	case p.Before == nil:
		return h.tx.DeleteRemark(p.After.Key)
	case p.After == nil:
		return h.putRemark(*p.Before, p.Linked)
	default:
		return h.tx.PutRemark(*p.Before)
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
func (d *Desk) LastTexts(ctx context.Context) (tickets []domain.Ticket, remarks []string, err error) {
	err = d.p.Store.Read(ctx, func(q domain.Queries) error {
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
			if !seen[r.Text] && len(remarks) < quickChoices && r.Shown(d.p.Clock().Add(time.Second)) {
				seen[r.Text] = true
				remarks = append(remarks, r.Text)
			}
		}
		return err
	})
	return tickets, remarks, err
}

const quickChoices = 9
