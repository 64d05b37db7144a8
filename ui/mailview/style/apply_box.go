package style

import (
	"image/color"
	"strconv"
	"strings"

	"runchecks/ui/mailview/css"
)

// box applies sizes, margins, padding and background; false for another property.
func (a *applier) box(property, value, v string) bool {
	s := a.s
	switch property {
	case "background-color", "background":
		a.background(property, value, v)
	case "width":
		a.size(&s.Width, v)
	case "height":
		a.size(&s.Height, v)
	case "min-width":
		a.size(&s.MinWidth, v)
	case "max-width":
		a.size(&s.MaxWidth, v)
	case "min-height":
		a.size(&s.MinHeight, v)
	case "max-height":
		a.size(&s.MaxHeight, v)
	case "margin":
		if ls, ok := a.four(v); ok {
			s.Margin = ls
			s.DefaultTop, s.DefaultBottom = false, false
		}
	case "padding":
		if ls, ok := a.four(v); ok {
			for i := range ls {
				ls[i] = positive(ls[i])
			}
			s.Padding = ls
		}
	case "margin-top", "margin-right", "margin-bottom", "margin-left":
		if l, ok := a.length(v); ok {
			side := sideOf(property)
			s.Margin[side] = l
			s.DefaultTop = s.DefaultTop && side != Top
			s.DefaultBottom = s.DefaultBottom && side != Bottom
		}
	case "padding-top", "padding-right", "padding-bottom", "padding-left":
		if l, ok := a.length(v); ok && l.Unit != css.Auto {
			s.Padding[sideOf(property)] = positive(l)
		}
	case "box-sizing":
		s.BorderBox = v == "border-box"
	default:
		return false
	}
	return true
}

func sideOf(property string) int {
	switch {
	case strings.Contains(property, "top"):
		return Top
	case strings.Contains(property, "right"):
		return Right
	case strings.Contains(property, "bottom"):
		return Bottom
	}
	return Left
}

func positive(l css.Length) css.Length {
	if l.Unit == css.Auto {
		return css.Pixels(0)
	}
	l.Value = max(0, l.Value)
	return l
}

func (a *applier) size(to *css.Length, v string) {
	l, ok := a.length(v)
	if !ok && (v == "none" || strings.HasSuffix(v, "content")) {
		l, ok = css.Length{}, true
	}
	if ok && l.Value >= 0 {
		*to = l
	}
}

// four reads one to four lengths for top, right, bottom, left.
func (a *applier) four(v string) (ls [4]css.Length, ok bool) {
	words := css.Words(v)
	if len(words) == 0 || len(words) > 4 {
		return ls, false
	}
	for i := range ls {
		l, ok := a.length(words[fromFour[len(words)-1][i]])
		if !ok {
			return ls, false
		}
		ls[i] = l
	}
	return ls, true
}

// fromFour says which of n words means which side.
var fromFour = [4][4]int{{0, 0, 0, 0}, {0, 1, 0, 1}, {0, 1, 2, 1}, {0, 1, 2, 3}}

// background takes the colour; pictures are left out, and of a gradient the first colour
// stands for all.
func (a *applier) background(property, value, v string) {
	if c, ok := a.colour(value); ok {
		a.s.Background = c
		return
	}
	if property != "background" {
		return
	}
	found := false
	for _, w := range css.Words(value) {
		if c, ok := a.colour(w); ok {
			a.s.Background, found = c, true
		}
	}
	switch {
	case found:
	case strings.Contains(v, "gradient("):
		for _, w := range strings.FieldsFunc(value, func(r rune) bool { return r == ',' || r == '(' || r == ' ' || r == ')' }) {
			if c, ok := a.colour(w); ok {
				a.s.Background = c
				return
			}
		}
	case v == "none" || strings.HasPrefix(v, "url("):
		a.s.Background = color.NRGBA{}
	}
}

var lines = map[string]Line{
	"none": NoLine, "hidden": Hidden, "solid": Solid, "dashed": Dashed, "dotted": Dotted, "double": Double,
	"groove": Groove, "ridge": Ridge, "inset": Inset, "outset": Outset,
}

// mediumBorder is the width of a border whose width is not given, in CSS pixels.
const mediumBorder = 3

func (a *applier) border(property, value, v string) {
	s := a.s
	switch property {
	case "border":
		if e, ok := a.edge(value); ok {
			s.Border = [4]Edge{e, e, e, e}
		}
	case "border-top", "border-right", "border-bottom", "border-left":
		if e, ok := a.edge(value); ok {
			s.Border[sideOf(property)] = e
		}
	case "border-width", "border-style", "border-color":
		words := css.Words(value)
		if len(words) == 0 || len(words) > 4 {
			return
		}
		for side := range s.Border {
			a.edgePart(&s.Border[side], property[len("border-"):], words[fromFour[len(words)-1][side]])
		}
	case "border-collapse":
		s.Collapse = v == "collapse"
	case "border-spacing":
		words := css.Words(v)
		if l, ok := a.length(words[0]); ok && l.Unit == css.Px {
			s.SpacingH = css.Bounded(l.Value, 0, widestSpacing)
			s.SpacingV = s.SpacingH
		}
		if len(words) > 1 {
			if l, ok := a.length(words[1]); ok && l.Unit == css.Px {
				s.SpacingV = css.Bounded(l.Value, 0, widestSpacing)
			}
		}
	case "border-radius":
		if l, ok := a.length(css.Words(v)[0]); ok && l.Unit == css.Px {
			s.Radius = css.Bounded(l.Value, 0, 500)
		}
	default: // border-top-width and so on
		a.edgePart(&s.Border[sideOf(property)], property[strings.LastIndexByte(property, '-')+1:], value)
	}
}

// edge reads width, line and colour in any order.
func (a *applier) edge(value string) (Edge, bool) {
	e := Edge{Wide: mediumBorder}
	any := false
	for _, w := range css.Words(value) {
		lower := strings.ToLower(w)
		if line, ok := lines[lower]; ok {
			e.Line, any = line, true
		} else if wide, ok := a.borderWidth(lower); ok {
			e.Wide, any = wide, true
		} else if c, ok := a.colour(w); ok {
			e.Colour, e.Own, any = c, true, true
		}
	}
	return e, any
}

func (a *applier) borderWidth(v string) (float64, bool) {
	switch v {
	case "thin":
		return 1, true
	case "medium":
		return mediumBorder, true
	case "thick":
		return 5, true
	}
	if l, ok := a.length(v); ok && l.Unit == css.Px && l.Value >= 0 {
		return css.Bounded(l.Value, 0, 500), true
	}
	return 0, false
}

func (a *applier) edgePart(e *Edge, part, value string) {
	switch part {
	case "width":
		if w, ok := a.borderWidth(strings.ToLower(value)); ok {
			e.Wide = w
		}
	case "style":
		if line, ok := lines[strings.ToLower(value)]; ok {
			if e.Line == NoLine && e.Wide == 0 && line != NoLine {
				e.Wide = mediumBorder
			}
			e.Line = line
		}
	case "color":
		if c, ok := a.colour(value); ok {
			e.Colour, e.Own = c, true
		}
	}
}

// flow applies how the box stands among others.
func (a *applier) flow(property, v string) {
	s := a.s
	switch property {
	case "display":
		a.display(v)
	case "float":
		s.Float = map[string]uint8{"left": ToLeft, "right": ToRight}[v]
	case "clear":
		s.Clear = map[string]uint8{"left": ToLeft, "right": ToRight, "both": ToLeft | ToRight}[v]
	case "overflow", "overflow-x", "overflow-y":
		s.Clips = strings.HasPrefix(v, "hidden") || strings.HasPrefix(v, "clip") || strings.HasPrefix(v, "auto") || strings.HasPrefix(v, "scroll")
	case "visibility":
		s.Invisible = v != "visible"
	case "opacity":
		if f, err := strconv.ParseFloat(v, 64); err == nil {
			s.Opacity = a.p.Opacity * css.Bounded(f, 0, 1)
		}
	case "caption-side":
		s.CaptionBelow = v == "bottom"
	case "table-layout":
		s.FixedTable = v == "fixed"
	case "justify-content":
		if j, ok := justifications[v]; ok {
			s.Justify = j
		}
	case "flex-direction":
		s.FlexColumn = strings.HasPrefix(v, "column")
	case "flex", "flex-grow":
		switch v {
		case "none", "auto":
		default:
			s.FlexGrow = css.Bounded(css.LeadingNumber(v), 0, 100)
		}
	case "gap", "column-gap":
		words := css.Words(v)
		if l, ok := a.length(words[len(words)-1]); ok && l.Unit == css.Px {
			s.Gap = css.Bounded(l.Value, 0, widestSpacing)
		}
	}
}

var justifications = map[string]Justification{
	"flex-start": JustifyStart, "start": JustifyStart, "flex-end": JustifyEnd, "end": JustifyEnd, "center": JustifyCenter,
	"space-between": JustifyBetween, "space-around": JustifyAround, "space-evenly": JustifyEvenly,
}

var displays = map[string]Display{
	"none": None, "block": Block, "flow-root": Block, "grid": Block, "inline": Inline, "inline-block": InlineBlock, "inline-flex": InlineBlock,
	"inline-grid": InlineBlock, "list-item": ListItem, "table": Table, "inline-table": InlineTable, "table-row": Row, "table-cell": Cell,
	"table-row-group": RowGroup, "table-header-group": HeaderGroup, "table-footer-group": FooterGroup, "table-caption": Caption,
	"table-column": Column, "table-column-group": ColumnGroup, "flex": Flex,
}

func (a *applier) display(v string) {
	d, ok := displays[v]
	if !ok {
		return
	}
	a.s.Display = d
	if d == Table && a.tag != "table" {
		a.s.Collapse = a.p.Collapse
	}
}
