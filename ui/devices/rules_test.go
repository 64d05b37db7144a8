package devices_test

import (
	"testing"

	"runchecks/ui/devices"
)

func TestALimitIsReadAsItIsWritten(t *testing.T) {
	for set, text := range map[int]string{0: "7", 9: "9", -1: "never"} {
		if got := devices.LimitText(set, 7); got != text {
			t.Errorf("%d is written %q", set, got)
		}
		if got, ok := devices.ParseLimit(text, 7); !ok || got != set {
			t.Errorf("%q is read as %d", text, got)
		}
	}
	for text, want := range map[string]int{"": 0, "Never": -1, "off": -1, "12": 12} {
		if got, ok := devices.ParseLimit(text, 7); !ok || got != want {
			t.Errorf("%q is read as %d", text, got)
		}
	}
	for _, text := range []string{"0", "-3", "7 days", "1.5", "99999999999999999999"} {
		if _, ok := devices.ParseLimit(text, 7); ok {
			t.Errorf("%q is read", text)
		}
	}
}
