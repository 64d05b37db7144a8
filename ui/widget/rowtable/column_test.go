package rowtable

import (
	"math/rand/v2"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
)

func widthsOf(columns []Column, width float32) (out []float32) {
	edges := spread(columns, width)
	for i := range columns {
		out = append(out, edges[i+1]-edges[i])
	}
	return out
}

func near(a, b float32) bool { return a-b < 0.5 && b-a < 0.5 }

func TestNoColumnIsPushedOutOfAPaneThatHasRoomForTheLeastWidths(t *testing.T) {
	least := float32(0)
	for _, c := range jobColumns {
		least += c.least()
	}
	for width := least; width < 1500; width += 7 {
		edges := spread(jobColumns, width)
		if end := edges[len(edges)-1]; !near(end, width) {
			t.Errorf("in %.0f the last column ends at %.1f", width, end)
		}
		for i, w := range widthsOf(jobColumns, width) {
			if w < jobColumns[i].least()-0.1 {
				t.Errorf("in %.0f %s is %.1f wide", width, jobColumns[i].ID, w)
			}
		}
	}
}

// TestADraggedBorderMovesTwoColumnsAlone drags any border anywhere, many times, in panes
// of many widths.
func TestADraggedBorderMovesTwoColumnsAlone(t *testing.T) {
	const width = 700
	tab, _ := shownTable(t, 3, fyne.NewSize(width, 428))
	random := rand.New(rand.NewPCG(17, 4))
	for range 400 {
		at := random.IntN(len(jobColumns) - 1)
		before := widthsOf(tab.columns, width)
		edge := spread(tab.columns, width)[at+1]
		for range 3 { // the pointer goes on beyond what is possible, and comes back
			by := float32(random.IntN(1600) - 800)
			tab.header.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(edge+by, 10)}, Dragged: fyne.NewDelta(by, 0)})
		}
		tab.header.DragEnd()
		after := widthsOf(tab.columns, width)
		for i, c := range tab.columns {
			if after[i] < c.least()-0.5 {
				t.Fatalf("%s is %.1f wide, least %.0f", c.ID, after[i], c.least())
			}
			if i != at && i != at+1 && !near(before[i], after[i]) {
				t.Fatalf("the border of %s moved %s from %.1f to %.1f", jobColumns[at].ID, c.ID, before[i], after[i])
			}
			if c.sign() && !near(before[i], after[i]) {
				t.Fatalf("%s was %.1f and is %.1f", c.ID, before[i], after[i])
			}
		}
		for _, room := range []float32{420, 560, 700, 1200} {
			if edges := spread(tab.columns, room); !near(edges[len(edges)-1], room) {
				t.Fatalf("in a pane of %.0f the columns end at %.1f: %v", room, edges[len(edges)-1], widthsOf(tab.columns, room))
			}
		}
	}
}

func TestColumnsComeBackAsTheyWereDragged(t *testing.T) {
	const width = 700
	tab, _ := shownTable(t, 3, fyne.NewSize(width, 428))
	kept := map[string]float32{}
	tab.OnColumnResize = func(id string, w float32) { kept[id] = w }
	edge := spread(tab.columns, width)[3]
	tab.header.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(edge+60, 10)}, Dragged: fyne.NewDelta(60, 0)})
	tab.header.DragEnd()
	again := slices.Clone(jobColumns)
	Arrange(again, func(id string) float32 { return kept[id] })
	want := widthsOf(tab.columns, width)
	for i, w := range widthsOf(again, width) {
		if !near(w, want[i]) {
			t.Errorf("%s comes back %.1f wide, was %.1f", again[i].ID, w, want[i])
		}
	}
	odd := slices.Clone(jobColumns)
	Arrange(odd, func(id string) float32 { return map[string]float32{"job": 5000, "status": -3}[id] })
	if edges := spread(odd, width); !near(edges[len(edges)-1], width) {
		t.Errorf("a foreign width pushes columns out: %v", edges)
	}
}
