package hyperv

import (
	"strings"
	"testing"

	"runchecks/domain"
	"runchecks/sync/message"
	"runchecks/sync/readers/reader"
)

// mail is one variant: its subject, its text or HTML, and what is to be read.
type mail struct {
	name, subject, text, html string
	status                    domain.Status
	kind                      domain.Kind
	job                       string
	objects                   int
}

func TestVariantsOfTheHyperVUtilityAreReadByTheirFormat(t *testing.T) {
	for _, c := range variants {
		m := &message.Message{From: "Backup <hyperv@example.com>", FromAddress: "hyperv@example.com", Subject: c.subject, Text: c.text, HTML: c.html}
		got, ok := Reader{}.Read(t.Context(), m, reader.Env{})
		if c.status == 0 {
			if ok {
				t.Errorf("%s: claimed: %+v", c.name, got)
			}
			continue
		}
		if !ok || len(got) != 1 {
			t.Errorf("%s: recognised %t, %d results", c.name, ok, len(got))
			continue
		}
		r := got[0]
		if r.Status != c.status || r.Kind != c.kind || r.JobName != c.job || len(r.Objects) != c.objects {
			t.Errorf("%s: %s %s %q %d objects from %+v\n%+v", c.name, r.Status, r.Kind, r.JobName, len(r.Objects), r.Evidence, r.Objects)
		}
	}
}

func TestNoVariantOfTheHyperVUtilityCutAtALineIsBetterThanTheWhole(t *testing.T) {
	for _, c := range variants {
		lines := strings.Split(c.text, "\n")
		if c.html != "" || c.status == 0 || c.status == domain.Success {
			continue
		}
		for n := range lines {
			m := &message.Message{Subject: c.subject, Text: strings.Join(lines[:n], "\n")}
			got, _ := Reader{}.Read(t.Context(), m, reader.Env{})
			for _, r := range got {
				if r.Status == domain.Success {
					t.Errorf("%s: Success after %d lines from %+v", c.name, n, r.Evidence)
				}
			}
		}
	}
}

const (
	two = "2023-03-12 20:00:05 [INFO] (VM:a) Attempting to export VM\n2023-03-12 20:10:05 [SUCCESS] (VM:a) Export done\n2023-03-12 20:10:06 [INFO] (VM:b) Attempting to export VM\n2023-03-12 20:20:06 [SUCCESS] (VM:b) Export done\n"
	end = "2023-03-12 20:30:00 [INFO] Process finished.\n"
	sub = "Hyper-V Backup Utility Log 2/2 VMs Successful"
)

var variants = []mail{
	{"all good", sub, two + end, "", domain.Success, domain.KindRun, "", 2},
	{"log without an end", sub, two, "", domain.Unknown, domain.KindRun, "", 2},
	{"subject of its own", "Customer 12 - 2/2 VMs Successful", two + end, "", domain.Success, domain.KindRun, "", 2},
	{"forward", "Fwd: " + sub, "> " + strings.ReplaceAll(two+end, "\n", "\n> "), "", domain.Success, domain.KindRun, "", 2},
	{"good count over an error", sub, strings.Replace(two, "[SUCCESS] (VM:b)", "[ERROR] (VM:b)", 1) + end, "", domain.Failed, domain.KindRun, "", 2},
	{"error of no machine", sub, two + "2023-03-12 20:21:00 [ERROR] Zip failed\n" + end, "", domain.Failed, domain.KindRun, "", 2},
	{"nine of ten", strings.Replace(sub, "2/2", "9/10", 1), two + end, "", domain.Failed, domain.KindRun, "", 2},
	{"nothing of nothing", strings.Replace(sub, "2/2", "0/0", 1), end, "", domain.Unknown, domain.KindRun, "", 0},
	{"no count", "Hyper-V Backup Utility Log", two + end, "", domain.Unknown, domain.KindRun, "", 2},
	{"version without a count", "Hyper-V Backup Utility Log", "2020-03-12 20:00:05 [SUCCESS] Successfully exported specified VMs to D:\\x\n" + end, "", domain.Success, domain.KindRun, "", 0},
	{"nothing runs", "Hyper-V Backup Utility Log", "2020-03-12 20:00:05 [INFO] There are no VMs running to backup\n" + end, "", domain.Warning, domain.KindRun, "", 0},
	{"no log", sub, "", "", domain.Unknown, domain.KindRun, "", 0},
	{"another product", "Backup: 2/2 VMs Successful", "All fine", "", 0, "", "", 0},
}
