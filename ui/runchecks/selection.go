package runchecks

import (
	"runchecks/ui/list"
)

// Select selects a row by its index; out of bounds is clamped.
func (m *Model) Select(index int) {
	if len(m.rows) == 0 {
		return
	}
	index = max(0, min(index, len(m.rows)-1))
	m.anchor = index
	m.selectRow(index)
}

func (m *Model) selectRow(index int) {
	moved := m.rows[index].ID != m.job
	m.index, m.job = index, m.rows[index].ID
	m.changed(list.PartJobs)
	if moved {
		m.readRuns(true)
	}
}

// Move selects a row relative to the selected one; far jumps stop at the ends.
func (m *Model) Move(by int) {
	if m.Selected() < 0 {
		m.Select(0)
		return
	}
	m.Select(m.index + by)
}

// ToggleTick ticks or unticks a row (X, Ctrl+click, a click on the box).
func (m *Model) ToggleTick(index int) {
	if index < 0 || index >= len(m.rows) {
		return
	}
	id := m.rows[index].ID
	if m.ticks[id] {
		delete(m.ticks, id)
	} else {
		m.ticks[id] = true
	}
	m.anchor = index
	m.changed(list.PartJobs)
}

// ExtendTo ticks every row from the anchor to index and selects that row
// (Shift+arrows, Shift+click).
func (m *Model) ExtendTo(index int) {
	if len(m.rows) == 0 {
		return
	}
	index = max(0, min(index, len(m.rows)-1))
	for i := min(m.anchor, index); i <= max(m.anchor, index) && i < len(m.rows); i++ {
		m.ticks[m.rows[i].ID] = true
	}
	m.selectRow(index)
}

// Extend ticks on from the selected row (Shift+arrows).
func (m *Model) Extend(by int) {
	if m.Selected() >= 0 {
		m.ExtendTo(m.index + by)
	}
}

// TickAll ticks every visible row; where all are ticked it clears them.
func (m *Model) TickAll() {
	if len(m.ticks) == len(m.rows) {
		m.ClearTicks()
		return
	}
	for _, r := range m.rows {
		m.ticks[r.ID] = true
	}
	m.changed(list.PartJobs)
}

// ClearTicks unticks every row.
func (m *Model) ClearTicks() {
	m.ticks = map[int64]bool{}
	m.changed(list.PartJobs)
}

// Ticked reports whether the row is ticked.
func (m *Model) Ticked(index int) bool {
	return index >= 0 && index < len(m.rows) && m.ticks[m.rows[index].ID]
}

// Ticks returns how many rows are ticked.
func (m *Model) Ticks() int { return len(m.ticks) }
