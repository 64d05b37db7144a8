package mailpane

import (
	"cmp"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"runchecks/ui/mailview/reading"
	"runchecks/ui/widget/ink"
)

// measuredRows bounds how many rows decide about widths; a table of thousands
// repeats itself long before.
const measuredRows = 200

// columnWidths shares the room among columns: everybody gets what the longest
// word needs, the rest goes to those that want it for their longest line.
func columnWidths(rows []reading.Block, columns int, room float32) []float32 {
	least, want := make([]float32, columns), make([]float32, columns)
	for i, r := range rows {
		if i == measuredRows {
			break
		}
		at := 0
		for _, c := range r.Cells {
			span := max(1, c.Span)
			if span == 1 && at < columns {
				word, line := extent(c)
				least[at], want[at] = max(least[at], word), max(want[at], line)
			}
			at += span
		}
	}
	const share = 140 // a longer word may be cut
	sumLeast, sumWant := float32(0), float32(0)
	for i := range least {
		least[i] = min(max(least[i], 14), share)
		want[i] = max(want[i], least[i])
		sumLeast += least[i]
		sumWant += want[i]
	}
	if sumLeast >= room {
		return shrink(least, room)
	}
	widths := make([]float32, columns)
	for i := range widths {
		switch {
		case sumWant <= room: // all fits: the spare room in proportion, as browsers do
			widths[i] = want[i] * room / sumWant
		default:
			widths[i] = least[i] + (want[i]-least[i])*(room-sumLeast)/(sumWant-sumLeast)
		}
	}
	return widths
}

// shrink keeps the narrow columns, so that times and numbers stay whole, and lets
// the wide ones divide what is left.
func shrink(least []float32, room float32) []float32 {
	order := make([]int, len(least))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(least[a], least[b]) })
	widths := make([]float32, len(least))
	for n, i := range order {
		widths[i] = max(0, min(least[i], room/float32(len(order)-n)))
		room -= widths[i]
	}
	return widths
}

// extent returns the width of a cell's longest word and of its longest line.
func extent(c reading.Cell) (word, line float32) {
	style := fyne.TextStyle{Bold: c.Bold || c.Header}
	s := c.Text
	if len(s) > 400 {
		s = strings.ToValidUTF8(s[:400], "")
	}
	for l := range strings.SplitSeq(s, "\n") {
		line = max(line, ink.Width(l, textSize, style)+2*pad+1)
		for _, w := range strings.Fields(l) {
			word = max(word, ink.Width(w, textSize, style)+2*pad+1)
		}
	}
	return word, line
}
