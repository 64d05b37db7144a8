package view

import (
	"strconv"

	"runchecks/ui/runchecks/model"
	"runchecks/ui/theme"
	"runchecks/ui/widget/chips"
	"runchecks/ui/widget/glyph"
	"runchecks/ui/widget/ink"
	"runchecks/ui/widget/rowtable"
)

// showChips draws what narrows the list, with how many jobs each is about.
func (s *View) showChips() {
	s.chipOf = s.chipOf[:0]
	var out []chips.Chip
	for _, c := range s.p.View.ChipStates() {
		chip := chips.Chip{
			Word:  c.Chip.Word(),
			Count: c.Count,
			Key:   strconv.Itoa(int(c.Chip) + 1),
			On:    c.On,
			Apart: c.Chip == model.ChipNew,
		}
		if status := c.Chip.Status(); status != 0 {
			chip.Sign = glyph.Of(status)
			chip.Colour, _ = theme.StatusColours(status)
		}
		if c.Chip == model.ChipNew {
			chip.Colour = theme.Red
		}
		s.chipOf = append(s.chipOf, c.Chip)
		out = append(out, chip)
	}
	s.chips.Set(out)
}

func (s *View) pressChip(i int, add bool) {
	if i < len(s.chipOf) {
		s.p.View.PressChip(s.chipOf[i], add)
	}
}

// headTick is the box at the head of the list.
func (s *View) headTick() rowtable.Tick {
	switch v := s.p.View; {
	case v.Ticks() == 0:
		return rowtable.Unticked
	case v.AllTicked():
		return rowtable.Ticked
	}
	return rowtable.PartlyTicked
}

// showFine draws the row of the fine jobs, which is there while there are any.
func (s *View) showFine() {
	v := s.p.View
	n, _ := v.Fine()
	jobs, runs := v.FineWords()
	s.fine.Set(jobs, runs, v.FineLabel(), v.CanReviewFine(), v.FineShown())
	ink.Show(s.fine, n > 0)
}
