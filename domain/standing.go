package domain

import "time"

// RunMark is what the nights of a job need to know of a run.
type RunMark struct {
	At     time.Time
	Status Status // effective
	// Earlier is true for an earlier attempt of a night; Hidden where a success of the same
	// day hides the run.
	Earlier, Hidden bool
}

// Standing is how a job, or an object of it, stands against its nights before (product.md,
// section 1: New, Night). The zero value says nothing.
type Standing struct {
	// Status is the worst of the newest night in which it ran.
	Status Status
	// New says that it is worse than in the night before, or back after it was accepted.
	New bool
	// Back says that it is new because it is back: it was accepted until it changed.
	Back bool
	// First says that there was no run before that night.
	First bool
	// Was is what it was in the night before where that was not good.
	Was Status
	// Nights counts the nights with a problem without a good one between them, up to the
	// newest night; 0 where that one was good.
	Nights int
	// Good is the last run of the last good night, zero where none is known. Never says that
	// there was none.
	Good  time.Time
	Never bool
	// Since is when it was good again after its newest problem, zero where it is not. Tries
	// are the runs of that night up to then, 0 where it was another night than the problem's.
	Since time.Time
	Tries int
}
