package domain

import (
	"fmt"
	"strings"
	"time"
)

// Source is where a run came from.
type Source string

// The sources of runs.
const (
	SourceMail         Source = "mail"
	SourceCove         Source = "cove"
	SourceCloudConnect Source = "cloud-connect"
	SourceSchedule     Source = "schedule" // a synthetic Missed run
	SourceOffline      Source = "offline"  // a synthetic Cove workstation run
)

// RunKey is the natural key of a run, the same on every machine: for a mail
// "mail:<Message-ID or hash>#<n>" (architecture.md, the way of a decision).
type RunKey string

// MailRunKey builds the key of the n-th result, counted from 0, of a message.
func MailRunKey(message string, n int) RunKey {
	return RunKey(fmt.Sprintf("mail:%s#%d", message, n))
}

// Run is one execution of a job. What a report said is never edited; Effective
// and Review are computed from decisions.
type Run struct {
	ID      int64
	Key     RunKey
	JobID   int64
	Message int64 // id of the message it was read from, 0 for other sources
	Source  Source
	// At is the run's own time: its start, else its end, else when the message
	// was received. Lists, overrides and days go by it.
	At time.Time
	Result
	Effective Effective
	Review    *Review // nil while unreviewed
	// Marked is why a person marked the run as success, empty for no mark; MarkedBy is the
	// decision that did.
	Marked   string
	MarkedBy DecisionID
	// Hidden is the id of the run whose success hides this one for its day (product.md,
	// section 2, the same-day rule), 0 for none. A hidden run needs no review.
	Hidden int64
	// Sender is what is known of the sender of its report.
	Sender Sender
	// LastAttempt is the id of the run that ended the attempts of which this is an earlier
	// one (product.md, section 1, Attempts), 0 for a run that was not tried again.
	LastAttempt int64
	// Note is what people should know beside the report: "arrived late", or why an
	// accepted problem is back.
	Note string
}

// SlotRunKey is the key of the synthetic Missed run of a job for one expected run.
func SlotRunKey(job JobKey, slot time.Time) RunKey {
	return RunKey("slot:" + string(job) + ":" + slot.UTC().Format(time.RFC3339))
}

// Review records who said that a run was looked at, and when.
type Review struct {
	At       time.Time
	By       string
	Decision DecisionID // empty for imported history
	Note     string     // for example "imported as history"
}

// silenceKey begins the keys of Missed runs that are about no slot.
const silenceKey = "silent:"

// SilenceRunKey is the key of the synthetic Missed run of a job that is silent since a time.
func SilenceRunKey(job JobKey, since time.Time) RunKey {
	return RunKey(silenceKey + string(job) + ":" + since.UTC().Format(time.RFC3339))
}

// SilentSince reports whether a run is the Missed run of a silence, and since when.
func (k RunKey) SilentSince() (time.Time, bool) {
	text := string(k)
	if !strings.HasPrefix(text, silenceKey) || len(text) < len(time.RFC3339) {
		return time.Time{}, false
	}
	since, err := time.Parse(time.RFC3339, text[len(text)-len("2006-01-02T15:04:05Z"):])
	return since, err == nil
}

// Effective is how a run counts after all decisions (product.md, section 4).
type Effective struct {
	Status Status
	// Partly is true where some but not all of the problems are overridden.
	Partly bool
	// Reason is the text behind "Treated as success:", empty where none applies.
	Reason string
}
