package ghettovcb

import (
	"strings"
	"testing"

	"runchecks/domain"
	"runchecks/sync/readers/readertest"
)

func TestVariantsOfGhettoVCBAreReadByTheirFormat(t *testing.T) {
	readertest.Read(t, Reader{}, "root@example.com", variants)
}

func TestNoVariantOfGhettoVCBCutAtALineIsBetterThanTheWhole(t *testing.T) {
	readertest.CutAtLines(t, Reader{}, 0, variants)
}

const (
	one    = "2024-03-10 01:00:03 -- info: Initiate backup for a\n2024-03-10 01:12:40 -- info: Successfully completed backup for a!\n"
	end    = "2024-03-10 01:30:10 -- info: ###### Final status: All VMs backed up OK! ######\n2024-03-10 01:30:10 -- info: ====== ghettoVCB LOG END ======\n"
	all    = "ghettoVCB - esx01 ###### Final status: All VMs backed up OK! ######"
	broken = "2024-03-10 01:00:03 -- info: Initiate backup for b\n2024-03-10 01:12:40 -- info: ERROR: Unable to backup b due to error in VMDK backup!\n"
)

var variants = []readertest.Mail{
	{Name: "all good", Subject: all, Text: one + end, Status: domain.Success, Kind: domain.KindRun, Objects: 1},
	{Name: "forward", Subject: "FW: " + all, Text: "> " + strings.ReplaceAll(one+end, "\n", "\n> "), Status: domain.Success, Kind: domain.KindRun, Objects: 1},
	{Name: "good sentence over a failed machine", Subject: all, Text: one + broken + end, Status: domain.Failed, Kind: domain.KindRun, Objects: 2},
	{Name: "machine without an end", Subject: all, Text: one + "2024-03-10 01:00:03 -- info: Initiate backup for c\n" + end, Status: domain.Unknown, Kind: domain.KindRun, Objects: 2},
	{Name: "disk failed", Subject: strings.Replace(all, "All VMs backed up OK!", "WARNING: All VMs backed up, but some disk(s) failed!", 1), Text: one + strings.Replace(end, "All VMs backed up OK!", "WARNING: All VMs backed up, but some disk(s) failed!", 1), Status: domain.Warning, Kind: domain.KindRun, Objects: 1},
	{Name: "nothing backed up", Subject: strings.Replace(all, "All VMs backed up OK!", "ERROR: No VMs backed up!", 1), Status: domain.Failed, Kind: domain.KindRun},
	{Name: "snapshot in the way", Subject: all, Text: one + "2024-03-10 01:20:00 -- info: Snapshot found for d, backup will not take place\n" + end, Status: domain.Warning, Kind: domain.KindRun, Objects: 1},
	{Name: "dry run", Subject: strings.Replace(all, "All VMs backed up OK!", "OK, only a dryrun.", 1), Status: domain.Unknown, Kind: domain.KindInformation},
	{Name: "new sentence", Subject: strings.Replace(all, "All VMs backed up OK!", "Zonk", 1), Text: one + end, Status: domain.Unknown, Kind: domain.KindRun, Objects: 1},
	{Name: "log without its end", Subject: all, Text: one, Status: domain.Unknown, Kind: domain.KindRun, Objects: 1},
	{Name: "subject of its own", Subject: "esx01 nightly", Text: one + end, Status: domain.Success, Kind: domain.KindRun, Objects: 1},
	{Name: "another log with a final status", Subject: "Final status: done", Text: "2024-03-10 01:00:03 -- info: Start\n"},
}
