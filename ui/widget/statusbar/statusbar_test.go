package statusbar

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"runchecks/ui/theme"
)

func TestNothingStandsBeneathTheTextAtTheRight(t *testing.T) {
	test.NewTempApp(t)
	b := New()
	for range 8 {
		b.segments = append(b.segments, Segment{Text: "Postfach: die Synchronisierung ist fehlgeschlagen", Dot: theme.Red})
	}
	b.SetRight(Segment{Text: "Rückgängig: Job 0004 von Kunde 0001 akzeptiert, bis er gelingt (Ctrl+Z)"})
	for _, width := range []float32{1440, 1366, 1024, 640} {
		b.Resize(fyne.NewSize(width, height))
		r := test.WidgetRenderer(b).(*renderer)
		r.Layout(b.Size())
		begin := b.spans[len(b.segments)][0]
		if !r.parts[0].text.Text.Visible() {
			t.Errorf("in %.0f nothing is shown", width)
		}
		for i := range b.segments {
			p := r.parts[i]
			if p.dot.Visible() && p.dot.Position().X+dotSize > begin || p.text.Text.Visible() && b.spans[i][1] > begin {
				t.Errorf("in %.0f the segment %d ends at %.0f, the text at the right begins at %.0f", width, i, b.spans[i][1], begin)
			}
		}
	}
}
