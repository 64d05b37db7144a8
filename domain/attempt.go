package domain

import "time"

// AttemptJudge says which attempt the row of a night counts by, where a job tried more
// than once (product.md, section 1, Attempts).
type AttemptJudge string

// The judges.
const (
	JudgeLast  AttemptJudge = "last"  // the default
	JudgeWorst AttemptJudge = "worst" // no retry makes a failure good
)

// AttemptJudgeOf reads the setting of a profile; what is no judge is the default.
func AttemptJudgeOf(setting string) AttemptJudge {
	if AttemptJudge(setting) == JudgeWorst {
		return JudgeWorst
	}
	return JudgeLast
}

// Attempt is a run as its row needs it: one that was tried again names the last attempt
// of its night.
type Attempt struct {
	Run int64
	// LastAttempt is the id of the run that ended the attempts of which this is an earlier
	// one, 0 for a run that was not tried again.
	LastAttempt int64
	Status      Status // effective
	Waits       bool   // for its review
}

// EarlierAttempt is a run that was tried again.
type EarlierAttempt struct {
	Run, Job int64
	At       time.Time
	Last     int64 // the run that ended the attempts
}

// AttemptRow is one row of a list of runs: a run, or all attempts of a night. The numbers
// are indices of the list.
type AttemptRow struct {
	Head    int   // the newest attempt that waits, or the newest where none does
	Earlier []int // the others, newest first
	Status  Status
	By      int // the attempt that the status is of
	Waits   bool
}

// AttemptRows makes rows of runs, newest first, in the order of their heads. A row counts
// by its last attempt, or by the worst one. It counts by the worst that waits, too, where
// the last attempt does not wait any more, is not in the list, or counts as a success by
// override only: an earlier failure is never covered by what a person said of a later one.
func AttemptRows(list []Attempt, judge AttemptJudge) []AttemptRow {
	groups := make(map[int64][]int, len(list))
	var order []int64
	for i, a := range list {
		key := a.LastAttempt
		if key == 0 {
			key = a.Run
		}
		if _, ok := groups[key]; !ok {
			order = append(order, key)
		}
		groups[key] = append(groups[key], i)
	}
	rows := make([]AttemptRow, 0, len(order))
	for _, key := range order {
		rows = append(rows, attemptRow(list, groups[key], key, judge))
	}
	return rows
}

func attemptRow(list []Attempt, members []int, key int64, judge AttemptJudge) AttemptRow {
	row := AttemptRow{Head: -1}
	counting := members[:0:0]
	for _, i := range members {
		row.Waits = row.Waits || list[i].Waits
	}
	for _, i := range members {
		if !row.Waits || list[i].Waits {
			counting = append(counting, i)
		}
	}
	row.Head = counting[0]
	for _, i := range members {
		if i != row.Head {
			row.Earlier = append(row.Earlier, i)
		}
	}
	row.By = row.Head
	last := list[row.Head].Run == key && judge == JudgeLast && list[row.Head].Status != SuccessOverride
	for _, i := range counting {
		if !last && list[i].Status > list[row.By].Status {
			row.By = i
		}
	}
	row.Status = list[row.By].Status
	return row
}

// DayRow is one row of the runs of a time span.
type DayRow struct {
	DayRun          // the head, with the status of the row
	By       DayRun // the run that the status is of
	Earlier  []DayRun
	Attempts int
}

// DayRows makes rows of the runs of nights, newest first; the runs of a night must be
// there whole.
func DayRows(runs []DayRun, judge AttemptJudge) []DayRow {
	list := make([]Attempt, len(runs))
	for i, r := range runs {
		list[i] = Attempt{Run: r.ID, LastAttempt: r.LastAttempt, Status: r.Status, Waits: !r.Reviewed && !r.Hidden}
	}
	rows := make([]DayRow, 0, len(runs))
	for _, a := range AttemptRows(list, judge) {
		row := DayRow{DayRun: runs[a.Head], By: runs[a.By], Attempts: 1 + len(a.Earlier)}
		row.Status = a.Status
		for _, i := range a.Earlier {
			row.Earlier = append(row.Earlier, runs[i])
		}
		rows = append(rows, row)
	}
	return rows
}

// AttemptReader reads attempts of one run.
type AttemptReader interface {
	// Attempts lists the earlier attempts that a run ended, newest first.
	Attempts(run int64) ([]RunRef, error)
	// EarlierAttempts lists every run that was tried again.
	EarlierAttempts() ([]EarlierAttempt, error)
	// AttemptJudge is the setting of the profile, or its default.
	AttemptJudge() (AttemptJudge, error)
}

// AttemptTx records attempts of one run.
type AttemptTx interface {
	// SetAttempts records the last attempts of runs, by their ids; 0 makes a run of its own.
	// Reading a run again, or removing it, parts the attempts that it belongs to.
	SetAttempts(last map[int64]int64) error
}
