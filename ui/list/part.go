package list

const PartRows Part = 300 // the list, its title, ticks and selection

// Part says what of a view model changed.
type Part int

// The parts that a screen redraws by themselves.
const (
	PartJobs Part = iota
	PartRuns
	PartDetails
	PartReport
	PartStatus
	PartToast
)
