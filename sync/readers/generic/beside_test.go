package generic

import (
	_ "embed"
	"strings"
	"testing"

	"runchecks/domain"
)

var (
	//go:embed testdata/beside-success.txt
	besideSuccess string
	//go:embed testdata/cells.txt
	cells string
	//go:embed testdata/bent.txt
	bentSentences string
)

// linesOf returns the lines of a list without its remarks.
func linesOf(list string) (out []string) {
	for line := range strings.Lines(list) {
		if line = strings.TrimRight(line, "\n"); line != "" && !strings.HasPrefix(line, "# ") {
			out = append(out, line)
		}
	}
	return out
}

func TestNoBadLineBesideASuccess(t *testing.T) {
	var subject, sentence string
	lines := 0
	for line := range strings.Lines(besideSuccess) {
		line = strings.TrimSpace(line)
		switch head, isHead := strings.CutPrefix(line, "=== "); {
		case line == "" || strings.HasPrefix(line, "# "):
			continue
		case isHead:
			part := strings.Split(head, " | ")
			if len(part) != 3 {
				t.Fatalf("%q has no language, subject and sentence", line)
			}
			subject, sentence = part[1], part[2]
			if status, r := judged(t, subject, sentence+"\n"); status != domain.Success {
				t.Errorf("%q alone is %s because of %q", sentence, status, r.Evidence.Words)
			}
			continue
		}
		lines++
		if status, _ := judged(t, subject, sentence+"\n\n"+line+"\n"); status == domain.Success {
			t.Errorf("%q below %q is a success", line, sentence)
		}
		bare := strings.FieldsFunc(subject, func(r rune) bool { return r == ':' || r == '：' })[0] // names the job, and tells no verdict
		if status, _ := judged(t, bare, line+"\n"+sentence+"\n"); status == domain.Success {
			t.Errorf("%q above %q is a success", line, sentence)
		}
	}
	if lines < 400 {
		t.Errorf("only %d lines were tried", lines)
	}
}

func TestWhatOnlyLooksLikeASuccessIsNone(t *testing.T) {
	for _, x := range [][2]string{
		{"Backup FIN", "The backup ran, though the share \\\\nas\\hr could not be opened."},
		{"Backup complete", "Backup complete. 3 mailboxes were throttled and will be retried tomorrow."},
		{"Success", "Snapshot removed successfully."},
		{"Datensicherung Praxis", "Die Datensicherung ist durchgelaufen, Laufwerk D: wurde ausgelassen."},
		{"Sicherung", "Die Sicherung von gestern war erfolgreich, die heutige läuft noch."},
		{"Sicherung OK?", "Kann jemand nachsehen, ob die Sicherung erfolgreich war?"},
		{"Back-up", "De back-up is gelukt, op twee mappen na."},
		{"Sauvegarde", "La sauvegarde est terminée mais 2 fichiers ont été ignorés."},
		{"Copia", "La copia se completó con advertencias."},
		{"Backup", "Il backup è riuscito solo in parte."},
		{"Backup OK", "Backup OK\n\nSRV1 ✔\nSRV2 ✔\nSRV3 ⏳"},
		{"Backup report", "| Server | Status |\n|---|---|\n| A | OK |\n| B | n/a |"},
		{"Backup report: success", "Copied: 0 KB\nFiles: 0\nResult: success"},
		{"Backup succeeded", "Backup succeeded\nMode: simulation"},
		{"Backup succeeded", "Backup succeeded\nData age: 16 days"},
		{"Re: Backup succeeded", "Great, thanks!\n\nOn Monday the system wrote:\n> Backup succeeded"},
		{"Backup succeeded", "Verification of the backup: checksum mismatch"},
		{"Backup succeeded", "Backup succeeded\nRetention could not prune 3 old points"},
		{"Backup succeeded", "Agents: 8\nProtected: 7\nStatus: success"},
		{"Backup succeeded", "Scheduled: 8\nCompleted: 7"},
		{"Backup succeeded", "OK: 7\nNOK: 1"},
		{"Backup successful", "Backup successful\nexit status 24"},
		{"Backup successful", "Backup successful.\nNext: replace battery of RAID controller, it is broken."},
		{"Bаckup оk", "Bаckup оk"},
		{"Restore test", "Restore of SRV01 completed successfully."},
		{"Backup", "Backup of SRV01: ~~completed~~ cancelled"},
		{"Backup completed", "Last completed backup: 2026-10-02"},
		{"Backup job started", "Backup job started successfully. You will get another mail."},
		{"Backup", "Everything is fine? No: SRV02 is missing."},
		{"Backup successful for some", "Backup successful for most servers"},
		{"Backup", "SRV1 success SRV2 success SRV3 suspended"},
		{"Backup", "Status: Success (with exceptions)"},
		{"Backup", "Result: OK*\n\n* 2 volumes not included"},
		{"Backup", "Result: OK [degraded]"},
		{"Backup", "Backup completed. Elapsed: 0 s. Transferred: 0 B. Items: none."},
		{"Backup", "Success: no"},
		{"Backup", "Successful: false"},
		{"Backup", "Failed: true\nSuccessful jobs: 4"},
		{"Backup", "Success 0 / 4"},
		{"Backup", "completed: 80%"},
		{"Backup", "SRV1 OK, SRV2 OK, SRV3 KO"},
		{"Backup", "Sauvegarde SRV1 OK, SRV2 HS"},
		{"Backup report", "Customers\n  Baker Ltd    OK\n  Mill & Sons  OK\n  Orchard      (no report)"},
		{"Backup completed", "Backup completed\n\n> The backup on the NAS failed again last night, please look into it."},
		{"All good", "Nothing was backed up, as nothing changed. All good."},
		{"Backup finished", "Elapsed 00:00:00, 0 of 0 files, 0 errors"},
		{"Backup succeeded", "Backup succeeded after 3 attempts, 2 volumes not attempted."},
		{"Backup status green", "Status: green (last checked 12 Oct 2026)"},
		{"backup ok", "backup ok: SRV1 SRV2\nbackup ko: SRV3"},
		{"Backup: success", "<html><body><p>Backup: <s>success</s> failure</p></body></html>"},
		{"Backup", "<p>Backup successful</p><img alt=\"2 servers missing\">"},
		{"Backup successful", "Backed up: 3\nRegistered: 5"},
		{"Backup successful", "Mailboxes backed up: 118/120"},
		{"Backup successful", "Integrity: compromised"},
		{"Backup successful", "Restorable: doubtful"},
		{"Backup successful", "Encryption failed over to plain text."},
		{"Backup successful", "Job history: OK OK OK FAILED"},
		{"Backup successful", "Health: 62/100"},
		{"Backup successful", "Warnings: yes"},
		{"Backup successful", "Errors: several"},
		{"Backup successful", "Errors: see attachment"},
		{"Backup successful", "Rating: D"},
		{"Backup successful", "The tape was ejected before the end."},
		{"Backup successful", "Half the mailboxes are missing."},
		{"Backup successful", "It took 14 hours longer than it may."},
		{"Backup successful", "Volume D: no longer exists."},
		{"Backup successful", "Volume D: new, not selected."},
		{"Backup successful", "Selection list is empty."},
		{"Backup successful", "The chain is broken; a new full backup is required."},
		{"Backup successful", "Clock skew of 3 days detected."},
		{"Backup successful", "Uploaded: 12 of 3,400 objects"},
		{"Backup successful", "Summary: 4 ok, 1 other"},
		{"Backup successful", "Summary: 4 ok, 1 ?"},
		{"Backup successful", "SRV1..SRV4: ok, SRV5: -"},
		{"Sicherung fertig", "Sicherung fertig. Prüfung der Sicherung: 1 Abweichung."},
		{"Sicherung erfolgreich", "Server: 5\nGesichert: 4"},
		{"Sicherung erfolgreich", "Zuletzt gesichert: 11.10.2026"},
		{"Sicherung erfolgreich", "Dauer: 0 Sekunden\nDateien: keine"},
		{"Sicherung erfolgreich", "Die Sicherung war bisher immer erfolgreich."},
		{"AW: Sicherung erfolgreich", "Danke, aber SRV2 fehlt weiterhin."},
		{"Sauvegarde réussie", "Serveurs : 5\nSauvegardés : 4"},
		{"Veritas job report", "Job \"Fin\" success.\nBytes: 0\nRate: 0 MB/min"},
		{"Backup done", "Backup done for 4 hosts; host5 will be done by hand."},
		{"Backup: everything OK (7 of 8)", "All fine."},
		{"Backup OK", "Backup OK - but hurry, disk 3 is dying."},
		{"Backup OK", "Backup OK. Please note that the share \"HR\" has moved and is no longer included."},
		{"Completed", "Job completed. State before: failed. State now: unknown."},
		{"Backup of ERP", "The backup of ERP was reported as completed by the agent, but the server has no record of it."},
		{"Backup of ERP completed", "Size of the backup: 3 KB (usually 41 GB)"},
		{"Backup of ERP completed", "Server\tOutcome\nA\tcompleted\nB\t\nC\tcompleted"},
		{"Backup", "Completed: A, B, C\nNot: D"},
		{"Backup", "good\ngood\nbad"},
		{"Backup", "<table><tr><th>Job</th><th>Mon</th><th>Tue</th></tr><tr><td>A</td><td>OK</td><td>Failed</td></tr></table>"},
		{"Backup", "<table><tr><th>Machine</th><th>Backup</th><th>Replica</th></tr><tr><td>A</td><td>OK</td><td>stopped</td></tr></table>"},
		{"[External] Fw: Backup", "------ Forwarded message ------\nSubject: Backup failed\n\nThe backup failed.\n\nFixed now, all is OK."},
		{"Backup successful", "This report covers 12 to 18 October 2026."},
		{"Backup successful", "Success ratio 0.91"},
		{"Backup successful", "100% complete (7 objects could not be processed)"},
		{"Backup successful", "Ransomware suspicion: high"},
		{"Sicherung erfolgreich", "Die Sicherung war erfolgreich. Das Laufwerk \"Archiv\" ist nicht mehr Teil der Sicherung."},
		{"Sicherung erfolgreich", "Von 14 Postfächern wurden 13 gesichert."},
		{"Sicherung erfolgreich", "Platte 2: Austausch empfohlen"},
		{"Sicherung erfolgreich", "Erfolgreich: 3\nInsgesamt: 4"},
		{"Sicherung erfolgreich", "Sicherungsgröße: 12 KB (Vortag: 80 GB)"},
		{"Sauvegarde terminée", "Sauvegarde terminée. Le poste PC-12 n'a pas répondu."},
		{"Sauvegarde terminée", "13 boîtes aux lettres sur 14 ont été sauvegardées."},
		{"Copia correcta", "Copia correcta. Falta el servidor SRV3."},
		{"Backup riuscito", "Backup riuscito. Manca il server SRV3."},
		{"Back-up geslaagd", "Back-up geslaagd. Server SRV3 ontbreekt."},
		{"Kopia udana", "Kopia udana. Brakuje serwera SRV3."},
		{"Резервное копирование успешно", "Резервное копирование успешно. Сервер SRV3 не ответил."},
		{"バックアップ成功", "バックアップ成功。SRV3 は応答しませんでした。"},
		{"备份成功", "备份成功。SRV3 没有响应。"},
	} {
		if status, r := judged(t, x[0], x[1]); status == domain.Success {
			t.Errorf("%q, %q is a success because of %q", x[0], x[1], r.Evidence.Words)
		}
	}
}

func TestNoCellThatIsNotGoodMakesASuccess(t *testing.T) {
	for _, cell := range linesOf(cells) {
		for form, body := range map[string]string{
			"cell":  rows("SRV01", "OK", "SRV02", "OK", "SRV03", cell),
			"text":  "Server  Status\nSRV01   OK\nSRV02   OK\nSRV03   " + cell + "\n",
			"label": "SRV01: OK\nSRV02: OK\nSRV03: " + cell + "\n",
			"value": "Job: Daily\nResult: " + cell + "\nDuration: 00:12:00\nThe backup was successful.\n",
		} {
			if status, _ := judged(t, "Backup report", body); status == domain.Success {
				t.Errorf("%q as %s is a success", cell, form)
			}
		}
	}
}

func TestNoBentSentenceIsASuccess(t *testing.T) {
	for _, sentence := range linesOf(bentSentences) {
		if status, _ := judged(t, sentence, ""); status == domain.Success {
			t.Errorf("the subject %q is a success", sentence)
		}
		if status, _ := judged(t, "Backup report", sentence+".\n"); status == domain.Success {
			t.Errorf("the sentence %q is a success", sentence)
		}
	}
}

func TestTheLineThatSaysWhoMadeTheReportTakesNothingBack(t *testing.T) {
	for _, line := range []string{
		"NAKIVO generated this report for Bakery Miller.", "Acronis Cyber Protect generated this report.",
		"Hybrid Backup Sync sent this message.", "Uranium Backup hat diesen Bericht erstellt.",
	} {
		body := "Job: Daily\nServer: SRV01\nStatus: Success\n\n" + line + "\n"
		if status, r := judged(t, "[Success] Daily", body); status != domain.Success {
			t.Errorf("%q makes it %s because of %q", line, status, r.Evidence.Words)
		}
	}
	for _, line := range []string{"Disk Three vanished before it sent this report.", "The quorum dissolved and sent this report."} {
		if status, _ := judged(t, "[Success] Daily", "Job: Daily\nStatus: Success\n\n"+line+"\n"); status == domain.Success {
			t.Errorf("%q takes nothing back", line)
		}
	}
}

func TestARecordThatIsSavedIsNoBackup(t *testing.T) {
	for subject, sentence := range map[string]string{
		"Backup of SRV01": "The log was saved.", "Back-up SRV01": "Het logboek is opgeslagen.", "Backup SRV01": "Il registro è stato salvato.",
		"Säkerhetskopiering av SRV01": "Loggen sparades.", "SRV01 varmuuskopio": "Loki tallennettiin.",
		"SRV01 yedekleme": "Günlük kaydedildi.", "Резервная копия SRV01": "Журнал сохранён.", "SRV01 备份": "日志已保存。",
		"SRV01 백업": "로그가 저장되었습니다.", "Kopia SRV01": "Dziennik został zapisany.",
	} {
		if status, r := judged(t, subject, sentence+"\n"); status == domain.Success {
			t.Errorf("%q, %q is a success because of %q", subject, sentence, r.Evidence.Words)
		}
	}
}
