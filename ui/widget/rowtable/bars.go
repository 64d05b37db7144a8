package rowtable

import (
	"fyne.io/fyne/v2/canvas"

	"runchecks/ui/theme"
	"runchecks/ui/widget/ink"
)

const (
	barWidth float32 = 5
	barGap   float32 = 1
	barsHigh float32 = 18
)

// drawBars draws the bars of a cell, the newest at its right edge: a line at the foot where
// there is nothing.
func (s *slot) drawBars(v *slotCell, x, w float32) {
	c := v.shown
	wanted := c.Bars != [14]uint8{}
	if wanted && v.bars == nil {
		for range c.Bars {
			v.bars = append(v.bars, canvas.NewRectangle(nil))
			s.add(v.bars[len(v.bars)-1])
		}
	}
	colour, _ := theme.StatusColours(c.Status)
	foot := s.table.density.Height() - 11
	at := x + w - float32(len(c.Bars))*(barWidth+barGap)
	for i, bar := range v.bars {
		ink.Show(bar, wanted && at >= x)
		if !wanted || at < x {
			continue
		}
		high := max(1, barsHigh*float32(c.Bars[i])/10)
		ink.Fill(bar, theme.Get(colour))
		if c.Bars[i] == 0 {
			ink.Fill(bar, theme.Get(theme.Field))
		}
		ink.Place(bar, at+float32(i)*(barWidth+barGap), foot-high, barWidth, high)
	}
}
