package rules

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
)

// try is a run written as "F a! b" : its status, then its objects, "!" behind those that
// failed, "?" behind those that say nothing.
func try(id int64, text string) domain.Run {
	words := strings.Fields(text)
	status := map[string]domain.Status{"S": domain.Success, "W": domain.Warning, "F": domain.Failed, "U": domain.Unknown}[words[0]]
	r := domain.Run{ID: id, Source: domain.SourceMail, At: morning.Add(time.Duration(id) * time.Minute), Result: domain.Result{Kind: domain.KindRun, Status: status}}
	for _, w := range words[1:] {
		o := domain.Object{Name: strings.TrimRight(w, "!?"), Status: domain.Success}
		switch w[len(w)-1] {
		case '!':
			o.Status = domain.Failed
		case '?':
			o.Status = 0
		}
		r.Objects = append(r.Objects, o)
	}
	return r
}

func TestRetriesOfANightAreAttemptsWhereTheyCoverWhatWasWrong(t *testing.T) {
	for _, c := range []struct {
		name string
		runs []string
		want string // runs and the last attempt of each
	}{
		{"failed twice, then good", []string{"F a! b", "F a! b", "S a b"}, "1-3 2-3"},
		{"failed three times", []string{"F a!", "F a!", "F a!"}, "1-3 2-3"},
		{"a retry of what failed alone", []string{"F a! b! c", "F a b!", "S b"}, "1-3 2-3"},
		{"good twice", []string{"S a", "S a"}, ""},
		{"good, then failed", []string{"S a", "F a!"}, ""},
		{"good after a retry, then failed", []string{"F a!", "S a", "F a!"}, "1-2"},
		{"a warning, then good", []string{"W a!", "S a"}, "1-2"},
		{"failed, then a warning", []string{"F a!", "W a"}, "1-2"},
		{"good for another object", []string{"F a!", "S b"}, ""},
		{"good for a part of the objects", []string{"F a! b!", "S a"}, ""},
		{"the names differ in case alone", []string{"F VM01!", "S vm01"}, "1-2"},
		{"the object is named and says nothing", []string{"F a!", "S a?"}, ""},
		{"no report names objects", []string{"F", "S"}, "1-2"},
		{"only the later one names objects", []string{"F", "S a"}, ""},
		{"only the earlier one names objects", []string{"F a!", "S"}, ""},
		{"the run itself failed and is good with all of its objects", []string{"F a b", "S a b c"}, "1-2"},
		{"the run itself failed and is good with some of its objects", []string{"F a b", "S a"}, ""},
		{"a report that cannot be decided", []string{"F a!", "U a"}, ""},
		{"an undecided report between", []string{"F a!", "U a", "S a"}, "2-3"},
		{"two failures of different objects", []string{"F a!", "F b!"}, ""},
		{"a success that lists a failure is not good", []string{"F a!", "S a!", "S a"}, "1-3 2-3"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var runs []domain.Run
			for i, text := range c.runs {
				runs = append(runs, try(int64(i+1), text))
			}
			slices.Reverse(runs) // the newest mail may be read first
			var got []string
			for run, last := range Retries(runs) {
				got = append(got, fmt.Sprintf("%d-%d", run, last))
			}
			slices.Sort(got)
			if strings.Join(got, " ") != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestWhatIsNoRunIsNoAttempt(t *testing.T) {
	for name, change := range map[string]func(*domain.Run){
		"Missed":      func(r *domain.Run) { r.Source = domain.SourceSchedule },
		"offline":     func(r *domain.Run) { r.Source = domain.SourceOffline },
		"information": func(r *domain.Run) { r.Kind = domain.KindInformation },
		"hidden":      func(r *domain.Run) { r.Hidden = 9 },
		"doubted":     func(r *domain.Run) { r.Sender.Doubt = "dmarc=fail" },
	} {
		first, second := try(1, "F a!"), try(2, "S a")
		change(&first)
		if got := Retries([]domain.Run{first, second}); len(got) != 0 {
			t.Errorf("%s: %v", name, got)
		}
		first, second = try(1, "F a!"), try(2, "S a")
		change(&second)
		if got := Retries([]domain.Run{first, second}); len(got) != 0 {
			t.Errorf("%s as the last one: %v", name, got)
		}
	}
}

// Whatever comes in a night, an object that failed is good in the row that stands for it,
// or stays in a row that is not good.
func TestNoRetryHidesAnObjectThatNobodyLookedAtAgain(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		var runs []domain.Run
		for id := range int64(1 + rng.IntN(5)) {
			text := []string{"S", "W", "F", "U"}[rng.IntN(4)]
			for _, name := range []string{"a", "b", "c"} {
				if rng.IntN(3) > 0 {
					text += " " + name + []string{"", "", "!", "?"}[rng.IntN(4)]
				}
			}
			runs = append(runs, try(id+1, text))
		}
		last := Retries(runs)
		for _, r := range runs {
			bad, own := problemsOf(r)
			if own != nil {
				bad = append(bad, r.Objects...)
			}
			stands := r
			for last[stands.ID] != 0 {
				stands = runs[last[stands.ID]-1]
			}
			if stands.ID == r.ID {
				continue
			}
			if last[stands.ID] != 0 || !stands.At.After(r.At) || stands.Status == domain.Unknown {
				t.Fatalf("%v stands for %v", stands, r)
			}
			if len(Problems(stands)) > 0 {
				continue // in the list as what it is
			}
			for _, o := range bad {
				looked := slices.ContainsFunc(runs, func(later domain.Run) bool {
					return later.At.After(r.At) && !later.At.After(stands.At) && slices.ContainsFunc(later.Objects, func(p domain.Object) bool {
						return p.Name == o.Name && p.Status == domain.Success
					})
				})
				if !looked {
					t.Fatalf("%v hides %s of %v", stands, o.Name, r)
				}
			}
		}
	}
}

func TestOnlyAScheduleOfOneRunInTheNightHasRetries(t *testing.T) {
	night := Nights{Location: time.UTC, Start: 12}.Of(morning)
	weekly := func(minutes ...int) domain.Schedule {
		s := domain.Schedule{Kind: domain.ScheduleWeekly}
		for d := range 7 {
			for _, m := range minutes {
				s.Slots = append(s.Slots, domain.WeekSlot{Weekday: time.Weekday(d), Minute: m})
			}
		}
		return s
	}
	sunday := domain.Schedule{Kind: domain.ScheduleWeekly, Slots: []domain.WeekSlot{{Weekday: time.Sunday, Minute: 22 * 60}}}
	for _, c := range []struct {
		name string
		s    domain.Schedule
		want bool
	}{
		{"daily", weekly(22 * 60), true},
		{"twice in the night", weekly(22*60, 4*60), false},
		{"once in the night and once by day", weekly(22*60, 11*60), false},
		{"on another day of the week", sunday, false},
		{"often", domain.Schedule{Kind: domain.ScheduleOften}, false},
		{"irregular", domain.Schedule{Kind: domain.ScheduleIrregular}, false},
		{"unknown", domain.Schedule{}, false},
		{"paused", func() domain.Schedule { s := weekly(22 * 60); s.PausedUntil = morning.AddDate(0, 1, 0); return s }(), false},
	} {
		if got := ExpectsOne(c.s, night, time.UTC); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}
