package words_test

import (
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/ui/words"
)

func TestTheRunLineSaysWhyAndMarksTheSendersTime(t *testing.T) {
	start, _ := domain.ParseStamp("2026-11-21T22:00:11")
	end, _ := domain.ParseStamp("2026-11-21T23:48:02")
	d := &domain.Details{Run: domain.Run{Source: domain.SourceMail, Result: domain.Result{
		Status:   domain.Failed,
		Stated:   domain.Success,
		Started:  start,
		Ended:    end,
		Reader:   "veeam",
		Evidence: domain.Evidence{Words: "Error", Where: "row fs04, column Status"},
	}}}
	if got, want := words.WhenLine(
		d,
		time.UTC,
	), "21 Nov 2026 22:00:11 – 23:48:02 (1:47:51) sender’s time · from mail, read by veeam"; got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if got, want := words.WhyLine(d), "Failed because: “Error” in row fs04, column Status · the product says Success"; got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestTheRowOfAnEvidenceIsNamed(t *testing.T) {
	for where, want := range map[string]string{"row fs04, column Status": "fs04", "row a, b, column Status": "a, b",
		"row fs04": "fs04", "subject": "", "line 3": ""} {
		if got := words.EvidenceRow(domain.Evidence{Where: where}); got != want {
			t.Errorf("%s: got %q, want %q", where, got, want)
		}
	}
}

func TestARunWithoutAReportSaysWhyThereIsNone(t *testing.T) {
	at := time.Date(2026, 11, 22, 1, 25, 0, 0, time.UTC)
	seen := time.Date(2026, 11, 13, 22, 4, 0, 0, time.UTC)
	missed := domain.Run{Source: domain.SourceSchedule, At: at}
	silent := domain.Run{
		Source: domain.SourceSchedule,
		At:     at,
		Key:    domain.SilenceRunKey("nw", seen),
		Result: domain.Result{Error: "Silent for 16 days: the last run was on 13 Nov."},
	}
	offline := domain.Run{Source: domain.SourceOffline, At: at, Result: domain.Result{Error: "No backup activity since 2026-11-14"}}
	mail := func(why domain.NoObjects) domain.Run {
		return domain.Run{Source: domain.SourceMail, Result: domain.Result{NoObjects: why}}
	}
	for _, tt := range []struct {
		name string
		d    *domain.Details
		want string
	}{
		{"nothing is selected", nil, words.NothingSelected()},
		{"a missed run", &domain.Details{Run: missed}, "There is no report: the run expected at 01:25 on 22 Nov did not come."},
		{"a silent job", &domain.Details{Run: silent}, "There is no report: silent for 16 days: the last run was on 13 Nov."},
		{"a job that is silent", &domain.Details{Run: domain.Run{Key: domain.SilenceRunKey("k", at), Source: domain.SourceSchedule,
			At: at, Result: domain.Result{Error: "Silent for 16 days: the last run was on 13 Nov."}}},
			"There is no report: silent for 16 days: the last run was on 13 Nov."},
		{"an offline device whose last session is known", &domain.Details{Run: offline,
			Summary: &domain.Summary{Facts: []domain.SummaryFact{{Label: "Last session", At: seen}}}},
			"There is no report: the device was last seen on 13 Nov."},
		{"an offline device with a bar", &domain.Details{Run: offline, Summary: &domain.Summary{Days: []domain.SummaryDay{{Date: seen,
			Status: domain.Success}, {Date: at}}}}, "There is no report: the device was last seen on 13 Nov."},
		{"an offline device of an older workspace", &domain.Details{Run: offline}, "There is no report: no backup activity since 2026-11-14."},
		{"a product without details", &domain.Details{Run: mail(domain.ObjectsNotSent)}, "This product sends no object details."},
		{"a layout that nobody knows", &domain.Details{Run: mail(domain.ObjectsNotRecognised)},
			"The objects of this report were not recognised."},
		{"a report without objects", &domain.Details{Run: mail(domain.ObjectsNone)}, "The report lists no objects."},
	} {
		if tt.d != nil && tt.d.Run.Source == domain.SourceSchedule && strings.Contains(words.WhenLine(tt.d, time.UTC), "received") {
			t.Errorf("%s: %s", tt.name, words.WhenLine(tt.d, time.UTC))
		}
		if got := words.NoObjectsText(tt.d, time.UTC); got != tt.want {
			t.Errorf("%s: %q", tt.name, got)
		}
	}
}
