package css

import (
	"image/color"
	"math"
	"strconv"
	"strings"

	"golang.org/x/image/colornames"
)

// ParseColour reads a colour. current is what currentcolor means; bare says whether hex
// digits without # are one (quirks mode).
func ParseColour(v string, current color.NRGBA, bare bool) (color.NRGBA, bool) {
	v = strings.ToLower(strings.TrimSpace(v))
	switch v {
	case "transparent":
		return color.NRGBA{}, true
	case "currentcolor":
		return current, true
	case "windowtext": // Word's borders
		return color.NRGBA{A: 255}, true
	case "window":
		return color.NRGBA{255, 255, 255, 255}, true
	}
	if c, ok := named(v); ok {
		return c, true
	}
	switch {
	case strings.HasPrefix(v, "#"):
		return hex(v[1:])
	case strings.HasPrefix(v, "rgb"), strings.HasPrefix(v, "hsl"):
		return function(v)
	case bare && (len(v) == 6 || len(v) == 3):
		return hex(v)
	}
	return color.NRGBA{}, false
}

func named(v string) (color.NRGBA, bool) {
	if v == "rebeccapurple" { // newer than the list
		return color.NRGBA{0x66, 0x33, 0x99, 255}, true
	}
	c, ok := colornames.Map[v]
	return color.NRGBA{c.R, c.G, c.B, 255}, ok
}

func hex(h string) (color.NRGBA, bool) {
	n, err := strconv.ParseUint(h, 16, 64)
	if err != nil {
		return color.NRGBA{}, false
	}
	twice := func(shift int) uint8 { return uint8(n>>shift&15) * 17 }
	byteAt := func(shift int) uint8 { return uint8(n >> shift) }
	switch len(h) {
	case 3:
		return color.NRGBA{twice(8), twice(4), twice(0), 255}, true
	case 4:
		return color.NRGBA{twice(12), twice(8), twice(4), twice(0)}, true
	case 6:
		return color.NRGBA{byteAt(16), byteAt(8), byteAt(0), 255}, true
	case 8:
		return color.NRGBA{byteAt(24), byteAt(16), byteAt(8), byteAt(0)}, true
	}
	return color.NRGBA{}, false
}

// function reads rgb(), rgba(), hsl() and hsla().
func function(v string) (color.NRGBA, bool) {
	open, end := strings.IndexByte(v, '('), strings.LastIndexByte(v, ')')
	if open < 0 || end < open {
		return color.NRGBA{}, false
	}
	f := strings.FieldsFunc(v[open+1:end], func(r rune) bool { return r == ',' || r == ' ' || r == '/' })
	if len(f) < 3 {
		return color.NRGBA{}, false
	}
	number := func(s string, whole float64) float64 {
		n := LeadingNumber(s)
		if strings.HasSuffix(s, "%") {
			return n / 100 * whole
		}
		return n
	}
	alpha := 1.0
	if len(f) > 3 {
		alpha = Bounded(number(f[3], 1), 0, 1)
	}
	if v[0] == 'h' {
		c := HSL(LeadingNumber(f[0])/360, Bounded(number(f[1], 1), 0, 1), Bounded(number(f[2], 1), 0, 1))
		c.A = channel(alpha * 255)
		return c, true
	}
	return color.NRGBA{channel(number(f[0], 255)), channel(number(f[1], 255)), channel(number(f[2], 255)), channel(alpha * 255)}, true
}

func channel(v float64) uint8 { return uint8(Bounded(math.Round(v), 0, 255)) }

// HSL returns an opaque colour of a hue in turns, saturation and lightness from 0 to 1.
func HSL(h, s, l float64) color.NRGBA {
	q := l * (1 + s)
	if l >= .5 {
		q = l + s - l*s
	}
	p := 2*l - q
	part := func(t float64) uint8 {
		t = math.Mod(math.Mod(t, 1)+1, 1)
		v := p
		switch {
		case t < 1.0/6:
			v = p + (q-p)*6*t
		case t < .5:
			v = q
		case t < 2.0/3:
			v = p + (q-p)*(2.0/3-t)*6
		}
		return channel(v * 255)
	}
	return color.NRGBA{part(h + 1.0/3), part(h), part(h - 1.0/3), 255}
}

// longestLegacy is how much of a legacy colour counts (HTML standard).
const longestLegacy = 128

// ParseLegacyColour reads bgcolor, text, link and font's color, which take anything
// (HTML standard, "rules for parsing a legacy color value").
func ParseLegacyColour(v string) (color.NRGBA, bool) {
	v = strings.ToLower(strings.TrimSpace(v))
	if v == "" || v == "transparent" {
		return color.NRGBA{}, false
	}
	if c, ok := named(v); ok {
		return c, true
	}
	if v[0] == '#' && len(v) == 4 {
		if c, ok := hex(v[1:]); ok {
			return c, true
		}
	}
	digits := []byte(strings.TrimPrefix(v[:min(len(v), longestLegacy)], "#"))
	for i, c := range digits {
		if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			digits[i] = '0'
		}
	}
	for len(digits) == 0 || len(digits)%3 != 0 {
		digits = append(digits, '0')
	}
	r, g, b := legacyParts(digits)
	return color.NRGBA{r, g, b, 255}, true
}

// legacyParts takes two digits of each third: leading zeros that all three have go first.
func legacyParts(digits []byte) (r, g, b uint8) {
	n := len(digits) / 3
	third := [3][]byte{digits[:n], digits[n : 2*n], digits[2*n:]}
	for i := range third {
		third[i] = third[i][max(0, n-8):]
	}
	for len(third[0]) > 2 && third[0][0] == '0' && third[1][0] == '0' && third[2][0] == '0' {
		for i := range third {
			third[i] = third[i][1:]
		}
	}
	part := func(t []byte) uint8 {
		n, _ := strconv.ParseUint(string(t[:min(2, len(t))]), 16, 8)
		return uint8(n)
	}
	return part(third[0]), part(third[1]), part(third[2])
}
