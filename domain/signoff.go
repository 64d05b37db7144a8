package domain

import "time"

// SignOff is what "Close the day" proves (product.md, section 9): who looked at
// what, what is open, what is documented and what was accepted.
type SignOff struct {
	Profile string
	// Day is the date that the night carries, a local one; From and To are the bounds of
	// the night, To not included.
	Day      string
	From, To time.Time
	// Customer narrows the sheet to one, "" is all of them.
	Customer string
	Made     time.Time
	By       string
	Rows     []SignOffRow
	Tickets  []SignOffTicket
	Remarks  []SignOffRemark
	Accepted []SignOffAccepted
	Accounts []SignOffAccount
	// LastDecision and LastHash name the newest entry of the journal and its link in
	// the chain: a sheet on paper proves what the journal held that day.
	LastDecision DecisionID
	LastHash     string
	// Unmatched counts the messages that nobody understood and nobody placed.
	Unmatched int
	// Approvals counts what waits for approval: nobody knows yet whose it is. Pending lists
	// it on the sheet of all customers.
	Approvals Approvals
	Pending   []SignOffPending
	// ReviewedIn is what people reviewed in the time of the night, whichever night's runs
	// they were; only on the sheet of all customers.
	ReviewedIn ReviewCount
}

// Calendar reports whether the night is a calendar day.
func (s SignOff) Calendar() bool { return s.From.Format(time.DateOnly) == s.Day }

// SignOffTry is an attempt that was tried again.
type SignOffTry struct {
	At     time.Time
	Status Status // effective
}

// SignOffRow is one run of the night, with the attempts before it.
type SignOffRow struct {
	Customer string
	Product  string
	Job      string
	At       time.Time
	Raw      Status
	Status   Status // effective
	Reason   string // why a problem counts as success, or why it was reviewed unseen
	Problems int
	Reviewed time.Time    // zero: still open
	By       string       // "" with Reviewed set: imported as history
	Tickets  []string     // codes
	Remarks  []string     // their texts
	Earlier  []SignOffTry // oldest first
	// Hidden: a success of the same day came before it, so it needs no review.
	Hidden bool
}

// SignOffPending is a job that waited for approval when the sheet was made.
type SignOffPending struct {
	Sender, Product, Job string
	Runs                 int    // that nobody reviewed
	Status               Status // the worst of them, of the newest run where none waits
}

// SignOffRemark is a remark about a run of the night, or one that counted in it.
type SignOffRemark struct {
	Text, By         string
	Created, Expires time.Time // Expires zero: never
}

// SignOffTicket is a ticket that was open in the night.
type SignOffTicket struct {
	Code, Description string
	Created, Resolved time.Time // Resolved zero: open
}

// SignOffAccepted is a known problem that was accepted in the night.
type SignOffAccepted struct {
	What, Until, Note, By string
	At                    time.Time
}

// SignOffAccount is how a source of reports stood when the sheet was made.
type SignOffAccount struct {
	Name        string
	LastSuccess time.Time
	Error       string
}

// Open reports whether the run still waits for its review.
func (r SignOffRow) Open() bool { return r.Reviewed.IsZero() && !r.Hidden }

// Counts sums the rows up.
func (s SignOff) Counts() (runs, reviewed, open, problems int) {
	for _, r := range s.Rows {
		runs++
		switch {
		case r.Open():
			open++
		case !r.Hidden:
			reviewed++
		}
		if r.Raw.Known() != Success {
			problems++
		}
	}
	return runs, reviewed, open, problems
}
