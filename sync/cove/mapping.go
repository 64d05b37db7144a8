package cove

import (
	"fmt"
	"time"

	"runchecks/domain"
)

// statusOf is the table: what each state of a finished session means. The groups
// are those of the console's own dashboard (cove-api.md, section 5.2). A running
// session is in no group: it says nothing yet.
var statusOf = map[State]domain.Status{
	StateCompleted: domain.Success,

	StateCompletedWithErrors: domain.Warning,
	StateRestarted:           domain.Warning,

	StateFailed:      domain.Failed,
	StateAborted:     domain.Failed,
	StateInterrupted: domain.Failed,
	StateNotStarted:  domain.Failed,
	StateOverQuota:   domain.Failed,
	StateNoSelection: domain.Failed,
	StateBlocked:     domain.Failed,

	StateNone:    domain.Unknown,
	StateUnknown: domain.Unknown,
}

// FinishedStates lists the rows of the table that can be replaced.
func FinishedStates() (out []domain.SessionState) {
	for _, s := range States() {
		if status, ok := statusOf[s]; ok && s != StateNone && s != StateUnknown {
			out = append(out, domain.SessionState{Number: int(s), Name: s.String(), Usual: status})
		}
	}
	return out
}

// TableVersion stands for the table and the rules around it: where it is raised, waiting
// runs are judged again.
const TableVersion = "1"

// Mapping is how a profile wants Cove to be judged. The zero value is the default;
// each field that is set replaces a part of it.
type Mapping struct {
	// Status replaces rows of the table. States that are running, or not in the
	// table, cannot be replaced: they are Unknown.
	Status map[State]domain.Status
	// Cadence is how often a data source does its work, by code ("D10"), or by
	// account and code ("5100002/D10"), which comes first. Others have DefaultCadence.
	Cadence map[string]time.Duration
	// DeadWarning and DeadFailed are after how many cadences without work a source is
	// a Warning, and Failed. 0 is the default, negative is never.
	DeadWarning, DeadFailed int
}

// DefaultCadence is that of every data source: Cove does not tell the schedule of a
// device.
const DefaultCadence = 24 * time.Hour

// Of returns what a state of a finished session means.
func (m Mapping) Of(s State) domain.Status {
	known, ok := statusOf[s]
	if !ok {
		return domain.Unknown
	}
	wanted, ok := m.Status[s]
	switch {
	case !ok:
		return known
	case wanted == domain.SuccessOverride: // never a raw status
		return domain.Unknown
	}
	return wanted.Known()
}

func (m Mapping) cadence(account int64, code string) time.Duration {
	for _, key := range []string{fmt.Sprintf("%d/%s", account, code), code} {
		if c := m.Cadence[key]; c > 0 {
			return c
		}
	}
	return DefaultCadence
}

// dead judges how long a source has done nothing.
func (m Mapping) dead(account int64, code string, idle time.Duration) domain.Status {
	cadence := m.cadence(account, code)
	past := func(set, usual int) bool {
		if set == 0 {
			set = usual
		}
		return set > 0 && idle/cadence >= time.Duration(set)
	}
	switch {
	case past(m.DeadFailed, domain.DefaultDeadFailed):
		return domain.Failed
	case past(m.DeadWarning, domain.DefaultDeadWarning):
		return domain.Warning
	}
	return domain.Success
}
