package ghettovcb

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

func TestVariantsOfGhettoVCBAreReadByTheirFormat(t *testing.T) {
	for _, c := range variants {
		m := &message.Message{From: "Backup <root@example.com>", FromAddress: "root@example.com", Subject: c.subject, Text: c.text, HTML: c.html}
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

func TestNoVariantOfGhettoVCBCutAtALineIsBetterThanTheWhole(t *testing.T) {
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
	one    = "2024-03-10 01:00:03 -- info: Initiate backup for a\n2024-03-10 01:12:40 -- info: Successfully completed backup for a!\n"
	end    = "2024-03-10 01:30:10 -- info: ###### Final status: All VMs backed up OK! ######\n2024-03-10 01:30:10 -- info: ====== ghettoVCB LOG END ======\n"
	all    = "ghettoVCB - esx01 ###### Final status: All VMs backed up OK! ######"
	broken = "2024-03-10 01:00:03 -- info: Initiate backup for b\n2024-03-10 01:12:40 -- info: ERROR: Unable to backup b due to error in VMDK backup!\n"
)

var variants = []mail{
	{"all good", all, one + end, "", domain.Success, domain.KindRun, "", 1},
	{"forward", "FW: " + all, "> " + strings.ReplaceAll(one+end, "\n", "\n> "), "", domain.Success, domain.KindRun, "", 1},
	{"good sentence over a failed machine", all, one + broken + end, "", domain.Failed, domain.KindRun, "", 2},
	{"machine without an end", all, one + "2024-03-10 01:00:03 -- info: Initiate backup for c\n" + end, "", domain.Unknown, domain.KindRun, "", 2},
	{"disk failed", strings.Replace(all, "All VMs backed up OK!", "WARNING: All VMs backed up, but some disk(s) failed!", 1), one + strings.Replace(end, "All VMs backed up OK!", "WARNING: All VMs backed up, but some disk(s) failed!", 1), "", domain.Warning, domain.KindRun, "", 1},
	{"nothing backed up", strings.Replace(all, "All VMs backed up OK!", "ERROR: No VMs backed up!", 1), "", "", domain.Failed, domain.KindRun, "", 0},
	{"snapshot in the way", all, one + "2024-03-10 01:20:00 -- info: Snapshot found for d, backup will not take place\n" + end, "", domain.Warning, domain.KindRun, "", 1},
	{"dry run", strings.Replace(all, "All VMs backed up OK!", "OK, only a dryrun.", 1), "", "", domain.Unknown, domain.KindInformation, "", 0},
	{"new sentence", strings.Replace(all, "All VMs backed up OK!", "Zonk", 1), one + end, "", domain.Unknown, domain.KindRun, "", 1},
	{"log without its end", all, one, "", domain.Unknown, domain.KindRun, "", 1},
	{"subject of its own", "esx01 nightly", one + end, "", domain.Success, domain.KindRun, "", 1},
	{"another log with a final status", "Final status: done", "2024-03-10 01:00:03 -- info: Start\n", "", 0, "", "", 0},
}
