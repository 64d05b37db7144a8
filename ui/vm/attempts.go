package vm

import (
	"fmt"
	"slices"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules/schedule"
)

// runList is the run list of a job: rows, each a run or the attempts of a night.
type runList struct {
	all   []domain.RunRow // as read, newest first
	rows  []domain.RunRow // the head of each row, with the status of the row
	tries map[int64]try   // of the runs that are an attempt among several
}

// try is one attempt among several.
type try struct {
	number int // from 1
	// last is true for the head of the row, alone where it counts by an earlier one.
	last, counts bool
}

func newRunList(runs []domain.RunRow, judge domain.AttemptJudge) runList {
	l := runList{all: runs, tries: map[int64]try{}}
	list := make([]domain.Attempt, len(runs))
	for i, r := range runs {
		list[i] = domain.Attempt{Run: r.ID, LastAttempt: r.LastAttempt, Status: r.Status, Waits: !r.Reviewed && !r.Hidden}
	}
	for _, row := range domain.AttemptRows(list, judge) {
		head := runs[row.Head]
		head.Status = row.Status
		l.rows = append(l.rows, head)
		if head.Attempts > 1 {
			l.tries[head.ID] = try{number: head.Attempts, last: true, counts: row.By == row.Head}
		}
		for i, at := range row.Earlier {
			l.tries[runs[at].ID] = try{number: len(row.Earlier) - i}
		}
	}
	return l
}

// shown returns the rows, or every attempt.
func (l runList) shown(unfolded bool) []domain.RunRow {
	if unfolded {
		return l.all
	}
	return l.rows
}

// newest is the highest id among the runs: a decision about all of them covers up to it.
func (l runList) newest() (id int64) {
	for _, r := range l.all {
		id = max(id, r.ID)
	}
	return id
}

// headOf returns the run that stands for a run in the rows, 0 for none.
func (l runList) headOf(run int64) int64 {
	key := func(r domain.RunRow) int64 {
		if r.LastAttempt != 0 {
			return r.LastAttempt
		}
		return r.ID
	}
	at := slices.IndexFunc(l.all, func(r domain.RunRow) bool { return r.ID == run })
	if at < 0 {
		return 0
	}
	for _, r := range l.rows {
		if key(r) == key(l.all[at]) {
			return r.ID
		}
	}
	return 0
}

// words says which try of its night a run is, "" for a run that was not tried again.
func (l runList) words(r domain.RunRow, loc *time.Location) string {
	t, ok := l.tries[r.ID]
	switch {
	case !ok:
		return ""
	case t.last && !t.counts:
		return fmt.Sprintf("%s try, an earlier one counts", schedule.Ordinal(t.number))
	case t.last:
		return TryWords(t.number, r.Status, r.At, loc)
	}
	return schedule.Ordinal(t.number) + " try"
}

// Tries says by the ids of runs, newest first, which try of its night each is; those that
// were not tried again are left out.
func Tries(runs []domain.RunRow, judge domain.AttemptJudge, loc *time.Location) map[int64]string {
	l := newRunList(runs, judge)
	out := make(map[int64]string, len(l.tries))
	for _, rows := range [][]domain.RunRow{l.all, l.rows} { // a head says the status of its row
		for _, r := range rows {
			if text := l.words(r, loc); text != "" {
				out[r.ID] = text
			}
		}
	}
	return out
}

// TryWords says which try of its night ended how: "3rd try, good since 03:10".
func TryWords(number int, status domain.Status, at time.Time, loc *time.Location) string {
	text := schedule.Ordinal(number) + " try"
	if status == domain.Success {
		text += ", good since " + at.In(loc).Format("15:04")
	}
	return text
}

// Tries says of a row of the run list which try of its night it is, "" for a run that was
// not tried again.
func (m *RunChecks) Tries(row int) string {
	if row < 0 || row >= len(m.runs) {
		return ""
	}
	return m.list.words(m.runs[row], m.p.Location)
}

// CanUnfold reports whether a row of the run list stands for several attempts.
func (m *RunChecks) CanUnfold() bool { return len(m.list.rows) < len(m.list.all) }

// Unfolded reports whether the run list shows every attempt.
func (m *RunChecks) Unfolded() bool { return m.unfolded }

// SwitchAttempts shows every attempt of a night in the run list, or one row again.
func (m *RunChecks) SwitchAttempts() {
	if !m.CanUnfold() {
		return
	}
	m.unfolded = !m.unfolded
	m.runs = m.list.shown(m.unfolded)
	m.changed(PartRuns)
	if m.SelectedRun() < 0 {
		head := m.list.headOf(m.run)
		m.SelectRun(slices.IndexFunc(m.runs, func(r domain.RunRow) bool { return r.ID == head }))
	}
}
