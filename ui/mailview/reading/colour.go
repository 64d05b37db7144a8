package reading

import (
	"image/color"
	"strconv"
	"strings"
)

// tint is a colour that may be missing. It can be compared.
type tint struct {
	color.NRGBA
	set bool
}

func opaque(r, g, b uint8) tint { return tint{color.NRGBA{R: r, G: g, B: b, A: 0xff}, true} }

// pointer returns the colour as a cell holds it.
func (t tint) pointer() *color.NRGBA {
	if !t.set {
		return nil
	}
	c := t.NRGBA
	return &c
}

// parseColour reads a colour as CSS and the old attributes write it. A colour
// that lets the ground shine through is mixed with white.
func parseColour(s string) (tint, bool) {
	s = strings.ToLower(strings.TrimSpace(s))
	if len(s) > 64 {
		return tint{}, false
	}
	if s == "transparent" {
		return tint{}, true
	}
	if v, ok := namedColours[s]; ok {
		return opaque(uint8(v>>16), uint8(v>>8), uint8(v)), true
	}
	if strings.HasPrefix(s, "rgb") {
		return parseRGB(s)
	}
	return parseHex(strings.TrimPrefix(s, "#"))
}

func parseHex(s string) (tint, bool) {
	switch len(s) {
	case 3, 4:
		wide := make([]byte, 0, 8)
		for i := range len(s) {
			wide = append(wide, s[i], s[i])
		}
		s = string(wide)
	case 6, 8:
	default:
		return tint{}, false
	}
	v, err := strconv.ParseUint(s, 16, 32)
	if err != nil {
		return tint{}, false
	}
	alpha := 1.0
	if len(s) == 8 {
		alpha = float64(v&0xff) / 255
		v >>= 8
	}
	return mixed(float64(v>>16&0xff), float64(v>>8&0xff), float64(v&0xff), alpha), true
}

func parseRGB(s string) (tint, bool) {
	open := strings.IndexByte(s, '(')
	if open < 0 || !strings.HasSuffix(s, ")") {
		return tint{}, false
	}
	parts := strings.FieldsFunc(s[open+1:len(s)-1], func(r rune) bool { return r == ',' || r == ' ' || r == '/' })
	if len(parts) != 3 && len(parts) != 4 {
		return tint{}, false
	}
	var v [4]float64
	v[3] = 1
	for i, p := range parts {
		whole := 255.0
		if i == 3 {
			whole = 1
		}
		number, percent := strings.CutSuffix(p, "%")
		f, err := strconv.ParseFloat(number, 64)
		if err != nil || f != f {
			return tint{}, false
		}
		if percent {
			f = f * whole / 100
		}
		v[i] = min(max(f, 0), whole)
	}
	return mixed(v[0], v[1], v[2], v[3]), true
}

// mixed returns a colour laid over white.
func mixed(r, g, b, alpha float64) tint {
	if alpha < 0.02 {
		return tint{}
	}
	over := func(v float64) uint8 { return uint8(v*alpha + 255*(1-alpha) + 0.5) }
	return opaque(over(r), over(g), over(b))
}

// namedColours are the colour names of CSS that mails use.
var namedColours = map[string]uint32{
	"aqua": 0x00ffff, "aquamarine": 0x7fffd4, "azure": 0xf0ffff, "beige": 0xf5f5dc, "black": 0x000000,
	"blue": 0x0000ff, "brown": 0xa52a2a, "chartreuse": 0x7fff00, "coral": 0xff7f50,
	"cornflowerblue": 0x6495ed, "crimson": 0xdc143c, "cyan": 0x00ffff, "darkblue": 0x00008b,
	"darkcyan": 0x008b8b, "darkgray": 0xa9a9a9, "darkgreen": 0x006400, "darkgrey": 0xa9a9a9,
	"darkorange": 0xff8c00, "darkred": 0x8b0000, "darkslategray": 0x2f4f4f, "darkslategrey": 0x2f4f4f,
	"deepskyblue": 0x00bfff, "dimgray": 0x696969, "dimgrey": 0x696969, "dodgerblue": 0x1e90ff,
	"firebrick": 0xb22222, "forestgreen": 0x228b22, "fuchsia": 0xff00ff, "gainsboro": 0xdcdcdc,
	"ghostwhite": 0xf8f8ff, "gold": 0xffd700, "goldenrod": 0xdaa520, "gray": 0x808080,
	"green": 0x008000, "greenyellow": 0xadff2f, "grey": 0x808080, "honeydew": 0xf0fff0,
	"indianred": 0xcd5c5c, "indigo": 0x4b0082, "ivory": 0xfffff0, "khaki": 0xf0e68c,
	"lavender": 0xe6e6fa, "lawngreen": 0x7cfc00, "lightblue": 0xadd8e6, "lightcoral": 0xf08080,
	"lightcyan": 0xe0ffff, "lightgray": 0xd3d3d3, "lightgreen": 0x90ee90, "lightgrey": 0xd3d3d3,
	"lightpink": 0xffb6c1, "lightsalmon": 0xffa07a, "lightskyblue": 0x87cefa,
	"lightsteelblue": 0xb0c4de, "lightyellow": 0xffffe0, "lime": 0x00ff00, "limegreen": 0x32cd32,
	"linen": 0xfaf0e6, "magenta": 0xff00ff, "maroon": 0x800000, "mediumblue": 0x0000cd,
	"mediumseagreen": 0x3cb371, "midnightblue": 0x191970, "mistyrose": 0xffe4e1, "moccasin": 0xffe4b5,
	"navy": 0x000080, "oldlace": 0xfdf5e6, "olive": 0x808000, "olivedrab": 0x6b8e23,
	"orange": 0xffa500, "orangered": 0xff4500, "orchid": 0xda70d6, "palegreen": 0x98fb98,
	"paleturquoise": 0xafeeee, "peachpuff": 0xffdab9, "pink": 0xffc0cb, "plum": 0xdda0dd,
	"powderblue": 0xb0e0e6, "purple": 0x800080, "red": 0xff0000, "royalblue": 0x4169e1,
	"salmon": 0xfa8072, "sandybrown": 0xf4a460, "seagreen": 0x2e8b57, "sienna": 0xa0522d,
	"silver": 0xc0c0c0, "skyblue": 0x87ceeb, "slateblue": 0x6a5acd, "slategray": 0x708090,
	"slategrey": 0x708090, "snow": 0xfffafa, "springgreen": 0x00ff7f, "steelblue": 0x4682b4,
	"tan": 0xd2b48c, "teal": 0x008080, "thistle": 0xd8bfd8, "tomato": 0xff6347,
	"turquoise": 0x40e0d0, "violet": 0xee82ee, "wheat": 0xf5deb3, "white": 0xffffff,
	"whitesmoke": 0xf5f5f5, "yellow": 0xffff00, "yellowgreen": 0x9acd32,
}
