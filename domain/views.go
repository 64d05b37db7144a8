package domain

import "time"

// JobRow is one row of the job list of Run Checks: a job with what waits for review.
type JobRow struct {
	Job
	// Status is the worst effective status of the waiting runs.
	Status Status
	// Runs is the number of waiting runs; Problems counts those of them that are not good.
	Runs, Problems int
	// Newest is the time of the newest waiting run, Oldest that of the oldest.
	Newest, Oldest time.Time
	// Tickets counts the open tickets about the job, Remarks the remarks that still count.
	Tickets, Remarks int
	// Ticket is the code of the newest open ticket, where it is about the job itself.
	Ticket string
	// LastRun is the highest id among the waiting runs when the row was read: a
	// review of this row never covers a run that arrived later.
	LastRun int64
	// Standing is how the job stands against its nights, where its status is a problem and
	// whoever read the row asked for it (rules.ReadStandings).
	Standing Standing
}

// RunRow is one row of the run list.
type RunRow struct {
	ID       int64
	Key      RunKey
	At       time.Time
	Raw      Status
	Status   Status // effective
	Partly   bool
	Source   Source
	Kind     Kind
	Duration time.Duration // 0 where the report does not say
	Objects  int
	Problems int
	Reviewed bool
	// Hidden is true where a success of the same day hides the run; Hides counts the runs
	// that this one hides.
	Hidden bool
	Hides  int
	// Unverified is the mark "sender not verified", Doubted that the report is not believed.
	Unverified, Doubted bool
	// LastAttempt is as in Attempt; Attempts counts the attempts of which the run is one,
	// 1 for a run of its own.
	LastAttempt int64
	Attempts    int
	// Note is that of the run; Tickets and Remarks count what is linked to it.
	Note             string
	Tickets, Remarks int
}

// RunRef names a run.
type RunRef struct {
	ID       int64
	Key      RunKey
	At       time.Time
	Status   Status // effective
	Reviewed bool
	// LastAttempt is as in Attempt.
	LastAttempt int64
}

// LinkedRun is a run as tickets and remarks list it.
type LinkedRun struct {
	RunRef
	Job    Job
	ByHand bool
}

// DayRun is a run as a day's list needs it.
type DayRun struct {
	RunRef
	Job      int64
	Raw      Status
	Source   Source
	Kind     Kind
	Problems int
	Reason   string // of the effective status
	Review   *Review
	Hidden   bool
}

// Approvals counts what waits in the inbox for approval.
type Approvals struct {
	Jobs int
	// Runs are the runs of these jobs that nobody reviewed, Problems those of them that
	// are not good.
	Runs, Problems int
}

// ReviewCount says what people reviewed in a time span.
type ReviewCount struct {
	Runs int // the attempts of a night are one
	// Last is when the newest of the reviews was made, zero where there is none, By its actor.
	Last time.Time
	By   string
}

// JobReview is what one decision reviewed of one job.
type JobReview struct {
	Job      int64
	Decision DecisionID
	Kind     DecisionKind
	At       time.Time
	By       string
	Runs     int       // the attempts of a night are one
	Oldest   time.Time // of these runs
	// Status is the worst of what their reports say, Effective that of how they count.
	Status, Effective Status
	Noted             bool // a note stands at one of them
}

// Details is everything the details pane shows of one run.
type Details struct {
	Run     Run
	Job     Job
	Message *Message // nil where the run came from no mail
	// Summary takes the place of the message, nil for none.
	Summary *Summary
	// Before holds, per object name, the status in the job's previous run, so
	// that rows which changed can be marked. Empty where there is none.
	Before map[string]Status
	// Tickets and Remarks are linked to the run; Accepted are the acceptances that hold
	// for its job or its product.
	Tickets  []Ticket
	Remarks  []Remark
	Accepted []Acceptance
}

// InboxRow is a message without an approved job.
type InboxRow struct {
	Message
	// Product, Type, Job and Status come from the first result, if there is one.
	Product string
	Type    string
	Job     string
	Status  Status
	JobKeys []JobKey // pending jobs that the message belongs to
}

// PendingJob is a job that waits for approval, with what its reports say.
type PendingJob struct {
	Message // the newest of its reports
	Job     JobKey
	Sender  string
	Product string
	Type    string
	Name    string
	Status  Status // of the run of the newest report
	// Reports are all that were not deleted, the newest first.
	Reports []PendingReport
	// Beside is how many jobs that wait the newest report is about.
	Beside int
}

// PendingReport is one report of a job that waits for approval: its message, when that was
// received, and the status of its worst run of the job.
type PendingReport struct {
	Message  int64
	Received time.Time
	Status   Status
}

// OverridePreview says what an override changes now, and what it would have matched in
// the last 90 days (product.md, section 2). Both are of approved jobs.
type OverridePreview struct {
	Now OverrideChange
	// Runs that it would have matched, of Jobs.
	Runs int
	Of   int // problem runs in its reach, matched or not
	Jobs int
	// Rows lists the newest matches, at most 100.
	Rows []OverrideMatch
}

// OverrideChange is what the decision changes among the runs that wait: exactly that.
type OverrideChange struct {
	Runs, Jobs int
	// Success counts the runs that become a success by it, Problem those that stop being
	// one; the others are covered in part, or by another rule than before.
	Success, Problem int
	// Rows lists them, the newest first, at most 100.
	Rows []OverrideMatch
}

// OverrideMatch is one run that a rule changes or would have matched.
type OverrideMatch struct {
	Run      RunKey
	Customer string
	Job      string
	At       time.Time
	Message  string
	// Before and After are how the run counts without and with the decision; only in
	// the rows of OverrideChange.
	Before, After Effective
}

// SyncProgress is how far a running sync is. Counts never go down.
type SyncProgress struct {
	Account  string
	Folder   string
	Things   string // what is counted, in the singular; "" is a message
	Done     int    // stored
	Known    int    // of them: known already
	Total    int    // planned
	Runs     int    // runs found so far
	Problems int    // messages set aside
	Missing  int    // messages that were listed and not given
	Notice   string // set with Finished: what a good sync could not do
	Finished bool
	Err      error // set with Finished where the sync failed
}

// New counts what was stored and not known before.
func (p SyncProgress) New() int { return p.Done - p.Known }
