package domain

import "time"

// PastRun is a run as the nights of its job show it.
type PastRun struct {
	ID       int64
	At       time.Time
	Status   Status // effective
	Reviewed bool
	// Earlier is true for an earlier attempt of a night; Hidden where a success of the same
	// day hides the run.
	Earlier, Hidden   bool
	Source            Source
	Kind              Kind
	Duration          time.Duration // 0 where the report does not say
	Objects, Problems int
}

// PastObject is an object of a past run. Of a plain success the message is left out.
type PastObject struct {
	Run     int64
	Name    string
	Status  Status
	Message string
}

// PastReader reads what a job did in its nights.
type PastReader interface {
	// PastRuns lists the runs of a job since a time and before another, newest first, at most
	// so many.
	PastRuns(job int64, since, before time.Time, limit int) ([]PastRun, error)
	// PastObjects lists the objects of runs, in the order of their reports, at most so many.
	// Whoever asks for more than there is room for gets those of the highest runs.
	PastObjects(runs []int64, limit int) ([]PastObject, error)
}
