package domain

import "time"

// ReaderOrigin says where a reader comes from.
type ReaderOrigin string

// The origins, in the order in which readers are tried; the generic reader comes last.
const (
	ReaderOwn     ReaderOrigin = "own"     // a definition in the profile's folder
	ReaderProgram ReaderOrigin = "program" // Go code of the program
	ReaderShipped ReaderOrigin = "shipped" // a definition that comes with the program
)

// ReaderUse says how much a reader read of what is stored.
type ReaderUse struct {
	Messages int
	Newest   time.Time // when the newest of them was received
}

// ReaderRow is one row of the screen Readers.
type ReaderRow struct {
	Name    string
	Product string
	About   string // what it reads, in words for people
	Origin  ReaderOrigin
	File    string // of a definition, without a folder
	// Problems says why a definition is not in use.
	Problems []DefinitionProblem
	ReaderUse
}

// DefinitionProblem is one fault in a definition file.
type DefinitionProblem struct {
	Line, Column int // from 1; 0 where the fault has no place
	Reason       string
}

// WordPut says that a word of reports was put into a class, or with "" into none.
type WordPut struct {
	Word, Class string
}

// OwnWord is a word or phrase of the profile.
type OwnWord struct {
	File   string
	Place  string // "sentence", "value", "label" or "column"
	Class  string // as it stands in the file
	Phrase string
}

// WordFault is one fault in a file of words of the profile. The other words of the file
// are in use.
type WordFault struct {
	File string
	DefinitionProblem
}

// Finding is what one rule of a definition found, or one condition that was looked at.
type Finding struct {
	Line  int    // in the definition
	Rule  string // for example "job name" or "all: subject contains ..."
	Held  bool
	Words string // the words found
	Where string // where they stood
}

// Explanation says what a definition makes of one message, and why.
type Explanation struct {
	Problems   []DefinitionProblem
	Matched    bool
	Conditions []Finding
	Found      []Finding
	Results    []Result
	// Other is the reader that reads the message without this definition, empty for none.
	Other string
}

// RereadKind says what reading a message again does to one run.
type RereadKind string

// The kinds of change, the ones to look at first in front.
const (
	// RereadKept: the new reading no longer holds the run, but somebody decided
	// about it, so it stays as it is.
	RereadKept    RereadKind = "kept"
	RereadGone    RereadKind = "gone"    // nobody decided about it: it goes
	RereadChanged RereadKind = "changed" // status, job or objects
	RereadNew     RereadKind = "new"
	RereadState   RereadKind = "message" // no run, but the message counts otherwise
)

// RereadFacts are the facts of a run that people compare.
type RereadFacts struct {
	Reader   string
	Product  string
	Job      string
	Pending  bool // the job waits for approval
	Status   Status
	Objects  int
	Problems int
	State    MessageState
}

// RereadChange is one difference between what is stored and what the readers make
// of a message now.
type RereadChange struct {
	Kind     RereadKind
	Message  int64
	Subject  string
	From     string
	Received time.Time
	Run      RunKey // empty for a new run
	// Before is zero for a new run, After for one that is gone or kept.
	Before, After RereadFacts
	// What a changed run differs in.
	NewStatus, NewJob, NewObjects bool
	// Decided is true where a decision was made about the run; it stays.
	Decided bool
}

// Worse reports whether a decided run turns out worse than what was decided about.
func (c RereadChange) Worse() bool {
	return c.Decided && c.Kind == RereadChanged && c.After.Status > c.Before.Status
}

// ReaderHits counts the messages that a definition would take from another reader.
type ReaderHits struct {
	Reader   string
	Messages int
}

// Reread says what reading stored messages again would change, or did.
type Reread struct {
	Messages int // looked at
	Changed  int // messages with a difference
	// Of the differences between runs; a run may count in several.
	NewRuns, GoneRuns, KeptRuns           int
	StatusChanges, JobChanges, ObjChanges int
	// PendingJobs counts the jobs that new and changed runs belong to and that wait
	// for approval in the inbox.
	PendingJobs int
	// Worse counts the decided runs that turn out worse (RereadChange.Worse).
	Worse int
	// Hits counts the messages that the definition on trial reads; Conflicts those
	// among them that another reader than the generic one knows too.
	Hits      int
	Conflicts []ReaderHits
	// Failed counts the messages that could not be looked at: damaged or incomplete ones.
	Failed int
	// Plan says which approved jobs join or part.
	Plan JobPlan
	// Rows lists the differences, at most RereadRows, decided ones first.
	Rows []RereadChange
}

// JobMove is how many runs of a job are filed under a key where reports are read again.
type JobMove struct {
	From, To JobKey
	Name     string // of the job with the key To
	Runs     int
}

// JobJoin says that the reports of several jobs, or of one under another key, are those of
// one job from now on.
type JobJoin struct {
	Into    JobKey
	Name    string   // of the job that stays
	Keys    []JobKey // that lead to it
	Names   []string // of the approved jobs that end in it
	Becomes string   // what the reports call it now
	Runs    int
	// Customers are those of the jobs, set only where they are several: nothing is joined.
	Customers []string
}

// JobPart says that some runs of a job are those of others.
type JobPart struct {
	Job    string
	Others []string
	Runs   int
}

// JobPlan says what reading again does to approved jobs as a whole.
type JobPlan struct {
	Joins []JobJoin
	Parts []JobPart
	Mixed []JobJoin // that would join if they were one customer's
}

// RereadRows bounds Reread.Rows.
const RereadRows = 1000

// MessageFilter narrows a list of messages.
type MessageFilter struct {
	// Reader keeps to messages that it read; "" with Unread false is every message.
	Reader string
	// Unread keeps to messages that no reader understood.
	Unread bool
	// Text must stand in the subject or the sender, whatever its case.
	Text  string
	Limit int // 0 means 500
}

// Definitions keeps the reader definitions that belong to a profile: TOML files in
// its folder (product.md, section 7).
type Definitions interface {
	// Definition returns the text of a file; ok is false where there is none.
	Definition(file string) (text string, ok bool, err error)
	// PutDefinition writes a file. A text that is no valid definition is refused.
	PutDefinition(file, text string) error
	RemoveDefinition(file string) error
}

// RereadProgress is how far reading stored messages again is.
type RereadProgress struct {
	Done, Total int
	Finished    bool
	Result      Reread // set with Finished
	Err         error  // set with Finished where it did not come to its end
}

// ReadingReader reads how messages were read.
type ReadingReader interface {
	// StaleMessages counts the messages last read with another set of readers.
	StaleMessages(readers string) (int, error)
	// ReaderUse says how much each reader read, by its name.
	ReaderUse() (map[string]ReaderUse, error)
}

// ReadingTx records how messages were read.
type ReadingTx interface {
	// SetReading records how a stored message was read again: Reader, Readers, State and
	// Reason of m, and where Auth is set Auth, From, Subject and Date too.
	SetReading(m Message) error
}
