package causes

import (
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// Alike says how many wait with the same cause.
type Alike struct{ Jobs, Customers int }

// ReadAlike says of each job that waits how many others wait with the cause of its problem; of
// one with several causes, of that which most have. Jobs that nobody shares a cause with, or
// that only are missing, are left out.
func ReadAlike(q domain.Reader, nights rules.Nights, now time.Time) (map[int64]Alike, error) {
	waiting, err := Gather(q)
	if err != nil {
		return nil, err
	}
	of := map[int64]Alike{}
	for _, g := range waiting.Groups(nights.Of(now)) {
		n := Alike{g.Jobs(), g.Customers()}
		for _, member := range g.Members {
			if n.Jobs > of[member.Job.ID].Jobs && n.Jobs > 1 && !g.Missing {
				of[member.Job.ID] = n
			}
		}
	}
	return of, nil
}
