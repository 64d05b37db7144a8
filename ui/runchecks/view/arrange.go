package view

import (
	"runchecks/ui/list"
	"runchecks/ui/listscreen"
	"runchecks/ui/widget/rowtable"
)

// How the screen is arranged, by the names it is remembered under.
const (
	memoryOuter  = "run-checks.split.list"
	memoryRuns   = "run-checks.runs"
	memoryColumn = "run-checks.column."
)

// SetCompact shows a row in one line, or in two.
func (s *View) SetCompact(yes bool) {
	s.Compact = yes
	s.setColumns()
}

// setColumns gives the list the columns of its form.
func (s *View) setColumns() {
	if s.grouped {
		s.columns = groupColumns(s.form)
		s.jobs.Spread = nil
		s.jobs.SetColumns(s.columns)
		s.jobs.SetDensity(rowtable.Comfortable)
		return
	}
	density, heads := rowtable.Comfortable, s.p.View.Columns()
	switch {
	case s.form != formWide:
		heads = s.p.View.NarrowColumns()
	case s.Compact:
		heads = s.p.View.CompactColumns()
	}
	if s.Compact {
		density = rowtable.Compact
	}
	s.columns = listscreen.Columns(heads)
	for i := range s.columns {
		s.columns[i].Tight = s.form != formWide || !s.Compact
		if s.columns[i].ID == list.TickID {
			s.columns[i].Width, s.columns[i].Tight = tickWidth, false
		}
	}
	s.columns = append(s.columns, rowtable.Column{ID: columnEnd, Width: rightEdge})
	s.jobs.Spread = s.spread
	if s.dragged() {
		rowtable.Arrange(s.columns, func(id string) float32 { return float32(s.p.Memory.Float(s.memoryOf(id))) })
		s.jobs.Spread = nil
	}
	s.jobs.SetColumns(s.columns)
	s.jobs.SetDensity(density)
}

// dragged reports whether somebody gave the columns of this form widths of their own.
func (s *View) dragged() bool {
	for _, c := range s.columns {
		if c.Flex > 0 && s.p.Memory.Float(s.memoryOf(c.ID)) > 0 {
			return true
		}
	}
	return false
}

func (s *View) rememberColumn(id string, width float32) {
	if s.grouped {
		return
	}
	s.p.Memory.SetFloat(s.memoryOf(id), float64(width))
}

// ResetColumns gives the columns of this form their widths by the rule again.
func (s *View) ResetColumns() {
	for _, c := range s.columns {
		s.p.Memory.RemoveValue(s.memoryOf(c.ID))
	}
	s.setColumns()
}

// memoryOf names the width of a column, which each form has for itself.
func (s *View) memoryOf(id string) string {
	switch {
	case s.form == formStacked:
		id = "stacked." + id
	case s.form == formSlim:
		id = "slim." + id
	case s.Compact:
		id = "compact." + id
	}
	return memoryColumn + id
}

// TurnRuns shows the runs in a column of their own, or not.
func (s *View) TurnRuns() {
	s.p.Memory.SetString(memoryRuns, string(s.right.turn()))
}

// Remember keeps how the screen is arranged for the next start.
func (s *View) Remember() {
	if s.sides.kept > 0 {
		s.p.Memory.SetFloat(memoryOuter, s.sides.kept)
		return
	}
	s.p.Memory.RemoveValue(memoryOuter)
}
