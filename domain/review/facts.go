package review

import (
	"bytes"
	"encoding/json"

	"runchecks/domain"
)

// facts are what reports brought to things that decisions made: the ends of acceptances,
// links of tickets and reviews by acceptance. They are no decisions: a rebuild finds them
// where they are, from its first entry on. An undo that was taken back later must not
// destroy those that came after it: they could be made from nothing.
type facts struct {
	ended map[domain.DecisionID]domain.Acceptance   // acceptances that a run ended
	links map[domain.DecisionID][]domain.TicketLink // that tickets got by themselves
	// taken says which reviews the undo that is being made again took away; nil for all,
	// which is what an undo of the first version did not say.
	taken map[domain.RunKey]bool
}

func newFacts() *facts {
	return &facts{ended: map[domain.DecisionID]domain.Acceptance{}, links: map[domain.DecisionID][]domain.TicketLink{}}
}

// undoing takes note of an undo that is about to be made again.
func (f *facts) undoing(undo domain.Decision) error {
	f.taken = nil
	var u *undone
	if len(bytes.TrimSpace(undo.Payload)) == 0 {
		return nil
	}
	if err := json.Unmarshal(undo.Payload, &u); err != nil || u == nil {
		return err
	}
	f.taken = map[domain.RunKey]bool{}
	for key := range u.Reviews {
		f.taken[key] = true
	}
	return nil
}

// keepEnd keeps how an acceptance ended by itself, before it is taken back.
func (h *hand) keepEnd(key domain.DecisionID) error {
	if h.facts == nil {
		return nil
	}
	a, err := h.tx.Acceptance(key)
	if missing(err) {
		return nil
	}
	if err == nil && a.EndedRun != "" {
		h.facts.ended[key] = a
	}
	return err
}

// keepLinks keeps the links that a ticket got by itself, before it is taken back.
func (h *hand) keepLinks(ticket domain.DecisionID) error {
	if h.facts == nil {
		return nil
	}
	all, err := h.tx.TicketLinks(ticket, nil)
	if err != nil {
		return err
	}
	var own []domain.TicketLink
	for _, l := range all {
		if !l.ByHand && l.Decision == "" {
			own = append(own, domain.TicketLink{Run: l.Run})
		}
	}
	h.facts.links[ticket] = own
	return nil
}

// linkByItself links a ticket that is made again to what it got by itself.
func (h *hand) linkByItself(ticket domain.DecisionID) error {
	if h.facts == nil {
		return nil
	}
	return h.tx.LinkTicket(ticket, h.facts.links[ticket])
}

// thatWere leaves those of the runs whose review the undo took away: the others were
// reviewed by what came after it was taken back.
func (h *hand) thatWere(ids []int64) ([]int64, error) {
	if h.facts == nil || h.facts.taken == nil {
		return ids, nil
	}
	var out []int64
	for _, id := range ids {
		r, err := h.tx.Run(id)
		if err != nil {
			return nil, err
		}
		if h.facts.taken[r.Key] {
			out = append(out, id)
		}
	}
	return out, nil
}
