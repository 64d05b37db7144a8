package ticketing

import (
	"context"
	"errors"
	"net/http"
	"time"

	"runchecks/domain"
)

// System is one service desk, asked by its protocol. Its methods may be called from several
// goroutines. It holds the secrets so that printing it shows none, sends them over TLS to the desk's own
// address alone, follows no redirect, and every error of it is a *domain.Error: see Connection.
type System interface {
	// Usage signs in, and tells how much of the tenant's allowance is used, as far as the desk tells.
	Usage(ctx context.Context) (Usage, error)
	// Fields returns the choices for a new ticket.
	Fields(ctx context.Context) (domain.DeskFields, error)
	// Companies returns one page of the companies whose name contains part, whatever its case,
	// inactive ones included; an empty part is all of them. next is empty for the first page, and then
	// what the call before returned for the same part; an empty one returned is the end.
	Companies(ctx context.Context, part, next string) (found []domain.DeskCompany, more string, err error)
	// CompaniesByID returns those of the companies that the desk lists. One that is absent is not
	// proven to be gone: see Company.
	CompaniesByID(ctx context.Context, ids []int64) (map[int64]domain.DeskCompany, error)
	// Company asks for one company directly. domain.CodeNotFound is the proof that it is gone.
	Company(ctx context.Context, id int64) (domain.DeskCompany, error)
	// Create sends a new ticket, once: no fault makes a System send it again. Where no answer tells
	// what became of it, it is looked up; an error that is ErrUnknownOutcome says that it was not
	// found and may still be there.
	Create(ctx context.Context, n NewTicket) (domain.DeskTicket, error)
	// Find looks among the tickets of a company that were created at since or later for the one that
	// has the reference.
	Find(ctx context.Context, companyID int64, reference string, since time.Time) (domain.DeskTicket, bool, error)
	// Tickets asks how tickets stand. missing are those of which the desk says, asked by their id, that
	// there is no such ticket; ids in neither result are unknown. After an error, what was learned
	// before it is returned too.
	Tickets(ctx context.Context, ids []int64) (found map[int64]domain.DeskTicket, missing []int64, err error)
	// Close ends idle connections. Closing twice is fine.
	Close()
}

// Usage is how much of the tenant's allowance is used, by all integrations together. A Limit of 0
// was not told.
type Usage struct{ Limit, Used int64 }

// NewTicket is a ticket to be created. A choice of 0 and a zero time are not sent, so that the
// tenant's default counts.
type NewTicket struct {
	CompanyID   int64  // needed
	Title       string // needed
	Description string
	Due         time.Time
	domain.DeskDefaults
	// Reference is needed, see ValidReference: no other ticket has it. It is in the ticket, so that
	// it can be found when the answer to its creation is lost.
	Reference string
}

// Dial is what a System is opened with.
type Dial struct {
	Login domain.DeskLogin
	// Web sends the requests; nil is a client of its own.
	Web *http.Client
	// Wait waits between tries; nil is real time.
	Wait func(context.Context, time.Duration) error
	Now  domain.Clock
}

// Opener opens a System. It may ask where the tenant is and does not yet sign in.
type Opener func(ctx context.Context, d Dial) (System, error)

// ErrUnknownOutcome marks the error of a creation of which nobody knows whether it took place, even
// after looking. Find, or a person, must say so before another try.
var ErrUnknownOutcome = errors.New("it is not known whether the ticket was created")

// lookups are the pauses before each look for a ticket whose creation was not answered. The desk may
// still be at work when the first one asks.
var lookups = []time.Duration{time.Second, 3 * time.Second, 8 * time.Second}

// LookUp finds out whether a creation of unknown outcome took place: up to three times within 12
// seconds. why are the errors of the looks that failed.
func LookUp[T any](
	ctx context.Context, wait func(context.Context, time.Duration) error, find func() (T, bool, error),
) (made T, found bool, why []error) {
	for _, pause := range lookups {
		if wait(ctx, pause) != nil {
			break
		}
		made, found, err := find()
		if found {
			return made, true, nil
		}
		if err != nil {
			why = append(why, err)
		}
	}
	return made, false, why
}
