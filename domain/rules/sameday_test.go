package rules_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
)

func amsterdam(t testing.TB) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation("Europe/Amsterdam")
	if err != nil {
		t.Skip("no time zones on this machine")
	}
	return loc
}

// runsOf makes runs of lines such as "a 2026-03-10T08:00:00+01:00 Success Success,Warning":
// job, time, status, objects. Their ids count from 1.
func runsOf(t *testing.T, lines ...string) []domain.DayRun {
	t.Helper()
	status := func(word string) domain.Status {
		s, err := domain.ParseStatus(word)
		if word == "Override" {
			return domain.SuccessOverride
		}
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	var out []domain.DayRun
	for i, line := range lines {
		f := strings.Fields(line)
		at, err := time.Parse(time.RFC3339, f[1])
		if err != nil {
			t.Fatal(err)
		}
		r := domain.DayRun{RunRef: domain.RunRef{ID: int64(i + 1), Key: domain.RunKey(f[0] + " " + f[1][5:16]), At: at}, Job: int64(f[0][0]), Raw: status(f[2])}
		if len(f) > 3 {
			for o := range strings.SplitSeq(f[3], ",") {
				if status(o) != domain.Success {
					r.Problems++
				}
			}
		}
		out = append(out, r)
	}
	return out
}

func TestTheSameDayRule(t *testing.T) {
	for _, c := range []struct {
		says string
		runs []string
		keep bool
		want string // hidden runs and what hides them
	}{
		{"the first good run hides all later ones of its day, whatever their status",
			[]string{"a 2026-03-10T06:00:00+01:00 Success Success", "a 2026-03-10T09:00:00+01:00 Success Success", "a 2026-03-10T12:00:00+01:00 Failed Failed"},
			false, "a 03-10T09:00 by a 03-10T06:00; a 03-10T12:00 by a 03-10T06:00"},
		{"earlier ones stay",
			[]string{"a 2026-03-10T06:00:00+01:00 Failed Failed", "a 2026-03-10T09:00:00+01:00 Success Success", "a 2026-03-10T12:00:00+01:00 Warning Warning"},
			false, "a 03-10T12:00 by a 03-10T09:00"},
		{"the order in which they come does not matter",
			[]string{"a 2026-03-10T12:00:00+01:00 Failed", "a 2026-03-10T06:00:00+01:00 Success"},
			false, "a 03-10T12:00 by a 03-10T06:00"},
		{"a success with an object that is none does not hide",
			[]string{"a 2026-03-10T06:00:00+01:00 Success Success,Warning", "a 2026-03-10T09:00:00+01:00 Failed Failed"}, false, ""},
		{"a success under an override does not hide: the raw status counts",
			[]string{"a 2026-03-10T06:00:00+01:00 Override Override", "a 2026-03-10T09:00:00+01:00 Failed Failed"}, false, ""},
		{"a run without objects hides by its status",
			[]string{"a 2026-03-10T06:00:00+01:00 Success", "a 2026-03-10T09:00:00+01:00 Unknown"}, false, "a 03-10T09:00 by a 03-10T06:00"},
		{"jobs do not hide each other",
			[]string{"a 2026-03-10T06:00:00+01:00 Success", "b 2026-03-10T09:00:00+01:00 Failed"}, false, ""},
		{"worse later runs stay if that is wanted, good ones go",
			[]string{"a 2026-03-10T06:00:00+01:00 Success", "a 2026-03-10T07:00:00+01:00 Success", "a 2026-03-10T08:00:00+01:00 Unknown",
				"a 2026-03-10T09:00:00+01:00 Failed", "a 2026-03-10T10:00:00+01:00 Success Success,Failed"}, true, "a 03-10T07:00 by a 03-10T06:00"},
		{"the day ends at midnight of the zone, not of UTC",
			[]string{"a 2026-03-10T22:30:00Z Success", "a 2026-03-10T23:30:00Z Failed"}, false, ""},
		{"and begins there",
			[]string{"a 2026-03-09T23:00:00Z Success", "a 2026-03-10T22:59:00Z Failed"}, false, "a 03-10T22:59 by a 03-09T23:00"},
		{"on the day that clocks go forward the day has 23 hours",
			[]string{"a 2026-03-28T23:00:00Z Success", "a 2026-03-29T21:59:00Z Failed", "a 2026-03-29T22:00:00Z Failed"},
			false, "a 03-29T21:59 by a 03-28T23:00"},
		{"on the day that clocks go back the day has 25 hours",
			[]string{"a 2026-10-24T22:00:00Z Success", "a 2026-10-25T22:59:00Z Failed", "a 2026-10-25T23:00:00Z Failed"},
			false, "a 10-25T22:59 by a 10-24T22:00"},
		{"in the hour that comes twice the earlier run is the first",
			[]string{"a 2026-10-25T01:30:00Z Failed", "a 2026-10-25T00:30:00Z Success"}, false, "a 10-25T01:30 by a 10-25T00:30"},
		{"no runs", nil, false, ""},
	} {
		runs := runsOf(t, c.runs...)
		var got []string
		for id, by := range rules.SameDay(runs, amsterdam(t), c.keep) {
			got = append(got, string(runs[id-1].Key)+" by "+string(runs[by-1].Key))
		}
		slices.Sort(got)
		if strings.Join(got, "; ") != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.says, strings.Join(got, "; "), c.want)
		}
	}
}

func TestRunsOfTheSameMomentDoNotHideEachOther(t *testing.T) {
	runs := runsOf(t, "a 2026-03-10T06:00:00Z Success", "a 2026-03-10T06:00:00Z Failed", "a 2026-03-10T07:00:00Z Failed")
	if got := rules.SameDay(runs, time.UTC, false); len(got) != 1 || got[3] != 1 {
		t.Error(got)
	}
}
