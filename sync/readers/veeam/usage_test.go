package veeam

import (
	"testing"
	"time"
)

func TestSizesAreReadWithEitherSeparator(t *testing.T) {
	for text, want := range map[string]int64{
		"26,72 GB": 28690381537, "100.00 GB": 100 << 30, "12,00 MB": 12 << 20, "1.024,50 GB": 1100048498688, "1,024.50 GB": 1100048498688,
		"1 024,50 GB": 1100048498688, "2,000 GB": 2000 << 30, "0,00 KB": 0, "512 B": 512, "3 bytes": 3, "1,5TB": 3 << 39,
	} {
		if got := size(text); got == nil || *got != want {
			t.Errorf("%q is %v, want %d", text, got, want)
		}
	}
	for _, text := range []string{"", "-1 GB", "unlimited", "GB", "12", "12 XB", "1e9 GB", "12 GB (of 20 GB)", "9999999999999999 PB", "...,,, GB"} {
		if got := size(text); got != nil {
			t.Errorf("%q is %d", text, *got)
		}
	}
}

func TestAgesAreReadAndOtherWordsAreNot(t *testing.T) {
	for text, want := range map[string]time.Duration{
		"9 minutes ago": 9 * time.Minute, "1 day ago": 24 * time.Hour, "26 days ago": 26 * 24 * time.Hour, "an hour ago": time.Hour, "Less than a minute ago": time.Minute,
		"2 weeks ago": 14 * 24 * time.Hour, "999999 years ago": longAgo, "Just now": 0,
	} {
		if got, never := ago(text); got == nil || *got != want || never {
			t.Errorf("%q is %v", text, got)
		}
	}
	if _, never := ago("Never"); !never {
		t.Error("never is not read")
	}
	for _, text := range []string{"", "vor 9 Minuten", "-3 days ago", "3 days", "days ago", "9999999 days ago", "never mind"} {
		if got, never := ago(text); got != nil || never {
			t.Errorf("%q is %v, %v", text, got, never)
		}
	}
}
