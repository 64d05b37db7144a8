package panel_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"runchecks/ui/widget/panel"
)

func TestAPanelStandsInTheRightHalfAndStaysWithinASmallerWindow(t *testing.T) {
	test.NewTempApp(t)
	content := canvas.NewRectangle(nil)
	content.SetMinSize(fyne.NewSize(560, 400))
	w := test.NewTempWindow(t, canvas.NewRectangle(nil))
	w.Resize(fyne.NewSize(1440, 900))
	p := panel.Show(w.Canvas(), content, fyne.NewSize(560, 400))
	frame := test.WidgetRenderer(p).Objects()[1]
	if x := frame.Position().X; x < 720 {
		t.Errorf("it begins at %v", x)
	}
	for _, size := range []fyne.Size{fyne.NewSize(960, 540), fyne.NewSize(400, 200), fyne.NewSize(2560, 1440)} {
		p.Resize(size)
		from, to := frame.Position(), frame.Position().Add(frame.Size())
		if from.X < 0 || from.Y < 0 || to.X > size.Width || to.Y > size.Height {
			t.Errorf("in %v it stands from %v to %v", size, from, to)
		}
	}
	p.Hide()
	if w.Canvas().Overlays().Top() != nil {
		t.Error("closed it is still there")
	}
}
