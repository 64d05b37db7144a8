// Package reader is the contract between the registry and the readers of single
// product families. It holds the types only, so that both sides can import it.
package reader

import (
	"context"
	"time"

	"runchecks/domain"
	"runchecks/sync/message"
	"runchecks/sync/readers/learned"
)

// Env is what a reader may know besides the mail itself.
type Env struct {
	// Received is when the server took the mail in. It decides between day-first
	// and month-first dates where the mail has no Date header.
	Received time.Time
	// Location is the zone of the profile. Readers do not convert times into it.
	Location *time.Location
	// Learned is the prose that is understood in this mail, because people accepted mails
	// of its sender that hold it; nil for none.
	Learned *learned.Set
}

// Reader turns the mails of one product family into results.
type Reader interface {
	// Name is stored with every result.
	Name() string
	// Read returns the results and whether it recognised the mail. A recognised
	// mail may hold no result at all.
	Read(ctx context.Context, m *message.Message, env Env) ([]domain.Result, bool)
}

// Hint returns the date that ambiguous dates in m are compared with.
func (e Env) Hint(m *message.Message) time.Time {
	if !m.Date.IsZero() {
		return m.Date
	}
	return e.Received
}
