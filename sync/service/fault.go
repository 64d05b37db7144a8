package service

import (
	"time"

	"runchecks/domain"
	"runchecks/domain/wording"
)

// Fault is how one exchange failed.
type Fault struct {
	Code     domain.Code
	Happened wording.Phrase // goes on after "failed: ", without a full stop
	Advice   wording.Phrase // a sentence
	Remedy   domain.Remedy
	Cause    error
	Again    bool          // the request may be sent again at once
	After    time.Duration // how long the service asks to wait first; 0 is no wish
	Status   int           // of HTTP, where that is the fault
	// Unknown says that what was asked for may have happened all the same.
	Unknown bool
}

// Err makes the readable error. tried is a phrase such as "Reading devices from Cove".
func (f *Fault) Err(tried wording.Phrase) error {
	return domain.Refuse(f.Code, "fault.failed", tried, f.Happened, f.Advice).With(f.Cause, f.Remedy)
}
