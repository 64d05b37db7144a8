package cove

import (
	"encoding/json"
	"slices"
	"strings"
	"time"
)

// Class is what kind of machine or tenant a device is.
type Class string

// The classes.
const (
	ClassUnknown      Class = "Unknown"
	ClassServer       Class = "Server"
	ClassWorkstation  Class = "Workstation"
	ClassMicrosoft365 Class = "Microsoft 365"
	ClassNotInstalled Class = "Not installed" // an entry whose software never ran
)

// Device is one account of Cove: a server, a workstation or a Microsoft 365 tenant,
// with the state of its latest sessions. All times are UTC, zero for never; sizes
// are bytes.
type Device struct {
	AccountID int64 // the stable key
	PartnerID int64 // the customer or site that owns it
	Customer  string
	Name      string // the name of the device in Cove
	Alias     string
	Computer  string
	Class     Class

	OS, Version, Product, Profile string
	Reference                     string // the customer's reference
	Physical                      string // Physical, Virtual or Undefined
	Flags                         []string

	Created     time.Time
	LastContact time.Time
	Used        Number // storage

	// Active are the codes of the active data sources, such as D01, in the order of
	// the service.
	Active []string
	// Sources are the data sources: first the active ones in their order, whether or
	// not anything is known of them, then those that left figures behind.
	Sources []DataSource
	// Total is D09, the sum that hides dead sources.
	Total DataSource
	// Bar is the colour bar: one digit, a state, for each day, the newest last; at
	// most 28.
	Bar string
	// Refused are the codes of the data sources whose columns the service does not
	// give to this user. The slice is shared between devices.
	Refused []string
	// Raw is the row as it came, without the device's password.
	Raw json.RawMessage
}

// DataSource is the state of one data source of a device.
type DataSource struct {
	Code   string // D01
	Name   string
	Active bool
	// Present is false where the row has no value of this source at all.
	Present bool

	State    State     // of the last session
	Session  time.Time // of the last session; never while one runs
	Errors   Number    // of the last session
	Duration time.Duration
	Selected Number // bytes of the last session
	Sent     Number

	FinishedState State // of the last finished session, StateNone if there is none
	Finished      time.Time
	SuccessState  State // of the session that LastSuccess points at: it may have had errors
	LastSuccess   time.Time
}

// Ended returns when the last finished session ended, or the zero time. The time of
// the last session takes its place where the service has not moved the time of
// completion, as for aborted ones (cove-api.md, section 11.5). A running session never
// counts.
func (s DataSource) Ended() time.Time {
	end := s.Finished
	if !s.State.Running() && s.Session.After(end) {
		end = s.Session
	}
	if end.IsZero() && (s.State == StateCompleted || s.State.Running()) {
		end = s.LastSuccess
	}
	return end
}

// Last returns the state of the last finished session, StateNone if there is none.
func (s DataSource) Last() State {
	switch {
	case s.State != StateNone && !s.State.Running():
		return s.State
	case s.FinishedState != StateNone:
		return s.FinishedState
	case !s.LastSuccess.IsZero() && !s.Finished.After(s.LastSuccess):
		return s.SuccessState
	}
	return StateNone
}

// Living returns when the source last did its work, with or without errors.
func (s DataSource) Living() time.Time {
	alive := s.LastSuccess
	if last := s.Last(); last == StateCompleted || last == StateCompletedWithErrors || last == StateRestarted {
		if end := s.Ended(); end.After(alive) {
			alive = end
		}
	}
	return alive
}

// Source returns the state of the data source with this code, such as D01.
func (d Device) Source(code string) (DataSource, bool) {
	i := slices.IndexFunc(d.Sources, func(s DataSource) bool { return s.Code == code })
	if i < 0 {
		return DataSource{}, false
	}
	return d.Sources[i], true
}

// classOf tells the class. The account type, not the type of the operating system,
// tells a tenant from a device that was never installed (cove-api.md, section 5.5).
func classOf(account, os Number, active []dataSource, installed bool) Class {
	tenant := len(active) > 0
	for _, s := range active {
		tenant = tenant && strings.HasPrefix(s.name(), "Microsoft 365")
	}
	switch {
	case account.Value == 2, account.Value == 0 && tenant:
		return ClassMicrosoft365
	case os.Value == 1:
		return ClassWorkstation
	case os.Value == 2:
		return ClassServer
	case account.Value == 1 && os.Known && !installed:
		return ClassNotInstalled
	}
	return ClassUnknown
}
