package domain

import "time"

// SignOff is what "Close the day" proves (product.md, section 9): who looked at
// what, what is open, what is documented and what was accepted.
type SignOff struct {
	Profile string
	// Day is a local date; From and To are its bounds, To not included.
	Day      string
	From, To time.Time
	// Customer narrows the sheet to one, "" is all of them.
	Customer string
	Made     time.Time
	By       string
	Rows     []SignOffRow
	Tickets  []SignOffTicket
	Accepted []SignOffAccepted
	Accounts []SignOffAccount
	// LastDecision and LastHash name the newest entry of the journal and its link in
	// the chain: a sheet on paper proves what the journal held that day.
	LastDecision DecisionID
	LastHash     string
	// Unmatched counts the messages that nobody understood and nobody placed.
	Unmatched int
}

// SignOffRow is one run of the day.
type SignOffRow struct {
	Customer string
	Product  string
	Job      string
	At       time.Time
	Raw      Status
	Status   Status // effective
	Reason   string // why a problem counts as success, or why it was reviewed unseen
	Problems int
	Reviewed time.Time // zero: still open
	By       string    // "" with Reviewed set: imported as history
	Tickets  []string  // codes
}

// SignOffTicket is a ticket that was open on the day.
type SignOffTicket struct {
	Code, Description string
	Created, Resolved time.Time // Resolved zero: open
}

// SignOffAccepted is a known problem that was accepted on the day.
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

// Counts sums the rows up.
func (s SignOff) Counts() (runs, reviewed, open, problems int) {
	for _, r := range s.Rows {
		runs++
		if r.Reviewed.IsZero() {
			open++
		} else {
			reviewed++
		}
		if r.Raw.Known() != Success {
			problems++
		}
	}
	return runs, reviewed, open, problems
}
