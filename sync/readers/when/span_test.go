package when

import (
	"testing"
	"time"
)

func TestADurationIsReadAsReportsWriteIt(t *testing.T) {
	for text, want := range map[string]time.Duration{
		"01:12:41": time.Hour + 12*time.Minute + 41*time.Second, "0:00:01": time.Second, "00:42": 42 * time.Minute,
		"1.02:03:04": 26*time.Hour + 3*time.Minute + 4*time.Second, "1 h 12 min": 72 * time.Minute,
		"12m41s":                          12*time.Minute + 41*time.Second,
		"0 hours, 12 minutes, 41 seconds": 12*time.Minute + 41*time.Second, "2 Std. 5 Min.": 125 * time.Minute,
		"1 uur en 3 minuten": 63 * time.Minute, "2 heures et 4 minutes": 124 * time.Minute, "1,5 Stunden": 90 * time.Minute,
		"1 day, 2 hours": 26 * time.Hour, "850 ms": 850 * time.Millisecond,
	} {
		if got, ok := Span(text); !ok || got != want {
			t.Errorf("%q: %s %t, want %s", text, got, ok, want)
		}
	}
	for _, text := range []string{"", "12", "01:75", "5 GB", "12 min 3 h", "since 22:15", "27.11.2026 03:30", "9000 days", "3 m 4 m"} {
		if got, ok := Span(text); ok {
			t.Errorf("%q is read as %s", text, got)
		}
	}
}
