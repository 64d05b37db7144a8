package domain

import (
	"time"

	"runchecks/domain/wording"
)

// AcceptLevel says how far an acceptance reaches.
type AcceptLevel string

// The levels of an acceptance.
const (
	AcceptObject AcceptLevel = "object"
	AcceptJob    AcceptLevel = "job"
	// AcceptError is one error, by its signature, in all jobs of a product.
	AcceptError AcceptLevel = "error"
)

// Acceptance says that a known problem needs no look until something changes. It
// is no override: the status stays what it is, and nothing turns blue. Runs that
// show nothing but accepted problems count as looked at; the first one that is
// different ends the acceptance and waits for review, saying why.
type Acceptance struct {
	Key       DecisionID
	Level     AcceptLevel
	Job       JobKey // for AcceptObject and AcceptJob
	Object    string // for AcceptObject
	Product   string // for AcceptError
	Signature string // for AcceptError
	// Status is the worst accepted status; Affected the objects that had the
	// problem, as "job key|object" folded, in order.
	Status   Status
	Affected []string
	// Worst is the worst accepted status of each affected object; acceptances of the first
	// version have none, and Status stands for all.
	Worst map[string]Status `json:",omitempty"`
	// When it ends; at least one is set.
	UntilSuccess, UntilNextRun, UntilWorse, UntilNewObject bool
	UntilDate                                              time.Time
	Note                                                   string
	By                                                     string
	At                                                     time.Time
	// From is the oldest run that it concerns; older ones that come late are judged as
	// if it were not there.
	From time.Time
	// How it ended: by itself at a run, or by a person.
	Ended    time.Time
	EndedWhy string
	EndedRun RunKey
	// Back is the run that showed the problem again after the end, and says so.
	Back RunKey
}

// Active reports whether the acceptance still holds.
func (a Acceptance) Active() bool { return a.Ended.IsZero() }

// Validate reports the first thing about a that a person must mend.
func (a Acceptance) Validate() error {
	switch a.Level {
	case AcceptObject:
		if a.Job == "" || a.Object == "" {
			return wording.Error("refusal.accept_object_needs")
		}
	case AcceptJob:
		if a.Job == "" {
			return wording.Error("refusal.accept_job_needs")
		}
	case AcceptError:
		if a.Product == "" || a.Signature == "" {
			return wording.Error("refusal.accept_error_needs")
		}
	default:
		return wording.Error("refusal.accept_level")
	}
	if a.Level == AcceptError && !a.UntilNextRun && !a.UntilWorse && !a.UntilNewObject && a.UntilDate.IsZero() {
		return wording.Error(
			"refusal.accept_error_ends",
		)
	}
	if !a.UntilSuccess && !a.UntilNextRun && !a.UntilWorse && !a.UntilNewObject && a.UntilDate.IsZero() {
		return wording.Error("refusal.accept_no_end")
	}
	if !a.UntilDate.IsZero() && a.UntilDate.Before(a.At) {
		return wording.Error("refusal.accept_date_passed")
	}
	return nil
}

// AcceptanceReader reads acceptances.
type AcceptanceReader interface {
	// Acceptances lists acceptances, active ones first, newest first.
	Acceptances() ([]Acceptance, error)
	ActiveAcceptances() ([]Acceptance, error)
	Acceptance(key DecisionID) (Acceptance, error)
}

// AcceptanceTx changes acceptances.
type AcceptanceTx interface {
	PutAcceptance(Acceptance) error
	DeleteAcceptance(key DecisionID) error
}
