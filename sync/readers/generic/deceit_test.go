package generic

import (
	"testing"

	"runchecks/domain"
)

// Mails of which a careful person says that no success is proved, by the kind of what
// they try.
func TestWhatLooksGoodAndIsNotIsNeverASuccess(t *testing.T) {
	for _, x := range []struct{ kind, subject, body string }{
		{"sarcasm", "Backup success, as always", "Great, the backup went well again: not a single file was saved."},
		{"sarcasm", "Backup completed (haha)", "Backup completed. As if."},
		{"sarcasm", "Backup report", "Backup \"successful\" according to the tool, but the share is empty."},
		{"sarcasm", "Sicherung", "Die Sicherung war angeblich erfolgreich."},
		{"older report below", "Backup report", "No report was received tonight.\n\nThe report of yesterday said:\nBackup of SRV1 " +
			"completed successfully."},
		{"older report below", "Fwd: Backup report", "see below, this was last week\n\n---- Forwarded message ----\nBackup of SRV1 completed."},
		{"older report below", "Re: Backup OK", "Thanks!\n\n> Backup of SRV1 completed."},
		{"picture as verdict", "Backup report", "<table><tr><th>Server</th><th>Status</th></tr><tr><td>A</td><td>OK</td></tr><tr><td>" +
			"B</td><td><img src=red.png></td></tr></table>"},
		{"picture as verdict", "Backup report", "<table><tr><th>Server</th><th>Status</th></tr><tr><td>A</td><td>OK</td></tr><tr><td>" +
			"B</td><td><img src=x alt=\"red cross\"></td></tr></table>"},
		{"picture as verdict", "Backup report", "<table><tr><th>Server</th><th>Status</th></tr><tr><td>A</td><td>OK</td></tr><tr><td>" +
			"B</td><td><span class=bad></span></td></tr></table>"},
		{"sums that do not add up", "Backup OK", "Total: 12\nSuccessful: 10\nFailed: 0\n"},
		{"sums that do not add up", "Backup OK", "5 jobs, 4 successful, 0 failed"},
		{"sums that do not add up", "Sicherung OK", "Aufträge: 9\nErfolgreich: 7\nFehlgeschlagen: 0\n"},
		{"sums that do not add up", "Sauvegarde réussie", "3 serveurs sur 5 sauvegardés"},
		{"no errors beside a failure", "Backup report", "Errors: 0\nWarnings: 0\nResult: failed\n"},
		{"no errors beside a failure", "Backup report: 0 errors", "SRV1: completed\nSRV2: aborted\n"},
		{"no errors beside a failure", "Backup report", "0 errors, but the backup of SRV2 was not made."},
		{"subject against body", "Backup successful", "The backup of SRV1 could not be completed."},
		{"subject against body", "Backup OK", "Backup of SRV1 did not run."},
		{"subject against body", "[SUCCESS] Nightly", "backup: connection refused"},
		{"subject against body", "Резервное копирование успешно", "Сервер недоступен."},
		{"subject against body", "备份成功", "服务器无响应"},
		{"foreign heads", "Backup", "<table><tr><th>Palvelin</th><th>Tila</th></tr><tr><td>A</td><td>Onnistui</td></tr><tr><td>B</td>" +
			"<td>Epäonnistui</td></tr></table>"},
		{"foreign heads", "Backup", "<table><tr><th>Sunucu</th><th>Durum</th></tr><tr><td>A</td><td>Başarılı</td></tr><tr><td>" +
			"B</td><td>Bekliyor</td></tr></table>"},
		{"foreign heads", "Backup", "<table><tr><th>サーバー</th><th>状態</th></tr><tr><td>A</td><td>成功</td></tr><tr><td>" +
			"B</td><td>未実施</td></tr></table>"},
		{"look-alike letters", "Backup of SRV1 suссessful", ""},
		{"look-alike letters", "Backup", "Status: ОK"},
		{"look-alike letters", "Backup", "Status: Succеss"},
		{"another thing", "Restore of SRV1 successful", "The restore was successful."},
		{"another thing", "Verification successful", "Verification of the backup catalogue succeeded."},
		{"another thing", "Backup cleanup", "Old backups were removed successfully."},
		{"another thing", "Backup agent", "The backup agent was installed successfully."},
		{"another thing", "Backup server", "Update of the backup server completed."},
		{"another thing", "Backup", "Connection test to the backup server: OK"},
		{"another thing", "Backup", "The backup settings were saved."},
		{"another thing", "Backup storage", "The backup storage was connected successfully."},
		{"another thing", "Sicherung", "Die Sicherungskonfiguration wurde gespeichert."},
		{"another thing", "Backup", "User admin logged in to the backup console successfully."},
		{"long ago", "Backup status", "Status: OK\nLast backup: 2026-11-02\n"},
		{"long ago", "Backup status", "Last successful backup: 3 weeks ago"},
		{"long ago", "Sicherungsstatus", "Status: OK\nLetzte Sicherung: vor 14 Tagen\n"},
		{"long ago", "Backup", "Last week's backup was successful."},
		{"long ago", "Backup", "<table><tr><th>Server</th><th>Status</th><th>Last backup</th></tr><tr><td>A</td><td>OK</td><td>" +
			"01.08.2026</td></tr></table>"},
		{"to come", "Backup", "The backup will be completed by 6 am."},
		{"to come", "Backup", "Backup expected to finish successfully."},
		{"to come", "Backup", "If the backup is successful, you will receive another mail."},
		{"condition", "Backup", "Backup successful unless noted otherwise."},
		{"condition", "Backup", "The backup is OK as long as the disk holds."},
		{"question", "Was the backup successful?", "Please check."},
		{"question", "Backup", "Backup OK?"},
		{"part", "Backup", "Backup of the first half of the server completed."},
		{"part", "Backup", "Backup successful for C:, D: pending."},
		{"part", "Backup", "Database backup successful. Files: skipped."},
		{"nothing", "Backup successful", "0 files, 0 bytes"},
		{"nothing", "Backup successful", "Nothing to back up."},
		{"nothing", "Backup successful", "The source folder is empty."},
		{"nothing", "Backup successful", "Simulation only, no data was written."},
		{"disk beside", "Backup of SRV1 successful", "Disk 2: predicted to break within 24 h"},
		{"disk beside", "Backup of SRV1 successful", "Drive E: about to give in"},
		{"disk beside", "Backup of SRV1 successful", "Server: please come and look at it"},
		{"disk beside", "Backup of SRV1 successful", "Volume 3: reads back different"},
		{"disk beside", "Backup of SRV1 successful", "Disk E: zonkt"},
		{"disk beside", "Backup of SRV1 successful", "Drive 2: kaputtish"},
		{"disk beside", "Sicherung von SRV1 erfolgreich", "Platte 2: wird wohl morgen sterben"},
		{"disk beside", "Backup of SRV1 successful", "<table><tr><td>Disk 2</td><td>predicted to break within 24 h</td></tr></table>"},
		{"no answer", "Backup", "<table><tr><th>Server</th><th>Status</th></tr><tr><td>A</td><td>OK</td></tr><tr><td>B</td><td>no " +
			"response</td></tr></table>"},
		{"no answer", "Backup", "Status: unreachable"},
		{"no answer", "Backup", "A: OK\nB: OK\nC: no answer\n"},
		{"code", "Backup successful", "Return value 12"},
		{"code", "Backup successful", "rsync error: some files/attrs were not transferred (code 23)"},
		{"mark", "Backup", "Status: OK (!)"},
		{"mark", "Backup", "Status: <s>OK</s> see below"},
		{"mark", "Backup", "SRV1 ✔ SRV2 ✔ SRV3 ?"},
	} {
		got, r := judged(t, x.subject, x.body)
		if got == domain.Success {
			t.Errorf("%s: %q / %q is a success from %+v", x.kind, x.subject, x.body, r.Evidence)
		}
	}
}

// What does not answer under a label or head of a status has failed.
func TestSilenceUnderAStatusIsAFailure(t *testing.T) {
	for _, value := range []string{
		"no response", "unreachable", "not responding", "timeout", "timed out", "no answer", "keine Antwort", "nicht erreichbar",
		"Zeitüberschreitung", "niet bereikbaar", "geen antwoord", "injoignable", "pas de réponse", "délai dépassé", "sin respuesta",
		"inaccesible", "tiempo agotado", "non raggiungibile", "nessuna risposta", "sem resposta", "inacessível", "brak odpowiedzi",
		"nieosiągalny", "nedostupný", "bez odpovědi", "intet svar", "ikke tilgængelig", "inget svar", "svarar inte", "ingen svar",
		"ikke tilgjengelig", "ei vastausta", "nem elérhető", "nincs válasz", "fără răspuns", "inaccesibil", "yanıt yok", "erişilemiyor",
		"δεν ανταποκρίνεται", "нет ответа", "недоступен", "немає " +
			"відповіді", "недоступний", "応答なし", "タイムアウト", "无响应", "超时", "응답 " +
			"없음", "시간 초과",
	} {
		got, r := judged(t, "Backup report SRV1", "Server: SRV1\nStatus: "+value+"\n")
		if got != domain.Failed && got != domain.Missed {
			t.Errorf("Status: %s is %s from %+v, want Failed or Missed", value, got, r.Evidence)
		}
	}
}
