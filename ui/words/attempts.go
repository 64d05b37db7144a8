package words

import (
	"slices"
	"time"

	"runchecks/domain"
)

// Attempts is the run list of a job: rows, each a run or the attempts of a night.
type Attempts struct {
	All   []domain.RunRow   // as read, newest first
	Rows  []domain.RunRow   // the head of each row, with the status of the row
	tries map[int64]attempt // of the runs that are an attempt among several
}

// attempt is one attempt among several.
type attempt struct {
	number int // from 1
	// last is true for the head of the row, alone where it counts by an earlier one.
	last, counts bool
}

// NewAttempts sorts runs, the newest first, into rows.
func NewAttempts(runs []domain.RunRow, judge domain.AttemptJudge) Attempts {
	l := Attempts{All: runs, tries: map[int64]attempt{}}
	list := make([]domain.Attempt, len(runs))
	for i, r := range runs {
		list[i] = domain.Attempt{Run: r.ID, LastAttempt: r.LastAttempt, Status: r.Status, Waits: !r.Reviewed && !r.Hidden}
	}
	for _, row := range domain.AttemptRows(list, judge) {
		head := runs[row.Head]
		head.Status = row.Status
		l.Rows = append(l.Rows, head)
		if head.Attempts > 1 {
			l.tries[head.ID] = attempt{number: head.Attempts, last: true, counts: row.By == row.Head}
		}
		for i, at := range row.Earlier {
			l.tries[runs[at].ID] = attempt{number: len(row.Earlier) - i}
		}
	}
	return l
}

// Shown returns the rows, or every attempt.
func (l Attempts) Shown(unfolded bool) []domain.RunRow {
	if unfolded {
		return l.All
	}
	return l.Rows
}

// Newest is the highest id among the runs: a decision about all of them covers up to it.
func (l Attempts) Newest() (id int64) {
	for _, r := range l.All {
		id = max(id, r.ID)
	}
	return id
}

// HeadOf returns the run that stands for a run in the rows, 0 for none.
func (l Attempts) HeadOf(run int64) int64 {
	key := func(r domain.RunRow) int64 {
		if r.LastAttempt != 0 {
			return r.LastAttempt
		}
		return r.ID
	}
	at := slices.IndexFunc(l.All, func(r domain.RunRow) bool { return r.ID == run })
	if at < 0 {
		return 0
	}
	for _, r := range l.Rows {
		if key(r) == key(l.All[at]) {
			return r.ID
		}
	}
	return 0
}

// Text says which try of its night a run is, "" for a run that was not tried again.
func (l Attempts) Text(r domain.RunRow, loc *time.Location) string {
	t, ok := l.tries[r.ID]
	switch {
	case !ok:
		return ""
	case t.last && !t.counts:
		return T("run.try_earlier_counts", "nth", Ordinal(t.number))
	case t.last:
		return Try(t.number, r.Status, r.At, loc)
	}
	return T("run.try", "nth", Ordinal(t.number))
}

// Tries says by the ids of runs, newest first, which try of its night each is; those that
// were not tried again are left out.
func Tries(runs []domain.RunRow, judge domain.AttemptJudge, loc *time.Location) map[int64]string {
	l := NewAttempts(runs, judge)
	out := make(map[int64]string, len(l.tries))
	for _, rows := range [][]domain.RunRow{l.All, l.Rows} { // a head says the status of its row
		for _, r := range rows {
			if text := l.Text(r, loc); text != "" {
				out[r.ID] = text
			}
		}
	}
	return out
}

// Try says which try of its night ended how: "3rd try, good since 03:10".
func Try(number int, status domain.Status, at time.Time, loc *time.Location) string {
	if status == domain.Success {
		return T("run.try_good", "nth", Ordinal(number), "time", Clock(at.In(loc)))
	}
	return T("run.try", "nth", Ordinal(number))
}
