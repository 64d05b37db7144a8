package style

import (
	"image/color"
	"strconv"
	"strings"

	"runchecks/ui/mailview/css"
)

// applier puts declarations onto the style s of an element.
type applier struct {
	s, p   *Style // p is that of the parent
	quirks bool
	tag    string
}

// font applies what decides the font; the rest is left to apply.
func (a *applier) font(d css.Declaration) {
	v := strings.ToLower(d.Value)
	if global(v) {
		if v == "inherit" && (d.Property == "font-size" || d.Property == "font") {
			a.s.Font.Size, a.s.keyword, a.s.absolute = a.p.Size, a.p.keyword, a.p.absolute
		}
		return
	}
	switch d.Property {
	case "font-size":
		a.s.setSize(v, &a.p.Font, a.quirks)
	case "font-family":
		a.s.setFamily(v)
	case "font-weight":
		a.s.setWeight(v, &a.p.Font)
	case "font-style":
		a.s.Italic = v == "italic" || strings.HasPrefix(v, "oblique")
	case "font":
		a.s.setShorthand(d.Value, &a.p.Font, a.quirks)
	}
}

// global reports whether a value is one that every property takes.
func global(v string) bool {
	return v == "inherit" || v == "initial" || v == "unset" || v == "revert"
}

// apply applies a declaration once the font is known.
func (a *applier) apply(d css.Declaration) {
	v := strings.ToLower(d.Value)
	if global(v) {
		if v == "inherit" {
			a.inherit(d.Property)
		}
		return
	}
	switch {
	case a.text(d.Property, d.Value, v):
	case a.box(d.Property, d.Value, v):
	case strings.HasPrefix(d.Property, "border"):
		a.border(d.Property, d.Value, v)
	default:
		a.flow(d.Property, v)
	}
}

func (a *applier) inherit(property string) {
	s, p := a.s, a.p
	switch property {
	case "color":
		s.Colour = p.Colour
	case "text-align":
		s.TextAlign = p.TextAlign
	case "background-color", "background":
		s.Background = p.Background
	case "font-weight":
		s.Weight = p.Weight
	case "line-height":
		s.LineHeight = p.LineHeight
	case "vertical-align":
		s.VAlign = p.VAlign
	case "text-decoration":
		s.Decoration = p.Decoration
	}
}

func (a *applier) length(v string) (css.Length, bool) { return css.ParseLength(v, a.s.Size, a.quirks) }

func (a *applier) colour(v string) (color.NRGBA, bool) {
	return css.ParseColour(v, a.s.Colour, a.quirks)
}

// text applies properties of text; false for another property.
func (a *applier) text(property, value, v string) bool {
	s := a.s
	switch property {
	case "color":
		if c, ok := a.colour(value); ok {
			s.Colour = c
		}
	case "font":
		var f Font
		if height := f.setShorthand(value, &a.p.Font, a.quirks); height != "" {
			a.lineHeight(height)
		}
	case "font-size", "font-family", "font-weight", "font-style": // font did
	case "line-height":
		a.lineHeight(v)
	case "text-align":
		if align, ok := aligns[v]; ok {
			s.TextAlign = align
		}
	case "text-decoration", "text-decoration-line":
		a.decoration(v)
	case "text-transform":
		s.Transform = map[string]Transform{"uppercase": Upper, "lowercase": Lower, "capitalize": Capitals}[v]
	case "text-indent":
		if l, ok := a.length(v); ok {
			s.Indent = l
		}
	case "letter-spacing":
		if l, ok := a.length(v); ok && l.Unit == css.Px {
			s.LetterSpacing = css.Bounded(l.Value, -5, 50)
		} else if v == "normal" {
			s.LetterSpacing = 0
		}
	case "vertical-align":
		a.valign(v)
	case "white-space":
		if space, ok := spaces[v]; ok {
			s.Space = space
		}
	case "word-break":
		s.BreakAll = v == "break-all"
		s.BreakWord = s.BreakWord || v == "break-word"
	case "overflow-wrap", "word-wrap":
		s.BreakWord = v == "break-word" || v == "anywhere"
	case "direction":
		s.RightToLeft = v == "rtl"
	case "list-style-position":
		s.MarkerInside = v == "inside"
	case "list-style", "list-style-type":
		for _, w := range strings.Fields(v) {
			if w == "inside" || w == "outside" {
				s.MarkerInside = w == "inside"
			}
			if b, ok := bullets[w]; ok {
				s.Bullet = b
			}
		}
	default:
		return false
	}
	return true
}

var aligns = map[string]Align{
	"left": AlignLeft, "right": AlignRight, "center": AlignCenter, "justify": Justify, "start": Start, "end": AlignRight,
	"-webkit-center": BlocksCenter, "-webkit-right": BlocksRight, "-webkit-left": BlocksLeft,
}

var spaces = map[string]Space{
	"normal": Normal, "nowrap": NoWrap, "pre": Pre, "pre-wrap": PreWrap, "break-spaces": PreWrap, "pre-line": PreLine,
}

var bullets = map[string]Bullet{
	"none": NoBullet, "disc": Disc, "circle": Circle, "square": Square, "decimal": Decimal, "lower-alpha": LowerAlpha,
	"upper-alpha": UpperAlpha, "lower-latin": LowerAlpha, "upper-latin": UpperAlpha, "lower-roman": LowerRoman, "upper-roman": UpperRoman,
}

var valigns = map[string]VAlign{
	"top": VTop, "middle": VMiddle, "bottom": VBottom, "baseline": Baseline, "sub": Sub, "super": Super, "text-top": TextTop, "text-bottom": TextBottom,
}

func (a *applier) valign(v string) {
	if align, ok := valigns[v]; ok {
		a.s.VAlign = align
	} else if l, ok := a.length(v); ok && l.Unit != css.Auto {
		a.s.VAlign, a.s.Raise = Raised, l.Or0(a.lineHeightPixels())
	}
}

// lineHeightPixels is what percent of vertical-align refers to; a font's own line is
// close to a factor of 1.2.
func (a *applier) lineHeightPixels() float64 {
	switch h := a.s.LineHeight; h.Kind {
	case Factor:
		return h.Value * a.s.Size
	case Fixed:
		return h.Value
	}
	return 1.2 * a.s.Size
}

func (a *applier) lineHeight(v string) {
	if v == "normal" {
		a.s.LineHeight = LineHeight{}
		return
	}
	if f, err := strconv.ParseFloat(v, 64); err == nil {
		if f >= 0 {
			a.s.LineHeight = LineHeight{Factor, css.Bounded(f, 0, 20)}
		}
		return
	}
	if l, ok := css.ParseLength(v, a.s.Size, false); ok && l.Unit != css.Auto && l.Value >= 0 {
		a.s.LineHeight = LineHeight{Fixed, css.Bounded(l.Or0(a.s.Size), 0, 2*largestFont)}
	}
}

// decoration replaces the lines of the element itself; those of the elements around it
// are drawn through it anyway.
func (a *applier) decoration(v string) {
	lines := a.p.Decoration
	for _, w := range strings.Fields(v) {
		switch w {
		case "underline":
			lines |= Underline
		case "line-through":
			lines |= LineThrough
		case "overline":
			lines |= Overline
		}
	}
	a.s.Decoration = lines
}
