package model

import (
	"slices"

	"runchecks/domain"
	"runchecks/ui/list"
)

// Tries says of a row of the run list which try of its night it is, "" for a run that was
// not tried again.
func (m *Model) Tries(row int) string {
	if row < 0 || row >= len(m.runs) {
		return ""
	}
	return m.attempts.Text(m.runs[row], m.p.Location)
}

// CanUnfold reports whether a row of the run list stands for several attempts.
func (m *Model) CanUnfold() bool { return len(m.attempts.Rows) < len(m.attempts.All) }

// Unfolded reports whether the run list shows every attempt.
func (m *Model) Unfolded() bool { return m.unfolded }

// SwitchAttempts shows every attempt of a night in the run list, or one row again.
func (m *Model) SwitchAttempts() {
	if !m.CanUnfold() {
		return
	}
	m.unfolded = !m.unfolded
	m.runs = m.attempts.Shown(m.unfolded)
	m.changed(list.PartRuns)
	if m.SelectedRun() < 0 {
		head := m.attempts.HeadOf(m.run)
		m.SelectRun(slices.IndexFunc(m.runs, func(r domain.RunRow) bool { return r.ID == head }))
	}
}
