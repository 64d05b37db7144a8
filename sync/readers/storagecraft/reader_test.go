package storagecraft

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

func TestVariantsOfImageReportsAreReadByTheirFormat(t *testing.T) {
	for _, c := range variants {
		m := &message.Message{From: "Backup <im@example.com>", FromAddress: "im@example.com", Subject: c.subject, Text: c.text, HTML: c.html}
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

func TestNoVariantOfImageReportsCutAtALineIsBetterThanTheWhole(t *testing.T) {
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

const sub = "Online Image Report: Daily - Customer (1/2/2020)"

func table(colour string) string {
	return "<h2>Online Image Report</h2><table cellspacing=\"15\"><tr><td style=\"border: 3px solid #5DE01B\">A C_VOL</td><td style=\"border: 3px solid " + colour + "\">B C_VOL</td></tr></table>"
}

var variants = []mail{
	{"all green", sub, "", table("#5de01b"), domain.Success, domain.KindRun, "Daily", 2},
	{"green as numbers", sub, "", table("rgb(93, 224, 27)"), domain.Success, domain.KindRun, "Daily", 2},
	{"forward with a subject of its own", "Fwd: images", "", table("#5DE01B"), domain.Success, domain.KindRun, "", 2},
	{"red", sub, "", table("#E01B1B"), domain.Failed, domain.KindRun, "Daily", 2},
	{"red by name", sub, "", table("red"), domain.Failed, domain.KindRun, "Daily", 2},
	{"yellow", sub, "", table("#E0C01B"), domain.Warning, domain.KindRun, "Daily", 2},
	{"another green", sub, "", table("#00FF00"), domain.Unknown, domain.KindRun, "Daily", 2},
	{"grey", sub, "", table("#999"), domain.Unknown, domain.KindRun, "Daily", 2},
	{"no colour", sub, "", table(""), domain.Unknown, domain.KindRun, "Daily", 2},
	{"text alone", sub, "Online Image Report\nA C_VOL B C_VOL", "", domain.Unknown, domain.KindRun, "Daily", 0},
	{"another report", "Image report", "", strings.Replace(table("#5DE01B"), "Online", "Yearly", 1), 0, "", "", 0},
}
