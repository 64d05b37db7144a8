package view

import (
	"testing"
)

func TestTheListGivesWayUntilTheDetailsHaveTheirRoom(t *testing.T) {
	for window, want := range map[float32]float32{
		960: 236, 1023: 236, 1024: 384, 1280: 512, 1366: 546.4, 1440: 576, 1920: 640, 2560: 640,
	} {
		if got := listWidth(window); got < want-0.5 || got > want+0.5 {
			t.Errorf("in %v the list is %v wide, want %v", window, got, want)
		}
	}
}
