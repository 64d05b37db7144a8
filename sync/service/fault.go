package service

import (
	"fmt"
	"time"

	"runchecks/domain"
)

// Fault is how one exchange failed.
type Fault struct {
	Code     domain.Code
	Happened string // goes on after "failed: ", without a full stop
	Advice   string // a sentence
	Remedy   domain.Remedy
	Cause    error
	Again    bool          // the request may be sent again at once
	After    time.Duration // how long the service asks to wait first; 0 is no wish
	Status   int           // of HTTP, where that is the fault
	// Unknown says that what was asked for may have happened all the same.
	Unknown bool
}

// Err makes the readable error. tried is a phrase such as "Reading devices from Cove".
func (f *Fault) Err(tried string) error {
	return &domain.Error{Code: f.Code, Message: tried + " failed: " + f.Happened + ". " + f.Advice, Remedy: f.Remedy, Cause: f.Cause}
}

// Refuse makes an error of one code with a message that needs no cause.
func Refuse(code domain.Code, format string, args ...any) error {
	return &domain.Error{Code: code, Message: fmt.Sprintf(format, args...)}
}
