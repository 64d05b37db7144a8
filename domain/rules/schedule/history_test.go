package schedule

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"runchecks/domain"
)

// A history is what a job did, and which of its runs fell out.
type history struct {
	runs, dropped []time.Time
}

// look goes through a history day by day, as a sync every morning does, and returns
// what was ever called missed.
func (h history) look(from, to time.Time, loc *time.Location) (missed []time.Time, last domain.Schedule) {
	seen := map[int64]bool{}
	for now := from; now.Before(to); now = now.AddDate(0, 0, 1) {
		n, _ := slices.BinarySearchFunc(h.runs, now, time.Time.Compare)
		last = Learn(h.runs[:n], now, loc)
		for _, slot := range Missed(last, h.runs[:n], time.Time{}, now, loc) {
			if !seen[slot.Unix()/3600] {
				seen[slot.Unix()/3600] = true
				missed = append(missed, slot)
			}
		}
	}
	return missed, last
}

// irregular are jobs that nobody scheduled, by what makes them run. Who tosses a coin
// each day looks for some weeks like somebody with a schedule.
var irregular = map[string]func(rng *rand.Rand, day time.Time, state *float64) []time.Duration{
	"now and then, by day and night": func(rng *rand.Rand, _ time.Time, rate *float64) []time.Duration {
		if *rate == 0 {
			*rate = 0.1 + rng.Float64()
		}
		var out []time.Duration
		for p := *rate; rng.Float64() < p; p -= 0.7 {
			out = append(out, time.Duration(rng.IntN(dayMinutes))*time.Minute)
		}
		return out
	},
	"by hand on working days": func(rng *rand.Rand, day time.Time, often *float64) []time.Duration {
		if *often == 0 {
			*often = 0.1 + 0.5*rng.Float64()
		}
		if d := day.Weekday(); d == time.Saturday || d == time.Sunday || rng.Float64() > *often {
			return nil
		}
		return []time.Duration{time.Duration(9*60+rng.IntN(8*60)) * time.Minute}
	},
	"a laptop that is on at noon every other time": func(rng *rand.Rand, _ time.Time, often *float64) []time.Duration {
		if *often == 0 {
			*often = 0.15 + 0.45*rng.Float64()
		}
		if rng.Float64() > *often {
			return nil
		}
		return []time.Duration{time.Duration(12*60+rng.IntN(40)) * time.Minute}
	},
	"a few days on end, then nothing for weeks": func(rng *rand.Rand, _ time.Time, left *float64) []time.Duration {
		if *left <= 0 {
			*left++
			if *left > 0 {
				*left = float64(2 + rng.IntN(3))
			}
			return nil
		}
		if *left--; *left <= 0 {
			*left = -float64(5 + rng.IntN(25))
		}
		return []time.Duration{time.Duration(14*60+rng.IntN(120)) * time.Minute}
	},
	"every month at another date": func(rng *rand.Rand, _ time.Time, wait *float64) []time.Duration {
		if *wait--; *wait > 0 {
			return nil
		}
		*wait = float64(18 + rng.IntN(25))
		return []time.Duration{time.Duration(8*60+rng.IntN(9*60)) * time.Minute}
	},
	"some weeks apart": func(rng *rand.Rand, _ time.Time, wait *float64) []time.Duration {
		if *wait--; *wait > 0 {
			return nil
		}
		*wait = float64(8 + rng.IntN(14))
		return []time.Duration{time.Duration(22*60+rng.IntN(30)) * time.Minute}
	},
	"on some Fridays": func(rng *rand.Rand, day time.Time, _ *float64) []time.Duration {
		if day.Weekday() != time.Friday || rng.IntN(5) > 1 {
			return nil
		}
		return []time.Duration{16 * time.Hour}
	},
}

// tosses are how many false Missed runs are borne in 100 months of a job: more would
// be noise, fewer could not tell it from a job that fails now and then.
var tosses = map[string]int{"a laptop that is on at noon every other time": 65, "on some Fridays": 20}

func TestAnIrregularJobMissesNothing(t *testing.T) {
	loc := zone(t, "Europe/Amsterdam")
	end := at(t, "2026-11-23 09:00", loc)
	for name, next := range irregular {
		jobs, wrong, runs := 120, 0, 0
		for seed := range jobs {
			rng := rand.New(rand.NewPCG(uint64(seed), 11))
			var h history
			var state float64
			for day := end.AddDate(0, 0, -rng.IntN(200)-10).Truncate(24 * time.Hour); day.Before(end); day = day.AddDate(0, 0, 1) {
				for _, after := range next(rng, day, &state) {
					h.runs = append(h.runs, day.Add(after))
				}
			}
			slices.SortFunc(h.runs, time.Time.Compare)
			runs += len(h.runs)
			missed, _ := h.look(end.AddDate(0, 0, -90), end, loc)
			wrong += len(missed)
		}
		months := 3 * jobs
		t.Logf("%-45s %d jobs, %d runs, %d false Missed in %d months", name, jobs, runs, wrong, months)
		if 100*wrong > max(2, tosses[name])*months {
			t.Errorf("%s: %d false Missed in %d months", name, wrong, months)
		}
	}
}

// kept are schedules that jobs keep to.
var kept = []string{
	"Daily 22:00", "Daily 00:00", "Daily 02:30", "Daily 06:00, 18:00", "Mon-Fri 21:00", "Tue-Sat 03:00", "Mon-Sat 20:00", "Sun 04:00", "Mon, Wed, Fri 22:00", "Mon 22:00; Sat 10:00",
	"Every 2 days 22:00 from 2026-01-01", "Every 3 days 06:00 from 2026-01-01", "Every 2 weeks: Mon 22:00 from 2026-01-05", "Every 2 weeks: Sun 06:00 from 2026-01-04", "Every 3 weeks: Sat 12:00 from 2026-01-03",
	"Monthly: 1st 03:00", "Monthly: 1st 00:00", "Monthly: 15th 13:00", "Monthly: last day 06:00", "Monthly: last day 23:00", "Monthly: last day 23:55", "Monthly: 30th 06:00", "Monthly: 29th 11:00", "Monthly: 30th 23:55",
	"Monthly: 1st, 15th 03:00", "Monthly: 1st, 15th 22:00", "Monthly: 15th, last day 06:00", "Monthly: 5th, 20th 12:00", "2nd Tue of the month 22:00", "Last Fri of the month 06:00",
}

func TestARegularJobIsLearnedAndMissesWhatFellOutAndNothingElse(t *testing.T) {
	for _, place := range []string{"Europe/Amsterdam", "America/New_York", "Asia/Kathmandu"} {
		loc := zone(t, place)
		for _, text := range kept {
			s := parse(t, text)
			fell, told := 0, 0
			for seed := range 6 {
				rng := rand.New(rand.NewPCG(uint64(seed), 13))
				// Looked at around a change of the clock, or in summer.
				end := at(t, []string{"2026-11-23 09:00", "2026-04-20 12:00", "2026-08-10 23:30"}[seed%3], loc)
				jitter := 1 + rng.IntN(45)
				var h history
				for _, slot := range Slots(s, end.AddDate(0, 0, -260), end, loc) {
					run := slot.Add(time.Duration(rng.IntN(jitter+1)) * time.Minute)
					switch {
					case rng.IntN(25) == 0 && slot.After(end.AddDate(0, 0, -60)):
						h.dropped = append(h.dropped, slot)
					case run.Before(end):
						h.runs = append(h.runs, run)
					}
				}
				missed, last := h.look(end.AddDate(0, 0, -40), end, loc)
				if back, err := Parse(Words(last), end); err != nil || !back.SameTimes(last) {
					t.Errorf("%s was learned and is read back as %s, %v", Words(last), Words(back), err)
				}
				if Words(last) == "Irregular" {
					t.Errorf("%s in %s, job %d: not learned from %d runs", text, place, seed, len(h.runs))
				}
				for _, m := range missed {
					if !slices.ContainsFunc(h.dropped, func(d time.Time) bool { return d.Sub(m).Abs() < 3*time.Hour }) {
						t.Errorf("%s in %s, job %d with %d minutes: learned %s, but nothing fell out %v", text, place, seed, jitter, Words(last), m)
					}
				}
				for _, d := range h.dropped {
					if d.After(end.AddDate(0, 0, -40)) && d.Before(end.Add(-12*time.Hour)) {
						fell++
						if slices.ContainsFunc(missed, func(m time.Time) bool { return d.Sub(m).Abs() < 3*time.Hour }) {
							told++
						}
					}
				}
			}
			if told < fell*9/10 {
				t.Errorf("%s in %s: %d runs fell out, %d were missed", text, place, fell, told)
			}
		}
	}
}

func TestADailyJobIsBelievedAfterFiveRunsInSixDays(t *testing.T) {
	loc := zone(t, "Europe/Amsterdam")
	daily := func(text string, from, to string) []time.Time {
		return followed(parse(t, text), at(t, from+" 12:00", loc), at(t, to+" 12:00", loc), 2, loc)
	}
	// 16 November 2026 is a Monday.
	for _, c := range []struct {
		name, now string
		runs      []time.Time
		want      string
	}{
		{"five nights with a weekend", "2026-11-23", daily("Daily 22:00", "2026-11-18", "2026-11-23"), "Daily 22:00"},
		{"five of six nights", "2026-11-24", slices.Delete(daily("Daily 22:00", "2026-11-18", "2026-11-24"), 1, 2), "Daily 22:00"},
		{"four nights are too few", "2026-11-23", daily("Daily 22:00", "2026-11-19", "2026-11-23"), "Irregular"},
		{"five of seven nights are too few", "2026-11-23", append(daily("Daily 22:00", "2026-11-16", "2026-11-18"), daily("Daily 22:00", "2026-11-20", "2026-11-23")...), "Irregular"},
		{"from Monday to Friday nobody knows of the weekend", "2026-11-21", daily("Daily 22:00", "2026-11-16", "2026-11-21"), "Weekly: Mon, Tue, Wed, Thu, Fri 22:00"},
		{"the nights after five working days", "2026-11-21", daily("Daily 02:00", "2026-11-16", "2026-11-21"), "Weekly: Tue, Wed, Thu, Fri, Sat 02:00"},
		{"a weekend that passed without runs is free", "2026-11-26", daily("mon-fri 22:00", "2026-11-16", "2026-11-26"), "Weekly: Mon, Tue, Wed, Thu, Fri 22:00"},
		{"a job that is silent since stays believed", "2026-11-27", daily("Daily 22:00", "2026-11-17", "2026-11-23"), "Daily 22:00"},
		{"but not for longer than it ran", "2026-12-05", daily("Daily 22:00", "2026-11-17", "2026-11-23"), "Irregular"},
		{"two runs a day", "2026-11-23", daily("Daily 06:00, 18:00", "2026-11-16", "2026-11-23"), "Daily 06:00, 18:00"},
		{"before each weekday came three times it is still daily", "2026-12-03", daily("Daily 22:00", "2026-11-16", "2026-12-03"), "Daily 22:00"},
		{"around midnight", "2026-11-23", daily("Daily 00:00", "2026-11-17", "2026-11-23"), "Daily 00:00"},
	} {
		s := Learn(c.runs, at(t, c.now+" 12:00", loc), loc)
		if Words(s) != c.want || s.Confidence > 0.5 {
			t.Errorf("%s: learned %s with %.2f, want %s", c.name, Words(s), s.Confidence, c.want)
		}
	}
}

func TestAPauseLeavesOutItsOwnTimeAndNoOther(t *testing.T) {
	loc := time.UTC
	s := parse(t, "Daily 22:00")
	s.PausedFrom, s.PausedUntil = at(t, "2026-11-18 10:00", loc), at(t, "2026-11-20 10:00", loc)
	covered := at(t, "2026-11-23 09:00", loc)
	var got []string
	for _, m := range Missed(s, []time.Time{covered.AddDate(0, 0, -60)}, time.Time{}, covered, loc) {
		got = append(got, m.Format("2"))
	}
	if want := []string{"16", "17", "20", "21", "22"}; !slices.Equal(got, want) {
		t.Errorf("missed on %v, want %v", got, want)
	}
	for after, want := range map[string]string{"2026-11-17 09:00": "2026-11-17 22:00", "2026-11-17 23:00": "2026-11-20 22:00", "2026-11-19 09:00": "2026-11-20 22:00"} {
		if next := Next(s, at(t, after, loc), loc); !next.Equal(at(t, want, loc)) {
			t.Errorf("after %s comes %v, want %s", after, next, want)
		}
	}
}

func TestAScheduleSetByHandMissesNothingFromBeforeItWasSet(t *testing.T) {
	s := parse(t, "Daily 22:00")
	s.Since = at(t, "2026-11-21 15:00", time.UTC)
	covered := at(t, "2026-11-23 09:00", time.UTC)
	if got := Missed(s, []time.Time{covered.AddDate(0, 0, -60)}, time.Time{}, covered, time.UTC); len(got) != 2 || got[0].Before(s.Since) {
		t.Errorf("missed %v", got)
	}
}
