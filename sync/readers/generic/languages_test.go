package generic

import (
	"testing"

	"runchecks/domain"
)

// Plain mails as administrators and tools write them every day, in the languages beyond
// the first seven. Each is decided, and rightly.
func TestPlainMailsAreDecidedInEveryLanguage(t *testing.T) {
	const ok, warning, missed, failed = domain.Success, domain.Warning, domain.Missed, domain.Failed
	for _, x := range []struct {
		lang, subject, body string
		want                domain.Status
	}{
		{"pl", "Kopia zapasowa FS-POZNAN", "Dzień dobry,\n\nkopia zapasowa serwera FS-POZNAN została wykonana poprawnie o godz. 02:15. Skopiowano 55,1 GB danych.\n\nPozdrawiam\nDział IT\n", ok},
		{"pl", "Raport", "Serwer: FS-POZNAN\nWynik: Sukces\nRozpoczęto: 2026-11-27 01:00\nZakończono: 2026-11-27 02:10\nBłędy: 0\nbackup\n", ok},
		{"pl", "Kopia FS-POZNAN", "Nie udało się utworzyć kopii zapasowej: brak miejsca na dysku.\n", failed},
		{"pl", "Kopia FS-POZNAN", "Kopia zapasowa zakończona z 3 ostrzeżeniami.\n", warning},
		{"pl", "Uwaga", "Kopia zapasowa komputera NB-7 nie została wykonana od 4 dni.\n", missed},
		{"cs", "Záloha FS-OPAVA", "Dobrý den,\n\nzáloha serveru FS-OPAVA byla dnes v noci úspěšně dokončena. Přeneseno 20 GB.\n\nS pozdravem\nOddělení IT\n", ok},
		{"cs", "Zpráva o zálohování", "Úloha: Noční\nPočítač: FS-OPAVA\nStav: Dokončeno\nChyby: 0\nVarování: 0\n", ok},
		{"cs", "Záloha FS-OPAVA", "Zálohování serveru FS-OPAVA selhalo, disk je plný.\n", failed},
		{"cs", "Záloha FS-OPAVA", "Záloha skončila s varováním.\n", warning},
		{"cs", "Záloha NB-3", "Plánovaná záloha počítače NB-3 nebyla spuštěna.\n", missed},
		{"da", "Backup FS-ODENSE", "Hej,\n\nbackuppen af FS-ODENSE er gennemført uden fejl i nat kl. 02.10.\n\nVenlig hilsen\nIT-afdelingen\n", ok},
		{"da", "Sikkerhedskopiering", "Job: Natlig\nServer: FS-ODENSE\nResultat: Gennemført\nStart: 27-11-2026 01:00\nSlut: 27-11-2026 01:45\nFejl: 0\n", ok},
		{"da", "Backup FS-ODENSE", "Backuppen af FS-ODENSE mislykkedes, fordi disken er fuld.\n", failed},
		{"da", "Backup FS-ODENSE", "Backup afsluttet med 2 advarsler.\n", warning},
		{"da", "Backup NB-3", "Den planlagte backup af NB-3 blev ikke udført.\n", missed},
		{"sv", "Säkerhetskopia FS-LUND", "Hej!\n\nSäkerhetskopieringen av FS-LUND slutfördes i natt utan fel. 31 GB kopierades.\n\nVänliga hälsningar\nIT-avdelningen\n", ok},
		{"sv", "Rapport säkerhetskopiering", "Jobb: Nattlig\nServer: FS-LUND\nStatus: Lyckades\nStarttid: 2026-11-27 01:00\nSluttid: 2026-11-27 01:40\nFel: 0\nVarningar: 0\n", ok},
		{"sv", "Säkerhetskopia FS-LUND", "Säkerhetskopieringen av FS-LUND kunde inte slutföras. Servern svarade inte.\n", failed},
		{"sv", "Säkerhetskopia FS-LUND", "Säkerhetskopieringen slutfördes med varningar.\n", warning},
		{"sv", "Säkerhetskopia NB-3", "Säkerhetskopieringen av NB-3 kördes inte i natt.\n", missed},
		{"nb", "Sikkerhetskopi FS-BERGEN", "Hei,\n\nsikkerhetskopieringen av FS-BERGEN er fullført uten feil.\n\nHilsen\nDriftsavdelingen\n", ok},
		{"nb", "Rapport sikkerhetskopi", "Jobb: Nattlig\nServer: FS-BERGEN\nStatus: Vellykket\nStarttid: 27.11.2026 01:00\nFeil: 0\n", ok},
		{"nb", "Sikkerhetskopi FS-BERGEN", "Sikkerhetskopieringen av FS-BERGEN feilet: disken er full.\n", failed},
		{"nb", "Sikkerhetskopi FS-BERGEN", "Sikkerhetskopieringen ble fullført med advarsler.\n", warning},
		{"nb", "Sikkerhetskopi NB-3", "Sikkerhetskopieringen av NB-3 ble ikke kjørt.\n", missed},
		{"fi", "Varmuuskopio FS-OULU", "Hei,\n\npalvelimen FS-OULU varmuuskopiointi onnistui viime yönä klo 02.10.\n\nTerveisin\nIT-osasto\n", ok},
		{"fi", "Varmuuskopioraportti", "Työ: Yöllinen\nPalvelin: FS-OULU\nTila: Onnistui\nAlkoi: 27.11.2026 01:00\nPäättyi: 27.11.2026 01:40\nVirheitä: 0\n", ok},
		{"fi", "Varmuuskopio FS-OULU", "Palvelimen FS-OULU varmuuskopiointi epäonnistui, koska levy on täynnä.\n", failed},
		{"fi", "Varmuuskopio FS-OULU", "Varmuuskopiointi valmistui varoituksin.\n", warning},
		{"fi", "Varmuuskopio NB-3", "Koneen NB-3 ajastettua varmuuskopiointia ei suoritettu.\n", missed},
		{"hu", "Mentés FS-PECS", "Tisztelt Rendszergazda!\n\nAz FS-PECS szerver biztonsági mentése sikeresen befejeződött.\n\nÜdvözlettel\nInformatika\n", ok},
		{"hu", "Mentési jelentés", "Feladat: Éjszakai\nSzerver: FS-PECS\nÁllapot: Sikeres\nKezdés: 2026-11-27 01:00\nHibák: 0\n", ok},
		{"hu", "Mentés FS-PECS", "Az FS-PECS szerver mentése sikertelen volt, mert a lemez megtelt.\n", failed},
		{"hu", "Mentés FS-PECS", "A mentés figyelmeztetésekkel befejeződött.\n", warning},
		{"hu", "Mentés NB-3", "Az NB-3 gép ütemezett mentése nem futott le.\n", missed},
		{"ro", "Backup FS-CLUJ", "Bună ziua,\n\nbackup-ul serverului FS-CLUJ s-a încheiat cu succes azi noapte.\n\nCu stimă\nDepartamentul IT\n", ok},
		{"ro", "Raport backup", "Sarcină: Zilnic\nServer: FS-CLUJ\nStare: Reușit\nÎnceput: 27.11.2026 01:00\nErori: 0\n", ok},
		{"ro", "Backup FS-CLUJ", "Backup-ul serverului FS-CLUJ a eșuat: disc plin.\n", failed},
		{"ro", "Backup FS-CLUJ", "Backup finalizat cu avertismente.\n", warning},
		{"ro", "Backup NB-3", "Backup-ul programat al NB-3 nu a fost executat.\n", missed},
		{"tr", "Yedekleme FS-IZMIR", "Merhaba,\n\nFS-IZMIR sunucusunun yedeklemesi başarıyla tamamlandı.\n\nİyi çalışmalar\nBilgi İşlem\n", ok},
		{"tr", "Yedekleme raporu", "Görev: Günlük\nSunucu: FS-IZMIR\nDurum: Başarılı\nBaşlangıç: 27.11.2026 01:00\nHata: 0\n", ok},
		{"tr", "Yedekleme FS-IZMIR", "FS-IZMIR sunucusunun yedeklemesi başarısız oldu.\n", failed},
		{"tr", "Yedekleme FS-IZMIR", "Yedekleme uyarılarla tamamlandı.\n", warning},
		{"tr", "Yedekleme NB-3", "NB-3 bilgisayarının yedeği 4 gündür alınmadı.\n", missed},
		{"el", "Αντίγραφο FS-PATRA", "Καλημέρα,\n\nτο αντίγραφο ασφαλείας του FS-PATRA ολοκληρώθηκε με επιτυχία.\n\nΜε εκτίμηση\nΤμήμα Πληροφορικής\n", ok},
		{"el", "Αναφορά αντιγράφων", "Εργασία: Ημερήσια\nΔιακομιστής: FS-PATRA\nΚατάσταση: Επιτυχία\nΈναρξη: 27/11/2026 01:00\nΣφάλματα: 0\n", ok},
		{"el", "Αντίγραφο FS-PATRA", "Η δημιουργία αντιγράφου ασφαλείας του FS-PATRA απέτυχε.\n", failed},
		{"el", "Αντίγραφο FS-PATRA", "Το αντίγραφο ολοκληρώθηκε με προειδοποιήσεις.\n", warning},
		{"el", "Αντίγραφο NB-3", "Το προγραμματισμένο αντίγραφο του NB-3 δεν εκτελέστηκε.\n", missed},
		{"ru", "Резервная копия FS-TULA", "Здравствуйте!\n\nРезервное копирование сервера FS-TULA завершено успешно. Скопировано 44 ГБ.\n\nС уважением\nОтдел ИТ\n", ok},
		{"ru", "Отчет", "Задание: Ночное\nСервер: FS-TULA\nРезультат: Успешно\nНачало: 27.11.2026 01:00\nОшибок: 0\nрезервное копирование\n", ok},
		{"ru", "Резервная копия FS-TULA", "Не удалось создать резервную копию сервера FS-TULA: диск переполнен.\n", failed},
		{"ru", "Резервная копия FS-TULA", "Копирование завершено с предупреждениями.\n", warning},
		{"ru", "Резервная копия NB-3", "Плановое резервное копирование NB-3 не выполнялось 5 дней.\n", missed},
		{"uk", "Резервна копія FS-LVIV", "Доброго дня!\n\nРезервне копіювання сервера FS-LVIV успішно завершено.\n\nЗ повагою\nВідділ ІТ\n", ok},
		{"uk", "Звіт про резервне копіювання", "Завдання: Нічне\nСервер: FS-LVIV\nСтатус: Успішно\nПочаток: 27.11.2026 01:00\nПомилок: 0\n", ok},
		{"uk", "Резервна копія FS-LVIV", "Резервне копіювання сервера FS-LVIV не вдалося.\n", failed},
		{"uk", "Резервна копія FS-LVIV", "Резервне копіювання завершено з попередженнями.\n", warning},
		{"uk", "Резервна копія NB-3", "Заплановане резервне копіювання NB-3 не виконувалося.\n", missed},
		{"ja", "バックアップ FS-KOBE", "お世話になっております。\n\nFS-KOBE のバックアップが 02:10 に正常に完了しました。\n\n情報システム課\n", ok},
		{"ja", "バックアップ結果", "ジョブ名：夜間\nサーバー名：FS-KOBE\n結果：成功\n開始時刻：2026/11/27 01:00\nエラー数：0\n", ok},
		{"ja", "バックアップ FS-KOBE", "FS-KOBE のバックアップに失敗しました。ディスクの空き容量が不足しています。\n", failed},
		{"ja", "バックアップ FS-KOBE", "バックアップは警告付きで完了しました。\n", warning},
		{"ja", "バックアップ NB-3", "NB-3 の定期バックアップが実行されませんでした。\n", missed},
		{"zh", "备份 FS-WUHAN", "您好：\n\n服务器 FS-WUHAN 的备份已于今天 02:10 成功完成。\n\n信息中心\n", ok},
		{"zh", "备份报告", "任务：每日\n服务器：FS-WUHAN\n状态：成功\n开始时间：2026-11-27 01:00\n错误：0\n", ok},
		{"zh", "备份 FS-WUHAN", "服务器 FS-WUHAN 备份失败，磁盘空间不足。\n", failed},
		{"zh", "备份 FS-WUHAN", "备份已完成，但有警告。\n", warning},
		{"zh", "备份 NB-3", "NB-3 的计划备份未执行。\n", missed},
		{"ko", "백업 FS-DAEGU", "안녕하세요,\n\nFS-DAEGU 서버의 백업이 02:10에 성공적으로 완료되었습니다.\n\n감사합니다\n전산실\n", ok},
		{"ko", "백업 보고서", "작업: 일일\n서버: FS-DAEGU\n상태: 성공\n시작 시간: 2026-11-27 01:00\n오류: 0\n", ok},
		{"ko", "백업 FS-DAEGU", "FS-DAEGU 서버 백업에 실패했습니다. 디스크 공간이 부족합니다.\n", failed},
		{"ko", "백업 FS-DAEGU", "백업이 경고와 함께 완료되었습니다.\n", warning},
		{"ko", "백업 NB-3", "NB-3의 예약된 백업이 실행되지 않았습니다.\n", missed},
	} {
		if got, r := judged(t, x.subject, x.body); got != x.want {
			t.Errorf("%s: %q / %.120q: %s from %+v, want %s", x.lang, x.subject, x.body, got, r.Evidence, x.want)
		}
	}
}
