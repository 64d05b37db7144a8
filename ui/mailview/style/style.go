// Package style gives every element of a mail its computed style: what a browser does by
// default, the attributes of old HTML, the rules of style sheets and the element's own
// style attribute, in the order of the cascade. How boxes become a page is layout's.
package style

import (
	"image/color"

	"runchecks/ui/mailview/css"
)

// Display says what kind of box an element makes.
type Display uint8

// The displays. Grid is drawn as Block, inline flex and grid as InlineBlock.
const (
	Inline Display = iota
	Block
	InlineBlock
	ListItem
	Table
	InlineTable
	RowGroup
	HeaderGroup
	FooterGroup
	Row
	Cell
	Column
	ColumnGroup
	Caption
	Flex
	None
)

// Sides index what a box has four of.
const (
	Top = iota
	Right
	Bottom
	Left
)

// Line is how a border is drawn.
type Line uint8

// The lines.
const (
	NoLine Line = iota
	Hidden      // like NoLine, but it wins against other collapsed borders
	Solid
	Dashed
	Dotted
	Double
	Groove
	Ridge
	Inset
	Outset
)

// Edge is one side of a border.
type Edge struct {
	Wide   float64 // CSS pixels; use Width
	Line   Line
	Colour color.NRGBA
	Own    bool // the colour was given; else it is that of the text
}

// Width returns the room that the edge takes, in CSS pixels.
func (e Edge) Width() float64 {
	if e.Line == NoLine || e.Line == Hidden {
		return 0
	}
	return e.Wide
}

// Align is where the text of a block stands.
type Align uint8

// The alignments. Those of the align attribute move the blocks inside too.
const (
	Start Align = iota
	AlignLeft
	AlignRight
	AlignCenter
	Justify
	BlocksLeft
	BlocksRight
	BlocksCenter
)

// Space is how white space is treated.
type Space uint8

// The treatments of white space.
const (
	Normal Space = iota
	NoWrap
	Pre
	PreWrap
	PreLine
)

// Wraps reports whether lines may break.
func (s Space) Wraps() bool { return s == Normal || s == PreWrap || s == PreLine }

// KeepsSpaces reports whether every space counts.
func (s Space) KeepsSpaces() bool { return s == Pre || s == PreWrap }

// KeepsLines reports whether the lines of the source count.
func (s Space) KeepsLines() bool { return s != Normal && s != NoWrap }

// VAlign is where an inline box or the content of a cell stands.
type VAlign uint8

// The vertical alignments; Raised is by Style.Raise pixels.
const (
	Baseline VAlign = iota
	VTop
	VMiddle
	VBottom
	Sub
	Super
	TextTop
	TextBottom
	Raised
)

// Bullet is the sign or numbering of a list item.
type Bullet uint8

// The bullets.
const (
	Disc Bullet = iota
	Circle
	Square
	Decimal
	LowerAlpha
	UpperAlpha
	LowerRoman
	UpperRoman
	NoBullet
)

// Lines through, under and over text, as bits.
const (
	Underline uint8 = 1 << iota
	LineThrough
	Overline
)

// LineHeight is the height of a line.
type LineHeight struct {
	Kind  LineHeightKind
	Value float64
}

// LineHeightKind says what the value of a LineHeight is.
type LineHeightKind uint8

// The kinds: that of the font, times the font size, CSS pixels.
const (
	OfFont LineHeightKind = iota
	Factor
	Fixed
)

// Transform changes the case of letters.
type Transform uint8

// The transforms.
const (
	AsWritten Transform = iota
	Upper
	Lower
	Capitals
)

// Direction of a float or a clear, as bits.
const (
	ToLeft uint8 = 1 << iota
	ToRight
)

// Justification distributes the room that flex items leave.
type Justification uint8

// The justifications.
const (
	JustifyStart Justification = iota
	JustifyEnd
	JustifyCenter
	JustifyBetween
	JustifyAround
	JustifyEvenly
)

// Font is what text is shaped with.
type Font struct {
	Size   float64 // CSS pixels
	Weight int     // 100 to 900
	Italic bool
	Mono   bool

	generic  bool  // the family is exactly "monospace", which has a smaller medium size
	absolute bool  // the size was given in absolute units
	keyword  uint8 // the size is this keyword, 1 for xx-small; 0 for none
}

// Bold reports whether the bold face is meant.
func (f *Font) Bold() bool { return f.Weight >= 600 }

// Style is the computed style of an element. Equal styles of one mail are one value, so
// a *Style can be compared.
type Style struct {
	// Inherited.
	Font
	Colour        color.NRGBA
	LineHeight    LineHeight
	TextAlign     Align
	Space         Space
	Transform     Transform
	Bullet        Bullet
	MarkerInside  bool // the marker of a list item is part of its text
	Collapse      bool
	SpacingH      float64 // between cells, CSS pixels
	SpacingV      float64
	Invisible     bool
	BreakWord     bool // words may break where they do not fit
	BreakAll      bool // words may break anywhere
	Indent        css.Length
	Decoration    uint8 // Underline ...; in fact it propagates
	CaptionBelow  bool
	LetterSpacing float64
	RightToLeft   bool
	Link          string
	Opacity       float64 // of the element and all around it

	// Not inherited.
	Display    Display
	Background color.NRGBA
	VAlign     VAlign
	Raise      float64
	Width      css.Length
	Height     css.Length
	MinWidth   css.Length
	MaxWidth   css.Length
	MinHeight  css.Length
	MaxHeight  css.Length
	Margin     [4]css.Length
	Padding    [4]css.Length
	Border     [4]Edge
	Radius     float64
	BorderBox  bool // width and height include border and padding
	Float      uint8
	Clear      uint8
	Clips      bool // overflow is not visible
	FixedTable bool
	NoWrapAttr bool // a nowrap attribute, which makes the width of a cell its minimum

	Justify    Justification
	FlexColumn bool
	FlexGrow   float64
	Gap        float64

	// Default margins of the first and last child vanish in quirks mode.
	DefaultTop, DefaultBottom bool
	defaultEm                 float64 // default margins above and below, in em
}

// Root returns the style that the html element inherits.
func Root() Style {
	return Style{Font: Font{Size: 16, Weight: 400, keyword: medium}, Colour: color.NRGBA{A: 255}, Opacity: 1, Display: Block}
}

// Anonymous returns the style of a box without an element inside p.
func Anonymous(p *Style, d Display) *Style {
	s := inherit(p)
	s.Display = d
	return &s
}

func inherit(p *Style) Style {
	return Style{
		Font: p.Font, Colour: p.Colour, LineHeight: p.LineHeight, TextAlign: p.TextAlign, Space: p.Space, Transform: p.Transform,
		Bullet: p.Bullet, MarkerInside: p.MarkerInside, Collapse: p.Collapse, SpacingH: p.SpacingH, SpacingV: p.SpacingV, Invisible: p.Invisible,
		BreakWord: p.BreakWord, BreakAll: p.BreakAll, Indent: p.Indent, Decoration: p.Decoration, CaptionBelow: p.CaptionBelow,
		LetterSpacing: p.LetterSpacing, RightToLeft: p.RightToLeft, Link: p.Link, Opacity: p.Opacity,
		Margin: noMargin,
	}
}

var noMargin = [4]css.Length{{Unit: css.Px}, {Unit: css.Px}, {Unit: css.Px}, {Unit: css.Px}}

// Decorated reports whether a box with this style shows itself by background or border.
func (s *Style) Decorated() bool {
	if s.Background.A != 0 {
		return true
	}
	for i := range s.Border {
		if s.Border[i].Width() > 0 {
			return true
		}
	}
	return false
}

// AutoMargin reports whether a margin takes the room that is left.
func (s *Style) AutoMargin(side int) bool { return s.Margin[side].Unit == css.Auto }
