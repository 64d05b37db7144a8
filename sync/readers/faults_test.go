package readers_test

import (
	"strings"
	"testing"

	"runchecks/domain"
)

// Small mails in which a reader of a product once overheard the bad word.
func TestReadersOfProductsHearWhatStandsBesideTheGoodWord(t *testing.T) {
	const head = "From: reports@host.example.com\nTo: backup@example.com\nDate: Sun, 29 Nov 2026 07:00:00 +0100\n" +
		"Content-Type: text/plain; charset=utf-8\nSubject: "
	const flat = "Veeam backup\n\n\nBackup job: Servers (Incremental)\nSuccess\n"
	const agent = "SQL Server Job System: 'Full' completed on \\\\SRV\n\n" +
		"JOB RUN:\t'Full' was run on 29.11.2026 at 02:00:00\nSTATUS: \tSucceeded\nMESSAGES:\tThe job succeeded.\n"
	const asJSON = "{\n  \"Data\": {\n    \"ExaminedFiles\": 12,\n    \"Dryrun\": DRY,\n    \"MainOperation\": \"Backup\",\n" +
		"    \"ParsedResult\": \"Success\",\n" +
		"    \"ErrorsActualLength\": 0\n  },\n  \"Extra\": {\n    \"OperationName\": \"Backup\"\n  },\n  \"LogLines\": [],\n" +
		"  \"Exception\": null\n}\n"
	for name, c := range map[string]struct {
		mail, reader string
		want         domain.Status
		kind         domain.Kind
	}{
		"Synology in small letters": {"[NAS01] Snapshot replication task Daily on NAS01 has failed\n\n" +
			"Replication task Daily on NAS01 has failed.\n", "synology", domain.Failed, domain.KindRun},
		"a German alert": {"Backup Exec-Warnmeldung: Auftrag fehlgeschlagen (Server: \"SRV\") (Auftrag: \"Voll\")\n\n" +
			"Der Auftrag ist fehlgeschlagen.\n", "backup-exec", domain.Failed, domain.KindRun},
		"a good German alert": {"Backup Exec-Warnmeldung: Auftrag erfolgreich (Server: \"SRV\") (Auftrag: \"Voll\")\n\n" +
			"Der Auftrag wurde erfolgreich abgeschlossen.\n", "backup-exec", domain.Success, domain.KindRun},
		"a category that nobody lists": {"Backup Exec Alert: Job Pondered (Server: \"SRV\") (Job: \"Full\")\n\n" +
			"The job was pondered.\n", "backup-exec", domain.Unknown, domain.KindRun},
		"an unlisted category with a job": {"Backup Exec Alert: Cloud Hiccup (Server: \"SRV\") (Job: \"Full\")\n\n" +
			"Hm.\n", "backup-exec", domain.Unknown, domain.KindRun},
		"completed, without saying how": {"Backup Exec Alert: Job Completed (Server: \"SRV\") (Job: \"Full\")\n\n" +
			"See the log.\n", "backup-exec", domain.Unknown, domain.KindRun},
		"a failed row of a flat report": {flat + "Name Status\nSRV01 Success 22:00 22:05\nSRV02 Failed 22:00 22:05\n" +
			"", "veeam", domain.Failed, domain.KindRun},
		"fewer than all of a flat report": {flat + "1 of 2 VMs processed\nSRV01 Success 22:00 22:05\n" +
			"", "veeam", domain.Warning, domain.KindRun},
		"a volume that was left out": {"wbadmin on SRV\n\n" +
			"wbadmin 1.0 - Backup command-line tool\nThe backup of volume C: successfully completed.\nVolume E: was not backed up.\n" +
			"The backup operation successfully completed.\n", "windows-server-backup", domain.Failed, domain.KindRun},
		"a German volume that was left out": {"wbadmin on SRV\n\n" +
			"wbadmin 1.0 - Backup command-line tool\nVolume E: wurde nicht gesichert.\nThe backup operation successfully completed.\n" +
			"", "windows-server-backup", domain.Failed, domain.KindRun},
		"a failed step of a good job": {agent + "Step 1 failed, the job goes on.\n" +
			"", "sql-server-agent", domain.Warning, domain.KindRun},
		"a good job": {agent, "sql-server-agent", domain.Success, domain.KindRun},
		"a dry run": {"Duplicati Backup report for docs\n\n" +
			"MainOperation: Backup\nParsedResult: Success\nExaminedFiles: 12\nDryrun: True\nErrors: []\n" +
			"", "duplicati", domain.Unknown, domain.KindRun},
		"no file examined": {"Duplicati Backup report for docs\n\n" +
			"MainOperation: Backup\nParsedResult: Success\nExaminedFiles: 0\nErrors: []\n", "duplicati", domain.Unknown, domain.KindRun},
		"a run that is none": {"Duplicati Backup report for docs\n\n" +
			"MainOperation: Backup\nParsedResult: Success\nExaminedFiles: 12\nDryrun: False\nErrors: []\n" +
			"", "duplicati", domain.Success, domain.KindRun},
		"no file at all": {"docs\n\n" +
			"Cobian Reflector\n2026-11-29 01:00 ** Backing up the task \"docs\" **\n" +
			"2026-11-29 01:00 ** Backup done for the task \"docs\". Errors: 0. Processed files: 0. Backed up files: 0. Total size: 0 bytes **\n",
			"cobian", domain.Unknown, domain.KindRun},
		"nothing changed": {"docs\n\n" +
			"Cobian Reflector\n2026-11-29 01:00 ** Backing up the task \"docs\" **\n" +
			"2026-11-29 01:00 ** Backup done for the task \"docs\". Errors: 0. Processed files: 12. Backed up files: 0. Total size: 0 bytes **\n",
			"cobian", domain.Success, domain.KindRun},
		"Synology in capitals": {"[NAS01] SNAPSHOT REPLICATION TASK DAILY ON NAS01 HAS FAILED\n\n" +
			"REPLICATION TASK DAILY ON NAS01 HAS FAILED.\n", "synology", domain.Failed, domain.KindRun},
		"Synology, a replication that went well": {"[NAS01] Snapshot Replication task Daily on NAS01 has been completed\n\n" +
			"Replication task Daily on NAS01 has been completed.\n", "synology", domain.Success, domain.KindRun},
		"Synology, a replication in part": {"[NAS01] Snapshot replication task Daily on NAS01 partially completed\n\n" +
			"Replication task Daily on NAS01 partially completed.\n", "synology", domain.Warning, domain.KindRun},
		"a German alert with exceptions": {"Backup Exec-Warnmeldung: Auftrag mit Ausnahmen abgeschlossen " +
			"(Server: \"SRV\") (Auftrag: \"Voll\")\n\n" +
			"Der Auftrag wurde mit Ausnahmen abgeschlossen.\n",
			"backup-exec", domain.Warning, domain.KindRun},
		"a cancelled German alert": {"Backup Exec-Warnmeldung: Auftrag abgebrochen (Server: \"SRV\") (Auftrag: \"Voll\")\n\n" +
			"Der Auftrag wurde abgebrochen.\n", "backup-exec", domain.Failed, domain.KindRun},
		"a German alert of no known category": {"Backup Exec-Warnmeldung: Auftrag bedacht (Server: \"SRV\") (Auftrag: \"Voll\")\n\nHm.\n",
			"backup-exec", domain.Unknown, domain.KindRun},
		"a missed row of a flat report": {flat + "Name Status\nSRV01 Success 22:00 22:05\nSRV02 Pending 22:00 22:05\n" +
			"", "veeam", domain.Warning, domain.KindRun},
		"a row with a warning of a flat report": {flat + "Name Status\nSRV01 Success 22:00 22:05\nSRV02 Warning 22:00 22:05\n" +
			"", "veeam", domain.Warning, domain.KindRun},
		"none of a flat report": {flat + "0 of 2 VMs processed\nSRV01 Success 22:00 22:05\n" +
			"", "veeam", domain.Warning, domain.KindRun},
		"all of a flat report": {flat + "2 of 2 VMs processed\nSuccess 2\nWarning 0\nError 0\nName Status\n" +
			"SRV01 Success 22:00 22:05\nSRV02 Success 22:00 22:05\n", "veeam", domain.Success, domain.KindRun},
		"a volume that could not be backed up": {"wbadmin on SRV\n\n" +
			"wbadmin 1.0 - Backup command-line tool\nThe backup of volume E: could not be completed.\n" +
			"The backup operation successfully completed.\n", "windows-server-backup", domain.Failed, domain.KindRun},
		"a volume that was skipped": {"wbadmin on SRV\n\n" +
			"wbadmin 1.0 - Backup command-line tool\nThe backup of volume C: successfully completed.\nVolume E: was skipped.\n" +
			"The backup operation successfully completed.\n", "windows-server-backup", domain.Unknown, domain.KindRun},
		"a retried step of a good job": {agent + "Step 2 (Verify) failed. The job goes on.\n" +
			"", "sql-server-agent", domain.Warning, domain.KindRun},
		"a dry run in another form": {"Duplicati Backup report for docs\n\n" +
			"MainOperation: Backup\nParsedResult: Success\nExaminedFiles: 12\nDryRun: true\nErrors: []\n" +
			"", "duplicati", domain.Unknown, domain.KindRun},
		"a dry run in JSON": {"Duplicati Backup report for docs\n\n" +
			"" + strings.Replace(asJSON, "DRY", "true", 1), "duplicati", domain.Unknown, domain.KindRun},
		"a run that is none, in JSON": {"Duplicati Backup report for docs\n\n" +
			"" + strings.Replace(asJSON, "DRY", "false", 1), "duplicati", domain.Success, domain.KindRun},
	} {
		reading, _ := read(t, []byte(head+c.mail))
		if reading.Reader != c.reader || len(reading.Results) != 1 {
			t.Errorf("%s: %d results by %q (%s)", name, len(reading.Results), reading.Reader, reading.Reason)
			continue
		}
		if r := reading.Results[0]; r.Status != c.want || r.Kind != c.kind {
			t.Errorf("%s: %s (%s) from %+v, want %s (%s)", name, r.Status, r.Kind, r.Evidence, c.want, c.kind)
		}
	}
}
