package rules

import (
	"testing"
	"time"

	"runchecks/domain"
)

func TestAJobIsSilentWhereACompleteSyncSawNoRunForLongerThanItMay(t *testing.T) {
	days := func(n int) time.Time { return morning.AddDate(0, 0, -n) }
	daily := domain.Schedule{Kind: domain.ScheduleOften}
	for _, c := range []struct {
		name   string
		change func(*SilentJob)
		want   int
	}{
		{"sixteen days are longer than fourteen", nil, 16},
		{"fourteen days are enough", func(j *SilentJob) { j.Last = days(14) }, 14},
		{"an hour less is not", func(j *SilentJob) { j.Last = days(14).Add(time.Hour) }, 0},
		{"a job that never ran", func(j *SilentJob) { j.Last = time.Time{} }, 0},
		{"no complete sync has looked", func(j *SilentJob) { j.Covered.To = time.Time{} }, 0},
		{"the last complete sync was after twelve days", func(j *SilentJob) { j.Covered.To = days(4) }, 0},
		{"the last complete sync was after fifteen days", func(j *SilentJob) { j.Covered.To = days(1) }, 15},
		{"runs may be unseen until ten days ago", func(j *SilentJob) { j.Covered.Gaps = []domain.Span{{From: days(30), To: days(10)}} }, 0},
		{"runs may be unseen from before the last one", func(j *SilentJob) { j.Covered.Gaps = []domain.Span{{From: days(30), To: days(20)}} }, 16},
		{"a workstation", func(j *SilentJob) { j.Covered.Never = true }, 0},
		{"archived", func(j *SilentJob) { j.State = domain.JobArchived }, 0},
		{"back from the archive five days ago", func(j *SilentJob) { j.Since = days(5) }, 0},
		{"an inactive customer", func(j *SilentJob) { j.Customer.Active = false }, 0},
		{"paused", func(j *SilentJob) { j.Schedule.PausedFrom, j.Schedule.PausedUntil = days(3), days(-3) }, 0},
		{"paused until five days ago", func(j *SilentJob) { j.Schedule.PausedFrom, j.Schedule.PausedUntil = days(12), days(5) }, 0},
		{"paused before its last run", func(j *SilentJob) { j.Schedule.PausedFrom, j.Schedule.PausedUntil = days(30), days(20) }, 16},
		{"a schedule misses by its slots", func(j *SilentJob) { j.Schedule = daily }, 0},
		{"a schedule, and days set for the job", func(j *SilentJob) { j.Schedule, j.Job.Silence = daily, 10 }, 16},
		{"a schedule, days set, and a slot missed since", func(j *SilentJob) {
			j.Schedule, j.Job.Silence, j.Missed = daily, 10, []domain.RunRef{{At: days(15), Reviewed: true}}
		}, 0},
		{"a schedule, days set, and a slot missed before", func(j *SilentJob) {
			j.Schedule, j.Job.Silence, j.Missed = daily, 10, []domain.RunRef{{At: days(17)}}
		}, 16},
		{"a missed slot of what was learned once still waits", func(j *SilentJob) { j.Missed = []domain.RunRef{{At: days(15)}} }, 0},
		{"a missed slot of what was learned once is reviewed", func(j *SilentJob) { j.Missed = []domain.RunRef{{At: days(15), Reviewed: true}} }, 16},
		{"the job may be silent for twenty days", func(j *SilentJob) { j.Job.Silence = 20 }, 0},
		{"the job may be silent for ever", func(j *SilentJob) { j.Job.Silence = domain.SilenceNever }, 0},
		{"the profile says never", func(j *SilentJob) { j.Days = domain.SilenceNever }, 0},
		{"the profile says never, the job says three days", func(j *SilentJob) { j.Days, j.Job.Silence = domain.SilenceNever, 3 }, 16},
		{"the profile says three days", func(j *SilentJob) { j.Days, j.Last = 3, days(4) }, 4},
	} {
		j := SilentJob{
			Job:      domain.Job{ID: 1, State: domain.JobActive, Customer: domain.Customer{Active: true}},
			Schedule: domain.Schedule{Kind: domain.ScheduleIrregular}, Last: days(16), Days: domain.SilenceDefault,
			Covered: domain.Coverage{From: days(90), To: morning},
		}
		if c.change != nil {
			c.change(&j)
		}
		if got := j.SilentFor(); got != c.want {
			t.Errorf("%s: silent for %d days, want %d", c.name, got, c.want)
		}
	}
}

func TestASilenceSaysSinceWhen(t *testing.T) {
	for want, last := range map[string]time.Time{
		"Silent for 16 days: the last run was on 7 Nov.":       time.Date(2026, 11, 7, 22, 0, 0, 0, time.UTC),
		"Silent for 16 days: the last run was on 30 Dec 2025.": time.Date(2025, 12, 30, 22, 0, 0, 0, time.UTC),
	} {
		if got := SilenceWords(16, last, time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC), time.UTC); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	if got := SilenceWords(1, morning, morning, time.UTC); got[:17] != "Silent for 1 day:" {
		t.Errorf("got %q", got)
	}
}

func TestInformationThatComesByAHabitIsToldFromNews(t *testing.T) {
	var nightly, now []domain.RunRow
	for n := range 42 {
		nightly = append(nightly, domain.RunRow{At: morning.AddDate(0, 0, -n-100), Source: domain.SourceMail})
	}
	for _, n := range []int{1, 2, 9, 40, 41, 77} {
		now = append(now, domain.RunRow{At: morning.Add(-time.Duration(n*31) * time.Hour), Source: domain.SourceMail})
	}
	missed := []domain.RunRow{{At: morning, Source: domain.SourceSchedule}}
	if !Habit(append(missed, nightly...), time.UTC) || Habit(now, time.UTC) || Habit(nil, time.UTC) {
		t.Errorf("nightly %v, now and then %v", Habit(append(missed, nightly...), time.UTC), Habit(now, time.UTC))
	}
}
