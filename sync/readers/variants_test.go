package readers_test

import (
	"strings"
	"testing"

	"runchecks/domain"
)

// TestMailsBeyondTheSamplesAreReadByTheirFormat holds mails that are no sample:
// other results, versions and wordings of the same products.
func TestMailsBeyondTheSamplesAreReadByTheirFormat(t *testing.T) {
	vzdump := func(subject, rows string) string {
		return "From: root@pve1\nSubject: " + subject + "\nContent-Type: multipart/alternative; boundary=\"b\"\n\n--b\nContent-Type: text/plain\n\nDetails\n=======\nVMID    Name    Status    Time    Size    Filename\n" + rows + "\n\nTotal running time: 1m\nTotal size: 1 GiB\n--b--\n"
	}
	cases := []struct {
		name, raw, reader string
		status            domain.Status
		kind              domain.Kind
		job               string
		objects           int
	}{
		{"vzdump with a filter's prefix", vzdump("daily vzdump backup status (pve1): backup successful", "100    web    ok    1m    1 GiB    vm/100/2026-01-01T00:00:00Z"), "proxmox-ve", domain.Success, domain.KindRun, "pve1", 1},
		{"vzdump whose row failed under a good subject", vzdump("vzdump backup status (pve1): backup successful", "100    web    err    1m    0 B    null"), "proxmox-ve", domain.Failed, domain.KindRun, "pve1", 1},
		{"vzdump with an unknown word", vzdump("vzdump backup status (pve1): backup successful", "100    web    zonk    1m    0 B    null"), "proxmox-ve", domain.Unknown, domain.KindRun, "pve1", 1},
		{"vzdump with the reason in the subject", "From: root@pve1\nSubject: vzdump backup status (pve1) : backup failed: unable to activate storage 'nas'\n\n\n", "proxmox-ve", domain.Failed, domain.KindRun, "pve1", 0},
		{"vzdump with a subject of its own", vzdump("nightly", "100    web    ok    1m    1 GiB    x"), "proxmox-ve", domain.Success, domain.KindRun, "root@pve1", 1},
		{"package updates", "From: Proxmox VE <root@pve1>\nSubject: New software packages available (pve1)\n\nThe following updates are available\n", "proxmox-ve", domain.Unknown, domain.KindInformation, "pve1", 0},

		{"garbage collection failed", "Subject: Garbage Collect Datastore 'tank' failed\n\nDatastore: tank\n\nGarbage collection failed: unable to open lock\n", "proxmox-backup-server", domain.Failed, domain.KindInformation, "tank", 1},
		{"verification without its closing sentence", "Subject: Verify Datastore 'tank' successful\n\nJob ID:    v-1\nDatastore: tank\n", "proxmox-backup-server", domain.Unknown, domain.KindInformation, "v-1", 1},
		{"verification", "Subject: Verify Datastore 'tank' successful\n\nJob ID:    v-1\nDatastore: tank\n\nVerification successful.\n", "proxmox-backup-server", domain.Success, domain.KindInformation, "v-1", 1},
		{"tape backup failed", "Subject: Tape Backup 'w' datastore 'tank' failed\n\nJob ID:     w\nDatastore:  tank\nTape Pool:  p\nTape Drive: d\n\nTape Backup failed: no media\n", "proxmox-backup-server", domain.Failed, domain.KindRun, "w", 1},
		{"local sync", "Subject: Sync local datastore 'a' successful\n\nJob ID:             s-1\nDatastore:          tank\nSynchronization successful.\n", "proxmox-backup-server", domain.Success, domain.KindInformation, "s-1", 1},

		{"cancelled job", "Subject: Backup Exec Alert: Job Cancellation (Server: \"S\") (Job: \"J\")\n\n(Server: \"S\") (Job: \"J\") The job was canceled by user X.\n", "backup-exec", domain.Failed, domain.KindRun, "J", 0},
		{"good category, bad sentence", "Subject: Backup Exec Alert: Job Success (Server: \"S\") (Job: \"J\")\n\nJ -- The job completed successfully.  However, the following conditions were encountered:\n\n2 files were skipped.\n", "backup-exec", domain.Warning, domain.KindRun, "J", 1},
		{"unknown category", "Subject: Backup Exec Alert: Something New (Server: \"S\")\n\nText\n", "backup-exec", domain.Unknown, domain.KindInformation, "S", 0},
		{"media request", "Subject: Backup Exec Alert: Media Insert (Server: \"S\") (Job: \"J\")\n\nInsert media\n", "backup-exec", domain.Warning, domain.KindInformation, "J", 0},
		{"job start", "Subject: Backup Exec Alert: Job Start (Server: \"S\") (Job: \"J\")\n\nstarted\n", "backup-exec", domain.Unknown, domain.KindInformation, "J", 0},
		{"forwarded alert", "Subject: FW: Backup Exec Alert: Job Failed (Server: \"S\") (Job: \"J\")\n\nThe job failed with the following error: Access is denied.\n", "backup-exec", domain.Failed, domain.KindRun, "J", 1},

		{"wbadmin with volumes", "From: FS01 <x@example.com>\nSubject: Backup report\n\nBackup of volume (C:) completed successfully.\nBackup of volume Data(D:) completed successfully.\nSummary of the backup operation:\n------------------\n\nThe backup operation successfully completed.\nThe backup of volume (C:) completed successfully.\nThe backup of volume Data(D:) completed successfully.\n", "windows-server-backup", domain.Success, domain.KindRun, "FS01", 2},
		{"wbadmin with a failed volume", "From: FS01 <x@example.com>\nSubject: Backup report\n\nThe backup operation completed with errors.\nThe backup of volume (C:) completed successfully.\nThe backup of volume (D:) could not be completed.\n", "windows-server-backup", domain.Failed, domain.KindRun, "FS01", 2},
		{"wbadmin that refuses", "From: FS01 <x@example.com>\nSubject: Backup FS01\n\nwbadmin 1.0 - Backup command-line tool\n(C) Copyright Microsoft Corporation.\n\nERROR - The backup storage location is invalid.\n", "windows-server-backup", domain.Failed, domain.KindRun, "FS01", 0},
		{"wbadmin that stops in the middle", "From: FS01 <x@example.com>\nSubject: Backup FS01\n\nwbadmin 1.0 - Backup command-line tool\nCreating a backup of volume (C:), copied (34%).\n", "windows-server-backup", domain.Unknown, domain.KindRun, "FS01", 0},

		{"hyper backup failed", "Subject: [NAS01] Data backup task on NAS01 has failed\n\nData backup task Daily on NAS01 has failed. Please go to Hyper Backup > Log.\n\nBackup Task: Daily\n", "synology", domain.Failed, domain.KindRun, "Daily", 0},
		{"hyper backup completed", "Subject: [NAS01] Data backup task on NAS01 was successfully completed\n\nData backup task Daily on NAS01 was successfully completed. See Hyper Backup.\n\nBackup Task: Daily\n", "synology", domain.Success, domain.KindRun, "Daily", 0},
		{"active backup with one failed device", "Subject: [NAS01] Active Backup for Business - Backup task PCs on NAS01 has been completed\n\nBackup task PCs on NAS01 has been completed.\n\n  - [Computer] A: Success\n  - [Computer] B: Failed\n", "synology", domain.Failed, domain.KindRun, "PCs", 2},

		{"duplicati fatal", "Subject: Duplicati Backup report for docs-nas\n\nFailed: No route to host\nDetails: System.Net\n\nLog data:\n", "duplicati", domain.Failed, domain.KindRun, "docs-nas", 1},
		{"duplicati success with an error listed", "Subject: Duplicati Backup report for docs\n\nMainOperation: Backup\nParsedResult: Success\nWarnings: []\nErrors: [\n    could not delete x\n]\n", "duplicati", domain.Failed, domain.KindRun, "docs", 0},
		{"duplicati without its end", "Subject: Duplicati Backup report for docs\n\nMainOperation: Backup\nParsedResult: Success\nVerboseOutput: False\n", "duplicati", domain.Unknown, domain.KindRun, "docs", 0},
		{"duplicati restore", "Subject: Duplicati Restore report for docs\n\nMainOperation: Restore\nParsedResult: Success\nWarnings: []\nErrors: []\n", "duplicati", domain.Success, domain.KindInformation, "docs", 0},
		{"duplicati damaged JSON", "Subject: Duplicati Backup report for docs\n\n{ \"Data\": { \"ParsedResult\": \"Success\"", "duplicati", domain.Unknown, domain.KindRun, "docs", 0},

		{"reflect failed", "Subject: SRV1[Daily] Macrium Reflect - Backup Failed\n\nFailed :(\n", "macrium", domain.Failed, domain.KindRun, "Daily", 1},
		{"reflect good subject, bad body", "Subject: SRV1 Macrium Reflect - Backup Success\n\nSuccess :)\nErrors: 1\n", "macrium", domain.Failed, domain.KindRun, "SRV1", 1},
		{"reflect without a word", "Subject: Macrium Reflect Backup - SRV1\n\nComputer: SRV1\n", "macrium", domain.Unknown, domain.KindRun, "SRV1", 1},
		{"site manager failure", "Subject: Site Manager Notification Email\n\nBackup Failed\nComputer: SRV1\n", "macrium", domain.Failed, domain.KindRun, "SRV1", 1},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			r, m := read(t, []byte(strings.ReplaceAll(c.raw, "\n", "\r\n")))
			if m == nil || r.Reader != c.reader || len(r.Results) != 1 {
				t.Fatalf("read by %q with %d results: %s", r.Reader, len(r.Results), r.Reason)
			}
			x := r.Results[0]
			sane(t, x)
			differ(t, "status", x.Status, c.status)
			differ(t, "kind", x.Kind, c.kind)
			differ(t, "name", x.Name(), c.job)
			differ(t, "objects", len(x.Objects), c.objects)
			if t.Failed() {
				t.Logf("%+v", x)
			}
		})
	}
}
