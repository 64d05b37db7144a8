package storagecraft

import (
	"strings"
	"testing"

	"runchecks/domain"
	"runchecks/sync/readers/readertest"
)

func TestVariantsOfImageReportsAreReadByTheirFormat(t *testing.T) {
	readertest.Read(t, Reader{}, "im@example.com", variants)
}

func TestNoVariantOfImageReportsCutAtALineIsBetterThanTheWhole(t *testing.T) {
	readertest.CutAtLines(t, Reader{}, 0, variants)
}

const sub = "Online Image Report: Daily - Customer (1/2/2020)"

func table(colour string) string {
	return "<h2>Online Image Report</h2><table cellspacing=\"15\"><tr><td style=\"border: 3px solid #5DE01B\">A C_VOL</td><td style=\"border: 3px solid " + colour + "\">B C_VOL</td></tr></table>"
}

var variants = []readertest.Mail{
	{Name: "all green", Subject: sub, HTML: table("#5de01b"), Status: domain.Success, Kind: domain.KindRun, Job: "Daily", Objects: 2},
	{Name: "green as numbers", Subject: sub, HTML: table("rgb(93, 224, 27)"), Status: domain.Success, Kind: domain.KindRun, Job: "Daily", Objects: 2},
	{Name: "forward with a subject of its own", Subject: "Fwd: images", HTML: table("#5DE01B"), Status: domain.Success, Kind: domain.KindRun, Objects: 2},
	{Name: "red", Subject: sub, HTML: table("#E01B1B"), Status: domain.Failed, Kind: domain.KindRun, Job: "Daily", Objects: 2},
	{Name: "red by name", Subject: sub, HTML: table("red"), Status: domain.Failed, Kind: domain.KindRun, Job: "Daily", Objects: 2},
	{Name: "yellow", Subject: sub, HTML: table("#E0C01B"), Status: domain.Warning, Kind: domain.KindRun, Job: "Daily", Objects: 2},
	{Name: "another green", Subject: sub, HTML: table("#00FF00"), Status: domain.Unknown, Kind: domain.KindRun, Job: "Daily", Objects: 2},
	{Name: "grey", Subject: sub, HTML: table("#999"), Status: domain.Unknown, Kind: domain.KindRun, Job: "Daily", Objects: 2},
	{Name: "no colour", Subject: sub, HTML: table(""), Status: domain.Unknown, Kind: domain.KindRun, Job: "Daily", Objects: 2},
	{Name: "text alone", Subject: sub, Text: "Online Image Report\nA C_VOL B C_VOL", Status: domain.Unknown, Kind: domain.KindRun, Job: "Daily"},
	{Name: "another report", Subject: "Image report", HTML: strings.Replace(table("#5DE01B"), "Online", "Yearly", 1)},
}
