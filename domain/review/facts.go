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

// noteUndo takes note of an undo that is about to be made again.
func (f *facts) noteUndo(undo domain.Decision) error {
	f.taken = nil
	var u *undoPayload
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

// rememberEnd keeps how an acceptance ended by itself, before it is taken back.
func (pr *projector) rememberEnd(key domain.DecisionID) error {
	if pr.facts == nil {
		return nil
	}
	a, err := pr.tx.Acceptance(key)
	if isNotFound(err) {
		return nil
	}
	if err == nil && a.EndedRun != "" {
		pr.facts.ended[key] = a
	}
	return err
}

// rememberLinks keeps the links that a ticket got by itself, before it is taken back.
func (pr *projector) rememberLinks(ticket domain.DecisionID) error {
	if pr.facts == nil {
		return nil
	}
	all, err := pr.tx.TicketLinks(ticket, nil)
	if err != nil {
		return err
	}
	var own []domain.TicketLink
	for _, l := range all {
		if !l.ByHand && l.Decision == "" {
			own = append(own, domain.TicketLink{Run: l.Run})
		}
	}
	pr.facts.links[ticket] = own
	return nil
}

// restoreOwnLinks links a ticket that is made again to what it got by itself.
func (pr *projector) restoreOwnLinks(ticket domain.DecisionID) error {
	if pr.facts == nil {
		return nil
	}
	return pr.tx.LinkTicket(ticket, pr.facts.links[ticket])
}

// onlyTaken leaves those of the runs whose review the undo took away: the others were
// reviewed by what came after it was taken back.
func (pr *projector) onlyTaken(ids []int64) ([]int64, error) {
	if pr.facts == nil || pr.facts.taken == nil {
		return ids, nil
	}
	var out []int64
	for _, id := range ids {
		r, err := pr.tx.Run(id)
		if err != nil {
			return nil, err
		}
		if pr.facts.taken[r.Key] {
			out = append(out, id)
		}
	}
	return out, nil
}
