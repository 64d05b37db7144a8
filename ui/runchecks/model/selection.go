package model

// Select selects a row by its index; out of bounds is clamped.
func (m *Model) Select(index int) {
	if m.groups.on {
		m.SelectGroupRow(index)
		return
	}
	if m.Len() == 0 {
		return
	}
	index = max(0, min(index, m.Len()-1))
	m.anchor = index
	m.selectRow(index)
}

func (m *Model) selectRow(index int) {
	before := m.SelectedKey()
	m.List.Select(index)
	if m.SelectedKey() != before {
		m.readRuns(true)
	}
}

// Move selects a row relative to the selected one; far jumps stop at the ends.
func (m *Model) Move(by int) {
	at := m.Selected()
	if m.groups.on {
		at = m.GroupSelected()
	}
	if at < 0 {
		m.Select(0)
		return
	}
	m.Select(at + by)
}

// ToggleTick ticks or unticks a row (X, Ctrl+click, a click on the box).
func (m *Model) ToggleTick(index int) {
	switch {
	case m.groups.on:
		m.tickGroup(index)
	case index >= 0 && index < m.Len():
		m.anchor = index
		m.List.ToggleTick(index)
	}
}

// ExtendTo ticks every row from the anchor to index and selects that row
// (Shift+arrows, Shift+click).
func (m *Model) ExtendTo(index int) {
	if m.groups.on {
		m.extendGroups(index)
		return
	}
	if m.Len() == 0 {
		return
	}
	index = max(0, min(index, m.Len()-1))
	m.TickRange(m.anchor, index)
	m.selectRow(index)
}

// Extend ticks on from the selected row (Shift+arrows).
func (m *Model) Extend(by int) {
	at := m.Selected()
	if m.groups.on {
		at = m.GroupSelected()
	}
	if at >= 0 {
		m.ExtendTo(at + by)
	}
}

// AllTicked reports whether every row shown is ticked.
func (m *Model) AllTicked() bool {
	if m.groups.on {
		return len(m.groups.shown) > 0 && m.Ticks() == len(m.groups.shown)
	}
	return m.Len() > 0 && m.Ticks() == m.Len()
}

// TickAll ticks every row shown; where all are ticked it clears them.
func (m *Model) TickAll() {
	if m.groups.on {
		m.tickAllGroups()
		return
	}
	m.List.TickAll()
}
