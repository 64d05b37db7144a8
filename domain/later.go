package domain

import "time"

// Later says that a job is to be looked at again later. The zero value says that it is not.
type Later struct {
	// Until is when, zero for after the next run.
	Until time.Time
	// Seen is the newest of the runs that waited when the job was put off, Status the worst
	// status of them.
	Seen   time.Time
	Status Status
}
