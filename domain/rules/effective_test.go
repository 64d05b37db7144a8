package rules

import (
	"testing"
	"time"

	"runchecks/domain"
)

func TestEffectiveStatus(t *testing.T) {
	at := time.Date(2026, 11, 21, 22, 0, 0, 0, time.UTC)
	job := domain.Job{Key: "a|veeam|backup|nw", Product: "Veeam", Type: "Backup"}
	obj := func(name string, s domain.Status, msg string) domain.Object {
		return domain.Object{Name: name, Status: s, Message: msg}
	}
	rule := func(level domain.Level, text string) domain.Override {
		o := domain.Override{Level: level, Text: text, Mode: domain.MatchContains, From: at.Add(-time.Hour), Enabled: true, Reason: string(level)}
		if level != domain.LevelGlobal {
			o.Job = job.Key
		} else {
			o.Product = "Veeam"
		}
		return o
	}
	objectRule := rule(domain.LevelObject, "vss")
	objectRule.Object = "fs04"
	expired := rule(domain.LevelJob, "vss")
	expired.Until = at
	disabled := rule(domain.LevelJob, "vss")
	disabled.Enabled = false
	otherJob := rule(domain.LevelJob, "vss")
	otherJob.Job = "other"
	otherProduct := rule(domain.LevelGlobal, "vss")
	otherProduct.Product = "Macrium"
	failedOnly := rule(domain.LevelJob, "")
	failedOnly.Status = domain.Failed

	vss := obj("fs04", domain.Failed, "Failed to create  VSS snapshot")
	warn := obj("fs08", domain.Warning, "guest skipped")
	good := obj("dc01", domain.Success, "")

	tests := []struct {
		name    string
		status  domain.Status
		err     string
		objects []domain.Object
		mark    string
		rules   []domain.Override
		want    domain.Effective
	}{
		{"success without problems stays success", domain.Success, "", []domain.Object{good}, "", nil, domain.Effective{Status: domain.Success}},
		{"nothing said is unknown", 0, "", nil, "", nil, domain.Effective{Status: domain.Unknown}},
		{"a success with a failed row is failed", domain.Success, "", []domain.Object{good, vss}, "", nil, domain.Effective{Status: domain.Failed}},
		{"a marked run is success by override", domain.Failed, "", []domain.Object{vss}, "known", nil, domain.Effective{Status: domain.SuccessOverride, Reason: "known"}},
		{"every problem covered is success by override", domain.Failed, "", []domain.Object{vss, good}, "", []domain.Override{rule(domain.LevelJob, "vss snapshot")}, domain.Effective{Status: domain.SuccessOverride, Reason: "job"}},
		{"partial cover leaves the worst uncovered", domain.Failed, "", []domain.Object{vss, warn}, "", []domain.Override{rule(domain.LevelJob, "VSS")}, domain.Effective{Status: domain.Warning, Partly: true, Reason: "job"}},
		{"object rules come before job and global rules", domain.Failed, "", []domain.Object{vss}, "", []domain.Override{rule(domain.LevelGlobal, "vss"), rule(domain.LevelJob, "vss"), objectRule}, domain.Effective{Status: domain.SuccessOverride, Reason: "object"}},
		{"an expired rule does not apply", domain.Failed, "", []domain.Object{vss}, "", []domain.Override{expired}, domain.Effective{Status: domain.Failed}},
		{"a disabled rule does not apply", domain.Failed, "", []domain.Object{vss}, "", []domain.Override{disabled}, domain.Effective{Status: domain.Failed}},
		{"a rule of another job does not apply", domain.Failed, "", []domain.Object{vss}, "", []domain.Override{otherJob}, domain.Effective{Status: domain.Failed}},
		{"a global rule keeps to its product", domain.Failed, "", []domain.Object{vss}, "", []domain.Override{otherProduct}, domain.Effective{Status: domain.Failed}},
		{"a rule for one status passes over others", domain.Failed, "", []domain.Object{vss, warn}, "", []domain.Override{failedOnly}, domain.Effective{Status: domain.Warning, Partly: true, Reason: "job"}},
		{"without problem objects a job rule covers the run's own message", domain.Failed, "Access is denied", nil, "", []domain.Override{rule(domain.LevelJob, "access is denied")}, domain.Effective{Status: domain.SuccessOverride, Reason: "job"}},
		{"an object rule never covers the run's own message", domain.Failed, "vss", nil, "", []domain.Override{objectRule}, domain.Effective{Status: domain.Failed}},
		{"a job-level failure beside a warning row stays failed", domain.Failed, "finalising failed", []domain.Object{warn}, "", nil, domain.Effective{Status: domain.Failed}},
		{"covering the rows does not cover a job-level failure", domain.Failed, "finalising failed", []domain.Object{warn}, "", []domain.Override{rule(domain.LevelJob, "guest")}, domain.Effective{Status: domain.Failed, Partly: true, Reason: "job"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			run := domain.Run{At: at, Marked: tt.mark, Result: domain.Result{Status: tt.status, Objects: tt.objects, Error: tt.err}}
			if got := Effective(run, job, NewBook(tt.rules)); got != tt.want {
				t.Errorf("got %+v, want %+v", got, tt.want)
			}
		})
	}
}

func TestTextMatchesInFourModes(t *testing.T) {
	const message = "Failed  to create\u00a0VSS Snapshot"
	tests := []struct {
		mode domain.MatchMode
		text string
		want bool
	}{
		{domain.MatchContains, "create vss", true},
		{domain.MatchContains, "backup", false},
		{domain.MatchExact, "failed to create vss snapshot", true},
		{domain.MatchExact, "failed to create", false},
		{domain.MatchStarts, "FAILED TO", true},
		{domain.MatchStarts, "create", false},
		{domain.MatchEnds, "vss snapshot", true},
		{domain.MatchEnds, "vss", false},
		{domain.MatchExact, "", true},
		{"other", "failed", false},
	}
	for _, tt := range tests {
		if got := TextMatches(tt.mode, tt.text, message); got != tt.want {
			t.Errorf("%s %q: got %v, want %v", tt.mode, tt.text, got, tt.want)
		}
	}
}

func TestAMonthIsTheSameDayOfTheNextMonthClamped(t *testing.T) {
	for from, want := range map[string]string{
		"2026-11-22": "2026-12-22",
		"2026-01-31": "2026-02-28",
		"2028-01-31": "2028-02-29",
		"2026-12-31": "2027-01-31",
	} {
		at, _ := time.Parse(time.DateOnly, from)
		if got := AddMonth(at).Format(time.DateOnly); got != want {
			t.Errorf("%s plus a month: got %s, want %s", from, got, want)
		}
	}
}

func TestAbsurdReportTimesAreNotBelieved(t *testing.T) {
	received := time.Date(2026, 11, 22, 6, 0, 0, 0, time.UTC)
	stamp := func(s string) domain.Stamp { st, _ := domain.ParseStamp(s); return st }
	tests := []struct {
		name           string
		started, ended string
		want           time.Time
	}{
		{"the start counts", "2026-11-21T22:00:00", "2026-11-21T23:00:00", time.Date(2026, 11, 21, 22, 0, 0, 0, time.UTC)},
		{"the end where there is no start", "", "2026-11-21T23:00:00", time.Date(2026, 11, 21, 23, 0, 0, 0, time.UTC)},
		{"received where the report says nothing", "", "", received},
		{"a date of 1970 is no date", "1970-01-01T00:00:00", "", received},
		{"a date in the far future is no date", "2099-01-01T00:00:00Z", "", received},
	}
	for _, tt := range tests {
		r := domain.Result{Started: stamp(tt.started), Ended: stamp(tt.ended)}
		if got := RunTime(r, received, time.UTC); !got.Equal(tt.want) {
			t.Errorf("%s: got %v, want %v", tt.name, got, tt.want)
		}
	}
}
