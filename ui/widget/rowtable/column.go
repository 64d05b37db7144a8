package rowtable

import (
	"strings"

	"fyne.io/fyne/v2"

	"runchecks/domain"
	"runchecks/ui/words"
)

// Column is one column as a value.
type Column struct {
	ID       string
	Title    string
	Width    float32 // with Flex the width before its share of what is left
	Flex     float32 // share of the room that fixed columns leave; 0 for none
	Least    float32 // what it keeps in a narrow pane and when a border is dragged; 0 for the usual
	Align    fyne.TextAlign
	Sortable bool
	// Tight stands at its left edge, with a gap behind it alone; at its right edge where it is
	// aligned there. Its neighbours keep the distance.
	Tight bool
}

// Density is the height of rows.
type Density uint8

// The densities.
const (
	Comfortable Density = iota // two lines, 40 high
	Compact                    // one line, 24 high; Cell.Secondary is not shown
	Roomy                      // one line, 32 high: room for a field in a row
	Card                       // status, text and secondary text below each other, 68 high
)

// Height returns the height of one row.
func (d Density) Height() float32 {
	switch d {
	case Compact:
		return 24
	case Roomy:
		return 32
	case Card:
		return 68
	}
	return 40
}

// single reports whether a row has one line: what belongs to the second is not shown.
func (d Density) single() bool { return d == Compact || d == Roomy }

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
	Aside     string // behind the text where there is room, dim
	Secondary string // second line, small and dim
	Lead      string // in front of it, in bold red: what is new
	Tags      [3]Tag // behind it: what else is known of the row
	Bold      bool
	Dim       bool
	Colour    fyne.ThemeColorName // of the text; empty for the usual one
	Status    domain.Status       // drawn as a mark; 0 for none
	GlyphOnly bool                // the mark without its word
	Known     bool                // the mark without its ground: it stands like that for a while
	Bars      [14]uint8           // bars from 0 to 10 high, in the colour of Status, which is no mark then
	Tick      Tick
	Icon      fyne.Resource
	// Field draws the cell as a field that can be pressed, Open says of one that it wants an answer.
	Field, Open bool
	// Head draws the ground of the whole row as that of a head; it counts in the first column.
	Head bool
	// Indent moves what stands in the cell to the right.
	Indent float32
}

// spoken is the cell in words.
func (c Cell) spoken() string {
	var parts []string
	add := func(text string) {
		if text != "" {
			parts = append(parts, text)
		}
	}
	if c.Status != 0 && c.Bars == [14]uint8{} {
		add(words.Status(c.Status))
	}
	for _, text := range []string{c.Text, c.Aside, c.Lead, c.Secondary} {
		add(text)
	}
	for _, tag := range c.Tags {
		add(tag.Text)
	}
	return strings.Join(parts, ", ")
}

// Tag is a small box in the second line of a cell: a sign, a text or both. The zero value is
// none.
type Tag struct {
	Icon fyne.Resource
	Text string
}

const (
	cellPad     float32 = 8
	leastColumn float32 = 44
	// signColumn is how wide a column at most is that has no title and shows a sign or a box:
	// its borders stay where they are.
	signColumn float32 = 40
)

func (c Column) sign() bool { return c.Title == "" && c.Flex == 0 && c.Width <= signColumn }

func (c Column) least() float32 {
	switch {
	case c.sign():
		return c.Width
	case c.Least > 0:
		return c.Least
	default:
		return min(c.Width, leastColumn)
	}
}

// inner is where the text of a column stands between its edges.
func (c Column) inner(left, width float32) (x, w float32) {
	switch {
	case c.Tight && c.Align == fyne.TextAlignTrailing:
		return left, width
	case c.Tight:
		return left, max(0, width-cellPad)
	}
	pad := min(cellPad, width/4)
	return left + pad, max(0, width-2*pad)
}

// edges returns the left edges of the columns, and the right edge of the last one.
func (t *Table) edges(width float32) []float32 {
	if t.Spread != nil {
		if edges := t.Spread(width); len(edges) == len(t.columns)+1 {
			return edges
		}
	}
	return spread(t.columns, width)
}

// spread returns the left edges of the columns in a table of the given width, and the
// right edge of the last one. Where the columns want more than there is, each gives a
// share of what it has above its least width, so that none is pushed out of the pane.
func spread(columns []Column, width float32) []float32 {
	wanted, least, flex := float32(0), float32(0), float32(0)
	for _, c := range columns {
		wanted += c.Width
		least += min(c.least(), c.Width)
		flex += c.Flex
	}
	spare, keep := max(0, width-wanted), float32(1)
	if wanted > width && wanted > least {
		keep = max(0, (width-least)/(wanted-least))
	}
	edges := make([]float32, len(columns)+1)
	for i, c := range columns {
		low := min(c.least(), c.Width)
		w := low + (c.Width-low)*keep
		if c.Flex > 0 {
			w += spare * c.Flex / flex
		}
		edges[i+1] = edges[i] + w
	}
	return edges
}

// settle makes the columns keep these widths: fixed ones as they are, flexible ones as
// their shares, which grow and shrink with the pane.
func settle(columns []Column, widths []float32) {
	for i := range columns {
		c := &columns[i]
		if c.Flex == 0 {
			c.Width = widths[i]
			continue
		}
		c.Width = c.least()
		c.Flex = max(widths[i]-c.Width, 0.01) // it stays flexible
	}
}

// Arrange gives columns the widths that were told to OnColumnResize, by their ids. Those of
// flexible columns count where all are known.
func Arrange(columns []Column, width func(id string) float32) {
	widths := make([]float32, len(columns))
	all := true
	for i, c := range columns {
		widths[i] = max(width(c.ID), 0)
		all = all && (c.Flex == 0 || widths[i] > 0)
	}
	for i, c := range columns {
		if widths[i] == 0 || c.Flex > 0 && !all {
			widths[i] = c.Width
		}
		widths[i] = max(widths[i], c.least())
	}
	if all {
		settle(columns, widths)
		return
	}
	for i := range columns {
		if columns[i].Flex == 0 {
			columns[i].Width = widths[i]
		}
	}
}
