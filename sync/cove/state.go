package cove

import (
	"strconv"
	"strings"
)

// State is how a session of Cove stands or ended, by the service's own number
// (cove-api.md, section 5.2).
type State int

// The states. 0, 4 and 13 are not in the vendor's table, but in N-able's scripts.
const (
	StateNone                 State = 0 // no backup, also where there is no value
	StateInProcess            State = 1
	StateFailed               State = 2
	StateAborted              State = 3
	StateUnknown              State = 4
	StateCompleted            State = 5
	StateInterrupted          State = 6
	StateNotStarted           State = 7
	StateCompletedWithErrors  State = 8
	StateInProgressWithFaults State = 9
	StateOverQuota            State = 10
	StateNoSelection          State = 11
	StateRestarted            State = 12
	StateBlocked              State = 13
	// stateUnreadable stands for a value that is not a number.
	stateUnreadable State = -1
)

// states are the table's rows: the words for people and the names that the
// services write in place of numbers, without blanks and in lower case.
var states = map[State]struct {
	words string
	names []string
}{
	StateNone:                 {"No backup", []string{"nobackup", "undefined", "none"}},
	StateInProcess:            {"Running", []string{"inprocess", "inprogress", "running"}},
	StateFailed:               {"Failed", []string{"failed"}},
	StateAborted:              {"Aborted", []string{"aborted"}},
	StateUnknown:              {"Unknown", []string{"unknown"}},
	StateCompleted:            {"Completed", []string{"completed"}},
	StateInterrupted:          {"Interrupted", []string{"interrupted"}},
	StateNotStarted:           {"Not started", []string{"notstarted"}},
	StateCompletedWithErrors:  {"Completed with errors", []string{"completedwitherrors"}},
	StateInProgressWithFaults: {"Running with faults", []string{"inprogresswithfaults", "inprocesswithfaults"}},
	StateOverQuota:            {"Over quota", []string{"overquota"}},
	StateNoSelection:          {"No selection", []string{"noselection"}},
	StateRestarted:            {"Restarted", []string{"restarted"}},
	StateBlocked:              {"Blocked", []string{"blocked"}},
}

// States lists the states that have a name, by number.
func States() []State {
	out := make([]State, 0, len(states))
	for s := StateNone; s <= StateBlocked; s++ {
		out = append(out, s)
	}
	return out
}

// Known reports whether the state is in the table.
func (s State) Known() bool {
	_, ok := states[s]
	return ok
}

// Running reports whether the session has not ended.
func (s State) Running() bool { return s == StateInProcess || s == StateInProgressWithFaults }

// String returns the words for people; a number that is not in the table is kept
// as "Status 14".
func (s State) String() string {
	switch known, ok := states[s]; {
	case ok:
		return known.words
	case s == stateUnreadable:
		return "Status not readable"
	}
	return "Status " + strconv.Itoa(int(s))
}

// parseState reads a number or a name. An empty text is StateNone.
func parseState(s string) State {
	if s = strings.TrimSpace(s); s == "" {
		return StateNone
	}
	if n := number(s); n.Known && n.Value >= 0 && n.Value < 1<<31 {
		return State(n.Value)
	}
	name := strings.ToLower(strings.NewReplacer(" ", "", "_", "", "-", "").Replace(s))
	for state, known := range states {
		for _, n := range known.names {
			if n == name {
				return state
			}
		}
	}
	return stateUnreadable
}
