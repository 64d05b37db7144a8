package pen_test

import (
	"testing"

	"fyne.io/fyne/v2/test"

	"runchecks/ui/widget/pen"
)

func TestTheLastLineEndsBeforeWhatStandsBehindIt(t *testing.T) {
	test.NewTempApp(t)
	text := "Unable to establish a connection to the gateway: the connected party did not respond in time, and gave no reason"
	for width := float32(60); width < 400; width += 7 {
		f := pen.Lay([]pen.Span{{Text: "Failed because it failed:"}, {Text: text, Style: pen.Style{Bold: true}}}, width, 2)
		if !f.Cut {
			continue
		}
		f.EndBefore(width - 40)
		if f.End() > width-40 {
			t.Errorf("in %.0f the text ends at %.0f", width, f.End())
		}
	}
}
