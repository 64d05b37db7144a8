package rules

import (
	"testing"
	"time"
)

func berlin(t *testing.T) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

func TestANightCarriesTheDateOfItsEnd(t *testing.T) {
	loc := berlin(t)
	for _, c := range []struct{ setting, at, date, from, to string }{
		{"", "2026-11-28 02:22", "2026-11-28", "2026-11-27 12:00", "2026-11-28 12:00"},
		{"", "2026-11-27 21:00", "2026-11-28", "2026-11-27 12:00", "2026-11-28 12:00"},
		{"", "2026-11-27 11:59", "2026-11-27", "2026-11-26 12:00", "2026-11-27 12:00"},
		{"", "2026-11-27 12:00", "2026-11-28", "2026-11-27 12:00", "2026-11-28 12:00"},
		{"0", "2026-11-27 23:59", "2026-11-27", "2026-11-27 00:00", "2026-11-28 00:00"},
		{"18", "2026-11-27 17:59", "2026-11-27", "2026-11-26 18:00", "2026-11-27 18:00"},
		{"99", "2026-11-27 21:00", "2026-11-28", "2026-11-27 12:00", "2026-11-28 12:00"},
		{"noon", "2026-12-31 21:00", "2027-01-01", "2026-12-31 12:00", "2027-01-01 12:00"},
	} {
		at, err := time.ParseInLocation("2006-01-02 15:04", c.at, loc)
		if err != nil {
			t.Fatal(err)
		}
		n := NightsOf(c.setting, loc).Of(at.UTC())
		const layout = "2006-01-02 15:04"
		if n.Date.Format(time.DateOnly) != c.date || n.From.Format(layout) != c.from || n.To.Format(layout) != c.to {
			t.Errorf("start %q: %s is in %s to %s of %s, want %s to %s of %s", c.setting, c.at,
				n.From.Format(layout), n.To.Format(layout), n.Date.Format(time.DateOnly), c.from, c.to, c.date)
		}
	}
}

func TestEveryMomentOfAYearIsInExactlyOneNightAlsoWhereTheClockChanges(t *testing.T) {
	loc := berlin(t)
	for _, setting := range []string{"0", "2", "3", "12", "23"} {
		nights := NightsOf(setting, loc)
		for at := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC); at.Year() == 2026; at = at.Add(30 * time.Minute) {
			n := nights.Of(at)
			if at.Before(n.From) || !at.Before(n.To) {
				t.Fatalf("start %s: %s is not in %s to %s", setting, at.In(loc), n.From, n.To)
			}
			if next := nights.On(n.Date.AddDate(0, 0, 1)); !next.From.Equal(n.To) {
				t.Fatalf("start %s: after %s comes %s", setting, n.To, next.From)
			}
		}
	}
}

func TestNightsAreCountedAcrossAChangeOfTheClock(t *testing.T) {
	loc := berlin(t)
	nights := NightsOf("", loc)
	now := time.Date(2026, 3, 30, 8, 0, 0, 0, loc)
	for want, at := range []time.Time{now, now.AddDate(0, 0, -1), now.AddDate(0, 0, -2), now.AddDate(0, 0, -3)} {
		if got := nights.Since(at, now); got != want {
			t.Errorf("%s is %d nights before %s, want %d", at, got, now, want)
		}
	}
	if got := nights.Since(time.Date(2026, 3, 29, 13, 0, 0, 0, loc), now); got != 0 {
		t.Errorf("yesterday after noon is %d nights ago, want tonight", got)
	}
}
