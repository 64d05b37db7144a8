package rowtable

import (
	"fyne.io/fyne/v2"

	"runchecks/domain"
)

// Column is one column as a value.
type Column struct {
	ID       string
	Title    string
	Width    float32 // fixed width; with Flex the least width
	Flex     float32 // share of the room that fixed columns leave; 0 for none
	Align    fyne.TextAlign
	Sortable bool
}

// Density is the height of rows.
type Density uint8

// The densities.
const (
	Comfortable Density = iota // two lines, 40 high
	Compact                    // one line, 24 high; Cell.Secondary is not shown
	Card                       // status, text and secondary text below each other, 68 high
)

// Height returns the height of one row.
func (d Density) Height() float32 {
	switch d {
	case Compact:
		return 24
	case Card:
		return 68
	}
	return 40
}

// Tick is the state of a tick box.
type Tick uint8

// The states. The zero value is a cell without a box.
const (
	NoTick Tick = iota
	Unticked
	Ticked
	PartlyTicked
)

// Cell is what one cell shows. It is compared with ==, so Icon has to be a
// pointer, as Fyne's resources are. Where Text stands beside a Status, the mark
// comes first.
type Cell struct {
	Text      string
	Secondary string // second line, small and dim
	Bold      bool
	Dim       bool
	Colour    fyne.ThemeColorName // of the text; empty for the usual one
	Status    domain.Status       // drawn as a mark; 0 for none
	GlyphOnly bool                // the mark without its word
	Tick      Tick
	Icon      fyne.Resource
}

const (
	cellPad     float32 = 8
	leastColumn float32 = 24
)

// spread returns the left edges of the columns in a table of the given width, and
// the right edge of the last one.
func spread(columns []Column, width float32) []float32 {
	fixed, flex := float32(0), float32(0)
	for _, c := range columns {
		fixed += c.Width
		flex += c.Flex
	}
	spare := max(0, width-fixed)
	edges := make([]float32, len(columns)+1)
	for i, c := range columns {
		w := c.Width
		if c.Flex > 0 {
			w = max(c.Width+spare*c.Flex/flex, leastColumn)
		}
		edges[i+1] = edges[i] + w
	}
	return edges
}
