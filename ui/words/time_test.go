package words_test

import (
	"testing"
	"time"

	"runchecks/ui/words"
)

func TestTimesAreShortWhereTheyAreNear(t *testing.T) {
	now := time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC) // a Sunday
	tests := []struct{ at, when, day string }{
		{"2026-11-22T03:12:00Z", "03:12", "Today 03:12"},
		{"2026-11-21T22:00:00Z", "22:00", "Yesterday 22:00"},
		{"2026-11-20T02:00:00Z", "Fri 02:00", "Fri 20 Nov 02:00"},
		{"2026-10-01T02:00:00Z", "1 Oct", "Thu 1 Oct 02:00"},
		{"2025-10-01T02:00:00Z", "1 Oct 2025", "Wed 1 Oct 2025 02:00"},
	}
	for _, tt := range tests {
		at, err := time.Parse(time.RFC3339, tt.at)
		if err != nil {
			t.Fatal(err)
		}
		if got := words.When(at, now); got != tt.when {
			t.Errorf("When(%s) = %q, want %q", tt.at, got, tt.when)
		}
		if got := words.Day(at, now); got != tt.day {
			t.Errorf("Day(%s) = %q, want %q", tt.at, got, tt.day)
		}
	}
}

func TestSizesAreShownInTheUnitThatReportsAreReadIn(t *testing.T) {
	for want, bytes := range map[string]int64{
		"0 bytes": 0, "1023 bytes": 1023, "1 KB": 1024, "39 KB": 40_000, "1.0 MB": 1 << 20, "100.0 GB": 100 << 30, "26.7 GB": 28690381537,
		"1023.9 GB": 1<<40 - 1<<27, "1.0 TB": 1 << 40, "5000.0 TB": 5000 << 40,
	} {
		if got := words.Size(bytes); got != want {
			t.Errorf("%d: %s, want %s", bytes, got, want)
		}
	}
}
