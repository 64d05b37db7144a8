package workspace

import (
	"testing"
	"time"
)

func TestANameThatShowsAnotherTimeIsNoNameOfTheZone(t *testing.T) {
	zone := func(name string) *time.Location {
		z, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		return z
	}
	now := time.Date(2026, 1, 15, 12, 0, 0, 0, time.UTC)
	amsterdam := zone("Europe/Amsterdam")
	if !sameClock(amsterdam, zone("Europe/Berlin"), now) {
		t.Error("two zones of the same clock are told apart")
	}
	if sameClock(amsterdam, time.FixedZone("CET", 3600), now) {
		t.Error("a zone without summer time is taken for one with it")
	}
	if sameClock(amsterdam, zone("Africa/Lagos"), now) { // the same in winter
		t.Error("a zone that is the same in winter alone is taken for it")
	}
}
