package review

import (
	"context"
	"errors"
	"fmt"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// lastLink returns the newest entry of the journal and its link in the chain. Where
// the newest entry is from before the chain was kept, the link is made over all.
func lastLink(q domain.Queries) (domain.DecisionID, string, error) {
	newest, err := q.NewestDecision()
	if missing(err) {
		return "", "", nil
	}
	if err != nil || newest.Hash != "" {
		return newest.ID, newest.Hash, err
	}
	link := ""
	err = q.WalkJournal(func(d domain.Decision) error {
		link = d.Chain(link)
		return nil
	})
	return newest.ID, link, err
}

// Chain is what a look at the whole journal found.
type Chain struct {
	Entries int
	// Unlinked counts entries from before the chain was kept; the first linked one
	// vouches for them.
	Unlinked int
	// Broken is the first entry whose link does not fit, "" for none: it, or one before
	// it, was changed, removed or put in.
	Broken domain.DecisionID
	// Last is the newest entry and its link: what a sign-off sheet prints.
	Last     domain.DecisionID
	LastHash string
}

// Words says what was found, for people.
func (c Chain) Words() string {
	switch {
	case c.Broken != "":
		return fmt.Sprintf("The chain of the journal is broken at %s: that entry, or one before it, was changed, removed or put in by other means.", c.Broken)
	case c.Entries == 0:
		return "The journal is empty."
	default:
		return fmt.Sprintf("%s, the chain is whole. The newest is %s with the link %s.", plural2(c.Entries, "entry", "entries"), c.Last, c.LastHash)
	}
}

func plural2(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// errBroken ends the walk at the first link that does not fit.
var errBroken = errors.New("a link does not fit")

// VerifyJournal walks the whole journal and checks every link of its chain.
func (d *Desk) VerifyJournal(ctx context.Context) (c Chain, err error) {
	if err := d.permit(rules.ActSee); err != nil {
		return c, err
	}
	link := ""
	err = d.p.Store.Read(ctx, func(q domain.Queries) error {
		return q.WalkJournal(func(e domain.Decision) error {
			c.Entries++
			link = e.Chain(link)
			switch {
			case e.Hash == "":
				c.Unlinked++
			case e.Hash != link:
				c.Broken = e.ID
				return errBroken
			}
			c.Last, c.LastHash = e.ID, link
			return ctx.Err()
		})
	})
	if errors.Is(err, errBroken) {
		err = nil
	}
	return c, err
}
