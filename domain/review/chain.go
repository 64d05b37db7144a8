package review

import "runchecks/domain"

// lastLink returns the newest entry of this computer and its link in the chain. Where
// the newest entry is from before the chain was kept, the link is made over all.
func lastLink(q domain.Reader) (domain.DecisionID, string, error) {
	newest, err := q.NewestDecision()
	if isNotFound(err) {
		return "", "", nil
	}
	if err != nil || newest.Hash != "" {
		return newest.ID, newest.Hash, err
	}
	link := ""
	err = q.WalkJournal(func(p domain.Placed) error {
		if p.Computer == "" {
			link = p.Decision.Chain(link)
		}
		return nil
	})
	return newest.ID, link, err
}
