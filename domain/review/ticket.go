package review

import (
	"context"
	"slices"
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// ticketPayload is the payload of DecideTicket.
type ticketPayload struct {
	change[domain.Ticket]
	Linked []domain.RunKey // linked by hand with it
	// Scoped are linked with it because they are in the scope of the ticket; neither holds
	// a run that was linked before.
	Scoped []domain.RunKey `json:",omitempty"`
	// Unlinked are taken off. Known is what the links to all these runs were before,
	// where there was any; entries of the first version have none.
	Unlinked []domain.RunKey
	Known    []domain.TicketLink `json:",omitempty"`
	Reviewed bool                // the runs among the targets were reviewed with it
	Did      ticketDid           `json:",omitempty"`
	Names    names               `json:",omitzero"`
}

// ticketDid says what was done with a ticket.
type ticketDid string

const (
	ticketMade     ticketDid = "made"
	ticketLinked   ticketDid = "linked"
	ticketUnlinked ticketDid = "unlinked"
	ticketChanged  ticketDid = "changed"
	ticketResolved ticketDid = "resolved"
	ticketReopened ticketDid = "reopened"
)

var ticketKind = kind{
	apply:      (*projector).ticket,
	revert:     (*projector).revertTicket,
	undoable:   true,
	dependsOn:  ticketDependencies,
	permission: asks(rules.ActTicket),
	words:      wordsOf(ticketWords),
	lost: func(q domain.Reader, d domain.Decision, u *undoPayload) ([]domain.DecisionID, error) {
		by := []domain.DecisionID{d.ID}
		p, err := ticketOf(d)
		if err != nil || p.Before != nil {
			return by, nil
		}
		u.Links, err = q.TicketLinks(p.After.Key, nil)
		return by, err
	},
	regain: func(pr *projector, d domain.Decision) error {
		return pr.restoreOwnLinks(domain.DecisionID(d.Targets[0]))
	},
}

func ticketWords(p ticketPayload, _ domain.Decision, _ *time.Location) (Phrase, bool) {
	if p.After == nil {
		return Phrase{}, false
	}
	code, reviewed := p.After.Code, phrase("runs", p.Names.Runs)
	linked := phrase("runs", len(p.Linked)+len(p.Scoped))
	switch p.Did {
	case ticketMade:
		if p.Reviewed {
			return phrase("ticket.made.reviewed", code, reviewed), true
		}
		return phrase("ticket.made", code), true
	case ticketLinked:
		if p.Reviewed {
			return phrase("ticket.linked.reviewed", code, linked, reviewed), true
		}
		return phrase("ticket.linked", code, linked), true
	case ticketUnlinked:
		return phrase("ticket.unlinked", code, p.Names.At, p.Names.Job), true
	case ticketResolved:
		return phrase("ticket.resolved", code), true
	case ticketReopened:
		return phrase("ticket.reopened", code), true
	}
	return phrase("ticket.changed", code), true
}

// CreateTicket makes a ticket, links it to the runs it is made from and to those that
// wait in its scope, and, if asked, reviews those it is made from. Code, description and
// scopes are those of t, and ActiveFrom where it is set: else it is the beginning of the
// night of the oldest run that it is made from. What else it has is set here.
func (svc *Service) CreateTicket(ctx context.Context, t domain.Ticket, from Documented) (domain.Decision, error) {
	return svc.decide(ctx, rules.ActTicket, domain.DecideTicket, func(q domain.Reader, e *entry) error {
		t.Key, t.Created, t.By, t.Resolved = e.ID, e.At, e.Actor, time.Time{}
		t.Code, t.Description = strings.TrimSpace(t.Code), strings.TrimSpace(t.Description)
		if err := t.Validate(); err != nil {
			return invalid("refusal.cannot_make_ticket", err)
		}
		var err error
		if t.Scopes, err = knownScopes(q, t.Scopes); err != nil {
			return err
		}
		if other, err := q.TicketByCode(t.Code); err == nil {
			described := phrase("text", other.Description)
			if other.Description == "" {
				described = phrase("refusal.no_description")
			}
			return conflict(
				"refusal.ticket_exists",
				other.Code,
				described,
			)
		} else if !isNotFound(err) {
			return err
		}
		e.Targets = []string{string(t.Key)}
		doc, err := svc.documented(q, e, from, t.Scopes)
		if err != nil {
			return err
		}
		if t.ActiveFrom.IsZero() {
			if t.ActiveFrom, err = svc.activeFrom(q, t, doc, e.At); err != nil {
				return err
			}
		}
		p := ticketPayload{
			change: change[domain.Ticket]{After: &t}, Reviewed: from.Review, Did: ticketMade, Names: names{Runs: doc.reviewed},
		}
		if err := p.link(q, t, doc.linked, true); err != nil {
			return err
		}
		e.payload = p
		return nil
	})
}

// activeFrom is the beginning of the night of the oldest run that a ticket is made from;
// of the oldest that waits in its scope, where it is made from none.
func (svc *Service) activeFrom(q domain.Reader, t domain.Ticket, doc documentedRuns, now time.Time) (time.Time, error) {
	nights, err := rules.ReadNights(q, svc.p.Location)
	if err != nil {
		return now, err
	}
	oldest := doc.oldest
	if oldest.IsZero() {
		oldest = now
		err = q.WaitingProblems(domain.ProblemFilter{}, func(r domain.Run, job domain.Job) error {
			if r.At.Before(oldest) && job.State == domain.JobActive && rules.TicketCovers(t, r, job) {
				oldest = r.At
			}
			return nil
		})
	}
	return nights.Of(oldest).From, err
}

// link fills in which runs are linked: those of the person's choice, and with scope those
// that wait in the scope of the ticket. What is linked already is left out, and what a person took
// off comes back by hand alone.
func (p *ticketPayload) link(q domain.Reader, t domain.Ticket, byHand []domain.RunRef, scope bool) error {
	ids, keys := map[domain.RunKey]bool{}, []int64{} // none is not every run
	for _, r := range byHand {
		ids[r.Key] = true
		keys = append(keys, r.ID)
	}
	var scoped []domain.RunKey
	err := q.WaitingProblems(domain.ProblemFilter{Since: t.ActiveFrom}, func(r domain.Run, job domain.Job) error {
		if scope && !ids[r.Key] && job.State != domain.JobPending && rules.TicketCovers(t, r, job) {
			scoped, keys = append(scoped, r.Key), append(keys, r.ID)
		}
		return nil
	})
	if err != nil {
		return err
	}
	known := map[domain.RunKey]domain.TicketLink{}
	links, err := q.TicketLinks(t.Key, keys)
	if err != nil {
		return err
	}
	for _, l := range links {
		known[l.Run] = l
	}
	for _, r := range byHand {
		l, is := known[r.Key]
		if is && l.Off == "" {
			continue
		}
		if is {
			p.Known = append(p.Known, l)
		}
		p.Linked = append(p.Linked, r.Key)
	}
	for _, key := range scoped {
		if _, is := known[key]; !is {
			p.Scoped = append(p.Scoped, key)
		}
	}
	return nil
}

// LinkTicket links an open ticket to runs; with scope their jobs are in its scope from
// now on, so that later problems of theirs are linked, too.
func (svc *Service) LinkTicket(ctx context.Context, key domain.DecisionID, from Documented, scope bool) (domain.Decision, error) {
	return svc.decide(ctx, rules.ActTicket, domain.DecideTicket, func(q domain.Reader, e *entry) error {
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
		doc, err := svc.documented(q, e, from, nil)
		if err != nil {
			return err
		}
		p := ticketPayload{
			change: change[domain.Ticket]{Before: &before,
				After: &after}, Reviewed: from.Review, Did: ticketLinked, Names: names{Runs: doc.reviewed},
		}
		if err := p.link(q, after, doc.linked, len(after.Scopes) > len(before.Scopes)); err != nil {
			return err
		}
		linked := len(p.Linked) + len(p.Scoped)
		if linked == 0 && len(after.Scopes) == len(before.Scopes) && !from.Review {
			return conflict("refusal.ticket_linked", before.Code)
		}
		e.payload = p
		return nil
	})
}

// UnlinkTicket takes a ticket off a run. It stays off: neither its scope nor a new
// reading of the report links it again.
func (svc *Service) UnlinkTicket(ctx context.Context, key domain.DecisionID, run int64) (domain.Decision, error) {
	return svc.decide(ctx, rules.ActTicket, domain.DecideTicket, func(q domain.Reader, e *entry) error {
		t, err := q.Ticket(key)
		if err != nil {
			return err
		}
		r, err := q.Run(run)
		if err != nil {
			return err
		}
		job, err := q.Job(r.JobID)
		if err != nil {
			return err
		}
		known, err := q.TicketLinks(key, []int64{run})
		if err != nil {
			return err
		}
		if len(known) == 0 || known[0].Off != "" {
			return conflict("refusal.ticket_not_linked", t.Code)
		}
		e.Targets = []string{string(key), string(r.Key)}
		e.payload = ticketPayload{
			change: change[domain.Ticket]{Before: &t, After: &t}, Unlinked: []domain.RunKey{r.Key}, Known: known,
			Did: ticketUnlinked, Names: names{Job: job.Name, At: r.At},
		}
		return nil
	})
}

// SaveTicket changes code, description, scopes and dates of a ticket.
func (svc *Service) SaveTicket(ctx context.Context, t domain.Ticket) (domain.Decision, error) {
	return svc.changeTicket(ctx, t.Key, ticketChanged, func(before domain.Ticket, _ *entry) (domain.Ticket, error) {
		t.Created, t.By, t.Desk = before.Created, before.By, before.Desk
		t.Code, t.Description = strings.TrimSpace(t.Code), strings.TrimSpace(t.Description)
		return t, nil
	})
}

// ResolveTicket says that an issue is dealt with: the ticket stays on its runs and
// links to no new ones.
func (svc *Service) ResolveTicket(ctx context.Context, key domain.DecisionID) (domain.Decision, error) {
	return svc.changeTicket(ctx, key, ticketResolved, func(t domain.Ticket, e *entry) (domain.Ticket, error) {
		if !t.Resolved.IsZero() {
			return t, conflict("refusal.ticket_resolved", t.Code)
		}
		t.Resolved = e.At
		return t, nil
	})
}

// ReopenTicket follows a resolved ticket up again: new runs in its scope are linked.
func (svc *Service) ReopenTicket(ctx context.Context, key domain.DecisionID) (domain.Decision, error) {
	return svc.changeTicket(ctx, key, ticketReopened, func(t domain.Ticket, _ *entry) (domain.Ticket, error) {
		if t.Resolved.IsZero() {
			return t, conflict("refusal.ticket_open", t.Code)
		}
		t.Resolved = time.Time{}
		return t, nil
	})
}

func (svc *Service) changeTicket(
	ctx context.Context,
	key domain.DecisionID,
	did ticketDid,
	make func(domain.Ticket, *entry) (domain.Ticket, error),
) (domain.Decision, error) {
	return svc.decide(ctx, rules.ActTicket, domain.DecideTicket, func(q domain.Reader, e *entry) error {
		before, err := q.Ticket(key)
		if err != nil {
			return err
		}
		after, err := make(before, e)
		if err != nil {
			return err
		}
		if err := after.Validate(); err != nil {
			return invalid("refusal.cannot_change_ticket", err)
		}
		if other, err := q.TicketByCode(after.Code); err == nil && other.Key != key {
			return conflict("refusal.ticket_code_taken", other.Code)
		} else if err != nil && !isNotFound(err) {
			return err
		}
		e.Targets = []string{string(key)}
		p := ticketPayload{change: change[domain.Ticket]{Before: &before, After: &after}, Did: did}
		if !slices.Equal(before.Scopes, after.Scopes) {
			if after.Scopes, err = knownScopes(q, after.Scopes); err != nil {
				return err
			}
			if err := p.link(q, after, nil, true); err != nil {
				return err
			}
		}
		e.payload = p
		return nil
	})
}
