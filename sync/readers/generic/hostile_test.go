package generic

import (
	"context"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/sync/message"
	"runchecks/sync/readers/reader"
)

// night is the date of the mails in these tests.
var night = time.Date(2026, 11, 27, 5, 10, 0, 0, time.UTC)

// judged reads a small mail: what a person would call it, Unknown where nothing is said.
func judged(t testing.TB, subject, body string) (domain.Status, domain.Result) {
	t.Helper()
	m := &message.Message{From: "Backup <a@example.com>", FromAddress: "a@example.com", Subject: subject, Date: night}
	if strings.HasPrefix(body, "<") {
		m.HTML = body
	} else {
		m.Text = body
	}
	got, ok := Reader{}.Read(context.Background(), m, reader.Env{Received: night})
	if !ok {
		return domain.Unknown, domain.Result{}
	}
	if got[0].Kind == domain.KindInformation && got[0].Status == domain.Success {
		return domain.Unknown, got[0] // no run
	}
	return got[0].Status, got[0]
}

// rows writes a table with the head Machine, Status.
func rows(cells ...string) string {
	var b strings.Builder
	b.WriteString("<html><body><table><tr><th>Machine</th><th>Status</th></tr>")
	for i := 0; i+1 < len(cells); i += 2 {
		b.WriteString("<tr><td>" + cells[i] + "</td><td>" + cells[i+1] + "</td></tr>")
	}
	return b.String() + "</table></body></html>"
}

func TestHostileMailsAreNeverReadBetterThanTheyAre(t *testing.T) {
	const ok, unknown, warning, missed, failed = domain.Success, domain.Unknown, domain.Warning, domain.Missed, domain.Failed
	for _, x := range []struct {
		subject, body string
		want          domain.Status
		exactly       bool // else Unknown will do too
	}{
		// Good words that are bent.
		{"Backup of SRV1 completed", "", ok, true},
		{"Backup of SRV1 seemingly completed", "", unknown, false},
		{"Backup of SRV1 would have completed", "", unknown, false},
		{"Backup of SRV1 half completed", "", warning, false},
		{"Backup success rate", "Success rate: 87 %", unknown, false},
		{"Sicherung erfolgreich", "Sicherung erfolgreich gestartet.", unknown, false},
		{"Backup OK", "Backup job started successfully.", unknown, false},
		{"Backup OK", "Backup job started successfully.\nBackup completed.", ok, true},
		{"Backup OK", "HTTP 500", unknown, false},
		{"Backup OK", "Backup OK\n\n-- \nSRV7 has not reported since Monday", unknown, false},
		{"Backup OK", "Backup OK\n--\nStatus: failed", failed, false},
		{"Copia completata", "Copia completata con successo: 0 file", unknown, false},
		{"Backup completed", "Backup completed: 0 files", unknown, false},
		{"Backup completed", "Backup completed\nIf SRV3 had been online, it would have been saved too.", unknown, false},
		{"Backup report", "<p style=\"color:white;background:White\">Backup completed successfully</p><p>see attachment</p>", unknown, false},
		{"Backup OK", "Backup OK\n-- \nAnna Miller\nIT Services\n+31 20 555 0101", ok, true},
		{"Backup OK", "Backup OK\n\nRegards\nAnna\nSRV7 was not contacted", unknown, false},
		{"Backup of SRV1 completed quixotically", "", unknown, true},
		{"Backup of SRV1 completed - not", "", unknown, false},
		{"Backup of SRV1 completed :(", "", unknown, false},
		{"Backup of SRV1: no success", "", failed, false},
		{"Backup success: false", "", failed, false},
		{"Backup successful: no", "", failed, false},
		{"The backup of SRV1 is anything but successful", "", failed, false},
		{"Backup report", "The backup of SRV1 was completed on all volumes of the server except\nD: and E:.", warning, true},
		{"Backup report", "The backup of SRV1 on the second volume of the file server was not\nsuccessful.", failed, true},
		{"Backup report", "Die Sicherung von SRV1 auf das zweite Laufwerk des Servers wurde nicht\nerfolgreich abgeschlossen.", failed, true},
		{"Rapport", "La sauvegarde du serveur SRV1 sur le deuxième disque du serveur n'a pas\nété terminée.", failed, true},
		{"Backup", "Il backup del server SRV1 sul secondo disco del server centrale non\nè riuscito.", failed, true},
		{"Sicherung teilweise erfolgreich", "", warning, true},
		{"Sicherung beinahe abgeschlossen", "", warning, false},
		{"Back-up grotendeels voltooid", "", warning, false},
		{"Sauvegarde quasiment terminée", "", warning, false},
		{"Copia completada a medias", "", warning, false},
		{"Backup quasi completato", "", warning, false},
		{"Kopia zapasowa prawie zakończona", "", warning, false},
		{"Резервное копирование почти завершено", "", warning, false},
		{"备份几乎完成", "", warning, false},
		{"バックアップは一部完了しました", "", warning, false},
		{"백업이 일부만 완료되었습니다", "", warning, false},
		{"Back-up", "De back-up van SRV1 is vannacht zonder fouten niet voltooid.", failed, true},
		{"Sicherung", "Die Sicherung von SRV1 wurde heute um 02:41 Uhr ohne Fehler nicht abgeschlossen.", failed, true},
		{"Sicherung", "Die Sicherung von SRV1 konnte leider nicht durchgeführt werden.", failed, true},
		{"Sicherung", "Die Sicherung von SRV1 wurde heute um 02:41 Uhr hardlily abgeschlossen.", unknown, true},
		{"Back-ups", "- VM-FOUTLOOS: xqzlorem geslaagd (12 GB)\n- VM-2: xqzlorem geslaagd (12 GB)\n", unknown, true},
		{"Backup of SRV1 OK", "The next run will not be possible.", unknown, true},
		// Cells.
		{"Backup overview", rows("A1", "OK", "B2", "OK", "C3", "OK"), ok, true},
		{"Backup overview", rows("A1", "OK", "B2", "OK", "C3", "Zonk"), unknown, true},
		{"Backup overview", rows("A1", "OK", "B2", "OK", "C3", ""), unknown, true},
		{"Backup overview", rows("A1", "OK", "B2", "OK", "C3", "-"), unknown, true},
		{"Backup overview", rows("A1", "OK", "B2", "OK", "C3", "✘"), failed, true},
		{"Backup overview", rows("A1", "OK", "B2", "OK", "C3", "Not OK"), failed, true},
		{"Backup overview", rows("A1", "OK", "B2", "OK", "C3", "Überfällig"), missed, true},
		{"Backup overview", rows("A1", "OK", "B2", "OK", "C3", "失败"), failed, true},
		{"Backup overview", rows("A1", "OK", "B2", "OK", "C3", "OK?"), unknown, true},
		{"Backup overview", rows("A1", "OK", "B2", "OK", "C3", "OK*"), unknown, true},
		{"Backup overview", rows("A1", "OK", "B2", "OK", "C3", "97 %"), unknown, true},
		{"Backup overview", rows("A1", "OK", "B2", "OK", "C3", "Pending"), unknown, true},
		{"Backup overview", rows("A1", "OK", "B2", "OK", "C3", "OK - 3 files missing"), warning, false},
		{"Backup overview", "Machine   Status\nA1        OK\nB2        OK\nC3        Interrupted\n", unknown, false},
		{"Backup overview", "Machine   Status    Size\nA1        OK        1 GB\nB2                  2 GB\nC3        OK        3 " +
			"GB\n", unknown, true},
		{"Backup overview", "| Machine | Status |\n|---|---|\n| A1 | OK |\n| B2 | FAILED |\n", failed, true},
		{"Backup overview", "A1: OK\nB2: OK\nC3: pending\n", unknown, true},
		{"Backup overview", "A1: OK\nB2: OK\nC3:\n", unknown, true},
		{"Backup overview", "* A1 OK\n* B2 OK\n* C3 stuck\n", unknown, true},
		// One bad line beside a stated success, in any language.
		{"[OK] Backup", "Backup of SRV1 completed.\nexit code: 23\n", failed, true},
		{"[OK] Backup", "Backup of SRV1 completed.\nKilled\n", failed, true},
		{"[OK] Backup", "Backup of SRV1 completed.\nNo space left on device\n", failed, true},
		{"[OK] Backup", "Backup of SRV1 completed.\n1 of 3 databases saved\n", failed, true},
		{"[OK] Backup", "Backup of SRV1 completed.\nBackup was not run\n", missed, true},
		{"[OK] Backup", "Backup of SRV1 completed.\nLa sauvegarde de SRV2 a échoué\n", failed, true},
		{"[OK] Backup", "Backup of SRV1 completed.\n备份失败\n", failed, true},
		{"[OK] Backup", "Backup of SRV1 completed.\nSRV4 answered nothing sensible\n", unknown, true},
		{"[OK] Backup", "Backup of SRV1 completed.\n\nRegards\nThe backup of SRV2 failed\n", failed, true},
		{"[OK] Backup", "Backup of SRV1 completed.\n\nRegards\nSRV2 did something odd\n", unknown, true},
		{"Sicherung OK", "Die Sicherung von SRV1 wurde abgeschlossen.\n\nMit freundlichen Grüßen\nSRV2 nicht erreichbar\n", unknown, false},
		// Numbers.
		{"Backup report SRV1", "Status: OK\nFiles backed up: 0\nBytes: 0 B\n", unknown, true},
		{"Backup report SRV1", "Status: OK\nDry run: yes\n", unknown, false},
		{"Backup report SRV1", "Status: OK\nErrors: 3\n", failed, true},
		{"Backup report SRV1", "Status: OK\nWarnings: 3\n", warning, true},
		{"Backup report SRV1", "Status: OK\nSkipped: 7\n", warning, true},
		{"Backup report SRV1", "Status: OK\nErrors: 0\nWarnings: 0\nFiles backed up: 12.044\n", ok, true},
		{"Backup report SRV1", "Status: OK\nFiles backed up: 3 of 412\n", warning, true},
		{"Backups: 3 of 4 successful", "", failed, true},
		{"Backups 4/4 successful", "", ok, false},
		{"Backups 0/4 successful", "", failed, true},
		{"Backup report SRV1", "Status: OK\nLast successful backup: 2026-08-02 01:00\n", unknown, true},
		{"Backup report SRV1", "Status: OK\nThe last backup was 109 days ago.\n", unknown, true},
		{"Backup finished successfully", "Success rate: 92 %\n", unknown, true},
		{"Backup of SRV1 successful - 0 bytes", "0 B transferred, 0 files.\n", unknown, true},
		{"Backup SRV1", "Backup completed with status 3.\n", unknown, true},
		{"Backup completed", "SRV1: completed\nSRV2: see ticket 4711\n", unknown, true},
		{"Copia completada - revisar", "", unknown, true},
		{"Backup report", "Status: Success / Failed\n", failed, true},
		{"Sicherung erfolgreich", "Server A: erfolgreich\nServer B: seit gestern im Urlaub\n", unknown, true},
		// A verdict with yes or no behind it.
		{"Backup", "Successful: false\n", failed, true},
		{"Backup", "OK: no\n", failed, true},
		{"Sicherung", "Erfolgreich: nein\n", failed, true},
		{"Back-up", "Geslaagd: nee\n", failed, true},
		{"Sauvegarde", "Réussie : non\n", failed, true},
		{"Copia de seguridad", "Completada: no\n", failed, true},
		{"Резервное копирование", "Успешно: нет\n", failed, true},
		{"Backup", "Failed: true\nSuccessful jobs: 4\n", failed, true},
		{"Backup", "<table><tr><td>Successful</td><td>false</td></tr></table>", failed, true},
		{"Backup", "<table><tr><th>Machine</th><th>Successful</th></tr><tr><td>SRV1</td><td>yes</td></tr><tr><td>SRV2</td><td>no</td>" +
			"</tr></table>", failed, true},
		// A list of names and verdicts is read whole.
		{"Backup", "SRV1 OK, SRV2 OK, SRV3 KO", failed, true},
		{"Sauvegarde", "Sauvegarde SRV1 OK, SRV2 HS", failed, true},
		{"Backup", "SRV1 OK, SRV2 OK, SRV3 TBD", unknown, true},
		{"Backup", "SRV1 OK, SRV2 OK, SRV3", unknown, true},
		{"Backup", "SRV1 OK; SRV2 OK; SRV3 XQZ", unknown, true},
		{"Backup", "SRV1 success SRV2 success SRV3 QRT", unknown, true},
		{"备份", "SRV1 成功，SRV2 成功，SRV3 XX", unknown, true},
		{"Backup", "Backup successful: SRV1, SRV2, SRV3", ok, true},
		// Fewer than all.
		{"Backup succeeded", "Agents: 8\nProtected: 7\nStatus: success\n", unknown, false},
		{"Backup succeeded", "Scheduled: 8\nCompleted: 7\n", unknown, false},
		{"Backup succeeded", "Clients: 8\nDone: 7\n", unknown, false},
		{"Sicherung erfolgreich", "Geplant: 5\nErledigt: 4\n", unknown, false},
		{"Backup succeeded", "Files: 812\nFiles copied: 12\n", ok, true},
		// The age of the data.
		{"Backup succeeded", "Data age: 16 days\n", unknown, true},
		{"Sicherung erfolgreich", "Alter: 16 Tage\n", unknown, true},
		{"Backup succeeded", "RPO: 5 d\n", unknown, true},
		{"Backup succeeded", "RPO: 5d\n", unknown, true},
		{"Replication succeeded", "The replica is behind by 3 days.\n", unknown, true},
		{"Replication succeeded", "Lag: 40 h\n", unknown, true},
		// Another action went well.
		{"Success", "Snapshot removed successfully.", unknown, true},
		{"Success", "Old backups were deleted.", unknown, true},
		{"Erfolgreich", "Die Sicherung wurde erfolgreich gelöscht.", unknown, true},
		// Exceptions around what they leave out.
		{"Back-up", "De back-up is gelukt, op twee mappen na.", warning, true},
		{"Sauvegarde", "La sauvegarde est terminée, à deux dossiers près.", warning, true},
		{"Sicherung", "Die Sicherung ist abgeschlossen, bis auf zwei Ordner.", warning, true},
		// A label takes no bad word back.
		{"Backup successful", "Backup successful.\nNext: replace battery of RAID controller, it is broken.\n", failed, false},
		{"Backup successful", "Backup successful.\nHint: volume E: failed.\n", failed, false},
		// A step that a log tells of.
		{"Backup successful", "2026-11-27 01:00:01 INFO job begins\n2026-11-27 01:00:02 ERROR network name deleted\n2026-11-27 " +
			"01:10:00 INFO backup of SRV1 completed\n", warning, false},
		{"Backup successful", "2026-11-27 01:00:02 ERROR backup of SRV1 failed\n2026-11-27 01:10:00 INFO backup of SRV2 " +
			"completed\n", failed, true},
		{"Completed backup of SRV1, but deletion failed", "", warning, true},
		{"Completed backup of SRV1, but backup of SRV2 failed", "", failed, true},
		// No report about a run.
		{"Backup plan created", "The backup plan for SRV1 was created successfully. First run tonight.\n", unknown, true},
		{"AW: [OK] Backup of SRV1", "Thanks, all fine.\n", unknown, true},
		{"Restore of SRV1 completed", "", unknown, true},
		{"Test message of the backup server", "The test was successful.", unknown, true},
		{"Backup of SRV1 started successfully", "", unknown, true},
		{"Your backup licence was renewed successfully", "", unknown, true},
		{"Backup verification completed successfully", "", unknown, true},
		// Letters.
		{"Ｂａｃｋｕｐ ｏｆ ＳＲＶ１ ｃｏｍｐｌｅｔｅｄ", "", ok, true},
		{"Backup of SRV1 c\u043empleted", "", unknown, true},
		{"Backup of SRV1: \u041e\u041a", "", unknown, false},
		{"Backup of SRV1 com\u200bpleted", "", ok, true},
		{"Sauvegarde re\u0301ussie", "", ok, true},
		{"\u202eBackup of SRV1 completed", "", ok, false},
		{"נכשל: Backup of SRV1", "Status: נכשל", unknown, false},
		{"Backup of SRV1", "<p>Backup completed</p><p style='display:none'>nothing</p>", ok, true},
		{"Backup of SRV1", "<p style='display:none'>Backup completed</p><p>See portal</p>", unknown, true},
		{"Backup of SRV1", "<p>Backup of SRV1 was not<br>successful</p>", failed, false},
	} {
		got, r := judged(t, x.subject, x.body)
		if x.exactly && got != x.want || !x.exactly && got != x.want && got != unknown && (got < x.want || x.want == ok) {
			t.Errorf("%q / %.160q: %s from %+v, want %s", x.subject, x.body, got, r.Evidence, x.want)
		}
	}
}
