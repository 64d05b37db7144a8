package vm

// Select selects a row by its index; out of bounds is clamped.
func (m *RunChecks) Select(index int) {
	if len(m.rows) == 0 {
		return
	}
	index = max(0, min(index, len(m.rows)-1))
	m.anchor = index
	m.selectRow(index)
}

func (m *RunChecks) selectRow(index int) {
	moved := m.rows[index].ID != m.job
	m.index, m.job = index, m.rows[index].ID
	m.changed(PartJobs)
	if moved {
		m.readRuns(true)
	}
}

// Move selects a row relative to the selected one; far jumps stop at the ends.
func (m *RunChecks) Move(by int) {
	if m.Selected() < 0 {
		m.Select(0)
		return
	}
	m.Select(m.index + by)
}

// ToggleTick ticks or unticks a row (X, Ctrl+click, a click on the box).
func (m *RunChecks) ToggleTick(index int) {
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
	m.changed(PartJobs)
}

// ExtendTo ticks every row from the anchor to index and selects that row
// (Shift+arrows, Shift+click).
func (m *RunChecks) ExtendTo(index int) {
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
func (m *RunChecks) Extend(by int) {
	if m.Selected() >= 0 {
		m.ExtendTo(m.index + by)
	}
}

// TickAll ticks every visible row; where all are ticked it clears them.
func (m *RunChecks) TickAll() {
	if len(m.ticks) == len(m.rows) {
		m.ClearTicks()
		return
	}
	for _, r := range m.rows {
		m.ticks[r.ID] = true
	}
	m.changed(PartJobs)
}

// ClearTicks unticks every row.
func (m *RunChecks) ClearTicks() {
	m.ticks = map[int64]bool{}
	m.changed(PartJobs)
}

// Ticked reports whether the row is ticked.
func (m *RunChecks) Ticked(index int) bool {
	return index >= 0 && index < len(m.rows) && m.ticks[m.rows[index].ID]
}

// Ticks returns how many rows are ticked.
func (m *RunChecks) Ticks() int { return len(m.ticks) }
