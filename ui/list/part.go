package list

// Part says what of a model changed.
type Part int

// The parts that screens redraw by themselves. Readers and teach have further ones, from 100
// on.
const (
	PartRuns    Part = iota // of Run Checks: the runs of the selected job
	PartDetails             // what is known of the selected run
	PartReport              // the report of what is selected
	PartStatus              // the status bar
	PartToast               // the line about what just happened
	PartRows                // a list, its title, ticks and selection
	PartFacts               // what is beside it
)
