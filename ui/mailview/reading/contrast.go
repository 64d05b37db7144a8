package reading

import "math"

// unreadable is the contrast below which a text can not be told from its
// ground; such a text was hidden, and it is shown.
const unreadable = 1.3

// legible returns the colours of a text on its ground as a page gives them: what
// merely repeats black on white is left to the paper, a coloured ground always
// comes with an ink, and no ink hides in its ground.
func legible(ink, ground tint) (tint, tint) {
	if ground.set && min(ground.R, ground.G, ground.B) >= 0xfa {
		ground = tint{}
	}
	if !ground.set {
		if ink.set && (plainDark(ink) || contrast(ink, opaque(255, 255, 255)) < unreadable) {
			ink = tint{}
		}
		return ink, ground
	}
	if !ink.set || contrast(ink, ground) < unreadable {
		ink = opaque(0, 0, 0)
		if white := opaque(255, 255, 255); contrast(white, ground) > contrast(ink, ground) {
			ink = white
		}
	}
	return ink, ground
}

// plainDark reports a black or a dark grey.
func plainDark(t tint) bool {
	low, high := min(t.R, t.G, t.B), max(t.R, t.G, t.B)
	return high <= 0x50 && high-low <= 0x18
}

// vivid reports a colour that says something: neither grey nor nearly so.
func vivid(t tint) bool {
	return t.set && max(t.R, t.G, t.B)-min(t.R, t.G, t.B) >= 0x60
}

// contrast returns the contrast ratio of two colours, from 1 to 21.
func contrast(a, b tint) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func luminance(t tint) float64 {
	linear := func(v uint8) float64 {
		c := float64(v) / 255
		if c <= 0.04045 {
			return c / 12.92
		}
		return math.Pow((c+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(t.R) + 0.7152*linear(t.G) + 0.0722*linear(t.B)
}
