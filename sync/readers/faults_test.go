package readers_test

import (
	"testing"

	"runchecks/domain"
)

// Small mails in which a reader of a product once overheard the bad word.
func TestReadersOfProductsHearWhatStandsBesideTheGoodWord(t *testing.T) {
	const head = "From: reports@host.example.com\nTo: backup@example.com\nDate: Sun, 29 Nov 2026 07:00:00 +0100\nContent-Type: text/plain; charset=utf-8\nSubject: "
	const flat = "Veeam backup\n\n\nBackup job: Servers (Incremental)\nSuccess\n"
	const agent = "SQL Server Job System: 'Full' completed on \\\\SRV\n\nJOB RUN:\t'Full' was run on 29.11.2026 at 02:00:00\nSTATUS: \tSucceeded\nMESSAGES:\tThe job succeeded.\n"
	for name, c := range map[string]struct {
		mail, reader string
		want         domain.Status
		kind         domain.Kind
	}{
		"Synology in small letters":         {"[NAS01] Snapshot replication task Daily on NAS01 has failed\n\nReplication task Daily on NAS01 has failed.\n", "synology", domain.Failed, domain.KindRun},
		"a German alert":                    {"Backup Exec-Warnmeldung: Auftrag fehlgeschlagen (Server: \"SRV\") (Auftrag: \"Voll\")\n\nDer Auftrag ist fehlgeschlagen.\n", "backup-exec", domain.Failed, domain.KindRun},
		"a good German alert":               {"Backup Exec-Warnmeldung: Auftrag erfolgreich (Server: \"SRV\") (Auftrag: \"Voll\")\n\nDer Auftrag wurde erfolgreich abgeschlossen.\n", "backup-exec", domain.Success, domain.KindRun},
		"a category that nobody lists":      {"Backup Exec Alert: Job Pondered (Server: \"SRV\") (Job: \"Full\")\n\nThe job was pondered.\n", "backup-exec", domain.Unknown, domain.KindRun},
		"an unlisted category with a job":   {"Backup Exec Alert: Cloud Hiccup (Server: \"SRV\") (Job: \"Full\")\n\nHm.\n", "backup-exec", domain.Unknown, domain.KindRun},
		"completed, without saying how":     {"Backup Exec Alert: Job Completed (Server: \"SRV\") (Job: \"Full\")\n\nSee the log.\n", "backup-exec", domain.Unknown, domain.KindRun},
		"a failed row of a flat report":     {flat + "Name Status\nSRV01 Success 22:00 22:05\nSRV02 Failed 22:00 22:05\n", "veeam", domain.Failed, domain.KindRun},
		"fewer than all of a flat report":   {flat + "1 of 2 VMs processed\nSRV01 Success 22:00 22:05\n", "veeam", domain.Warning, domain.KindRun},
		"a volume that was left out":        {"wbadmin on SRV\n\nwbadmin 1.0 - Backup command-line tool\nThe backup of volume C: successfully completed.\nVolume E: was not backed up.\nThe backup operation successfully completed.\n", "windows-server-backup", domain.Failed, domain.KindRun},
		"a German volume that was left out": {"wbadmin on SRV\n\nwbadmin 1.0 - Backup command-line tool\nVolume E: wurde nicht gesichert.\nThe backup operation successfully completed.\n", "windows-server-backup", domain.Failed, domain.KindRun},
		"a failed step of a good job":       {agent + "Step 1 failed, the job goes on.\n", "sql-server-agent", domain.Warning, domain.KindRun},
		"a good job":                        {agent, "sql-server-agent", domain.Success, domain.KindRun},
		"a dry run":                         {"Duplicati Backup report for docs\n\nMainOperation: Backup\nParsedResult: Success\nExaminedFiles: 12\nDryrun: True\nErrors: []\n", "duplicati", domain.Unknown, domain.KindRun},
		"no file examined":                  {"Duplicati Backup report for docs\n\nMainOperation: Backup\nParsedResult: Success\nExaminedFiles: 0\nErrors: []\n", "duplicati", domain.Unknown, domain.KindRun},
		"a run that is none":                {"Duplicati Backup report for docs\n\nMainOperation: Backup\nParsedResult: Success\nExaminedFiles: 12\nDryrun: False\nErrors: []\n", "duplicati", domain.Success, domain.KindRun},
		"no file at all":                    {"docs\n\nCobian Reflector\n2026-11-29 01:00 ** Backing up the task \"docs\" **\n2026-11-29 01:00 ** Backup done for the task \"docs\". Errors: 0. Processed files: 0. Backed up files: 0. Total size: 0 bytes **\n", "cobian", domain.Unknown, domain.KindRun},
		"nothing changed":                   {"docs\n\nCobian Reflector\n2026-11-29 01:00 ** Backing up the task \"docs\" **\n2026-11-29 01:00 ** Backup done for the task \"docs\". Errors: 0. Processed files: 12. Backed up files: 0. Total size: 0 bytes **\n", "cobian", domain.Success, domain.KindRun},
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
