package css

import (
	"math"
	"strconv"
	"strings"
)

// Unit says what a length is measured in.
type Unit uint8

// The units that remain after fonts are known.
const (
	Auto Unit = iota
	Px
	Percent
)

// Length is a width, height, margin and so on; the zero Length is auto.
type Length struct {
	Value float64 // CSS pixels or percent
	Unit  Unit
}

// Pixels returns a length of v CSS pixels.
func Pixels(v float64) Length { return Length{v, Px} }

// Resolve returns the length in pixels, percent of base; false for auto, and for
// percent of a base that is not known (negative).
func (l Length) Resolve(base float64) (float64, bool) {
	switch {
	case l.Unit == Px:
		return l.Value, true
	case l.Unit == Percent && base >= 0:
		return l.Value * base / 100, true
	}
	return 0, false
}

// Or0 returns the length in pixels, 0 where it cannot be resolved.
func (l Length) Or0(base float64) float64 {
	v, _ := l.Resolve(base)
	return v
}

// longest bounds every length, in pixels (limit.Limits.Length bounds the page too).
const longest = 20_000

// Bounded returns v within lo and hi, 0 for what is no number.
func Bounded(v, lo, hi float64) float64 {
	if math.IsNaN(v) {
		return 0
	}
	return math.Max(lo, math.Min(hi, v))
}

// ParseLength reads a length. em is the font size in pixels that em, ex and ch refer to;
// unitless says whether a bare number is pixels (quirks mode) or only 0 is.
func ParseLength(v string, em float64, unitless bool) (Length, bool) {
	v = strings.ToLower(strings.TrimSpace(v))
	if v == "auto" {
		return Length{}, true
	}
	n := numberEnd(v)
	f, err := strconv.ParseFloat(v[:n], 64)
	if err != nil {
		return Length{}, false
	}
	f = Bounded(f, -1e6, 1e6)
	switch unit := v[n:]; unit {
	case "%":
		return Length{Bounded(f, -10_000, 10_000), Percent}, true
	case "vw", "vh":
		return Length{Bounded(f, 0, 100), Percent}, true
	case "":
		if f != 0 && !unitless {
			return Length{}, false
		}
	case "em":
		f *= em
	case "ex", "ch":
		f *= em / 2
	default:
		perUnit, ok := absolute[unit]
		if !ok {
			return Length{}, false
		}
		f *= perUnit
	}
	return Pixels(Bounded(f, -longest, longest)), true
}

// absolute gives pixels per unit (CSS Values 4, 6.2); rem is that of the root.
var absolute = map[string]float64{"px": 1, "pt": 96.0 / 72, "pc": 16, "in": 96, "cm": 96 / 2.54, "mm": 96 / 25.4, "q": 96 / 101.6, "rem": 16}

// numberEnd returns where the number at the start of v ends; an e is an exponent only
// before a digit, because of em and ex.
func numberEnd(v string) int {
	digit := func(i int) bool { return i < len(v) && v[i] >= '0' && v[i] <= '9' }
	i := 0
	if i < len(v) && (v[i] == '-' || v[i] == '+') {
		i++
	}
	for digit(i) || i < len(v) && v[i] == '.' {
		i++
	}
	if i > 0 && i < len(v) && v[i] == 'e' && digit(i+1) {
		for i++; digit(i); {
			i++
		}
	}
	return i
}

// LeadingNumber reads the number at the start of an HTML attribute, 0 if there is none.
func LeadingNumber(s string) float64 {
	s = strings.TrimSpace(s)
	i := 0
	for i < len(s) && (s[i] >= '0' && s[i] <= '9' || s[i] == '.' || i == 0 && (s[i] == '-' || s[i] == '+')) {
		i++
	}
	f, _ := strconv.ParseFloat(s[:i], 64)
	return f
}

// ParseDimension reads the width or height attribute of an element: a number of pixels
// or percent with anything behind it (HTML standard, "rules for parsing dimension values").
func ParseDimension(v string) (Length, bool) {
	v = strings.TrimSpace(v)
	i := 0
	for i < len(v) && (v[i] >= '0' && v[i] <= '9' || v[i] == '.') {
		i++
	}
	f, err := strconv.ParseFloat(v[:i], 64)
	if err != nil {
		return Length{}, false
	}
	f = Bounded(f, 0, longest)
	if i < len(v) && v[i] == '%' {
		return Length{f, Percent}, f > 0
	}
	return Pixels(f), true
}
