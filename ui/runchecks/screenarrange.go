package runchecks

import (
	"slices"

	"fyne.io/fyne/v2"

	"runchecks/ui/list"
	"runchecks/ui/widget/rowtable"
)

// How the screen is arranged, by the names it is remembered under.
const (
	memoryCompact = "run-checks.compact"
	memoryOuter   = "run-checks.split.jobs"
	memoryInner   = "run-checks.split.runs"
	memoryBelow   = "run-checks.split.report"
	memoryColumn  = "run-checks.column."
)

// Columns that are no texts: the tick box and the signs of tickets and remarks.
const (
	columnTick   Column = "tick"
	columnTicket Column = "ticket"
	columnRemark Column = "remark"
)

// The columns of the job list in two lines a row, and in one.
var (
	comfortable = []rowtable.Column{
		{ID: string(columnTick), Width: 32},
		{ID: string(ByStatus), Title: "Status", Width: 134, Least: 92, Sortable: true},
		{ID: string(ByCustomer), Title: "Customer", Width: 90, Flex: 1, Least: 60, Sortable: true},
		{ID: string(ByJob), Title: "Job", Width: 110, Flex: 1.4, Least: 76, Sortable: true},
		{ID: string(ByRuns), Title: "Runs", Width: 44, Align: fyne.TextAlignTrailing, Sortable: true},
		{ID: string(ByNewest), Title: "Newest", Width: 76, Least: 76, Align: fyne.TextAlignTrailing, Sortable: true},
		{ID: string(columnTicket), Width: 24},
		{ID: string(columnRemark), Width: 24},
	}
	compact = []rowtable.Column{
		{ID: string(columnTick), Width: 32},
		{ID: string(ByStatus), Title: "Status", Width: 112, Least: 92, Sortable: true},
		{ID: string(ByCustomer), Title: "Customer", Width: 60, Flex: 1, Sortable: true},
		{ID: string(ByProduct), Title: "Product", Width: 40, Flex: 0.7, Sortable: true},
		{ID: string(ByType), Title: "Type", Width: 36, Flex: 0.6, Sortable: true},
		{ID: string(ByJob), Title: "Job", Width: 70, Flex: 1.2, Sortable: true},
		{ID: string(ByRuns), Title: "Runs", Width: 42, Align: fyne.TextAlignTrailing, Sortable: true},
		{ID: string(ByNewest), Title: "Newest", Width: 70, Least: 70, Align: fyne.TextAlignTrailing, Sortable: true},
		{ID: string(columnTicket), Width: 24},
		{ID: string(columnRemark), Width: 24},
	}
)

// SwitchDensity goes from two lines a row to one with columns of its own for
// product and type, and back.
func (s *view) SwitchDensity() {
	s.setCompact(!s.compact)
	s.Changed(list.PartJobs)
}

func (s *view) setCompact(yes bool) {
	s.compact = yes
	density := rowtable.Comfortable
	s.columns = slices.Clone(comfortable)
	if yes {
		density = rowtable.Compact
		s.columns = slices.Clone(compact)
	}
	rowtable.Arrange(s.columns, func(id string) float32 { return float32(s.p.Memory.Float(s.memoryOf(id))) })
	s.jobs.SetColumns(s.columns)
	s.jobs.SetDensity(density)
}

func (s *view) rememberColumn(id string, width float32) {
	s.p.Memory.SetFloat(s.memoryOf(id), float64(width))
}

// memoryOf names the width of a column, which rows of one and of two lines have apart.
func (s *view) memoryOf(id string) string {
	if s.compact {
		id = "compact." + id
	}
	return memoryColumn + id
}

// Remember keeps how the screen is arranged for the next start.
func (s *view) Remember() {
	s.p.Memory.SetBool(memoryCompact, s.compact)
	s.p.Memory.SetFloat(memoryOuter, s.outer.Offset)
	s.p.Memory.SetFloat(memoryInner, s.inner.Offset)
	s.p.Memory.SetFloat(memoryBelow, s.below.Offset)
}
