package layout

import (
	"context"

	"runchecks/ui/mailview/limit"
	"runchecks/ui/mailview/text"
)

// layouter places the boxes of one mail. It is used by one goroutine at a time.
type layouter struct {
	ctx      context.Context
	lim      limit.Limits
	cuts     *limit.Cuts
	fonts    *text.Set
	pictures *pictures

	quirks     bool // of tables, cells and margins
	lineQuirks bool // lines have no height of their own

	pass      int // counts layouts
	steps     int
	err       error // why the layout stopped
	items     int   // words and spaces of all paragraphs
	fragments int
	cells     int // grid positions of all tables
	scratch   []item
}

// checkEvery is how many steps pass between looks at the context.
const checkEvery = 1024

// tick counts steps; false once the layout must stop.
func (l *layouter) tick(n int) bool {
	if l.err != nil {
		return false
	}
	before := l.steps / checkEvery
	if l.steps += n; l.steps/checkEvery != before {
		l.err = l.ctx.Err()
	}
	return l.err == nil
}
