package domain

import (
	"strings"
	"time"

	"runchecks/domain/wording"
)

// Level says how far an override reaches. Object rules are tried first, then
// job, then global.
type Level string

// The levels of an override. The mark on one run that "Mark as success" leaves is no
// rule and has none.
const (
	LevelObject Level = "object"
	LevelJob    Level = "job"
	LevelGlobal Level = "global"
)

// MatchMode says how the text of an override is compared with a message.
type MatchMode string

// The four modes; all ignore case and treat a run of white space as one blank.
const (
	MatchContains MatchMode = "contains"
	MatchExact    MatchMode = "exact"
	MatchStarts   MatchMode = "starts"
	MatchEnds     MatchMode = "ends"
)

// Override is a rule that treats a matching problem as success.
type Override struct {
	ID      int64
	Key     DecisionID // the decision that made it: its natural key
	Level   Level
	Product string // folded comparison; required for LevelGlobal
	Type    string // empty: every type
	Job     JobKey // for LevelJob and LevelObject
	Object  string // for LevelObject
	Status  Status // covered alone; zero: every status but Success
	Worst   Status // the worst that is covered; zero: none is too bad
	Text    string // empty matches any message and none
	Mode    MatchMode
	From    time.Time
	Until   time.Time // zero: permanent
	Reason  string
	Enabled bool
	By      string
	Source  RunKey // the run it was made from
}

// Validate reports the first thing about o that a person must mend.
func (o Override) Validate() error {
	switch o.Mode {
	case MatchContains, MatchExact, MatchStarts, MatchEnds:
	default:
		return wording.Error("refusal.override_mode")
	}
	switch o.Level {
	case LevelGlobal:
		if strings.TrimSpace(o.Text) == "" {
			return wording.Error("refusal.override_all_needs_text")
		}
		if o.Product == "" {
			return wording.Error("refusal.override_all_needs_product")
		}
	case LevelJob:
		if o.Job == "" {
			return wording.Error("refusal.override_job_needs")
		}
	case LevelObject:
		if o.Job == "" || o.Object == "" {
			return wording.Error("refusal.override_object_needs")
		}
	default:
		return wording.Error("refusal.override_level")
	}
	if !o.Until.IsZero() && o.Until.Before(o.From) {
		return wording.Error("refusal.override_ends_early")
	}
	return nil
}

// OverrideReader reads overrides.
type OverrideReader interface {
	Overrides() ([]Override, error)
	Override(key DecisionID) (Override, error)
	// RulesChanged reports whether an override was made, changed or undone after id.
	RulesChanged(id DecisionID) (bool, error)
}

// OverrideTx changes overrides.
type OverrideTx interface {
	PutOverride(Override) error // by key: made or replaced
	DeleteOverride(key DecisionID) error
}
