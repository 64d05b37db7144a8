package review

import (
	"cmp"
	"context"
	"slices"
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
			return invalid("Cannot make the ticket: %v.", err)
		}
		var err error
		if t.Scopes, err = knownScopes(q, t.Scopes); err != nil {
			return err
		}
		if other, err := q.TicketByCode(t.Code); err == nil {
			return conflict(
				"There is a ticket %s already (%s). Link that one, or choose another code.",
				other.Code,
				cmp.Or(other.Description, "no description"),
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

// knownScopes returns scopes with their customers named as they are stored, and refuses one
// about a customer or a job that there is not.
func knownScopes(q domain.Reader, scopes []domain.Scope) ([]domain.Scope, error) {
	known := slices.Clone(scopes)
	for i, s := range scopes {
		if s.Job == "" {
			switch c, err := q.CustomerByName(s.Customer); {
			case isNotFound(err):
				return nil, invalid("There is no customer %s. Write the name as it is stored.", s.Customer)
			case err != nil:
				return nil, err
			default:
				known[i].Customer = c.Name
			}
			continue
		}
		switch _, err := q.JobByKey(s.Job); {
		case isNotFound(err):
			return nil, invalid("There is no job %s any more.", s.Job)
		case err != nil:
			return nil, err
		}
	}
	return known, nil
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
			return conflict("Nothing was linked: ticket %s is linked to these runs already.", before.Code)
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
			return conflict("Nothing was changed: ticket %s is not linked to this run.", t.Code)
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
		t.Created, t.By, t.Autotask = before.Created, before.By, before.Autotask
		t.Code, t.Description = strings.TrimSpace(t.Code), strings.TrimSpace(t.Description)
		return t, nil
	})
}

// ResolveTicket says that an issue is dealt with: the ticket stays on its runs and
// links to no new ones.
func (svc *Service) ResolveTicket(ctx context.Context, key domain.DecisionID) (domain.Decision, error) {
	return svc.changeTicket(ctx, key, ticketResolved, func(t domain.Ticket, e *entry) (domain.Ticket, error) {
		if !t.Resolved.IsZero() {
			return t, conflict("Ticket %s is resolved already.", t.Code)
		}
		t.Resolved = e.At
		return t, nil
	})
}

// ReopenTicket follows a resolved ticket up again: new runs in its scope are linked.
func (svc *Service) ReopenTicket(ctx context.Context, key domain.DecisionID) (domain.Decision, error) {
	return svc.changeTicket(ctx, key, ticketReopened, func(t domain.Ticket, _ *entry) (domain.Ticket, error) {
		if t.Resolved.IsZero() {
			return t, conflict("Ticket %s is open already.", t.Code)
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
			return invalid("Cannot change the ticket: %v.", err)
		}
		if other, err := q.TicketByCode(after.Code); err == nil && other.Key != key {
			return conflict("There is a ticket %s already. Choose another code.", other.Code)
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

// documentedRuns is what a ticket or remark is made from.
type documentedRuns struct {
	linked   []domain.RunRef
	oldest   time.Time // of the linked ones; zero where there is none
	reviewed int       // runs that are reviewed with it
}

// inScope reports whether a run is in one of the scopes; every run is where there is none.
func inScope(scopes []domain.Scope, run domain.Run, job domain.Job) bool {
	problems := rules.Problems(run)
	return len(scopes) == 0 || slices.ContainsFunc(scopes, func(s domain.Scope) bool { return s.Covers(job, problems) })
}

// documented finds the runs to link and, if asked, to review, and adds both to the
// targets of the entry. Of the jobs, runs are linked that are no success and in one of the
// scopes, if there are any: what is about one object links no run in which it is good. A
// run named by itself that is in none of them is refused.
func (svc *Service) documented(q domain.Reader, e *entry, from Documented, scopes []domain.Scope) (doc documentedRuns, err error) {
	seen, linked := map[domain.RunKey]bool{}, map[domain.RunKey]bool{}
	add := func(key domain.RunKey) {
		if !seen[key] {
			seen[key] = true
			e.Targets = append(e.Targets, string(key))
		}
	}
	// What is reviewed with it are the runs among the targets: those of other jobs are linked
	// and wait on.
	reviews := func(job int64) bool {
		return !from.Review || len(from.Jobs) == 0 || slices.ContainsFunc(from.Jobs, func(t Target) bool { return t.Job == job })
	}
	link := func(r domain.Run) {
		if !linked[r.Key] {
			linked[r.Key] = true
			doc.linked = append(doc.linked, domain.RunRef{ID: r.ID, Key: r.Key, At: r.At})
			if doc.oldest.IsZero() || r.At.Before(doc.oldest) {
				doc.oldest = r.At
			}
		}
		if reviews(r.JobID) {
			add(r.Key)
		}
	}
	for _, id := range from.Runs {
		r, err := q.Run(id)
		if err != nil {
			return doc, err
		}
		job, err := q.Job(r.JobID)
		if err != nil {
			return doc, err
		}
		if !inScope(scopes, r, job) {
			return doc, invalid(
				"This run of %s is not in what it is to be about. Of an object, choose a run in which it is not good.",
				job.Name,
			)
		}
		link(r)
	}
	for _, t := range from.Jobs {
		job, err := q.Job(t.Job)
		if err != nil {
			return doc, err
		}
		runs, err := q.WaitingRuns(t.Job, t.Last)
		if err != nil {
			return doc, err
		}
		for _, ref := range runs {
			if ref.Status != domain.Success {
				r, err := q.Run(ref.ID)
				if err != nil {
					return doc, err
				}
				if inScope(scopes, r, job) {
					link(r)
				}
			}
			if from.Review {
				doc.reviewed++
				add(ref.Key)
			}
		}
	}
	if from.Review {
		if err := svc.permit(rules.ActReview); err != nil {
			return doc, err
		}
	}
	return doc, nil
}

// widened adds the jobs of runs to scopes that do not cover them.
func widened(q domain.Reader, scopes []domain.Scope, from Documented) ([]domain.Scope, error) {
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

// ticketOf reads the payload of an entry about a ticket. One that names none was changed by
// other means.
func ticketOf(d domain.Decision) (ticketPayload, error) {
	p, err := payload[ticketPayload](d)
	if err == nil && p.After == nil {
		err = invalid("The journal entry %s names no ticket: it was changed by other means.", d.ID)
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
	if err := pr.tx.PutTicket(*p.After); err != nil {
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
	if err := pr.tx.PutTicket(*p.Before); err != nil {
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
