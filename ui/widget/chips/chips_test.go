package chips

import (
	"testing"

	"fyne.io/fyne/v2/test"

	"runchecks/domain"
	"runchecks/ui/widget/glyph"
)

func TestWithoutRoomTheChipsThatLeaveNothingGo(t *testing.T) {
	test.NewTempApp(t)
	b := New(func(int, bool) {})
	b.Set([]Chip{
		{Word: "All", Count: 2, Key: "1", On: true},
		{Word: "Failed", Count: 2, Key: "2", Sign: glyph.Of(domain.Failed)},
		{Word: "Missed", Count: 0, Key: "3", Sign: glyph.Of(domain.Missed)},
		{Word: "Warning", Count: 0, Key: "4", Sign: glyph.Of(domain.Warning)},
		{Word: "New", Count: 2, Key: "6", Apart: true},
	})
	b.place(2000)
	if b.away(b.chips[2]) {
		t.Error("with room a chip is left out")
	}
	b.place(170)
	if !b.away(b.chips[2]) || !b.away(b.chips[3]) || b.away(b.chips[1]) || b.away(b.chips[4]) {
		t.Errorf("at 170 the chips are %v", b.edges)
	}
	if last := b.edges[len(b.edges)-1]; last > 170 {
		t.Errorf("the last one ends at %.0f", last)
	}
}

func TestInANarrowPaneTheLastChipsGoButNoneThatIsOn(t *testing.T) {
	test.NewTempApp(t)
	b := New(func(int, bool) {})
	b.Set([]Chip{
		{Word: "All", Count: 109, Key: "1"},
		{Word: "Failed", Count: 19, Key: "2", Sign: glyph.Of(domain.Failed)},
		{Word: "Missed", Count: 2, Key: "3", Sign: glyph.Of(domain.Missed)},
		{Word: "Warning", Count: 15, Key: "4", Sign: glyph.Of(domain.Warning)},
		{Word: "Success", Count: 72, Key: "5", Sign: glyph.Of(domain.Success), On: true},
		{Word: "New", Count: 25, Key: "6", Apart: true},
	})
	b.place(236)
	for i, c := range b.chips {
		if b.edges[2*i+1] > 236-edge {
			t.Errorf("%s ends at %.0f", c.Word, b.edges[2*i+1])
		}
	}
	if !b.shows(0) || !b.shows(4) || b.shows(5) {
		t.Errorf("at 236 the chips stand at %v", b.edges)
	}
}
