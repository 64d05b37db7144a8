package domain

import (
	"fmt"
	"strings"
	"time"
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

// MostReviewNote is how many bytes the note of a review may have.
const MostReviewNote = 2000

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

// RunReader reads runs, their reviews and what is judged about them.
type RunReader interface {
	Run(id int64) (Run, error)
	RunByKey(key RunKey) (Run, error)
	// RunIDs finds runs by their keys; those that are gone are left out.
	RunIDs(keys []string) ([]int64, error)
	// SameRun finds a believed run of the job with this fingerprint: the same report come twice.
	SameRun(job int64, fingerprint string) (bool, error)
	Details(run int64) (Details, error)
	// AllRuns lists every run of a job, newest first.
	AllRuns(job int64) ([]RunRef, error)
	// JobRuns lists a job's waiting runs, newest first, with reviewed ones if asked; limit 0 means 500.
	JobRuns(job int64, includeReviewed bool, limit int) ([]RunRow, error)
	// WaitingRuns lists the unreviewed runs of a job with an id of at most last (0: any), newest first.
	WaitingRuns(job, last int64) ([]RunRef, error)
	// ReviewedRuns lists the reviewed runs of a job, objects left out; with decision set only those that it reviewed.
	ReviewedRuns(job int64, decision DecisionID) ([]Run, error)
	// RunsReviewedBy lists the ids of the runs that a decision reviewed.
	RunsReviewedBy(decision DecisionID) ([]int64, error)
	// LastReview returns the newest decision that reviewed a run of job, "" if there is none.
	LastReview(job int64) (DecisionID, error)
	// ReviewedIn counts the runs that people reviewed in a time span, To not included, by
	// whatever decision, and have not been returned since. A run that came reviewed, as
	// history or by an acceptance, is none of them.
	ReviewedIn(from, to time.Time) (ReviewCount, error)
	// ReviewsIn lists these reviews, one for each job and decision, oldest first.
	ReviewsIn(from, to time.Time) ([]JobReview, error)
	// DayRuns lists the runs of a time span, To not included, newest first.
	DayRuns(from, to time.Time) ([]DayRun, error)
	// RunMarks visits the jobs that ran since a time, with their runs since then, newest
	// first, from one index.
	RunMarks(jobs []int64, since time.Time, visit func(job int64, marks []RunMark)) error
	// RunsIn lists the runs of a job in a time span, To not included, with their objects,
	// oldest first.
	RunsIn(job int64, from, to time.Time) ([]Run, error)
	// SourceRuns lists the runs of a job from one source in a time span, To not included, oldest first.
	SourceRuns(job int64, source Source, from, to time.Time) ([]DayRun, error)
	// WaitingProblems visits the unreviewed runs that are not a plain success, with what
	// judging them needs: id, key, job, time, status, error, effective status, mark, last attempt, and
	// of the objects those that are not good.
	WaitingProblems(f ProblemFilter, visit func(Run, Job) error) error
	// ProblemRuns visits runs that are not a plain success, newest first, with objects.
	ProblemRuns(f ProblemFilter, visit func(Run, Job) error) error
	// MatchingProblems visits, newest first, those runs of approved jobs that are not a plain
	// success and say a text: in an object that is not good, or as their error. A run is
	// given with what WaitingProblems gives. Where says lets the empty text through, all are
	// visited. of is how many there are, whatever they say.
	MatchingProblems(f ProblemFilter, says func(text string) bool, visit func(Run, Job) error) (of int, err error)
	// ProblemIDs returns those of the runs that are not a plain success.
	ProblemIDs(runs []int64) ([]int64, error)
}

// RunTx changes runs, their reviews and what is judged about them.
type RunTx interface {
	// PutRun stores a run with its objects; an existing key gives CodeConflict.
	PutRun(run Run, fingerprint string) (int64, error)
	// SetRun replaces what a stored run says, by its id; key, message, review, marks and
	// what is known of the sender stay.
	SetRun(run Run, fingerprint string) error
	// SetRunJob moves a run to another job. A rebuild finds it where it was.
	SetRunJob(run, job int64) error
	// DeleteRun removes a run that nobody decided about; any other gives CodeConflict.
	DeleteRun(id int64) error
	SetReview(runs []int64, review *Review) error
	SetSuccessMark(run int64, decision DecisionID, reason *string) error
	SetEffective(runs []int64, e Effective) error
	// SetNote records what people should know about a run, such as "arrived late".
	SetNote(run int64, note string) error
}

// ProblemFilter narrows readings of problems.
type ProblemFilter struct {
	Since   time.Time
	Until   time.Time // not included; zero: without end. MatchingProblems alone heeds it
	Job     JobKey    // empty: every job
	Product string    // empty: every product; folded comparison
	Type    string    // empty: every type; folded comparison
}

// Has reports whether f lets the problems of a job through.
func (f ProblemFilter) Has(j Job) bool {
	return (f.Job == "" || j.Is(f.Job)) && (f.Product == "" || Fold(f.Product) == Fold(j.Product)) &&
		(f.Type == "" || Fold(f.Type) == Fold(j.Type))
}
