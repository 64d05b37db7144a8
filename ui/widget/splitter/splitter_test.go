package splitter_test

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"runchecks/ui/widget/splitter"
)

func split(t *testing.T) (*splitter.Split, *canvas.Rectangle, *canvas.Rectangle) {
	test.NewTempApp(t)
	left, right := canvas.NewRectangle(nil), canvas.NewRectangle(nil)
	left.SetMinSize(fyne.NewSize(100, 10))
	right.SetMinSize(fyne.NewSize(200, 10))
	s := splitter.Beside(left, right, 0.5)
	test.NewTempWindow(t, s.Content())
	s.Content().Resize(fyne.NewSize(1001, 300))
	return s, left, right
}

func TestABorderTakesOneUnitBetweenTwoPanes(t *testing.T) {
	_, left, right := split(t)
	if left.Size().Width != 500 || right.Position().X != 501 || right.Size().Width != 500 {
		t.Errorf("%v beside %v at %v", left.Size(), right.Size(), right.Position())
	}
}

func TestABorderStopsAtTheLeastSizeOfBothPanes(t *testing.T) {
	s, left, right := split(t)
	s.SetOffset(0)
	if left.Size().Width != 100 {
		t.Errorf("the left pane is %v wide", left.Size().Width)
	}
	s.SetOffset(1)
	if right.Size().Width != 200 {
		t.Errorf("the right pane is %v wide", right.Size().Width)
	}
	s.Content().Resize(fyne.NewSize(201, 300))
	if end := right.Position().X + right.Size().Width; end > 201 {
		t.Errorf("without room for both they end at %v", end)
	}
}

func TestABorderIsMovedByDraggingAndByKeysAndPutBackByTwoPresses(t *testing.T) {
	s, left, _ := split(t)
	moved := 0
	s.OnMove = func() { moved++ }
	border := s.Border()
	border.(fyne.Draggable).Dragged(&fyne.DragEvent{Dragged: fyne.NewDelta(50, 0)})
	if left.Size().Width != 550 {
		t.Errorf("dragged by 50 the left pane is %v wide", left.Size().Width)
	}
	border.TypedKey(&fyne.KeyEvent{Name: fyne.KeyLeft})
	if left.Size().Width != 534 || moved != 2 {
		t.Errorf("after a key the left pane is %v wide, told %d times", left.Size().Width, moved)
	}
	border.(fyne.DoubleTappable).DoubleTapped(nil)
	if left.Size().Width != 500 {
		t.Errorf("put back the left pane is %v wide", left.Size().Width)
	}
}
