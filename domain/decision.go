package domain

import "time"

// DecisionID is the ULID of a journal entry; ids sort by time.
type DecisionID string

// DecisionKind names what was decided.
type DecisionKind string

// The kinds of decision.
const (
	DecideReview   DecisionKind = "review"
	DecideUnmark   DecisionKind = "unmark"
	DecideSuccess  DecisionKind = "success"
	DecideOverride DecisionKind = "override"
	DecideApprove  DecisionKind = "approve"
	// DecideRule: an override was made by itself, changed, switched or deleted.
	DecideRule DecisionKind = "rule"
	// DecideDefinition: a reader definition was made, changed or removed.
	DecideDefinition DecisionKind = "definition"
	DecideUndo       DecisionKind = "undo"
)

// Decision is one entry of the journal: anything a person decided. Entries are
// appended and never changed; tables such as "reviewed" are projections of them.
type Decision struct {
	ID      DecisionID
	Profile string
	Actor   string
	At      time.Time
	Kind    DecisionKind
	// Targets are natural keys of runs, jobs or messages.
	Targets []string
	// Payload is JSON; its shape belongs to the kind (domain/review).
	Payload []byte
	// Undoes is the decision that this one reverses, only for DecideUndo.
	Undoes DecisionID
	// Summary is what people read: "4 runs of NW Daily reviewed".
	Summary string
	// UndoneBy is set in readings of the journal where a later entry reversed this one.
	UndoneBy DecisionID
}

// Role is what a profile's user may do (product.md, section 3).
type Role string

// The roles.
const (
	RoleAdmin    Role = "admin"
	RoleOperator Role = "operator"
	RoleViewer   Role = "viewer"
)

// Actor is who decides: the name in the journal and the role of the profile.
type Actor struct {
	Name string
	Role Role
}
