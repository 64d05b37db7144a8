package domain

import "time"

// Claim says that somebody looks after a job until a time. The zero value says that nobody
// does; one that is over says the same.
type Claim struct {
	By string
	// Until is when it is over by itself.
	Until time.Time
	// Decision made it.
	Decision DecisionID
}

// Stands reports whether the claim counts at a time.
func (c Claim) Stands(at time.Time) bool { return c.By != "" && c.Until.After(at) }
