package words_test

import (
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/ui/words"
)

func TestASummaryIsAPageWithTheBarTheSourcesAndTheirSizes(t *testing.T) {
	size := int64(1234 << 30)
	day := time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC)
	html, text := words.Summary(domain.Summary{
		Title: "fs01 <script>", LinesTitle: "Data sources", Imported: day,
		Facts: []domain.SummaryFact{
			{Label: "Computer", Text: "FS01 & co"},
			{Label: "Used storage", Bytes: &size},
			{Label: "Duration", Duration: time.Minute},
		},
		Days: []domain.SummaryDay{{Date: day, Status: domain.Failed, Words: "Failed"}, {Date: day.AddDate(0, 0, 1), Words: "No session"}},
		Lines: []domain.SummaryLine{
			{Name: "Files", Status: domain.Warning, Words: "Completed with 3 errors", Duration: time.Hour, Selected: &size},
		},
		Quota: &domain.SummaryQuota{Percent: 95, Status: domain.Warning},
	}, "", time.UTC)
	for _, want := range []string{"fs01 &lt;script&gt;", "FS01 &amp; co", "1.2 TB", "0:01:00", "Sat 21 Nov: Failed", "Completed with 3 errors", "95 % of the quota used", "Last success", "never"} {
		if !strings.Contains(html, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	for _, want := range []string{"fs01 <script>", "from Sat 21 Nov: Failed", "Warning   Files: Completed with 3 errors"} {
		if !strings.Contains(text, want) {
			t.Errorf("the text lacks %q:\n%s", want, text)
		}
	}
}

func TestASummaryOfATenantHasNoColumnsOfSessions(t *testing.T) {
	html, _ := words.Summary(domain.Summary{
		Title: "ABC Company", LinesTitle: "Workloads", Quota: &domain.SummaryQuota{Percent: 240, Status: domain.Warning},
		Lines: []domain.SummaryLine{
			{Name: "Backup", Status: domain.Success, Words: "Active", Count: "2 virtual machines", Active: "9 minutes ago"},
		},
	}, "", time.UTC)
	for _, want := range []string{"240 % of the quota used", "2 virtual machines", "9 minutes ago", "Last active"} {
		if !strings.Contains(html, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	for _, not := range []string{"Last success", "Last session", "never", "Sent"} {
		if strings.Contains(html, not) {
			t.Errorf("the page has %q", not)
		}
	}
}
