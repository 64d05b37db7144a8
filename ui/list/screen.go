package list

import (
	"runchecks/domain"
	"runchecks/ui/words"
)

// Cell is one cell of a listing.
type Cell struct {
	Text      string
	Aside     string // behind the text where there is room, dim
	Secondary string // second line, small and dim
	Lead      string // in front of it: what is new
	Tags      [3]Tag // behind it
	Bold      bool
	Tone      words.Tone
	Status    domain.Status // drawn as a mark; 0 for none
	Bars      [14]uint8     // heights of bars, of 10; the oldest first
	Known     bool          // the mark of what stands like that for a while already
	GlyphOnly bool          // the mark without its word
	Sign      Sign          // in place of a text
	// Field draws the cell as a field that can be pressed; Open is one that wants an answer.
	Field, Open bool
	Head        bool    // the row is the head of a group; it counts in the first column
	Indent      float32 // of what stands in the cell
}

// Tag is a small box behind the second line of a cell: a sign, a text or both.
type Tag struct {
	Sign Sign
	Text string
}

// Sign is a small picture in a cell.
type Sign uint8

// The signs. The zero value is none.
const (
	TicketSign   Sign = iota + 1 // there are open tickets
	RemarkSign                   // there are remarks that still count
	FoldedSign                   // the rows below a head are not shown
	UnfoldedSign                 // they are
)

// Head is how a column is drawn; Width, Flex and Least are as in Measure.
type Head struct {
	ID, Title          string
	Width, Flex, Least float32
	Right              bool // aligned to the right
	Sortable           bool
}

// DetailTable is the second list of a listing: what belongs to the selected row.
type DetailTable struct {
	Title, Detail string
	Columns       []Head
	Rows          [][]Cell
	Empty         string
}

// Screen is a screen with one list and, beside it, what the selected row is about.
type Screen interface {
	Title() string
	Detail() string // beside the title, such as "12 open"
	EmptyText() string
	Columns() []Head
	Len() int
	Cell(row int, column string) Cell
	Ticked(row int) bool
	ToggleTick(row int)
	SortedBy() (column string, down bool)
	SortBy(column string)
	Search() string
	SetSearch(text string)
	Selected() int
	Select(row int)
	Move(by int)
	Heading() string // of the selected row, "" for none
	Facts() []words.DetailField
	Below() DetailTable
	// Opened reports whether Below is that of the selected row: for a moment after a move
	// it still is that of the one before.
	Opened() bool
	Ticks() int
	Toast() words.Toast
	Reload()
	Undo()
	Redo()
}
