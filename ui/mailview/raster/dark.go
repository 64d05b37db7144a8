package raster

import (
	"image/color"
	"math"

	"runchecks/ui/mailview/css"
)

// A mail is designed for white paper. In the dark its greys are mirrored, and colours that
// mean something keep their hue: fills become deeper, text becomes lighter until it can be
// read on what it stands on.

// Measured on the samples: paper as dark as the panes around it, fills that are seen on it.
const (
	paperLight  = .13 // lightness of white paper
	inkLight    = .90 // lightness of black text
	greyFill    = .5  // how much greys stand out
	darkestInk  = .05 // lightness of text on fills that stay light
	coloured    = .12 // chroma from which a colour is a colour
	leastRatio  = 4.5 // contrast of text (WCAG 2.1, 1.4.3)
	deepestFill = .22 // lightness of the palest fills
	lightFill   = .31 // lightness of the strongest fills
)

// Darken returns a colour of a background for a dark page.
func Darken(c color.NRGBA) color.NRGBA {
	h, chroma, l := hue(c)
	if chroma < coloured { // white becomes paper; greys, light or dark, stand out a little
		out := css.HSL(h, saturation(chroma, l), paperLight+min(l, 1-l)*greyFill)
		out.A = c.A
		return out
	}
	// Pale fills become deep ones; strong ones stay strong, a little darker.
	s := math.Min(.75, .25+chroma*.6)
	light := lightFill - math.Max(0, l-.5)*2*(lightFill-deepestFill)
	out := css.HSL(h, s, math.Min(light, l))
	out.A = c.A
	return out
}

// DarkLine returns a colour of a border for a dark page: what was dark is light.
func DarkLine(c color.NRGBA) color.NRGBA {
	h, chroma, l := hue(c)
	if chroma >= coloured {
		return Darken(c)
	}
	out := css.HSL(h, saturation(chroma, l), paperLight+(1-l)*(inkLight-paperLight))
	out.A = c.A
	return out
}

// DarkInk returns the colour of text that stands on a colour of the light page.
func DarkInk(c, under color.NRGBA) color.NRGBA {
	h, chroma, l := hue(c)
	paper := Darken(under)
	s := saturation(chroma, l)
	light := 1 - l
	switch {
	case chroma >= coloured:
		light, s = math.Max(l, .55), math.Min(s, .9)
	case l > .85: // white on a colour stays white
		light = l
	default:
		light = paperLight + light*(inkLight-paperLight)
	}
	out := css.HSL(h, s, light)
	for range 20 {
		if Contrast(out, paper) >= leastRatio || light >= 1 {
			break
		}
		light = math.Min(1, light+.04)
		out = css.HSL(h, s, light)
	}
	if Contrast(out, paper) < leastRatio { // on a light fill
		out = css.HSL(h, s, darkestInk)
	}
	out.A = c.A
	return out
}

// hue returns the hue in turns, chroma and lightness of a colour.
func hue(c color.NRGBA) (h, chroma, l float64) {
	r, g, b := float64(c.R)/255, float64(c.G)/255, float64(c.B)/255
	most, least := max(r, g, b), min(r, g, b)
	chroma, l = most-least, (most+least)/2
	switch {
	case chroma == 0:
	case most == r:
		h = math.Mod((g-b)/chroma+6, 6) / 6
	case most == g:
		h = ((b-r)/chroma + 2) / 6
	default:
		h = ((r-g)/chroma + 4) / 6
	}
	return h, chroma, l
}

func saturation(chroma, l float64) float64 {
	if d := 1 - math.Abs(2*l-1); d > 0 {
		return math.Min(1, chroma/d)
	}
	return 0
}

// Contrast returns the contrast ratio of two opaque colours, 1 to 21 (WCAG 2.1).
func Contrast(a, b color.NRGBA) float64 {
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + .05) / (min(la, lb) + .05)
}

func luminance(c color.NRGBA) float64 {
	linear := func(v uint8) float64 {
		f := float64(v) / 255
		if f <= .04045 {
			return f / 12.92
		}
		return math.Pow((f+.055)/1.055, 2.4)
	}
	return .2126*linear(c.R) + .7152*linear(c.G) + .0722*linear(c.B)
}
