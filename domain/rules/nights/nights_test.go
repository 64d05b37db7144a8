package nights_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/domain/rules/nights"
)

// now is a Saturday morning; a night begins at noon.
var (
	now      = time.Date(2026, 11, 28, 8, 0, 0, 0, time.UTC)
	calendar = rules.Nights{Location: time.UTC, Start: 12}
	letters  = map[rune]domain.Status{
		'F': domain.Failed, 'W': domain.Warning, 'S': domain.Success, 'M': domain.Missed, 'U': domain.Unknown, 'O': domain.SuccessOverride,
	}
)

// story makes a run a night of letters, the last tonight, and objects of the same letters; a
// point is a night without a run. Runs are numbered from 1, the oldest first.
func story(job string, objects map[string]string) (runs []domain.PastRun, out []domain.PastObject) {
	for n, letter := range job {
		if letter == '.' {
			continue
		}
		id := int64(n + 1)
		at := now.Add(-6*time.Hour).AddDate(0, 0, n-len(job)+1)
		r := domain.PastRun{ID: id, At: at, Status: letters[letter], Kind: domain.KindRun, Duration: time.Hour, Reviewed: n < len(job)-1}
		runs = append([]domain.PastRun{r}, runs...)
		for name, of := range objects {
			if s := letters[rune(of[n])]; s != 0 {
				out = append(out, domain.PastObject{Run: id, Name: name, Status: s})
			}
		}
	}
	return runs, out
}

func TestTheStripHasOneCellForEachNightWithTheWorstOfIt(t *testing.T) {
	runs, _ := story("SFWS.F", nil)
	runs = append([]domain.PastRun{
		{ID: 91, At: runs[0].At.Add(time.Hour), Status: domain.Success},
		{ID: 90, At: runs[0].At.Add(30 * time.Minute), Status: domain.Failed, Earlier: true, Reviewed: true},
	}, runs...)
	var got []string
	list := nights.Of(runs, calendar, now, 7, domain.JudgeLast)
	for _, n := range list {
		got = append(got, fmt.Sprintf("%d%c%d", n.Date.Day(), n.Status.Code()[0], n.Count)+map[bool]string{true: "waits"}[n.Waits])
	}
	want := "22u0 23s1 24f1 25w1 26s1 27u0 28f2waits"
	if strings.Join(got, " ") != want {
		t.Errorf("got  %s\nwant %s", strings.Join(got, " "), want)
	}
	if at := nights.At(list, 91); at != 6 || list[6].Shows != 6 {
		t.Errorf("the night of a run is %d and shows %d", at, list[6].Shows)
	}
	if back := nights.Step(list, 6, -1); back != 4 {
		t.Errorf("the night before with a run is %d, want 4", back)
	}
	if none := nights.Step(list, 1, -1); none != -1 {
		t.Errorf("before the first night there is %d", none)
	}
}

func TestAnObjectStandsAgainstItsOwnNightsUpToTheRunThatIsShown(t *testing.T) {
	runs, objects := story("SSFFF", map[string]string{"dc": "SSFFF", "fs": "SSSSF", "new": "...SF", "old": "SSSSS"})
	for run, want := range map[int64]string{
		5: "dc 3 false, fs 1 true, new 1 true, old 0 false",
		3: "dc 1 true, fs 0 false, old 0 false",
		1: "dc 0 false, fs 0 false, old 0 false",
	} {
		var got []string
		standing := nights.Standings(runs, objects, run, calendar, domain.JudgeLast)
		for _, name := range []string{"dc", "fs", "new", "old"} {
			if s, ok := standing[name]; ok {
				got = append(got, fmt.Sprint(name, " ", s.Nights, " ", s.New))
			}
		}
		if strings.Join(got, ", ") != want {
			t.Errorf("in run %d: %s, want %s", run, strings.Join(got, ", "), want)
		}
	}
}

func TestTheMapHasTheWholeJobFirstAndAMissedNightForEachObject(t *testing.T) {
	runs, objects := story("SFMWS", map[string]string{"b": "SF.WS", "a": "SS.SS", "c": "SS..."})
	m := nights.MapOf(nights.Of(runs, calendar, now, 5, domain.JudgeLast), objects, domain.JudgeLast)
	var got []string
	for _, r := range m.Ordered(false) {
		line := m.Rows[r].Name + ":"
		for _, c := range m.Rows[r].Cells {
			if c.Status == 0 {
				line += "."
				continue
			}
			line += strings.ToUpper(c.Status.Code()[:1])
		}
		got = append(got, fmt.Sprint(line, m.Rows[r].Bad))
	}
	if text := strings.Join(got, " "); text != ":SFMWS3 a:SSMSS1 b:SFMWS3 c:SSM..1" {
		t.Errorf("got %s", text)
	}
	runs, objects = story("SSSSS", map[string]string{"a": "SSSSS", "b": "SSSSF"})
	m = nights.MapOf(nights.Of(runs, calendar, now, 5, domain.JudgeLast), objects, domain.JudgeLast)
	if all, bad := m.Ordered(false), m.Ordered(true); fmt.Sprint(all, bad) != "[0 2 1] [0 2]" {
		t.Errorf("with all rows %v, with problems alone %v", all, bad)
	}
}

func TestAPatternIsToldOnlyWhereFourOfFiveHold(t *testing.T) {
	weeks := func(bad string) string { // of each week, that of the Sunday alone
		out := ""
		for _, letter := range bad {
			out += string(letter) + "SSSSSS"
		}
		return out
	}
	for of, want := range map[string]string{
		weeks("WWWWW"):          "week Sunday",
		weeks("WWSWW"):          "week Sunday",
		weeks("WSWSW"):          "",
		weeks("WSWSWSWSWS"):     "fortnight Sunday",
		weeks("SSSSS"):          "",
		strings.Repeat("W", 35): "",
	} {
		runs, objects := story(strings.Repeat("S", len(of)), map[string]string{"vm": of})
		m := nights.MapOf(nights.Of(runs, calendar, now, len(of), domain.JudgeLast), objects, domain.JudgeLast)
		got := ""
		for _, p := range m.Patterns() {
			got += fmt.Sprint(p.Kind, " ", p.Day)
		}
		if got != want {
			t.Errorf("of %s: %q, want %q", of, got, want)
		}
	}
	late := strings.Repeat(".", 20) + strings.Repeat("S", 10)
	runs, objects := story(strings.Repeat("S", 30), map[string]string{"vm": late, "old": strings.Repeat("S", 30)})
	list := nights.MapOf(nights.Of(runs, calendar, now, 30, domain.JudgeLast), objects, domain.JudgeLast).Patterns()
	if len(list) != 1 || list[0].Kind != nights.SinceNight || list[0].Since.Day() != 19 {
		t.Errorf("an object that came: %+v", list)
	}
}

func TestWhatIsUnusualIsToldOfRunsWithAHabitAlone(t *testing.T) {
	runs, objects := story("SSSSSSS", map[string]string{"gone": "SSSSSS.", "new": "......S", "vm": "SSSSSSS"})
	runs[0].Duration = 3 * time.Hour
	got := fmt.Sprint(nights.Anomalies(runs, objects, 7))
	if want := "[{gone gone 0 0} {appear new 0 0} {long  3600000000000 10800000000000}]"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if early := nights.Anomalies(runs, objects, 4); early != nil {
		t.Errorf("three runs are no habit: %v", early)
	}
	runs[0].Source = domain.SourceSchedule
	if missed := nights.Anomalies(runs, objects, 7); missed != nil {
		t.Errorf("a run that did not come: %v", missed)
	}
}

func TestASummaryThatIsMuchSmallerThanTheOneBeforeIsTold(t *testing.T) {
	size := func(n int64) *int64 { return &n }
	line := func(name string, n int64) domain.SummaryLine {
		return domain.SummaryLine{Name: name, Status: domain.Success, Selected: size(n)}
	}
	before := &domain.Summary{Lines: []domain.SummaryLine{line("files", 1000), line("sql", 1000), line("mail", 0)}}
	now := &domain.Summary{Lines: []domain.SummaryLine{line("files", 99), line("sql", 0), line("mail", 0), line("new", 0)}}
	if got := fmt.Sprint(nights.Sizes(now, before)); got != "[{shrunk files 1000 99} {empty sql 0 0} {empty new 0 0}]" {
		t.Errorf("got %s", got)
	}
}
