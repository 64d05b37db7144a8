package model

import (
	"runchecks/domain"
	"runchecks/ui/list"
	"runchecks/ui/runchecks/causes"
)

// Ticks returns how many rows are ticked: causes in the list by causes, else jobs.
func (m *Model) Ticks() int {
	if m.groups.on {
		return len(m.groups.ticks)
	}
	return m.List.Ticks()
}

// Untick unticks every row without drawing them.
func (m *Model) Untick() {
	clear(m.groups.ticks)
	m.List.Untick()
}

// ClearTicks unticks every row.
func (m *Model) ClearTicks() {
	m.Untick()
	m.changed(list.PartRows)
}

// TickedCause reports whether the head of a cause is ticked.
func (m *Model) TickedCause(c *causes.Cause) bool { return m.groups.ticks[c.Key()] }

// tickGroup ticks the cause whose head stands at a row, or takes its tick away; one of its jobs
// is taken out of the decision, or in again.
func (m *Model) tickGroup(at int) {
	if at < 0 || at >= len(m.groups.rows) {
		return
	}
	row := m.groups.rows[at]
	if row.Job != nil {
		m.takeOutRow(row)
		return
	}
	key := row.Cause.Key()
	if m.groups.ticks[key] = !m.groups.ticks[key]; !m.groups.ticks[key] {
		delete(m.groups.ticks, key)
	}
	m.changed(list.PartRows)
}

// extendGroups ticks the causes between the row from which ticks are extended and another one,
// and selects that one.
func (m *Model) extendGroups(at int) {
	g := &m.groups
	if len(g.rows) == 0 {
		return
	}
	at = max(0, min(at, len(g.rows)-1))
	from := g.from
	for i := min(from, at); i <= max(from, at); i++ {
		if g.rows[i].Job == nil {
			g.ticks[g.rows[i].Cause.Key()] = true
		}
	}
	m.SelectGroupRow(at)
	g.from = from
}

// tickAllGroups ticks every cause shown; where all are ticked it clears them.
func (m *Model) tickAllGroups() {
	if m.AllTicked() {
		m.ClearTicks()
		return
	}
	for i := range m.groups.shown {
		m.groups.ticks[m.groups.shown[i].Key()] = true
	}
	m.changed(list.PartRows)
}

// keepTicks clears the ticks of causes that are not shown.
func (g *groups) keepTicks() {
	kept := map[string]bool{}
	for i := range g.shown {
		if key := g.shown[i].Key(); g.ticks[key] {
			kept[key] = true
		}
	}
	g.ticks = kept
}

// TickedCauses are the ticked causes as one: each of their jobs once. A job leaves the list
// where each of its problems is one of theirs.
func (m *Model) TickedCauses() *causes.Cause {
	g := &m.groups
	out := &causes.Cause{Alone: map[int64]bool{}, Several: len(g.ticks)}
	at := map[int64]bool{}
	for i := range g.shown {
		c := &g.shown[i]
		if !g.ticks[c.Key()] {
			continue
		}
		if len(g.ticks) == 1 {
			return c
		}
		out.Status = max(out.Status, c.Status)
		out.New = out.New || c.New
		for _, member := range c.Members {
			if !c.Out[member.Job.ID] {
				out.Members = append(out.Members, member)
			}
		}
		for _, j := range c.Chosen() {
			if !at[j.ID] {
				at[j.ID] = true
				out.Jobs = append(out.Jobs, j)
			}
		}
	}
	for _, j := range out.Jobs {
		out.Alone[j.ID] = j.LastRun <= g.upTo[j.ID] && m.allTicked(j)
	}
	return out
}

// allTicked reports whether a job is in the decision of each of its causes.
func (m *Model) allTicked(j domain.JobRow) bool {
	for _, key := range m.groups.of[j.ID] {
		if !m.groups.ticks[key] || m.groups.out[key][j.ID] {
			return false
		}
	}
	return true
}
