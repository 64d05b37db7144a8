package review

import "runchecks/domain"

func keys(list []domain.RunKey) []string {
	out := make([]string, len(list))
	for i, k := range list {
		out[i] = string(k)
	}
	return out
}

// ticketOf reads the payload of an entry about a ticket. One that names none was changed by
// other means.
func ticketOf(d domain.Decision) (ticketPayload, error) {
	p, err := payload[ticketPayload](d)
	if err == nil && p.After == nil {
		err = invalid("refusal.entry_no_ticket", d.ID)
	}
	return p, err
}

func ticketDependencies(d domain.Decision) dependencies {
	p, err := ticketOf(d)
	if err != nil {
		return dependencies{}
	}
	t := dependencies{makes: prefixed("about:", p.After.Key)}
	for _, l := range p.Known {
		t.makes = append(t.makes, linkName(p.After.Key, l.Run))
	}
	for _, k := range []*domain.Ticket{p.Before, p.After} {
		if k != nil {
			t.needs = append(t.needs, scopeNeeds(k.Scopes)...)
		}
	}
	return t
}

// linkName names one link of a ticket, linkNames those that an approval made.
func linkName(ticket domain.DecisionID, run domain.RunKey) string {
	return "link:" + string(ticket) + "|" + string(run)
}

func linkNames(tickets map[domain.DecisionID][]domain.RunKey) []string {
	var out []string
	for ticket, runs := range tickets {
		for _, run := range runs {
			out = append(out, linkName(ticket, run))
		}
	}
	return out
}

// scopeNeeds names the customers that scopes are about: they cannot be removed meanwhile.
func scopeNeeds(scopes []domain.Scope) []string {
	var out []string
	for _, s := range scopes {
		out = append(out, customerNames(s.Customer)...)
	}
	return out
}

func (pr *projector) ticket(d domain.Decision) error {
	p, err := ticketOf(d)
	if err != nil {
		return err
	}
	key := p.After.Key
	if err := pr.sound(key, p.After.Validate()); err != nil {
		return err
	}
	if err := pr.putTicket(*p.After, d); err != nil {
		return err
	}
	if err := pr.linkRuns(key, p, d.ID); err != nil {
		return err
	}
	known := map[domain.RunKey]domain.TicketLink{}
	for _, l := range p.Known {
		known[l.Run] = l
	}
	var off []domain.TicketLink
	for _, run := range p.Unlinked {
		l, ok := known[run]
		if !ok {
			l = domain.TicketLink{Run: run, ByHand: true}
		}
		l.Off = d.ID
		off = append(off, l)
	}
	if err := pr.tx.PutTicketLinks(key, off); err != nil || !p.Reviewed {
		return err
	}
	return pr.reviewTargets(d)
}

func (pr *projector) putTicket(t domain.Ticket, d domain.Decision) (err error) {
	if t.By, err = pr.maker(t.Key, d, t.By); err != nil {
		return err
	}
	return pr.tx.PutTicket(t)
}

// linkRuns links what is not linked, and what a person had taken off.
func (pr *projector) linkRuns(key domain.DecisionID, p ticketPayload, by domain.DecisionID) error {
	wasOff := map[domain.RunKey]bool{}
	for _, l := range p.Known {
		wasOff[l.Run] = true
	}
	var fresh, back []domain.TicketLink
	for _, run := range p.Linked {
		l := domain.TicketLink{Run: run, ByHand: true, Decision: by}
		if wasOff[run] {
			back = append(back, l)
		} else {
			fresh = append(fresh, l)
		}
	}
	for _, run := range p.Scoped {
		fresh = append(fresh, domain.TicketLink{Run: run, Decision: by})
	}
	if err := pr.tx.LinkTicket(key, fresh); err != nil {
		return err
	}
	return pr.tx.PutTicketLinks(key, back)
}

// reviewTargets reviews those runs among the targets that wait.
func (pr *projector) reviewTargets(d domain.Decision) error {
	ids, err := pr.tx.RunIDs(d.Targets)
	if err != nil {
		return err
	}
	var waiting []int64
	for _, id := range ids {
		r, err := pr.tx.Run(id)
		if err != nil {
			return err
		}
		if r.Review == nil {
			waiting = append(waiting, id)
		}
	}
	return pr.reviewRuns(waiting, domain.Review{At: d.At, By: d.Actor, Decision: d.ID})
}

func (pr *projector) revertTicket(d domain.Decision) error {
	p, err := ticketOf(d)
	if err != nil {
		return err
	}
	if err := pr.revertReview(d.ID); err != nil {
		return err
	}
	if p.Before == nil {
		if err := pr.rememberLinks(p.After.Key); err != nil {
			return err
		}
		return pr.tx.DeleteTicket(p.After.Key)
	}
	if err := pr.putTicket(*p.Before, d); err != nil {
		return err
	}
	if err := pr.tx.UnlinkDecision(p.Before.Key, d.ID); err != nil {
		return err
	}
	known := p.Known
	if known == nil {
		for _, run := range p.Unlinked { // an entry of the first version
			known = append(known, domain.TicketLink{Run: run, ByHand: true})
		}
	}
	return pr.tx.PutTicketLinks(p.Before.Key, known)
}
