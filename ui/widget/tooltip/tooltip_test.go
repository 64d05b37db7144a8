package tooltip_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"runchecks/ui/widget/tooltip"
)

func TestATipStandsBesideThePointerAndWithinTheWindow(t *testing.T) {
	test.NewTempApp(t)
	layer, below := tooltip.New(), canvas.NewRectangle(nil)
	w := test.NewTempWindow(t, container.NewStack(below, layer))
	w.Resize(fyne.NewSize(600, 300))
	for _, at := range []fyne.Position{{X: 10, Y: 10}, {X: 590, Y: 295}, {X: 300, Y: 0}} {
		tooltip.Follow(below, &desktop.MouseEvent{PointEvent: fyne.PointEvent{AbsolutePosition: at}})
		layer.Say("")
		layer.Say(strings.Repeat("a cut name, ", 40))
		box := test.WidgetRenderer(layer).Objects()[0]
		from, to := box.Position(), box.Position().Add(box.Size())
		if from.X < 0 || from.Y < 0 || to.X > 600 || to.Y > 300 || !box.Visible() {
			t.Errorf("at %v the box stands from %v to %v", at, from, to)
		}
	}
	layer.Say("")
	if test.WidgetRenderer(layer).Objects()[0].Visible() {
		t.Error("without words the box is still there")
	}
}
