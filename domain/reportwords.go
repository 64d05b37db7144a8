package domain

// ReportWords are the words of a report's subject.
type ReportWords struct {
	// All are its words as they are compared (Fold), numbers left out.
	All []string
	// Own are those that tell one job from another, as they are written: names, customers,
	// kinds of backups, without verdicts, dates and counts.
	Own []string
	// Trouble says that a reader found trouble in the report: it is one, whatever words its
	// reason has.
	Trouble bool
}

// KnownJob is a job that reports came of, with the words of its newest ones.
type KnownJob struct {
	Job     Job
	Reports []ReportWords
}

// JobSubjects is an approved job of a sender with the subjects of its newest reports,
// newest first.
type JobSubjects struct {
	Job      Job
	Subjects []string
}

// Lookalike says which approved jobs a message of the inbox looks like.
type Lookalike struct {
	// Jobs are equally like; one alone can be told to be it.
	Jobs []Job
	// Keys are those under which the message, and others like it, are filed.
	Keys []JobKey
}
