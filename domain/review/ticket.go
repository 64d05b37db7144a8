package review

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// Documented says which runs a ticket or remark is made from, and whether they are
// reviewed in the same step (product.md, section 2).
type Documented struct {
	// Runs are linked. The waiting runs of Jobs that are no plain success are, too.
	Runs []int64
	Jobs []Target
	// Review marks every waiting run of Jobs as reviewed.
	Review bool
}

// ticketed is the payload of DecideTicket.
type ticketed struct {
	change[domain.Ticket]
	Linked   []domain.RunKey // runs linked by hand with it
	Unlinked []domain.RunKey
	Reviewed bool // the runs among the targets were reviewed with it
}

// CreateTicket makes a ticket, links it to the runs it is made from and, if asked,
// reviews them. Code, description and scopes are those of t; what else it has is set here.
func (d *Desk) CreateTicket(ctx context.Context, t domain.Ticket, from Documented) (domain.Decision, error) {
	return d.decide(ctx, rules.ActTicket, domain.DecideTicket, func(q domain.Queries, e *entry) error {
		t.Key, t.Created, t.By, t.Resolved = e.ID, e.At, e.Actor, time.Time{}
		t.Code, t.Description = strings.TrimSpace(t.Code), strings.TrimSpace(t.Description)
		if t.ActiveFrom.IsZero() {
			t.ActiveFrom = e.At
		}
		if err := t.Validate(); err != nil {
			return invalid("Cannot make the ticket: %v.", err)
		}
		if other, err := q.TicketByCode(t.Code); err == nil {
			return conflict("There is a ticket %s already (%s). Link that one, or choose another code.", other.Code, cmp.Or(other.Description, "no description"))
		} else if !missing(err) {
			return err
		}
		e.Targets = []string{string(t.Key)}
		linked, reviewed, err := d.documented(q, e, from)
		if err != nil {
			return err
		}
		e.payload = ticketed{change: change[domain.Ticket]{After: &t}, Linked: linked, Reviewed: from.Review}
		e.Summary = "ticket " + t.Code + " made" + reviewed
		return nil
	})
}

// LinkTicket links an open ticket to runs; with scope their jobs are in its scope from
// now on, so that later problems of theirs are linked, too.
func (d *Desk) LinkTicket(ctx context.Context, key domain.DecisionID, from Documented, scope bool) (domain.Decision, error) {
	return d.decide(ctx, rules.ActTicket, domain.DecideTicket, func(q domain.Queries, e *entry) error {
		before, err := q.Ticket(key)
		if err != nil {
			return err
		}
		after := before
		if scope {
			if after.Scopes, err = widened(q, before.Scopes, from); err != nil {
				return err
			}
		}
		e.Targets = []string{string(key)}
		linked, reviewed, err := d.documented(q, e, from)
		if err != nil {
			return err
		}
		if len(linked) == 0 && len(after.Scopes) == len(before.Scopes) && !from.Review {
			return conflict("Nothing was linked: ticket %s is linked to these runs already.", before.Code)
		}
		e.payload = ticketed{change: change[domain.Ticket]{Before: &before, After: &after}, Linked: linked, Reviewed: from.Review}
		e.Summary = fmt.Sprintf("ticket %s linked to %s", before.Code, plural(len(linked), "run")) + reviewed
		return nil
	})
}

// UnlinkTicket takes a ticket off a run.
func (d *Desk) UnlinkTicket(ctx context.Context, key domain.DecisionID, run int64) (domain.Decision, error) {
	return d.decide(ctx, rules.ActTicket, domain.DecideTicket, func(q domain.Queries, e *entry) error {
		t, err := q.Ticket(key)
		if err != nil {
			return err
		}
		r, err := q.Run(run)
		if err != nil {
			return err
		}
		e.Targets = []string{string(key), string(r.Key)}
		e.payload = ticketed{change: change[domain.Ticket]{Before: &t, After: &t}, Unlinked: []domain.RunKey{r.Key}}
		e.Summary = "ticket " + t.Code + " taken off a run"
		return nil
	})
}

// SaveTicket changes code, description, scopes and dates of a ticket.
func (d *Desk) SaveTicket(ctx context.Context, t domain.Ticket) (domain.Decision, error) {
	return d.changeTicket(ctx, t.Key, " changed", func(before domain.Ticket, _ *entry) (domain.Ticket, error) {
		t.Created, t.By, t.Autotask = before.Created, before.By, before.Autotask
		t.Code, t.Description = strings.TrimSpace(t.Code), strings.TrimSpace(t.Description)
		return t, nil
	})
}

// ResolveTicket says that an issue is dealt with: the ticket stays on its runs and
// links to no new ones.
func (d *Desk) ResolveTicket(ctx context.Context, key domain.DecisionID) (domain.Decision, error) {
	return d.changeTicket(ctx, key, " resolved", func(t domain.Ticket, e *entry) (domain.Ticket, error) {
		if !t.Resolved.IsZero() {
			return t, conflict("Ticket %s is resolved already.", t.Code)
		}
		t.Resolved = e.At
		return t, nil
	})
}

// ReopenTicket follows a resolved ticket up again: new runs in its scope are linked.
func (d *Desk) ReopenTicket(ctx context.Context, key domain.DecisionID) (domain.Decision, error) {
	return d.changeTicket(ctx, key, " reopened", func(t domain.Ticket, _ *entry) (domain.Ticket, error) {
		if t.Resolved.IsZero() {
			return t, conflict("Ticket %s is open already.", t.Code)
		}
		t.Resolved = time.Time{}
		return t, nil
	})
}

func (d *Desk) changeTicket(ctx context.Context, key domain.DecisionID, did string, make func(domain.Ticket, *entry) (domain.Ticket, error)) (domain.Decision, error) {
	return d.decide(ctx, rules.ActTicket, domain.DecideTicket, func(q domain.Queries, e *entry) error {
		before, err := q.Ticket(key)
		if err != nil {
			return err
		}
		after, err := make(before, e)
		if err != nil {
			return err
		}
		if err := after.Validate(); err != nil {
			return invalid("Cannot change the ticket: %v.", err)
		}
		if other, err := q.TicketByCode(after.Code); err == nil && other.Key != key {
			return conflict("There is a ticket %s already. Choose another code.", other.Code)
		} else if err != nil && !missing(err) {
			return err
		}
		e.Targets = []string{string(key)}
		e.payload = ticketed{change: change[domain.Ticket]{Before: &before, After: &after}}
		e.Summary = "ticket " + after.Code + did
		return nil
	})
}

// documented finds the runs to link and, if asked, to review, and adds both to the
// targets of the entry.
func (d *Desk) documented(q domain.Queries, e *entry, from Documented) (linked []domain.RunKey, summary string, err error) {
	seen := map[domain.RunKey]bool{}
	add := func(key domain.RunKey) {
		if !seen[key] {
			seen[key] = true
			e.Targets = append(e.Targets, string(key))
		}
	}
	link := func(key domain.RunKey) {
		if !seen[key] {
			linked = append(linked, key)
		}
		add(key)
	}
	for _, id := range from.Runs {
		r, err := q.Run(id)
		if err != nil {
			return nil, "", err
		}
		link(r.Key)
	}
	reviewed := 0
	for _, t := range from.Jobs {
		runs, err := q.WaitingRuns(t.Job, t.Last)
		if err != nil {
			return nil, "", err
		}
		for _, r := range runs {
			if r.Status != domain.Success {
				link(r.Key)
			}
			if from.Review {
				reviewed++
				add(r.Key)
			}
		}
	}
	if from.Review {
		if err := d.permit(rules.ActReview); err != nil {
			return nil, "", err
		}
		summary = fmt.Sprintf(", %s reviewed", plural(reviewed, "run"))
	}
	return linked, summary, nil
}

// widened adds the jobs of runs to scopes that do not cover them.
func widened(q domain.Queries, scopes []domain.Scope, from Documented) ([]domain.Scope, error) {
	out := append([]domain.Scope(nil), scopes...)
	add := func(id int64) error {
		job, err := q.Job(id)
		if err != nil {
			return err
		}
		for _, s := range out {
			if s.Object == "" && s.Covers(job, nil) {
				return nil
			}
		}
		out = append(out, domain.Scope{Job: job.Key})
		return nil
	}
	for _, id := range from.Runs {
		r, err := q.Run(id)
		if err != nil {
			return nil, err
		}
		if err := add(r.JobID); err != nil {
			return nil, err
		}
	}
	for _, t := range from.Jobs {
		if err := add(t.Job); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func keys(list []domain.RunKey) []string {
	out := make([]string, len(list))
	for i, k := range list {
		out[i] = string(k)
	}
	return out
}

func (h *hand) ticket(d domain.Decision) error {
	p, err := payload[ticketed](d)
	if err != nil {
		return err
	}
	if err := h.tx.PutTicket(*p.After); err != nil {
		return err
	}
	linked, err := h.tx.RunIDs(keys(p.Linked))
	if err != nil {
		return err
	}
	if err := h.tx.LinkTicket(p.After.Key, linked, true); err != nil {
		return err
	}
	unlinked, err := h.tx.RunIDs(keys(p.Unlinked))
	if err != nil {
		return err
	}
	if err := h.tx.UnlinkTicket(p.After.Key, unlinked); err != nil {
		return err
	}
	if !p.Reviewed {
		return nil
	}
	return h.reviewTargets(d)
}

// reviewTargets reviews those runs among the targets that wait.
func (h *hand) reviewTargets(d domain.Decision) error {
	ids, err := h.tx.RunIDs(d.Targets)
	if err != nil {
		return err
	}
	var waiting []int64
	for _, id := range ids {
		r, err := h.tx.Run(id)
		if err != nil {
			return err
		}
		if r.Review == nil {
			waiting = append(waiting, id)
		}
	}
	return h.reviewRuns(waiting, domain.Review{At: d.At, By: d.Actor, Decision: d.ID})
}

func (h *hand) reverseTicket(d domain.Decision) error {
	p, err := payload[ticketed](d)
	if err != nil {
		return err
	}
	if err := h.reverseReview(d.ID); err != nil {
		return err
	}
	if p.Before == nil {
		return h.tx.DeleteTicket(p.After.Key)
	}
	if err := h.tx.PutTicket(*p.Before); err != nil {
		return err
	}
	linked, err := h.tx.RunIDs(keys(p.Linked))
	if err != nil {
		return err
	}
	if err := h.tx.UnlinkTicket(p.Before.Key, linked); err != nil {
		return err
	}
	unlinked, err := h.tx.RunIDs(keys(p.Unlinked))
	if err != nil {
		return err
	}
	return h.tx.LinkTicket(p.Before.Key, unlinked, true)
}
