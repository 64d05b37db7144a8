package mailpane

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"runchecks/ui/mailview/reading"
)

func shown(t testing.TB, size fyne.Size) *Pane {
	t.Helper()
	test.NewTempApp(t)
	p := New()
	w := test.NewTempWindow(t, p)
	w.SetPadded(false)
	w.Resize(size)
	return p
}

// large is 2.5 MB of text.
var large = strings.Repeat("Received: from mail.example by mx.example with ESMTPS id 4711\r\n", 40_000)

func BenchmarkSetText2500KB(b *testing.B) {
	p := shown(b, fyne.NewSize(600, 400))
	for b.Loop() {
		p.SetText(large)
	}
}

func TestOfATextOfAnySizeOnlyWhatIsInViewIsDrawn(t *testing.T) {
	p := shown(t, fyne.NewSize(600, 400))
	p.SetText(large)
	if n := len(p.paper.drawn); n == 0 || n > 30 {
		t.Errorf("%d lines are drawn", n)
	}
}

func TestKeysScrollWithinThePage(t *testing.T) {
	p := shown(t, fyne.NewSize(600, 400))
	p.SetText(strings.Repeat("line\n", 200))
	for _, step := range []struct {
		key  fyne.KeyName
		want func(y float32) bool
	}{
		{fyne.KeyUp, func(y float32) bool { return y == 0 }},
		{fyne.KeyPageDown, func(y float32) bool { return y > 300 && y < 400 }},
		{fyne.KeyEnd, func(y float32) bool { return y == p.paper.Size().Height-400 }},
		{fyne.KeyDown, func(y float32) bool { return y == p.paper.Size().Height-400 }},
		{fyne.KeyHome, func(y float32) bool { return y == 0 }},
	} {
		p.TypedKey(&fyne.KeyEvent{Name: step.key})
		if !step.want(p.Offset()) {
			t.Errorf("after %s the offset is %v", step.key, p.Offset())
		}
	}
}

func TestCellsNeverLeaveThePage(t *testing.T) {
	p := shown(t, fyne.NewSize(500, 400))
	cells := func(all ...string) (row []reading.Cell) {
		for _, s := range all {
			row = append(row, reading.Cell{Text: s, Span: 1})
		}
		return row
	}
	p.SetPage(reading.Page{Blocks: []reading.Block{
		{Kind: reading.Row, Table: 1, Cells: cells("Name", "Status", "Details")},
		{Kind: reading.Row, Table: 1, Cells: cells("nw-fs04", "Failed", strings.Repeat("Failed to create VSS snapshot. ", 9)+strings.Repeat("x", 300))},
	}})
	for _, width := range []float32{500, 260} {
		p.Resize(fyne.NewSize(width, 400))
		for _, b := range p.paper.bands {
			for _, x := range b.texts {
				if x.x+x.w > width || x.y+lineHeight > b.height+1 {
					t.Errorf("at %v, %q stands outside", width, x.s)
				}
			}
		}
	}
}

func TestClearSaysWhy(t *testing.T) {
	p := shown(t, fyne.NewSize(500, 400))
	p.SetText("before")
	p.Clear("No message content stored: the retention of 90 days has passed.")
	if len(p.paper.bands) != 1 || !strings.HasPrefix(p.paper.bands[0].texts[0].s, "No message content stored") {
		t.Errorf("shown are %+v", p.paper.bands)
	}
	p.Clear("")
	if len(p.paper.drawn) != 0 {
		t.Error("an empty pane still draws")
	}
}

func TestAnEmptyPaneSurvivesHostileText(t *testing.T) {
	p := shown(t, fyne.NewSize(300, 200))
	for _, s := range []string{"", "\x00\xff\xfe", strings.Repeat("語", 5000), strings.Repeat("w", 1<<20)} {
		p.SetText(s)
		p.SetPage(reading.FromText(s))
		p.Clear(s[:min(len(s), 600)])
	}
}
