package domain

import "time"

// CauseMark is what people said of a cause.
type CauseMark struct {
	Key    string   // of the cause
	Name   string   // stands instead of its text, "" for none
	PartOf string   // key of the cause that it is part of, "" for none
	Out    []JobKey // jobs that have it for a reason of their own, in order
}

// Empty reports whether nothing is said of the cause.
func (m CauseMark) Empty() bool { return m.Name == "" && m.PartOf == "" && len(m.Out) == 0 }

// CauseReader reads what people said of causes.
type CauseReader interface {
	// CauseMarks are the causes of which anything is said, by key.
	CauseMarks() (map[string]CauseMark, error)
	// PastProblems visits the runs with problems since a time and before another, with what
	// their causes are told by: job, time, status and bad objects.
	PastProblems(since, until time.Time, visit func(Run, Job) error) error
}

// CauseTx changes what is said of causes.
type CauseTx interface {
	// PutCauseMark says something of a cause in place of what was said; an empty mark takes
	// it back.
	PutCauseMark(CauseMark) error
}
