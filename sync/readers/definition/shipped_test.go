package definition_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/sync/readers"
)

// shipped reads a mail with the readers of the program.
func shipped(t *testing.T, raw string) readers.Reading {
	t.Helper()
	return readers.Default().Read(context.Background(), decode(t, raw), readers.Env{Received: time.Date(2026, 11, 20, 6, 0, 0, 0, time.UTC)})
}

// The subjects and bodies are small variants of the layouts: other result words,
// languages and versions than those of the sample mails.
func TestShippedDefinitionsReadTheVariantsOfTheirFormats(t *testing.T) {
	const (
		phpbuBad = "<table><tr><td>PHPBU - backup report</td></tr></table><h1>%s</h1><table><tr><td>backup <em>db</em> <span>%s</span></td></tr></table>"
		qnap     = "NAS Name: NAS1<br>Severity: %s<br>Date/Time: 2026/11/19 21:00:36<br><br>App Name: Hybrid Backup Sync<br>Category: Job Status<br>Message: [Hybrid Backup Sync] %s<br>"
		agent    = "JOB RUN:\t'%s' was run on 19.11.2026 at 22:00:00\nDURATION:\t0 hours, 12 minutes, 41 seconds\nSTATUS: \t%s\nMESSAGES:\t%s\n"
		sql      = "<p>Dettaglio:</p><p>A: %s<br>B: OK (3 MB)</p><p>Messaggio automatico</p>"
		store    = "<table><tr><td>Name</td><td>Machine</td><td>Last Execution</td><td>Last Result</td></tr><tr><td>All mailboxes</td><td>SRV</td><td>11/19/2026 10:00:04 PM</td><td>%s</td></tr></table>"
		cloud    = "<table><tr><td><p>%d</p><p>Succeeded</p></td><td><p>%d</p><p>Partially Succeeded</p></td><td><p>%d</p><p>Failed</p></td></tr></table>"
	)
	success, warning, failed, missed, unknown := domain.Success, domain.Warning, domain.Failed, domain.Missed, domain.Unknown
	for name, c := range map[string]struct {
		reader, mail string
		want         domain.Status
		kind         domain.Kind
	}{
		"an alert in English":           {"acronis-drive-monitor", text("Acronis Drive Monitor alert on pc-12", "Source: disk 1\nRisk: high\n"), unknown, domain.KindInformation},
		"an action failed":              {"backupninja", text("backupninja: srv1 FAILED", "success -- /etc/backup.d/10.sys\n*failed* -- /etc/backup.d/20.mysql\n"), failed, domain.KindRun},
		"an action with warnings":       {"backupninja", text("backupninja: srv1", "warnings -- /etc/backup.d/10.sys\nsuccess -- /etc/backup.d/20.mysql\n"), warning, domain.KindRun},
		"a good row above quoted words": {"backupninja", text("backupninja: srv1", "success -- /etc/backup.d/10.sys\n== errors from /etc/backup.d/20.mysql ==\n"), failed, domain.KindRun},
		"an action of an unknown word":  {"backupninja", text("Fwd: backupninja: srv1", "> success -- /etc/backup.d/10.sys\n> zonk -- /etc/backup.d/20.mysql\n"), unknown, domain.KindRun},
		"never backed up":               {"backuppc", text("BackupPC: no backups of pc-12 have succeeded", "Dear Anna,\n\nYour PC (pc-12) has never been successfully backed up by our\nPC backup software.\n"), missed, domain.KindRun},
		"Outlook files":                 {"backuppc", text("BackupPC: Outlook files on pc-12 need to be backed up", "The Outlook files on your PC have never been backed up.\n"), missed, domain.KindRun},
		"never backed up in Spanish":    {"backuppc", text("BackupPC: ninguna copia de pc-12 ha tenido éxito", "Estimado Ana,\n\nSu PC (pc-12) nunca ha completado una copia de seguridad mediante nuestro\nprograma.\n"), missed, domain.KindRun},
		"the administrator's notice":    {"backuppc", text("BackupPC administrative attention needed", "The following hosts had an error that is probably caused by a\nmisconfiguration.  Please fix these hosts:\n  - pc-12 (no ping response)\n"), failed, domain.KindInformation},
		"a size of nothing":             {"borg-yunohost", text("[borg] Backup succeed from srv1 onto", "size: 0\n"), unknown, domain.KindRun},
		"trouble in the log":            {"borg-yunohost", text("[borg] Backup succeed from srv1 onto", "size: 314902\nConnection closed by remote host: error\n"), unknown, domain.KindRun},
		"a failed app backup":           {"borg-yunohost", text("[borg] Backup failed from srv1 onto ssh://store", "size: 314902\n"), failed, domain.KindRun},
		"a failed client":               {"burp", text("web01 backup failed: 0000413 2023-11-06 02:00:04 +0100", "2023-11-06 02:00:04: burp[2211] ERROR: connection lost\n"), failed, domain.KindRun},
		"a restore":                     {"burp", text("web01 restore succeeded: 0000412 2023-11-05 02:00:04 +0100 (0 warnings)", "burp[1] Restore completed.\n"), success, domain.KindInformation},
		"all good in the cloud":         {"cloud-to-cloud", htmlMail("Daily Report", fmt.Sprintf(cloud, 4, 0, 0)), success, domain.KindDigest},
		"one failed in the cloud":       {"cloud-to-cloud", htmlMail("Daily Report", fmt.Sprintf(cloud, 4, 0, 10)), failed, domain.KindDigest},
		"nothing ran in the cloud":      {"cloud-to-cloud", htmlMail("Daily Report", fmt.Sprintf(cloud, 0, 0, 0)), unknown, domain.KindDigest},
		"English success":               {"iperius", text("SRV1: Daily - Iperius Backup", "Backup start: 19/11/2026 22:00:00\nBackup end: 19/11/2026 23:00:00\nErrors: 0\nBackup completed successfully\n"), success, domain.KindRun},
		"English errors":                {"iperius", text("SRV1: Daily successful", "Iperius Backup\nBackup completed with errors\n"), failed, domain.KindRun},
		"Spanish errors":                {"iperius", text("SRV1: Diaria", "Iperius Backup\nCopia de seguridad finalizada con errores\n"), failed, domain.KindRun},
		"Spanish warnings":              {"iperius", text("SRV1: Diaria", "Iperius Backup\nCopia de seguridad finalizada con avisos\n"), warning, domain.KindRun},
		"Italian success":               {"iperius", text("Iperius: Giornaliero", "Backup completato con successo.\n"), success, domain.KindRun},
		"a good end with a count":       {"iperius", text("Iperius: Daily", "Errors: 1,204\nBackup completed successfully\n"), failed, domain.KindRun},
		"cut before the end":            {"iperius", text("SRV1: Sicherung erfolgreich", "Iperius\nBackup starten: 12.03.2025 22:00:01\n"), unknown, domain.KindRun},
		"not successful":                {"iperius", text("SRV1: Sicherung nicht erfolgreich", "Iperius\nBackup starten: 12.03.2025 22:00:01\nBackup erfolgreich abgeschlossen\n"), failed, domain.KindRun},
		"a profile that succeeded":      {"mailstore", htmlMail("MailStore Server Status Report", fmt.Sprintf(store, "Succeeded")), success, domain.KindDigest},
		"a profile that failed":         {"mailstore", htmlMail("MailStore Server Status Report", fmt.Sprintf(store, "Failed")), failed, domain.KindDigest},
		"a profile that never ran":      {"mailstore", htmlMail("MailStore Server Status Report", fmt.Sprintf(store, "")), unknown, domain.KindDigest},
		"phpbu success":                 {"phpbu", htmlMail("Backup report from example.com [OK]", fmt.Sprintf(phpbuBad, "OK", "OK")), success, domain.KindRun},
		"phpbu with a failed sync":      {"phpbu", htmlMail("Backup report from example.com [WARNING]", fmt.Sprintf(phpbuBad, "WARNING", "OK, but skipped or failed Syncs or Cleanups!")), warning, domain.KindRun},
		"phpbu with a lying subject":    {"phpbu", htmlMail("Backup report from example.com [OK]", fmt.Sprintf(phpbuBad, "OK", "FAILURE")), failed, domain.KindRun},
		"phpbu cut off":                 {"phpbu", htmlMail("Backup report from example.com [OK]", "<p>PHPBU - backup report</p>"), unknown, domain.KindRun},
		"a sync job":                    {"qnap-hbs", htmlMail("[Info][Hybrid Backup Sync] Notification from your device: NAS1", fmt.Sprintf(qnap, "Info", `Finished One-way Sync job: "Off-site".`)), success, domain.KindRun},
		"a job with errors":             {"qnap-hbs", htmlMail("[Info][NAS1] Notification from your device: NAS1", fmt.Sprintf(qnap, "Info", `Finished Backup job: "Off-site" with errors.`)), failed, domain.KindRun},
		"a job that could not run":      {"qnap-hbs", htmlMail("[Error][Hybrid Backup Sync] Notification from your device: NAS1", fmt.Sprintf(qnap, "Error", `Failed to complete Backup job: "Off-site".`)), failed, domain.KindRun},
		"a good job of a bad name":      {"qnap-hbs", htmlMail("[Info][Hybrid Backup Sync] Notification from your device: NAS1", fmt.Sprintf(qnap, "Info", `Finished Backup job: "Failed transfers".`)), success, domain.KindRun},
		"a job that started":            {"qnap-hbs", htmlMail("[Info][Hybrid Backup Sync] Notification from your device: NAS1", fmt.Sprintf(qnap, "Info", `Started Backup job: "Off-site".`)), unknown, domain.KindRun},
		"a restore of the NAS":          {"qnap-hbs", htmlMail("[Info][Hybrid Backup Sync] Notification from your device: NAS1", fmt.Sprintf(qnap, "Info", `Finished Restore job: "Off-site".`)), success, domain.KindInformation},
		"a message in German":           {"qnap-hbs", htmlMail("[Info][Hybrid Backup Sync] Benachrichtigung von Ihrem Gerät: NAS1", "NAS-Name: NAS1<br>App-Name: Hybrid Backup Sync<br>Nachricht: [Hybrid Backup Sync] Sicherungsauftrag abgeschlossen: \"X\".<br>"), unknown, domain.KindRun},
		"a database that failed":        {"sql-master-backup", htmlMail("=?utf-8?B?W1hdIOKchSBTUUwgQ09NUExFVEFUTyDigJQgREIgKEZVTEwpIOKAlCAxOC8wOS8yMDI2IDIyOjA1?=", fmt.Sprintf(sql, "KO (disco pieno)")), failed, domain.KindRun},
		"no list of databases":          {"sql-master-backup", htmlMail("=?utf-8?B?W1hdIOKchSBTUUwgQ09NUExFVEFUTyDigJQgREIgKEZVTEwpIOKAlCAxOC8wOS8yMDI2IDIyOjA1?=", "<p>Buongiorno</p>"), unknown, domain.KindRun},
		"an agent job that succeeded":   {"sql-server-agent", text(`SQL Server Job System: 'Alert if job failed' completed on \\SRV\SQL1`, fmt.Sprintf(agent, "Alert if job failed", "Succeeded", "The job succeeded.  The Job was invoked by Schedule 8.")), success, domain.KindRun},
		"an agent job that failed":      {"sql-server-agent", text(`[The job failed.] SQL Server Job System: 'Full' completed on \\SRV`, fmt.Sprintf(agent, "Full", "Failed", "The job failed.  The last step to run was step 1.")), failed, domain.KindRun},
		"an agent job to be retried":    {"sql-server-agent", text(`SQL Server Job System: 'Full' completed on \\SRV`, fmt.Sprintf(agent, "Full", "Retry", "x")), warning, domain.KindRun},
		"an agent job with no status":   {"sql-server-agent", text(`[The job succeeded.] SQL Server Job System: 'Full' completed on \\SRV`, "JOB RUN:\t'Full' was run on 19.11.2026 at 22:00:00\n"), unknown, domain.KindRun},
		"all servers backed up":         {"virtualmin", text("Completed backup of Virtualmin on host1.example.com to /backup", "Backup is complete. Final size was 4.21 GiB.\n"), success, domain.KindRun},
		"old backups not deleted":       {"virtualmin", text("Completed backup of Virtualmin on host1.example.com to /backup, but deletion failed", "Backup is complete.\n"), warning, domain.KindRun},
		"no server backed up":           {"virtualmin", text("Failed backup of Virtualmin on host1.example.com to /backup", "Backup failed\n"), failed, domain.KindRun},
		"a good subject of a bad run":   {"virtualmin", text("Completed backup of Virtualmin on host1.example.com to /backup", "    .. upload failed : no route\n"), failed, domain.KindRun},
		"a console report of CrashPlan": {"crashplan", htmlMail("CrashPlan Backup Report - Example Ltd", "<table><tr><th>Source</th><th>Backed Up %</th><th>Last Completed</th></tr><tr><td>pc</td><td>100%</td><td>2 hrs</td></tr></table>"), unknown, domain.KindDigest},
	} {
		reading := shipped(t, c.mail)
		if reading.Reader != c.reader || len(reading.Results) != 1 {
			t.Errorf("%s: %d results by %q (%s)", name, len(reading.Results), reading.Reader, reading.Reason)
			continue
		}
		if r := reading.Results[0]; r.Status != c.want || r.Kind != c.kind {
			t.Errorf("%s: %s (%s) from %+v, want %s (%s)", name, r.Status, r.Kind, r.Evidence, c.want, c.kind)
		}
	}
}

// Mails that mention a product, or look a little like its reports, are not claimed.
func TestShippedDefinitionsLeaveTheMailsOfOthers(t *testing.T) {
	for name, raw := range map[string]string{
		"a question about backupninja": text("backupninja: how do I add an action?", "success is not what I have\n"),
		"an offer of Iperius":          text("Iperius Backup: your licence", "Renew now. Backup made simple.\n"),
		"a daily report of others":     text("Daily report", "3 succeeded, 0 failed\n"),
		"a question about phpbu":       text("Re: phpbu [question]", "phpbu is fine\n"),
		"a letter about a job":         text("web01 backup succeeded", "all well\n"),
		"an update of the NAS":         htmlMail("[Info][App Center] Notification from your device: NAS1", "App Name: App Center<br>Message: [App Center] Finished updating.<br>"),
		"a talk about MailStore":       htmlMail("MailStore Server", "<table><tr><td>Hello</td></tr></table>"),
	} {
		if reading := shipped(t, raw); reading.Reader != "" && reading.Reader != "generic" {
			t.Errorf("%s: claimed by %q", name, reading.Reader)
		}
	}
}
