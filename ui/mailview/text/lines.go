package text

import (
	"math"

	"runchecks/ui/mailview/style"
)

// Metrics returns ascent and descent of a font in whole CSS pixels, as browsers round
// them.
func (s *Set) Metrics(f *style.Font) (ascent, descent float64) {
	face := s.Face(f)
	return math.Round(face.ascent * f.Size), math.Round(face.descent * f.Size)
}

// LineHeight returns the height of a line in CSS pixels.
func (s *Set) LineHeight(st *style.Style) float64 {
	switch h := st.LineHeight; h.Kind {
	case style.Factor:
		return h.Value * st.Size
	case style.Fixed:
		return h.Value
	}
	ascent, descent := s.Metrics(&st.Font)
	return ascent + descent + s.Face(&st.Font).gap*st.Size
}

// Leaded returns how far an inline box reaches above and below the baseline in its line,
// half the leading on each side.
func (s *Set) Leaded(st *style.Style) (above, below float64) {
	ascent, descent := s.Metrics(&st.Font)
	height := s.LineHeight(st)
	above = ascent + math.Floor((height-ascent-descent)/2)
	return above, height - above
}

// XHeight returns the height of a small letter in CSS pixels.
func (s *Set) XHeight(f *style.Font) float64 { return s.Face(f).xHeight * f.Size }

// UnderlineBar returns how thick lines under and through text are, in whole CSS pixels.
func (s *Set) UnderlineBar(f *style.Font) float64 {
	return max(1, math.Round(s.Face(f).underlineBar*f.Size))
}

// UnderlineBelow returns how far below the baseline the line under text begins.
func (s *Set) UnderlineBelow(f *style.Font) float64 {
	return max(1, s.Face(f).underline*f.Size-s.UnderlineBar(f)/2)
}
