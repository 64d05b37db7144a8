package list_test

import (
	"testing"

	"runchecks/ui/list"
)

func TestTwoColumnsOfNamesShareTheirRoom(t *testing.T) {
	for _, c := range []struct{ room, first, second, a, b float32 }{
		{400, 160, 180, 160, 240}, // both as wide as they want, the second has the rest
		{400, 200, 300, 180, 220}, // 45 to 55
		{400, 120, 400, 120, 280}, // the first wants less
		{400, 400, 200, 200, 200}, // the second wants less
		{220, 400, 400, 104, 116}, // neither below the least
		{400, 390, 60, 296, 104},  // nor where it wants less than that
		{200, 400, 400, 100, 100}, // no room for both
	} {
		if a, b := list.Pair(c.room, c.first, c.second); a != c.a || b != c.b {
			t.Errorf("%v and %v in %v: %v and %v, want %v and %v", c.first, c.second, c.room, a, b, c.a, c.b)
		}
	}
	for room := float32(0); room < 900; room += 7 {
		for want := float32(40); want < 600; want += 37 {
			if a, b := list.Pair(room, want, 640-want); a < 0 || b < 0 || a+b > room+0.01 || a+b < room-0.01 {
				t.Fatalf("%v and %v in %v: %v and %v", want, 640-want, room, a, b)
			}
		}
	}
}

func TestAColumnWantsItsWidestTextAndAGap(t *testing.T) {
	for widest, want := range map[float32]float32{0: 8, 100: 108, 100.2: 112, 93: 104} {
		if got := list.Want(widest); got != want {
			t.Errorf("%v: %v, want %v", widest, got, want)
		}
	}
}
