// Package limit bounds everything that a mail can make the view do: bytes, nodes,
// rules, cells, pictures. Reaching a limit never fails; it cuts, and the cut is
// remembered so that the window can say "shortened" and offer the source.
//
// The values are measured (docs/mailview.md): every hostile document of the tests
// ends within a second, and no report of the samples comes near any of them.
package limit

import "slices"

// Limits are the bounds of one mail.
type Limits struct {
	Bytes      int // of HTML looked at
	Depth      int // open elements
	Nodes      int // elements and texts kept
	Attributes int // of one element
	Token      int // bytes of one tag or text
	Formatting int // open <b>, <font>, <a> ... within one cell
	StyleAttr  int // bytes of one style attribute

	SheetBytes    int // of style sheets
	Rules         int
	SelectorSteps int // comparisons of selectors with elements, in all

	Columns int // of a table
	Rows    int // of a table
	Cells   int // grid positions of all tables

	Items     int     // words and spaces
	Fragments int     // pieces of laid out text
	Length    float64 // CSS pixels, any length
	Height    float64 // CSS pixels, of the page

	Pictures      int
	PicturePixels int // of one picture
	AllPixels     int // of all pictures
}

// Default returns the limits of the program.
func Default() Limits {
	return Limits{
		Bytes: 8 << 20, Depth: 200, Nodes: 120_000, Attributes: 64, Token: 3 << 20, Formatting: 24, StyleAttr: 8 << 10,
		SheetBytes: 256 << 10, Rules: 2000, SelectorSteps: 3_000_000,
		Columns: 200, Rows: 60_000, Cells: 400_000,
		Items: 200_000, Fragments: 100_000, Length: 20_000, Height: 1 << 20,
		Pictures: 100, PicturePixels: 16 << 20, AllPixels: 32 << 20,
	}
}

// A Cut names what a limit took away.
type Cut string

// What can be cut.
const (
	Size          Cut = "size"
	Token         Cut = "tag or text too long"
	Nodes         Cut = "elements"
	Depth         Cut = "depth"
	Attributes    Cut = "attributes"
	StyleAttr     Cut = "style attribute"
	Sheet         Cut = "style sheet"
	Rules         Cut = "style rules"
	SelectorSteps Cut = "style matching"
	Columns       Cut = "columns"
	Rows          Cut = "rows"
	Cells         Cut = "table cells"
	Text          Cut = "text"
	Pictures      Cut = "pictures"
)

// Cuts collects cuts, each once, in the order they happened. It is used by one
// goroutine at a time.
type Cuts struct{ list []Cut }

// Add remembers a cut.
func (c *Cuts) Add(what Cut) {
	if !slices.Contains(c.list, what) {
		c.list = append(c.list, what)
	}
}

// List returns the cuts so far.
func (c *Cuts) List() []Cut { return slices.Clone(c.list) }
