package domain

import (
	"encoding/json"
	"strings"

	"runchecks/domain/wording"
)

// Status is how a run or an object ended. The numbers are in order of severity
// (product.md, section 1: Failed > Missed > Warning > Unknown > Success), so that
// the database can take the worst of many with max().
//
// The zero value means that nobody said anything; it reads as Unknown everywhere,
// because nothing may be shown as good by omission.
type Status uint8

// The statuses. SuccessOverride occurs only as an effective status: a problem
// that a person declared to be a success. It is shown in blue, never in green.
const (
	Success Status = iota + 1
	SuccessOverride
	Unknown
	Warning
	Missed
	Failed
)

var statusWords = map[Status]string{
	Success:         "Success",
	SuccessOverride: "Success (override)",
	Unknown:         "Unknown",
	Warning:         "Warning",
	Missed:          "Missed",
	Failed:          "Failed",
}

// Statuses lists every raw status, worst first.
func Statuses() []Status { return []Status{Failed, Missed, Warning, Unknown, Success} }

// Known returns s, or Unknown where s is the zero value or not a status.
func (s Status) Known() Status {
	if _, ok := statusWords[s]; ok {
		return s
	}
	return Unknown
}

// String returns the word shown to people.
func (s Status) String() string { return statusWords[s.Known()] }

// Code returns the lower-case word used in JSON and on the command line.
func (s Status) Code() string {
	if s == SuccessOverride {
		return "success_override"
	}
	return strings.ToLower(s.String())
}

// Good reports whether s needs no explanation: Success, or a problem under an override.
func (s Status) Good() bool { return s == Success || s == SuccessOverride }

// ParseStatus turns a code or word into a Status. "error" is read as Failed.
func ParseStatus(word string) (Status, error) {
	w := strings.ToLower(strings.TrimSpace(word))
	if w == "error" {
		return Failed, nil
	}
	for s, name := range statusWords {
		if w == strings.ToLower(name) || w == s.Code() {
			return s, nil
		}
	}
	return Unknown, wording.Error("refusal.status_unknown", word)
}

// MarshalJSON writes the code.
func (s Status) MarshalJSON() ([]byte, error) { return json.Marshal(s.Code()) }

// UnmarshalJSON reads a code; null and unknown words become Unknown with an error for the latter.
func (s *Status) UnmarshalJSON(data []byte) error {
	var word *string
	if err := json.Unmarshal(data, &word); err != nil {
		return err
	}
	if word == nil {
		*s = Unknown
		return nil
	}
	parsed, err := ParseStatus(*word)
	*s = parsed
	return err
}
