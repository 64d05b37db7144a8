package domain

import "testing"

func TestDaysOfSilenceAreReadAsPeopleWriteThem(t *testing.T) {
	for text, want := range map[string]int{"": 0, "default": 0, "14": 14, " 14 Days ": 14, "1 day": 1, "3d": 3, "2w": 14, "2 weeks": 14, "never": SilenceNever, "366": 366} {
		if got, err := ParseSilence(text); err != nil || got != want {
			t.Errorf("%q is %d, %v", text, got, err)
		}
	}
	for _, text := range []string{"0", "367", "-1", "53 weeks", "soon", "14 h", "99999", "1.5"} {
		if got, err := ParseSilence(text); err == nil {
			t.Errorf("%q was read as %d", text, got)
		}
	}
}
