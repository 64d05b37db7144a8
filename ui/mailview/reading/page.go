package reading

import "image/color"

// Page is a mail made ready to be read.
type Page struct {
	// Blocks are the parts of the mail from top to bottom.
	Blocks []Block

	// RemotePictures counts the pictures the mail would have loaded from the
	// network. None of them is loaded.
	RemotePictures int

	// Shortened says that a limit was reached and that the mail has more to
	// say than Blocks holds.
	Shortened bool
}

// Block is one part of a mail that stands below the part before it.
type Block struct {
	Kind BlockKind

	// Cells are the texts of the block: any number from one for a Row, exactly
	// one for every other kind. The cell of a Rule has no text.
	Cells []Cell

	// Table numbers the table a Row belongs to, from 1. Rows of the same number
	// follow each other and share the widths of their columns. It is 0 for
	// every other kind.
	Table int
}

// BlockKind says how a block is set.
type BlockKind int

// The kinds of blocks.
const (
	// Paragraph is running text, with "\n" where the mail breaks a line.
	Paragraph BlockKind = iota

	// Heading is a title above other blocks.
	Heading

	// Row is one row of a table.
	Row

	// Line is one line of preformatted text; its blanks count.
	Line

	// Rule is a horizontal line without text.
	Rule
)

// Cell is a text with one look.
type Cell struct {
	// Text is the text, with "\n" where the mail breaks a line. It holds no
	// control, zero-width or direction-changing characters.
	Text string

	Bold bool

	// Header says that the cell names its column or its row.
	Header bool

	// Colour and Background are nil where the paper's own colours apply.
	Colour, Background *color.NRGBA

	// Span is the number of columns the cell covers, at least 1.
	Span int

	Align Align
}

// Align says at which side of its cell a text stands.
type Align int

// The sides.
const (
	Left Align = iota
	Center
	Right
)
