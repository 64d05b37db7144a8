package vm_test

import (
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/ui/vm"
)

func TestASummaryIsAPageWithTheBarTheSourcesAndTheirSizes(t *testing.T) {
	size := int64(1_234_000_000_000)
	day := time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC)
	r := vm.SummaryReport(domain.Summary{
		Title: "fs01 <script>", LinesTitle: "Data sources", Imported: day,
		Facts: []domain.SummaryFact{{Label: "Computer", Text: "FS01 & co"}, {Label: "Used storage", Bytes: &size}, {Label: "Duration", Took: time.Minute}},
		Days:  []domain.SummaryDay{{Date: day, Status: domain.Failed, Words: "Failed"}, {Date: day.AddDate(0, 0, 1), Words: "No session"}},
		Lines: []domain.SummaryLine{{Name: "Files", Status: domain.Warning, Words: "Completed with 3 errors", Took: time.Hour, Selected: &size}},
		Quota: &domain.SummaryQuota{Total: 100e9, Used: 95e9, Free: 5e9, Percent: 95},
	}, time.UTC)
	for _, want := range []string{"fs01 &lt;script&gt;", "FS01 &amp; co", "1.2 TB", "0:01:00", "Sat 21 Nov: Failed", "Completed with 3 errors", "95.0 GB of 100.0 GB (95 %)"} {
		if !strings.Contains(r.HTML, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	for _, want := range []string{"fs01 <script>", "from Sat 21 Nov: Failed", "Warning   Files: Completed with 3 errors"} {
		if !strings.Contains(r.Text, want) {
			t.Errorf("the text lacks %q:\n%s", want, r.Text)
		}
	}
}
