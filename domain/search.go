package domain

import (
	"context"
	"time"
)

// WordsIn says in what of a run words are looked for.
type WordsIn uint8

// Where words can stand.
const (
	InReport   WordsIn = iota // subject and words of the mail, objects, messages
	InObjects                 // names of objects
	InMessages                // messages of objects, and that of the run
)

// SearchWords is one condition of a search: words that stand behind each other.
type SearchWords struct {
	Text string
	In   WordsIn
	// Whole says that the last word is a whole one. Without it, it may go on: "gatew" finds
	// "gateway". Words below three letters, and numbers, are always whole.
	Whole bool
	Not   bool
	// Jobs meet the condition whatever their runs say.
	Jobs map[int64]bool
}

// RunSearch asks for the runs that meet all of some conditions.
type RunSearch struct {
	Words []SearchWords
	// Jobs are those whose runs are looked at; nil is every job.
	Jobs map[int64]bool
	// Waiting looks at the runs that wait for review alone.
	Waiting bool
	// From and To bound the time of the runs, To excluded; zero is no bound.
	From, To time.Time
	// Meets is whatever else a run must be; nil is nothing.
	Meets func(SearchedRun) bool
	// Limit is how many jobs are enough; 0 is 500.
	Limit int
}

// SearchedRun is a run as a search sees it.
type SearchedRun struct {
	ID, Job  int64
	At       time.Time
	Status   Status // effective
	Partly   bool   // covered by an override in part
	Reviewed bool
	Doubted  bool
}

// RunsFound are what a search found.
type RunsFound struct {
	// Runs holds the newest run of each job that meets the search, the newest first.
	Runs []SearchedRun
	// More says that more jobs than were asked for meet it.
	More bool
	// Behind counts the reports whose words cannot be found yet: they came since the index
	// was last brought up to date.
	Behind int
}

// Searcher finds runs by their words. No text is an error; what cannot stand in any report
// is in none.
type Searcher interface {
	Search(ctx context.Context, s RunSearch) (RunsFound, error)
}
