package runchecks

import (
	"runchecks/ui/list"
	"runchecks/ui/listscreen"
	"runchecks/ui/widget/rowtable"
)

// How the screen is arranged, by the names it is remembered under.
const (
	memoryOuter  = "run-checks.split.jobs"
	memoryRuns   = "run-checks.runs"
	memoryBelow  = "run-checks.split.report"
	memoryColumn = "run-checks.column."
)

// SetCompact shows a row in one line, with columns of its own for product and type, or in two.
func (x *Feature) SetCompact(yes bool) {
	if yes != x.view.compact {
		x.view.setCompact(yes)
		x.view.Changed(list.PartRows)
	}
}

func (s *view) setCompact(yes bool) {
	s.compact = yes
	density, heads := rowtable.Comfortable, s.p.View.Columns()
	if yes {
		density, heads = rowtable.Compact, s.p.View.CompactColumns()
	}
	if s.grouped {
		s.columns = groupColumns()
		s.jobs.SetColumns(s.columns)
		s.jobs.SetDensity(rowtable.Comfortable)
		return
	}
	s.columns = listscreen.Columns(heads)
	rowtable.Arrange(s.columns, func(id string) float32 { return float32(s.p.Memory.Float(s.memoryOf(id))) })
	s.jobs.SetColumns(s.columns)
	s.jobs.SetDensity(density)
}

func (s *view) rememberColumn(id string, width float32) {
	if s.grouped {
		return
	}
	s.p.Memory.SetFloat(s.memoryOf(id), float64(width))
}

// memoryOf names the width of a column, which rows of one and of two lines have apart.
func (s *view) memoryOf(id string) string {
	if s.compact {
		id = "compact." + id
	}
	return memoryColumn + id
}

// TurnRuns shows the runs in a column of their own, or not.
func (s *view) TurnRuns() {
	s.p.Memory.SetString(memoryRuns, string(s.right.turn()))
}

// Remember keeps how the screen is arranged for the next start.
func (s *view) Remember() {
	s.p.Memory.SetFloat(memoryOuter, s.outer.Offset)
	s.p.Memory.SetFloat(memoryBelow, s.below.Offset)
}
