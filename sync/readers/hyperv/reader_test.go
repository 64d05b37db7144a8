package hyperv

import (
	"strings"
	"testing"

	"runchecks/domain"
	"runchecks/sync/readers/readertest"
)

func TestVariantsOfTheHyperVUtilityAreReadByTheirFormat(t *testing.T) {
	readertest.Read(t, Reader{}, "hyperv@example.com", variants)
}

func TestNoVariantOfTheHyperVUtilityCutAtALineIsBetterThanTheWhole(t *testing.T) {
	readertest.CutAtLines(t, Reader{}, 0, variants)
}

const (
	two = "2023-03-12 20:00:05 [INFO] (VM:a) Attempting to export VM\n2023-03-12 20:10:05 [SUCCESS] (VM:a) Export done\n2023-03-12 20:10:06 [INFO] (VM:b) Attempting to export VM\n2023-03-12 20:20:06 [SUCCESS] (VM:b) Export done\n"
	end = "2023-03-12 20:30:00 [INFO] Process finished.\n"
	sub = "Hyper-V Backup Utility Log 2/2 VMs Successful"
)

var variants = []readertest.Mail{
	{Name: "all good", Subject: sub, Text: two + end, Status: domain.Success, Kind: domain.KindRun, Objects: 2},
	{Name: "log without an end", Subject: sub, Text: two, Status: domain.Unknown, Kind: domain.KindRun, Objects: 2},
	{Name: "subject of its own", Subject: "Customer 12 - 2/2 VMs Successful", Text: two + end, Status: domain.Success, Kind: domain.KindRun, Objects: 2},
	{Name: "forward", Subject: "Fwd: " + sub, Text: "> " + strings.ReplaceAll(two+end, "\n", "\n> "), Status: domain.Success, Kind: domain.KindRun, Objects: 2},
	{Name: "good count over an error", Subject: sub, Text: strings.Replace(two, "[SUCCESS] (VM:b)", "[ERROR] (VM:b)", 1) + end, Status: domain.Failed, Kind: domain.KindRun, Objects: 2},
	{Name: "error of no machine", Subject: sub, Text: two + "2023-03-12 20:21:00 [ERROR] Zip failed\n" + end, Status: domain.Failed, Kind: domain.KindRun, Objects: 2},
	{Name: "nine of ten", Subject: strings.Replace(sub, "2/2", "9/10", 1), Text: two + end, Status: domain.Failed, Kind: domain.KindRun, Objects: 2},
	{Name: "nothing of nothing", Subject: strings.Replace(sub, "2/2", "0/0", 1), Text: end, Status: domain.Unknown, Kind: domain.KindRun},
	{Name: "no count", Subject: "Hyper-V Backup Utility Log", Text: two + end, Status: domain.Unknown, Kind: domain.KindRun, Objects: 2},
	{Name: "version without a count", Subject: "Hyper-V Backup Utility Log", Text: "2020-03-12 20:00:05 [SUCCESS] Successfully exported specified VMs to D:\\x\n" + end, Status: domain.Success, Kind: domain.KindRun},
	{Name: "nothing runs", Subject: "Hyper-V Backup Utility Log", Text: "2020-03-12 20:00:05 [INFO] There are no VMs running to backup\n" + end, Status: domain.Warning, Kind: domain.KindRun},
	{Name: "no log", Subject: sub, Status: domain.Unknown, Kind: domain.KindRun},
	{Name: "another product", Subject: "Backup: 2/2 VMs Successful", Text: "All fine"},
}
