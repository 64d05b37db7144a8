package domain

import (
	"strings"
	"time"

	"runchecks/domain/wording"
)

// Scope is what a ticket or remark is about: a customer, a job, or an object of a
// job. Names are natural keys, so that the journal means the same on every machine.
type Scope struct {
	Customer string `json:",omitempty"`
	Job      JobKey `json:",omitempty"`
	Object   string `json:",omitempty"` // only with Job
}

// Covers reports whether a run of job, with these problems, is in the scope.
func (s Scope) Covers(job Job, problems []Object) bool {
	switch {
	case s.Job == "":
		return s.Customer != "" && strings.EqualFold(s.Customer, job.Customer.Name)
	case !job.Is(s.Job):
		return false
	case s.Object == "":
		return true
	}
	for _, o := range problems {
		if Fold(o.Name) == Fold(s.Object) {
			return true
		}
	}
	return false
}

func validScopes(scopes []Scope) error {
	if len(scopes) == 0 {
		return wording.Error("refusal.scope_none")
	}
	for _, s := range scopes {
		if s.Customer == "" && s.Job == "" {
			return wording.Error("refusal.scope_empty")
		}
		if s.Object != "" && s.Job == "" {
			return wording.Error("refusal.scope_object")
		}
	}
	return nil
}

// Ticket documents an issue that somebody follows up (product.md, section 6).
type Ticket struct {
	Key         DecisionID // the decision that made it
	Code        string     // unique whatever its case, such as "T20261123.0042"
	Description string
	ActiveFrom  time.Time // runs before it are not linked
	Created     time.Time
	By          string
	Resolved    time.Time // zero: open
	Scopes      []Scope
	Desk        *DeskTicket `json:"Autotask,omitempty"` // where a service desk has it, too
}

// Open reports whether the ticket is still followed up, here and in the service desk.
func (t Ticket) Open() bool {
	return t.Resolved.IsZero() && (t.Desk == nil || t.Desk.Resolved.IsZero() && !t.Desk.Deleted)
}

// TicketLink is the link of a ticket to a run.
type TicketLink struct {
	Run RunKey
	// ByHand is true where a person linked this run, not the scope of the ticket.
	ByHand bool `json:",omitempty"`
	// Decision made the link, "" where it made itself when the run came; Off took it off
	// the run again, "" where it holds.
	Decision DecisionID `json:",omitempty"`
	Off      DecisionID `json:",omitempty"`
}

// These bound codes and descriptions, in bytes.
const (
	maxCode        = 80
	maxDescription = 8000
)

// Validate reports the first thing about t that a person must mend.
func (t Ticket) Validate() error {
	switch {
	case strings.TrimSpace(t.Code) == "":
		return wording.Error("refusal.ticket_no_code")
	case len(t.Code) > maxCode:
		return wording.Error("refusal.ticket_code_long")
	case len(t.Description) > maxDescription:
		return wording.Error("refusal.ticket_text_long")
	case !t.Resolved.IsZero() && t.Resolved.Before(t.Created):
		return wording.Error("refusal.ticket_order")
	}
	return validScopes(t.Scopes)
}

// DeskTicket is what was last read about the ticket in a service desk.
type DeskTicket struct {
	Desk     DeskID `json:",omitempty"`
	ID       int64  // the desk's own
	Number   string
	Title    string
	Status   string // the tenant's own word
	Queue    string
	Resolved time.Time // completed in the desk; zero: not
	// Deleted: asked for by its id, the desk says that there is no such ticket.
	// Absence from a list proves nothing.
	Deleted bool
	Checked time.Time
	URL     string
}

// Validate reports the first thing about r that a person must mend.
func (r Remark) Validate() error {
	switch {
	case strings.TrimSpace(r.Text) == "":
		return wording.Error("refusal.remark_no_text")
	case len(r.Text) > maxDescription:
		return wording.Error("refusal.remark_long")
	case !r.Expires.IsZero() && r.Expires.Before(r.Created):
		return wording.Error("refusal.remark_order")
	}
	return validScopes(r.Scopes)
}

// Shown reports whether the remark still counts at a time.
func (r Remark) Shown(now time.Time) bool { return r.Expires.IsZero() || now.Before(r.Expires) }

// TicketReader reads tickets and their links to runs.
type TicketReader interface {
	// Tickets lists tickets, open ones first, newest first.
	Tickets() ([]Ticket, error)
	Ticket(key DecisionID) (Ticket, error)
	// TicketByCode finds a ticket whatever the case of its code.
	TicketByCode(code string) (Ticket, error)
	// OpenTickets lists those that new runs may be linked to.
	OpenTickets() ([]Ticket, error)
	// TicketRuns lists the runs linked to a ticket, newest first.
	TicketRuns(key DecisionID, limit int) ([]LinkedRun, error)
	// TicketLinks says of runs what is known of their links to a ticket, those that were
	// taken off, too; a run without any is left out. nil is every run.
	TicketLinks(key DecisionID, runs []int64) ([]TicketLink, error)
	// RunTickets and RunRemarks list what is linked to a run.
	RunTickets(run int64) ([]Ticket, error)
}

// TicketTx changes tickets and their links to runs.
type TicketTx interface {
	PutTicket(Ticket) error // by key: made or replaced, with its scopes
	DeleteTicket(key DecisionID) error
	// PutDeskTicket keeps what a service desk says about one of its tickets; without newer only
	// where nothing is known yet.
	PutDeskTicket(a DeskTicket, newer bool) error
	// LinkTicket links runs to a ticket, where no such link is known: what a person took
	// off stays off.
	LinkTicket(key DecisionID, links []TicketLink) error
	// PutTicketLinks makes links what they say, in place of what is known of them.
	PutTicketLinks(key DecisionID, links []TicketLink) error
	// UnlinkDecision removes the links of a ticket that a decision made.
	UnlinkDecision(key, decision DecisionID) error
}
